package activity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// Names says how people and teams are called whom an entry names by id only; "" for those
// who are gone. Any may be nil, and then nobody is known.
type Names struct {
	Identity func(directory.IdentityID) string
	Member   func(directory.MemberID) string
	Team     func(directory.TeamID) string
}

// namedPeople is how many people a sentence names before it only counts them.
const namedPeople = 3

func teamMembersChanged(e directory.Entry, names Names) string {
	added := append(namesOf(e.Added, names.Identity), namesOf(e.AddedMembers, names.Member)...)
	removed := append(namesOf(e.Removed, names.Identity), namesOf(e.RemovedMembers, names.Member)...)
	var parts []string
	if len(added) > 0 {
		parts = append(parts, "added "+people(added)+" to the team "+team(e))
	}
	if len(removed) > 0 {
		parts = append(parts, "removed "+people(removed)+" from the team "+team(e))
	}
	return cmp.Or(strings.Join(parts, " and "), "changed the members of the team "+team(e))
}

// teamMerged tells which team went into which, and who joined that one thereby.
func teamMerged(e directory.Entry, names Names) string {
	into := cmp.Or(enumerate(personal(e).Named), "another team")
	said := "merged the team " + team(e) + " into " + into
	joined := append(namesOf(e.Added, names.Identity), namesOf(e.AddedMembers, names.Member)...)
	if len(joined) > 0 {
		said += ", which " + people(joined) + " joined"
	}
	return said
}

// namesOf looks up how people are called, unless there are so many that they
// are only counted.
func namesOf[ID ~string](ids []ID, name func(ID) string) []string {
	called := make([]string, len(ids))
	if name == nil || len(ids) > namedPeople {
		return called
	}
	for i, id := range ids {
		called[i] = name(id)
	}
	return called
}

// people names a few people, or counts them where one of the names is gone.
func people(called []string) string {
	total := fmt.Sprintf("%d people", len(called))
	if len(called) == 1 {
		total = "1 person"
	}
	if len(called) > namedPeople || hasGap(called) {
		return total
	}
	return enumerate(called)
}

func hasGap(called []string) bool { return slices.Contains(called, "") }

func enumerate(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}
