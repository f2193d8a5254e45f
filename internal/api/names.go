package api

import (
	"slices"

	"github.com/musterhq/muster/internal/activity"
	"github.com/musterhq/muster/internal/directory"
)

// names says how people and teams are called whom an answer names by id, and reads each
// of them once. Whoever is gone has no name; an answer without it is still true.
type names struct {
	reader     directory.Reader
	members    map[directory.MemberID]string
	identities map[directory.IdentityID]directory.Member
	teams      map[directory.TeamID]string
}

func newNames(reader directory.Reader) *names {
	return &names{
		reader:     reader,
		members:    map[directory.MemberID]string{},
		identities: map[directory.IdentityID]directory.Member{},
		teams:      map[directory.TeamID]string{},
	}
}

// shownPeople is how many of those whom an entry names are named; all are
// counted.
const shownPeople = 5

// learn reads the people behind the identities that entries name, in one
// statement for all of them.
func (n *names) learn(entries []directory.Entry) error {
	var ids []directory.IdentityID
	for _, entry := range entries {
		ids = append(ids, first(entry.Added)...)
		ids = append(ids, first(entry.Removed)...)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	found, err := n.reader.IdentityMembers(slices.Compact(ids))
	if err != nil {
		return err
	}
	for _, member := range found {
		n.identities[member.Identity] = member
		n.members[member.ID] = member.Name
	}
	return nil
}

// member returns how a member is called, "" when they are gone.
func (n *names) member(id directory.MemberID) string {
	if name, known := n.members[id]; known || id == "" {
		return name
	}
	member, err := n.reader.Member(id)
	if err != nil {
		member.Name = ""
	}
	n.members[id] = member.Name
	return member.Name
}

// team returns how a team is called, "" when it is gone.
func (n *names) team(id directory.TeamID) string {
	if name, known := n.teams[id]; known {
		return name
	}
	team, err := n.reader.AnyTeam(id)
	if err != nil {
		team.Name = ""
	}
	n.teams[id] = team.Name
	return team.Name
}

// teamsOf shows teams, the first of them with their names.
func (n *names) teamsOf(ids []directory.TeamID) []TeamReference {
	shown := make([]TeamReference, len(ids))
	for i, id := range ids {
		shown[i].ID = id
		if i < shownPeople {
			shown[i].Name = n.team(id)
		}
	}
	return shown
}

func (n *names) forSentence() activity.Names {
	return activity.Names{
		Identity: func(id directory.IdentityID) string { return n.identities[id].Name },
		Member:   n.member,
		Team:     n.team,
	}
}

// people shows the first of those whom a list of identities and a list of
// members name.
func (n *names) people(identities []directory.IdentityID, members []directory.MemberID) []MemberReference {
	shown := []MemberReference{}
	for _, id := range first(identities) {
		if member, known := n.identities[id]; known {
			shown = append(shown, MemberReference{ID: member.ID, Name: member.Name})
		}
	}
	for _, id := range first(members) {
		shown = append(shown, MemberReference{ID: id, Name: n.member(id)})
	}
	return shown
}

func first[T any](all []T) []T { return all[:min(len(all), shownPeople)] }
