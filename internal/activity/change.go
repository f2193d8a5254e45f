package activity

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/musterhq/muster/internal/directory"
)

// teamUpdated tells a new name as what it is.
func teamUpdated(e directory.Entry, _ Names) string {
	changes := personal(e).Changes
	if len(changes) == 1 && (changes[0].Field == "displayName" || changes[0].Field == "name") {
		return fmt.Sprintf("renamed the team %s to %s", changes[0].Before, changes[0].After)
	}
	return changed(e, "the team "+team(e))
}

// changed tells one value before and after, and of several only the fields.
func changed(e directory.Entry, whom string) string {
	changes := personal(e).Changes
	if len(changes) == 0 {
		return "changed " + whom
	}
	if len(changes) > 1 {
		return "changed " + whom + ": " + fields(changes)
	}
	field, before, after := fieldName(changes[0].Field), shorten(changes[0].Before), shorten(changes[0].After)
	switch {
	case before == "":
		return fmt.Sprintf("set the %s of %s to %s", field, whom, after)
	case after == "":
		return fmt.Sprintf("removed the %s of %s", field, whom)
	default:
		return fmt.Sprintf("changed the %s of %s from %s to %s", field, whom, before, after)
	}
}

// namedFields is how many fields a sentence names.
const namedFields = 4

func fields(changes []directory.Change) string {
	var named []string
	seen := map[string]bool{}
	for _, change := range changes {
		if field := fieldName(change.Field); !seen[field] {
			seen[field] = true
			named = append(named, field)
		}
	}
	if more := len(named) - namedFields; more > 0 {
		named = append(named[:namedFields], fmt.Sprintf("%d more", more))
	}
	return enumerate(named)
}

// fieldName turns a path of SCIM into words: "name.familyName" into "family
// name", "urn:…:User.department" into "department".
func fieldName(path string) string {
	if colon := strings.LastIndexByte(path, ':'); colon >= 0 {
		path = path[colon+1:]
		if _, inner, found := strings.Cut(path, "."); found { // what follows "User"
			path = inner
		}
	}
	name, part, _ := strings.Cut(path, ".")
	if name == "name" && part != "" && part != "formatted" {
		name = part
	}
	var words strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			words.WriteByte(' ')
		}
		if r == '_' {
			r = ' '
		}
		words.WriteRune(unicode.ToLower(r))
	}
	return words.String()
}

// shownValue is how much of a value a sentence shows, in characters.
const shownValue = 60

func shorten(value string) string {
	runes := []rune(value)
	if len(runes) <= shownValue {
		return value
	}
	return string(runes[:shownValue]) + "…"
}

// signInChanged tells which way to sign in was added, changed or removed. It is
// always a person's own.
func signInChanged(e directory.Entry, _ Names) string {
	var parts []string
	for _, change := range personal(e).Changes {
		parts = append(parts, wayChanged(change))
	}
	return cmp.Or(enumerate(parts), "changed how they sign in")
}

func wayChanged(change directory.Change) string {
	isPassword := change.Field == "password"
	switch {
	case change.Field == "login_method":
		return "took away the tie to " + shorten(change.Before)
	case isPassword && change.Before == "":
		return "set a password"
	case isPassword && change.After == "":
		return "removed the password"
	case isPassword:
		return "changed the password"
	case change.Before == "":
		return "added the passkey " + shorten(change.After)
	case change.After == "":
		return "removed the passkey " + shorten(change.Before)
	}
	return "renamed the passkey " + shorten(change.Before) + " to " + shorten(change.After)
}
