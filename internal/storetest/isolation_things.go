package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// things is what may be asked for by name in an organization: one of each.
type things struct {
	connection directory.ConnectionID
	secret     directory.CredentialHash
	identity   directory.IdentityID
	member     directory.MemberID
	team       directory.TeamID
	manual     directory.TeamID
	session    directory.SessionID
	link       directory.LinkID
	key        directory.APIKeyID
	method     directory.LoginMethodID
	// mark is in every text of the organization: names, addresses, reasons.
	mark string
}

func (th things) ids() []string {
	return []string{
		string(th.connection), string(th.identity), string(th.member), string(th.team), string(th.manual),
		string(th.session), string(th.link), string(th.key), string(th.method),
	}
}

// nothing are ids and texts that no organization has.
func nothing() things {
	return things{
		connection: directory.ConnectionID(directory.NewID()),
		secret:     directory.CredentialHash(newHash()),
		identity:   directory.IdentityID(directory.NewID()),
		member:     directory.MemberID(directory.NewID()),
		team:       directory.TeamID(directory.NewID()),
		manual:     directory.TeamID(directory.NewID()),
		session:    directory.SessionID(directory.NewID()),
		link:       directory.LinkID(directory.NewID()),
		key:        directory.APIKeyID(directory.NewID()),
		method:     directory.LoginMethodID(directory.NewID()),
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
		if err := furnishAccess(tx, th); err != nil {
			return err
		}
		return furnishLogins(tx, th)
	})
	return h, th
}

func furnishDirectory(tx directory.Tx, th things) error {
	connection := newConnection("")
	connection.ID = th.connection
	credential := newCredential(connection)
	credential.Hash, credential.LastFour = th.secret, th.mark
	member := newMember(th.mark)
	member.ID, member.Origin, member.Identity = th.member, th.connection, th.identity
	member.Email = th.mark
	left := newMember(th.mark)
	left.Origin = th.connection
	byHand := newMember("by-hand-" + th.mark)
	byHand.Email = byHand.Name
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
		func() error { return addMember(tx, &byHand) },
		func() error { return tx.PutAdoption(newAdoption(th.member, th.connection)) },
		func() error { return tx.TakeLicense(th.member) },
		func() error { return addIdentity(tx, &identity) },
		func() error { return tx.SetLeaving(th.connection, th.identity, newLeaving()) },
		func() error { return tx.SetEdited(th.connection, th.identity, true) },
		func() error { return addMember(tx, &left) },
		func() error { return tx.LeaveAs(left.ID, th.mark) },
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
		func() error {
			return tx.PutEnded(directory.Ended{Number: 1, Connection: th.connection, Member: th.member, ExternalID: th.mark, Name: th.mark})
		},
		func() error {
			return tx.PutEnded(directory.Ended{Number: 2, Connection: th.connection, Team: th.manual, Name: th.mark})
		},
		func() error {
			return tx.PutEnded(directory.Ended{Number: 3, Connection: th.connection, Member: byHand.ID, Name: th.mark, NewMember: th.member})
		},
		func() error {
			return tx.PutEnded(directory.Ended{Number: 4, Connection: th.connection, Team: th.manual, Name: th.mark, NewTeam: th.team})
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

// furnishLogins makes a way in: the mark is a subject, an assertion, and a domain
// that is verified.
func furnishLogins(tx directory.Tx, th things) error {
	method := newLoginMethod(th.mark)
	method.ID = th.method
	session := newSession(th.member)
	session.Method, session.ProviderSession, session.CreatedAt = th.method, th.mark, moment(7)
	return inTurn(
		func() error { return tx.CreateLoginMethod(method) },
		func() error { return tx.CreateLogin(newLogin(th.method, th.mark, th.member)) },
		func() error { return tx.UseAssertion(th.method, th.mark, farAway, moment(0)) },
		func() error { return tx.CreateSession(session) },
		func() error { return tx.CreateDomain(newDomain(th.mark)) },
		func() error { return tx.VerifyDomain(th.mark, moment(14)) },
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
