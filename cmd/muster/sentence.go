package main

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/musterhq/muster/internal/directory"
)

// sentences says each kind of entry in words, after the actor: "Okta (SCIM)"
// and then "deactivated Ana Petrović".
var sentences = map[directory.EntryKind]func(directory.Entry, func(directory.IdentityID) string) string{
	directory.OrganizationCreated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "created the organization " + subject(e, "(name erased)")
	},
	directory.LicensesChanged: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		for _, change := range personal(e).Changes {
			return fmt.Sprintf("changed the licenses from %s to %s", change.Before, change.After)
		}
		return "changed the licenses"
	},

	directory.ConnectionCreated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "created a connection to " + provider(e)
	},
	directory.ConnectionWasEnabled: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "enabled the connection to " + provider(e)
	},
	directory.ConnectionWasDisabled: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "disabled the connection to " + provider(e)
	},
	directory.ConnectionTokenCreated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "issued a Secret Token for " + provider(e)
	},
	directory.ConnectionTokenRevoked: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "cancelled the Secret Token for " + provider(e)
	},

	directory.MemberCreated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "added " + person(e)
	},
	directory.MemberUpdated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return changed(e, person(e))
	},
	directory.MemberWasDeactivated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "deactivated " + person(e)
	},
	directory.MemberReactivated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "reactivated " + person(e)
	},
	directory.MemberDetached: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "deleted the user of " + person(e) + ", who stays as a deactivated member"
	},

	directory.TeamCreated: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "created the team " + team(e)
	},
	directory.TeamUpdated: teamUpdated,
	directory.TeamMembersChanged: func(e directory.Entry, name func(directory.IdentityID) string) string {
		var parts []string
		if len(e.Added) > 0 {
			parts = append(parts, "added "+people(e.Added, name)+" to the team "+team(e))
		}
		if len(e.Removed) > 0 {
			parts = append(parts, "removed "+people(e.Removed, name)+" from the team "+team(e))
		}
		return cmp.Or(strings.Join(parts, " and "), "changed the members of the team "+team(e))
	},
	directory.TeamDeleted: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "deleted the team " + team(e)
	},

	directory.NoticeUnknownMembers: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		named := personal(e).Named
		if len(named) == 1 {
			return fmt.Sprintf("pushed 1 person into the team %s who is unknown here: assign %s in the identity provider, then push the group again",
				team(e), named[0])
		}
		return fmt.Sprintf("pushed %d people into the team %s who are unknown here: assign them in the identity provider, then push the group again",
			len(named), team(e))
	},
	directory.NoticeNoLicense: func(e directory.Entry, _ func(directory.IdentityID) string) string {
		return "got no license for " + person(e) + ": every license is in use"
	},
}

// sentenceOf says an entry in words. name says how a person whom the entry
// names by id is called, or "".
func sentenceOf(entry directory.Entry, name func(directory.IdentityID) string) string {
	actor := entry.Actor.Name
	if entry.Actor.Kind == directory.ActorOperator {
		actor = "The " + actor
	}
	say, known := sentences[entry.Kind]
	if !known { // written by a newer Muster beside this one
		return actor + ": " + string(entry.Kind)
	}
	return actor + " " + say(entry, name)
}

// personal returns the personal values of an entry, empty where they were
// erased.
func personal(e directory.Entry) directory.Personal {
	if e.Personal == nil {
		return directory.Personal{}
	}
	return *e.Personal
}

func subject(e directory.Entry, erased string) string { return cmp.Or(personal(e).Subject, erased) }
func person(e directory.Entry) string                 { return subject(e, "someone (name erased)") }
func team(e directory.Entry) string                   { return subject(e, "(name erased)") }
func provider(e directory.Entry) string               { return subject(e, "the identity provider") }

// namedPeople is how many people a sentence names before it only counts them.
const namedPeople = 3

// people names a few people, or counts them where one of the names is gone.
func people(ids []directory.IdentityID, name func(directory.IdentityID) string) string {
	total := count(len(ids), "person", "people")
	if len(ids) > namedPeople {
		return total
	}
	called := make([]string, len(ids))
	for i, id := range ids {
		if called[i] = name(id); called[i] == "" {
			return total
		}
	}
	return enumerate(called)
}

func enumerate(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// teamUpdated tells a new name as what it is.
func teamUpdated(e directory.Entry, _ func(directory.IdentityID) string) string {
	changes := personal(e).Changes
	if len(changes) == 1 && changes[0].Field == "displayName" {
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
