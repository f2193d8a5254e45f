package storetest

import (
	"maps"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// set is a set of ids. One that was never made is empty, and stays so.
type set[ID ~string] map[ID]bool

type idSet = set[directory.IdentityID]

// add puts the ids that are allowed into the set, and returns those that were
// not in it.
func (s set[ID]) add(ids []ID, allowed func(ID) bool) []ID {
	added := distinct(ids, func(id ID) bool { return allowed(id) && !s[id] })
	for _, id := range added {
		s[id] = true
	}
	return added
}

// remove takes the ids out of the set, and returns those that were in it.
func (s set[ID]) remove(ids []ID) []ID {
	removed := distinct(ids, func(id ID) bool { return s[id] })
	for _, id := range removed {
		delete(s, id)
	}
	return removed
}

// retain takes out what is not among the ids, and returns that.
func (s set[ID]) retain(ids []ID) []ID {
	stays := make(set[ID])
	for _, id := range ids {
		stays[id] = true
	}
	return s.remove(slices.Collect(func(yield func(ID) bool) {
		for id := range s {
			if !stays[id] && !yield(id) {
				return
			}
		}
	}))
}

// distinct returns the ids that are wanted, in order and each once.
func distinct[ID ~string](ids []ID, wanted func(ID) bool) []ID {
	found := make(set[ID])
	for _, id := range ids {
		if wanted(id) {
			found[id] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func cloneSets[ID ~string](sets map[directory.TeamID]set[ID]) map[directory.TeamID]set[ID] {
	clones := make(map[directory.TeamID]set[ID], len(sets))
	for id, of := range sets {
		clones[id] = maps.Clone(of)
	}
	return clones
}
