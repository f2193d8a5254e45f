package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// things is what may be asked for by name in an organization: one of each.
type things struct {
	connection directory.ConnectionID
	identity   directory.IdentityID
	member     directory.MemberID
	team       directory.TeamID
	manual     directory.TeamID
	session    directory.SessionID
	link       directory.LinkID
	key        directory.APIKeyID
	// mark is in every text of the organization: names, addresses, reasons.
	mark string
}

func (th things) ids() []string {
	return []string{
		string(th.connection), string(th.identity), string(th.member), string(th.team), string(th.manual),
		string(th.session), string(th.link), string(th.key),
	}
}

// nothing are ids and texts that no organization has.
func nothing() things {
	return things{
		connection: directory.ConnectionID(directory.NewID()),
		identity:   directory.IdentityID(directory.NewID()),
		member:     directory.MemberID(directory.NewID()),
		team:       directory.TeamID(directory.NewID()),
		manual:     directory.TeamID(directory.NewID()),
		session:    directory.SessionID(directory.NewID()),
		link:       directory.LinkID(directory.NewID()),
		key:        directory.APIKeyID(directory.NewID()),
		mark:       "mark-" + directory.NewID(),
	}
}

// furnish makes an organization that has one of everything.
func furnish(t *testing.T, store directory.Store) (house, things) {
	t.Helper()
	th := nothing()
	h := house{store, newOrganization(th.mark)}
	first := entry(directory.OrganizationCreated)
	first.Personal = &directory.Personal{Subject: th.mark}
	done(t, store.CreateOrganization(t.Context(), h.organization, 2, first))
	h.update(t, func(tx directory.Tx) error {
		if err := furnishDirectory(tx, th); err != nil {
			return err
		}
		return furnishAccess(tx, th)
	})
	return h, th
}

func furnishDirectory(tx directory.Tx, th things) error {
	connection := newConnection("")
	connection.ID = th.connection
	credential := newCredential(connection)
	credential.LastFour = th.mark
	member := newMember(th.mark)
	member.ID, member.Origin, member.Identity = th.member, th.connection, th.identity
	member.Email = th.mark
	identity := newIdentity(th.connection, th.mark)
	identity.ID, identity.Member = th.identity, th.member
	identity.Emails, identity.ExternalID = []string{th.mark}, th.mark
	identity.Resource = []byte("{}")
	team := newTeam(th.connection, th.mark)
	team.ID, team.ExternalID = th.team, th.mark
	manual := newTeam("", th.mark)
	manual.ID = th.manual
	team.Resource, manual.Resource = []byte("{}"), []byte("{}")
	return inTurn(
		func() error { return tx.CreateConnection(connection) },
		func() error { return tx.CreateCredential(credential) },
		func() error { return addMember(tx, &member) },
		func() error { return tx.TakeLicense(th.member) },
		func() error { return addIdentity(tx, &identity) },
		func() error { return addTeam(tx, &team) },
		func() error { return addTeam(tx, &manual) },
		func() error { _, err := tx.AddTeamMembers(th.team, idsOf(identity)); return err },
		func() error {
			_, err := tx.AddToManualTeam(th.manual, []directory.MemberID{th.member})
			return err
		},
		func() error {
			_, err := tx.AddUnknownMembers(th.team, []directory.IdentityID{directory.IdentityID(th.mark)})
			return err
		},
	)
}

func furnishAccess(tx directory.Tx, th things) error {
	session := newSession(th.member)
	session.ID, session.Browser = th.session, th.mark
	link := newLink(directory.LinkSignIn, th.member)
	link.ID, link.Label = th.link, th.mark
	key := newAPIKey(th.member)
	key.ID, key.Name = th.key, th.mark
	return inTurn(
		func() error { return tx.CreateLink(link) },
		func() error { return tx.CreateSession(session) },
		func() error { return tx.CreateAPIKey(key) },
		func() error { return tx.SetPassword(newPassword(th.member)) },
		func() error { return tx.CreatePasskey(newPasskey(th.member, th.mark)) },
	)
}

// inTurn runs one after the other until one fails.
func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
