package api_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// The kinds of entries are read from the source of the journal, so that a new
// one cannot be forgotten in the document.
func TestTheDocumentListsEveryKindOfEntry(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../directory/journal.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`EntryKind\s+= "([a-z_.]+)"`).FindAllSubmatch(source, -1)
	if len(declared) < 30 || len(declared) != len(api.EntryKinds()) {
		t.Errorf("%d kinds are declared, %d are listed", len(declared), len(api.EntryKinds()))
	}
	for _, kind := range declared {
		if !slices.Contains(api.EntryKinds(), directory.EntryKind(kind[1])) {
			t.Errorf("the document lacks %s", kind[1])
		}
	}
}

// A client may range over every list without looking whether it is there.
func TestNoListIsNull(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ Type json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal(document, &parsed); err != nil {
		t.Fatal(err)
	}
	nullable := regexp.MustCompile(`(?s)"array",\s*"null"`)
	for name, schema := range parsed.Components.Schemas {
		for property, of := range schema.Properties {
			if nullable.Match(of.Type) {
				t.Errorf("%s.%s may be null", name, property)
			}
		}
	}
}
