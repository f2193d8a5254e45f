package histories_test

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// snapshot is everything that is stored of an organization and that the invariants
// speak of.
type snapshot struct {
	licenses    directory.Licenses
	line        []directory.Member
	connections map[directory.ConnectionID]directory.Connection
	members     map[directory.MemberID]directory.Member
	identities  map[directory.IdentityID]directory.Identity
	teams       map[directory.TeamID]directory.Team
	// pushed are the identities of each provisioned team, joined those that a
	// provisioned or a manual team has as members.
	pushed map[directory.TeamID][]directory.IdentityID
	joined map[directory.TeamID][]directory.MemberID
	// sessions counts the sessions of each member that still count.
	sessions map[directory.MemberID]int
	// leaving is what the panel says of those who wait to leave.
	leaving []provisioning.Pending
	head    int64
	// entries are those of the journal after an earlier snapshot.
	entries []directory.Entry
}

// everything is more than any organization of a test has of anything.
const everything = 1000

// look reads a snapshot, with the journal's entries after one that was read before.
func (w *world) look(ctx context.Context, organization directory.OrganizationID, after int64) (*snapshot, error) {
	reader := w.store.View(ctx, organization)
	s := &snapshot{
		connections: map[directory.ConnectionID]directory.Connection{},
		members:     map[directory.MemberID]directory.Member{},
		identities:  map[directory.IdentityID]directory.Identity{},
		teams:       map[directory.TeamID]directory.Team{},
		pushed:      map[directory.TeamID][]directory.IdentityID{},
		joined:      map[directory.TeamID][]directory.MemberID{},
		sessions:    map[directory.MemberID]int{},
	}
	for _, read := range []func(directory.Reader) error{s.lookAtMembers, s.lookAtConnections, s.lookAtTeams, s.lookAtLicenses, s.lookAtLeavers} {
		if err := read(reader); err != nil {
			return nil, err
		}
	}
	for id := range s.members {
		sessions, err := w.access.Sessions(ctx, organization, id)
		if err != nil {
			return nil, err
		}
		s.sessions[id] = len(sessions)
	}
	var err error
	if s.entries, err = reader.Journal(after, everything); err != nil {
		return nil, err
	}
	if s.head, err = reader.Head(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *snapshot) lookAtMembers(reader directory.Reader) error {
	members, err := reader.Members(directory.MemberQuery{Limit: everything})
	for _, member := range members {
		s.members[member.ID] = member
	}
	return err
}

func (s *snapshot) lookAtConnections(reader directory.Reader) error {
	connections, err := reader.Connections()
	if err != nil {
		return err
	}
	for _, connection := range connections {
		s.connections[connection.ID] = connection
		identities, err := reader.Identities(connection.ID, directory.IdentityQuery{Limit: everything})
		if err != nil {
			return err
		}
		for _, identity := range identities {
			s.identities[identity.ID] = identity
		}
	}
	return nil
}

func (s *snapshot) lookAtTeams(reader directory.Reader) error {
	teams, err := reader.SearchTeams(directory.TeamSearch{Limit: everything})
	if err != nil {
		return err
	}
	for _, team := range teams {
		s.teams[team.ID] = team
		if !team.Provisioned() {
			continue
		}
		members, err := reader.TeamMembers(team.ID, "", everything)
		if err != nil {
			return err
		}
		for _, member := range members {
			s.pushed[team.ID] = append(s.pushed[team.ID], member.Identity)
		}
	}
	joined, err := reader.TeamsOfMembers(slices.Sorted(maps.Keys(s.members)))
	for _, each := range joined {
		s.joined[each.Team.ID] = append(s.joined[each.Team.ID], each.Member)
	}
	for _, members := range s.joined {
		slices.Sort(members)
	}
	return err
}

func (s *snapshot) lookAtLicenses(reader directory.Reader) error {
	var err error
	if s.licenses, err = reader.Licenses(); err != nil {
		return err
	}
	s.line, err = reader.LicenseLine(directory.LinePlace{}, everything)
	return err
}

func (s *snapshot) lookAtLeavers(reader directory.Reader) error {
	var err error
	s.leaving, err = provisioning.ReadPending(reader)
	return err
}

// pending is what waits to be done of what a provider asked for, in words.
func (s *snapshot) pending() string {
	words := ""
	for _, id := range slices.Sorted(maps.Keys(s.identities)) {
		if leaving := s.identities[id].Leaving; leaving.Waits() {
			words += fmt.Sprintf("%s is asked to %s\n", id, leaving.Asked)
		}
	}
	return words
}

// state is a snapshot in words, without the journal, what is pending, and whom pushes
// named in vain, whose coming alone is told: equal states have equal words.
func (s *snapshot) state() string {
	words := fmt.Sprintf("licenses %+v\n", s.licenses)
	for _, id := range slices.Sorted(maps.Keys(s.connections)) {
		words += fmt.Sprintf("connection %s %s %+v\n", id, s.connections[id].State, s.connections[id].Policy)
	}
	for _, id := range slices.Sorted(maps.Keys(s.members)) {
		member := s.members[id]
		member.SignedOutAt, member.UpdatedAt = member.SignedOutAt.UTC(), member.UpdatedAt.UTC()
		words += fmt.Sprintf("member %+v, %d sessions\n", member, s.sessions[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.identities)) {
		identity := s.identities[id]
		words += fmt.Sprintf("identity %s of %s: %q %q %q %q %t\n", id, identity.Member,
			identity.UserName, identity.ExternalID, identity.Name, identity.Emails, identity.Active)
	}
	for _, id := range slices.Sorted(maps.Keys(s.teams)) {
		team := s.teams[id]
		words += fmt.Sprintf("team %s of %q: %q, pushed %v, joined %v\n", id, team.Origin, team.Name, s.pushed[id], s.joined[id])
	}
	return words
}
