package e2e_test

import (
	"maps"
	"slices"
)

// world is a part of a directory that one worker alone changes, so that the
// worker knows what it must be. Names are the keys: user names and team names.
type world struct {
	People map[string]person
	// Teams are the worker's own, with all of their members, sorted.
	Teams map[string][]string
	// Shared are teams that all workers change at once, with those of their
	// members who are the worker's, sorted.
	Shared map[string][]string
}

// person is what a worker changes of somebody.
type person struct {
	Title  string
	Active bool
}

// newWorld is empty.
func newWorld() world {
	w := world{People: map[string]person{}, Teams: map[string][]string{}, Shared: map[string][]string{}}
	for _, name := range sharedTeams {
		w.Shared[name] = []string{}
	}
	return w
}

// sharedTeams are the teams that all workers change.
var sharedTeams = []string{"shared by all", "shared by all, too"}

// changed is a copy of the world with a change applied.
func (w world) changed(change func(world)) world {
	next := world{People: maps.Clone(w.People), Teams: maps.Clone(w.Teams), Shared: maps.Clone(w.Shared)}
	change(next)
	return next
}

// dismiss takes somebody out of everything, as deleting a user does.
func (w world) dismiss(name string) {
	delete(w.People, name)
	for _, teams := range []map[string][]string{w.Teams, w.Shared} {
		for team, members := range teams {
			teams[team] = without(members, name)
		}
	}
}

// with returns a sorted list with names added, never nil.
func with(members []string, names ...string) []string {
	all := append([]string{}, members...)
	all = append(all, names...)
	slices.Sort(all)
	return slices.Compact(all)
}

// without returns a sorted list with names removed, never nil.
func without(members []string, names ...string) []string {
	kept := []string{}
	for _, member := range members {
		if !slices.Contains(names, member) {
			kept = append(kept, member)
		}
	}
	return kept
}

// names returns the keys of a map in order, so that a seed means the same run.
func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
