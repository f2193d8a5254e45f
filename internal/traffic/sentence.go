package traffic

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/musterhq/muster/internal/directory"
)

// WrongToken is the sentence of a request whose Secret Token is not the one of
// the connection that it names.
const WrongToken = "Refused: the token is not this connection's."

// sentenceOf says in English what happened. Every sentence of the log is made
// here.
func sentenceOf(r *Request) string {
	switch r.Kind {
	case Unauthorized:
		return "Refused: " + r.Detail
	case More:
		return moreSentence(r.Facts)
	default:
	}
	who := r.Provider.Name()
	switch r.Outcome {
	case Refused:
		return capitalized(who + " " + asked(r) + ". Refused: " + r.Detail)
	case Failed:
		return capitalized(who + " " + asked(r) + ". Failed: " + r.Detail)
	case Answered:
	}
	return capitalized(who + " " + did(r) + ".")
}

func moreSentence(facts Facts) string {
	text := "And " + counted(facts.Dropped, "more request", "more requests") + " in this second"
	if facts.DroppedErrors > 0 {
		text += ", of which " + grouped(int64(facts.DroppedErrors)) + " were refused or failed"
	}
	return text + "."
}

// did says what a request did that was answered.
func did(r *Request) string {
	facts := r.Facts
	switch r.Kind {
	case Lookup:
		return "looked for " + lookedFor(r) + " and found " + foundBy(r)
	case List:
		return listed(r)
	case Read:
		if r.Status == 404 {
			return "asked for a " + noun(r) + " by an id that is unknown here"
		}
		return "read " + subject(r)
	case Create:
		return "created " + subject(r)
	case Update:
		if facts.Same {
			return "sent " + subject(r) + " again; nothing was different"
		}
		return "updated " + subject(r)
	case Deactivate:
		return "deactivated " + subject(r)
	case Reactivate:
		return "reactivated " + subject(r)
	case Delete:
		return "deleted " + subject(r)
	case GroupCreate:
		if facts.Joined == 0 {
			return "pushed " + subject(r) + " with nobody in it yet"
		}
		return "pushed " + subject(r) + " with " + people(facts.Joined)
	case GroupMembers:
		return moved(r)
	case GroupRename:
		if facts.Formerly != "" {
			return "renamed the group " + isolated(facts.Formerly) + " to " + isolated(r.Team.Name)
		}
		return "renamed a group to " + isolated(r.Team.Name)
	case GroupDelete:
		return "deleted " + subject(r)
	case Discovery:
		return "asked what this server offers"
	case Other, Unauthorized, More:
	}
	return "sent a request"
}

// asked says what a request wanted that was not answered.
func asked(r *Request) string {
	switch r.Kind {
	case Lookup:
		return "looked for " + lookedFor(r)
	case List:
		return "asked for the " + nouns(r)
	case Read:
		return "asked for a " + noun(r)
	case Create:
		return "asked to create " + subject(r)
	case Update:
		return "asked to change " + subject(r)
	case Deactivate:
		return "asked to deactivate " + subject(r)
	case Reactivate:
		return "asked to reactivate " + subject(r)
	case Delete, GroupDelete:
		return "asked to delete " + subject(r)
	case GroupCreate:
		return "pushed " + subject(r)
	case GroupMembers:
		return "asked to change who is in " + subject(r)
	case GroupRename:
		return "asked to rename " + subject(r)
	case Discovery:
		return "asked what this server offers"
	case Other, Unauthorized, More:
	}
	return "sent a request that is not answered here"
}

func lookedFor(r *Request) string {
	if r.Facts.LookedFor == "" {
		return nouns(r) + " by a filter"
	}
	return isolated(r.Facts.LookedFor)
}

func foundBy(r *Request) string {
	switch {
	case r.Facts.Found == 0 && isGroups(r):
		return "no group"
	case r.Facts.Found == 0:
		return "nobody"
	case r.Facts.Found == 1 && (r.Person != (Person{}) || r.Team != (Team{})):
		return subject(r)
	case isGroups(r):
		return counted(r.Facts.Found, "group", "groups")
	}
	return people(r.Facts.Found)
}

func listed(r *Request) string {
	text := "asked for " + nouns(r)
	switch {
	case r.Facts.Found == 0:
		return text + ", there are none yet"
	case r.Facts.Shown == r.Facts.Found:
		return text + " and got all " + grouped(int64(r.Facts.Found))
	}
	return text + " and got " + grouped(int64(r.Facts.Shown)) + " of " + grouped(int64(r.Facts.Found))
}

func moved(r *Request) string {
	facts := r.Facts
	team := subject(r)
	switch {
	case facts.Exactly && facts.Joined == 0:
		return "emptied " + team
	case facts.Exactly:
		return "said who is in " + team + ": " + people(facts.Joined)
	case facts.Joined > 0 && facts.Left > 0:
		return "pushed " + people(facts.Joined) + " into " + team + " and took " + people(facts.Left) + " out"
	case facts.Joined > 0:
		return "pushed " + people(facts.Joined) + " into " + team
	case facts.Left > 0:
		return "took " + people(facts.Left) + " out of " + team
	}
	return "sent " + team + " again"
}

// subject is whom or what a request was about.
func subject(r *Request) string {
	switch {
	case r.Person.Name != "":
		return isolated(r.Person.Name)
	case r.Person.UserName != "":
		return isolated(r.Person.UserName)
	case r.Team.Name != "":
		return "the group " + isolated(r.Team.Name)
	}
	return "a " + noun(r)
}

func isGroups(r *Request) bool {
	return strings.HasSuffix(strings.TrimSuffix(r.Route, "/{id}"), "/Groups")
}

func noun(r *Request) string {
	if isGroups(r) {
		return "group"
	}
	return "user"
}

func nouns(r *Request) string { return noun(r) + "s" }

func people(n int) string { return counted(n, "person", "people") }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// capitalized begins a sentence: one provider is called "the identity provider".
func capitalized(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// testSays says how a provider's test of its connection went, by a rule where it
// is ours to say.
func testSays(r *Request) directory.Said {
	provider := r.Provider.NameInSentences()
	switch {
	case r.Outcome != Answered:
		return directory.Said{Detail: "Failed: " + strings.TrimPrefix(r.Sentence, "Refused: ")}
	case r.Kind != Lookup:
		return ruleTestListed.Say("provider", provider, "found", strconv.Itoa(r.Facts.Found))
	case r.Facts.Found == 0:
		return ruleTestSought.Say("provider", provider, "sought", lookedFor(r))
	}
	return directory.Said{Detail: "Passed: " + r.Provider.Name() + " " + did(r)}
}

// sawOf says what was seen when a milestone was reached.
func sawOf(name MilestoneName, r *Request) string {
	switch name {
	case FirstLookup:
		if r.Facts.LookedFor != "" {
			return r.Facts.LookedFor
		}
	case FirstCreate, FirstUpdate, FirstDeactivate:
		return subject(r)
	case FirstGroup:
		return r.Team.Name
	case FirstAuthenticated:
	}
	return r.Sentence
}

// providerOr is the provider of a connection, or one without a name.
func providerOr(provider directory.Provider) directory.Provider {
	if provider == "" {
		return directory.Other
	}
	return provider
}
