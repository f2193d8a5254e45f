package scimserver

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// maxChanges bounds what one journal entry tells of a resource that changed
// beyond recognition.
const maxChanges = 100

// changesBetween names the values that differ between two resources, in the
// order of the resource: simple values by their path, complex ones by their
// parts, lists as a whole. They are for people to read.
func changesBetween(before, after scim.Resource) []directory.Change {
	return appendChanges(nil, "", before.Object(), after.Object())
}

func appendChanges(changes []directory.Change, prefix string, before, after scim.Object) []directory.Change {
	for name, old := range before.All() {
		if name == "schemas" && prefix == "" {
			continue // follows from the rest
		}
		now, _ := after.Lookup(name)
		changes = appendChange(changes, prefix+name, old, now)
	}
	for name, now := range after.All() {
		if _, known := before.Lookup(name); !known && !(name == "schemas" && prefix == "") {
			changes = appendChange(changes, prefix+name, scim.Value{}, now)
		}
	}
	return changes
}

func appendChange(changes []directory.Change, path string, before, after scim.Value) []directory.Change {
	if len(changes) >= maxChanges || before.Equal(after) {
		return changes
	}
	old, wasObject := before.Object()
	now, isObject := after.Object()
	if (wasObject || before.IsNull()) && (isObject || after.IsNull()) {
		return appendChanges(changes, path+".", old, now)
	}
	return append(changes, directory.Change{Field: path, Before: readable(before), After: readable(after)})
}

// readable is a value as a person reads it in the journal: text without quotes,
// the values of a list without their frames where they have one each.
func readable(value scim.Value) string {
	if text, ok := value.Text(); ok {
		return text
	}
	if value.IsNull() {
		return ""
	}
	if value.Kind() != scim.KindArray {
		return value.String()
	}
	var items []string
	for item := range value.Items() {
		if inner, ok := item.Lookup("value"); ok {
			item = inner
		}
		items = append(items, readable(item))
	}
	return strings.Join(items, ", ")
}
