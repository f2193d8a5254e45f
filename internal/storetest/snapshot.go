package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// snapshot is all that a Reader shows of an organization.
type snapshot struct {
	Organization directory.Organization
	Licenses     directory.Licenses
	Line         []directory.Member
	Connections  []directory.Connection
	Credentials  map[directory.ConnectionID][]directory.Credential
	Identities   map[directory.ConnectionID][]directory.Identity
	Leaving      []directory.Identity
	Edited       map[directory.ConnectionID][]directory.Identity
	Renamed      map[directory.ConnectionID][]directory.Team
	Ended        map[directory.ConnectionID][]directory.Ended
	Duplicates   []directory.Ended
	Members      []directory.Member
	Teams        map[directory.ConnectionID][]directory.Team
	TeamMembers  map[directory.TeamID][]directory.TeamMember
	Unknown      map[directory.TeamID][]directory.IdentityID
	Journal      []directory.Entry
	Head         int64
	Belongs      []directory.MemberTeam
	Sessions     map[directory.MemberID][]directory.Session
	Links        []directory.Link
	APIKeys      []directory.APIKey
	Passwords    []directory.Password
	Passkeys     []directory.Passkey
	LoginMethods []directory.LoginMethod
	Logins       []directory.Login
	Adoptions    []directory.Adoption
	Domains      []directory.Domain
}

// prepareToTell takes out what is random, and makes texts of bytes.
func (s snapshot) prepareToTell() {
	for _, credentials := range s.Credentials {
		for i := range credentials {
			credentials[i].Hash = directory.CredentialHash{}
		}
	}
	for _, sessions := range s.Sessions {
		for i := range sessions {
			sessions[i].Hash = directory.SecretHash{}
		}
	}
	for i := range s.Links {
		s.Links[i].Hash = directory.SecretHash{}
	}
	for i := range s.APIKeys {
		s.APIKeys[i].Hash = directory.SecretHash{}
	}
	for i, passkey := range s.Passkeys {
		s.Passkeys[i].Name += string(passkey.CredentialID) + string(passkey.Credential)
		s.Passkeys[i].CredentialID, s.Passkeys[i].Credential = nil, nil
	}
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
		Sessions:    make(map[directory.MemberID][]directory.Session),
		Edited:      make(map[directory.ConnectionID][]directory.Identity),
		Renamed:     make(map[directory.ConnectionID][]directory.Team),
		Ended:       make(map[directory.ConnectionID][]directory.Ended),
	}
	var err error
	if s.Organization, err = reader.Organization(); err != nil {
		return s, err
	}
	if s.Licenses, err = reader.Licenses(); err != nil {
		return s, err
	}
	if s.Line, err = reader.LicenseLine(directory.LinePlace{}, everything); err != nil {
		return s, err
	}
	if s.Connections, err = reader.Connections(); err != nil {
		return s, err
	}
	if s.Members, err = reader.Members(directory.MemberQuery{Limit: everything}); err != nil {
		return s, err
	}
	if s.Leaving, err = reader.LeavingIdentities(); err != nil {
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
	if err := readReturning(reader, &s); err != nil {
		return s, err
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
	return s, readAccess(reader, &s)
}

// readReturning reads what people edited, and what ended by it.
func readReturning(reader directory.Reader, s *snapshot) error {
	for _, connection := range s.Connections {
		var err error
		if s.Edited[connection.ID], err = reader.EditedIdentities(connection.ID, everything); err != nil {
			return err
		}
		if s.Renamed[connection.ID], err = reader.RenamedTeams(connection.ID, everything); err != nil {
			return err
		}
		if s.Ended[connection.ID], err = reader.EndedOf(connection.ID, everything); err != nil {
			return err
		}
	}
	return nil
}

// readAccess reads who may come in, and which teams the members belong to.
func readAccess(reader directory.Reader, s *snapshot) error {
	var err error
	if s.Head, err = reader.Head(); err != nil {
		return err
	}
	if s.APIKeys, err = reader.APIKeys(); err != nil {
		return err
	}
	for _, kind := range []directory.LinkKind{directory.LinkInvitation, directory.LinkSignIn, directory.LinkSetup} {
		links, err := reader.Links(kind, "")
		if err != nil {
			return err
		}
		s.Links = append(s.Links, links...)
	}
	if s.LoginMethods, err = reader.LoginMethods(); err != nil {
		return err
	}
	if s.Domains, err = reader.Domains(); err != nil {
		return err
	}
	ids := []directory.MemberID{""} // the sessions of setup links
	for _, member := range s.Members {
		ids = append(ids, member.ID)
	}
	if s.Adoptions, err = reader.Adoptions(ids); err != nil {
		return err
	}
	if s.Duplicates, err = reader.DuplicatesOfMembers(ids); err != nil {
		return err
	}
	if s.Belongs, err = reader.TeamsOfMembers(ids); err != nil {
		return err
	}
	for _, id := range ids {
		if s.Sessions[id], err = reader.Sessions(id); err != nil {
			return err
		}
		password, err := reader.Password(id)
		if err == nil {
			s.Passwords = append(s.Passwords, password)
		} else if directory.CodeOf(err) != directory.NotFound {
			return err
		}
		passkeys, err := reader.Passkeys(id)
		if err != nil {
			return err
		}
		s.Passkeys = append(s.Passkeys, passkeys...)
		logins, err := reader.Logins(id)
		if err != nil {
			return err
		}
		s.Logins = append(s.Logins, logins...)
	}
	return nil
}

// unchanged reports a difference between two snapshots of an organization.
func unchanged(t *testing.T, before, after snapshot) {
	t.Helper()
	if diff := difference(after, before); diff != "" {
		t.Errorf("the organization changed (-after +before):\n%s", diff)
	}
}
