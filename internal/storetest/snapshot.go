package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// snapshot is all that a Reader shows of an organization.
type snapshot struct {
	Organization directory.Organization
	Licenses     directory.Licenses
	Connections  []directory.Connection
	Credentials  map[directory.ConnectionID][]directory.Credential
	Identities   map[directory.ConnectionID][]directory.Identity
	Members      []directory.Member
	Teams        map[directory.ConnectionID][]directory.Team
	TeamMembers  map[directory.TeamID][]directory.TeamMember
	Unknown      map[directory.TeamID][]directory.IdentityID
	Journal      []directory.Entry
}

// snap reads all of an organization.
func snap(t testing.TB, reader directory.Reader) snapshot {
	t.Helper()
	s, err := readAll(reader)
	if err != nil {
		t.Fatalf("read the organization: %v", err)
	}
	return s
}

func readAll(reader directory.Reader) (snapshot, error) {
	s := snapshot{
		Credentials: make(map[directory.ConnectionID][]directory.Credential),
		Identities:  make(map[directory.ConnectionID][]directory.Identity),
		Teams:       make(map[directory.ConnectionID][]directory.Team),
		TeamMembers: make(map[directory.TeamID][]directory.TeamMember),
		Unknown:     make(map[directory.TeamID][]directory.IdentityID),
	}
	var err error
	if s.Organization, err = reader.Organization(); err != nil {
		return s, err
	}
	if s.Licenses, err = reader.Licenses(); err != nil {
		return s, err
	}
	if s.Connections, err = reader.Connections(); err != nil {
		return s, err
	}
	if s.Members, err = reader.Members(directory.MemberQuery{Limit: everything}); err != nil {
		return s, err
	}
	if s.Journal, err = reader.Journal(0, everything); err != nil {
		return s, err
	}
	origins := []directory.ConnectionID{""} // teams made by hand
	for _, connection := range s.Connections {
		origins = append(origins, connection.ID)
		if s.Credentials[connection.ID], err = reader.Credentials(connection.ID); err != nil {
			return s, err
		}
		query := directory.IdentityQuery{Limit: everything, WithTeams: true}
		if s.Identities[connection.ID], err = reader.Identities(connection.ID, query); err != nil {
			return s, err
		}
	}
	for _, origin := range origins {
		if s.Teams[origin], err = reader.Teams(origin, directory.TeamQuery{Limit: everything}); err != nil {
			return s, err
		}
		for _, team := range s.Teams[origin] {
			if s.TeamMembers[team.ID], err = reader.TeamMembers(team.ID, "", everything); err != nil {
				return s, err
			}
			if s.Unknown[team.ID], err = reader.UnknownMembers(team.ID); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

// unchanged reports a difference between two snapshots of an organization.
func unchanged(t *testing.T, before, after snapshot) {
	t.Helper()
	if diff := difference(after, before); diff != "" {
		t.Errorf("the organization changed (-after +before):\n%s", diff)
	}
}
