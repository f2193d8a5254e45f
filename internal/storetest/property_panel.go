package storetest

import (
	"cmp"
	"crypto/sha256"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// panelCards are the steps of people who look after a directory, and of those
// who come in.
var panelCards = []card{
	{"DeleteMember", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteMember(id) }
	}},
	{"LeaveAs", func(d *deck) func(directory.Tx) (any, error) {
		id, externalID := d.member().ID, d.text("", "x", "X")
		return func(tx directory.Tx) (any, error) { return nil, tx.LeaveAs(id, externalID) }
	}},
	{"MemberWhoLeft", func(d *deck) func(directory.Tx) (any, error) {
		origin, externalID := d.origin(), d.text("", "x", "X")
		return func(tx directory.Tx) (any, error) { return tx.MemberWhoLeft(origin, externalID) }
	}},
	{"UpdateOrganization", func(d *deck) func(directory.Tx) (any, error) {
		organization := newOrganization(d.name())
		organization.LogDays, organization.UpdatedAt = d.number(1, 9), moment(d.number(1, 9))
		organization.Status = directory.OrganizationStatus(d.text("active", "suspended"))
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateOrganization(organization) }
	}},
	{"AddToManualTeam", changeManualTeam(directory.Tx.AddToManualTeam)},
	{"AddToManualTeam", changeManualTeam(directory.Tx.AddToManualTeam)},
	{"RemoveFromManualTeam", changeManualTeam(directory.Tx.RemoveFromManualTeam)},
	{"SearchMembers", searchMembers},
	{"SearchMembers", searchMembers},
	{"SearchMembers", searchMembers},
	{"SearchMembers", searchMembers},
	{"CountMembers", func(*deck) func(directory.Tx) (any, error) {
		return func(tx directory.Tx) (any, error) { return tx.CountMembers() }
	}},
	{"MembersByEmail", func(d *deck) func(directory.Tx) (any, error) {
		email := d.email()
		return func(tx directory.Tx) (any, error) { return tx.MembersByEmail(email) }
	}},
	{"UnclaimedMembers", func(d *deck) func(directory.Tx) (any, error) {
		email := d.email()
		return func(tx directory.Tx) (any, error) { return tx.UnclaimedMembers(email) }
	}},
	{"CreateFirstIdentity", func(d *deck) func(directory.Tx) (any, error) {
		identity := directory.Identity{
			Connection: d.connection(), ID: directory.IdentityID(d.newID("i")), Assertion: d.assertion(), CreatedAt: moment(d.number(1, 9)),
		}
		email := d.email()
		d.identities = append(d.identities, identity)
		return func(tx directory.Tx) (any, error) {
			number, err := tx.Append(entry(directory.MemberCreated))
			if err != nil {
				return nil, err
			}
			identity.Ordinal = number
			return nil, tx.CreateFirstIdentity(identity, email)
		}
	}},
	{"PutAdoption", func(d *deck) func(directory.Tx) (any, error) {
		adoption := newAdoption(d.member().ID, d.connection())
		adoption.UserName, adoption.AskedAt = d.name(), moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) {
			for _, look := range []func() error{
				func() error { _, err := tx.Connection(adoption.Connection); return err },
				func() error { _, err := tx.Member(adoption.Member); return err },
			} {
				if err := look(); err != nil {
					return nil, err
				}
			}
			return nil, tx.PutAdoption(adoption)
		}
	}},
	{"PutEnded", func(d *deck) func(directory.Tx) (any, error) {
		ended := directory.Ended{
			Number: int64(d.number(1, 5)), Connection: d.connection(), Member: d.member().ID,
			ExternalID: d.text("", "x", "X"), Name: d.name(),
		}
		if d.number(0, 1) == 1 {
			ended.NewMember = d.member().ID
		}
		return func(tx directory.Tx) (any, error) {
			for _, look := range []func() error{
				func() error { _, err := tx.Connection(ended.Connection); return err },
				func() error { _, err := tx.Member(ended.Member); return err },
				func() error { _, err := tx.Member(cmp.Or(ended.NewMember, ended.Member)); return err },
			} {
				if err := look(); err != nil {
					return nil, err
				}
			}
			return nil, tx.PutEnded(ended)
		}
	}},
	{"Adoptions", func(d *deck) func(directory.Tx) (any, error) {
		ids := []directory.MemberID{d.member().ID, d.member().ID}
		return func(tx directory.Tx) (any, error) { return tx.Adoptions(ids) }
	}},
	{"IdentityMembers", func(d *deck) func(directory.Tx) (any, error) {
		ids := d.people()
		return func(tx directory.Tx) (any, error) { return tx.IdentityMembers(ids) }
	}},
	{"ActiveIdentities", func(d *deck) func(directory.Tx) (any, error) {
		ids := d.people()
		return func(tx directory.Tx) (any, error) { return tx.ActiveIdentities(ids) }
	}},
	{"TeamsOfMembers", func(d *deck) func(directory.Tx) (any, error) {
		ids := []directory.MemberID{d.member().ID, d.member().ID}
		return func(tx directory.Tx) (any, error) { return tx.TeamsOfMembers(ids) }
	}},
	{"ManualTeamMembers", func(d *deck) func(directory.Tx) (any, error) {
		team, other, limit := d.team().ID, d.team().ID, d.number(1, 4)
		var after directory.MemberID
		if d.number(0, 1) == 1 {
			after = d.member().ID
		}
		return func(tx directory.Tx) (any, error) { return tx.ManualTeamMembers(team, other, after, limit) }
	}},
	{"JoinManualTeams", func(d *deck) func(directory.Tx) (any, error) {
		member, of, at := d.member().ID, d.member().ID, moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) { return tx.JoinManualTeams(member, of, at) }
	}},
	{"PassLicense", func(d *deck) func(directory.Tx) (any, error) {
		from, to := d.member().ID, d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.PassLicense(from, to) }
	}},
	{"SearchTeams", func(d *deck) func(directory.Tx) (any, error) {
		search := directory.TeamSearch{Text: d.text("", "e", "É"), Limit: d.number(1, 4)}
		if d.number(0, 1) == 1 {
			search.Origins = []directory.ConnectionID{d.origin()}
		}
		if d.number(0, 1) == 1 {
			search.After = d.team().Place()
		}
		return func(tx directory.Tx) (any, error) { return tx.SearchTeams(search) }
	}},
	{"CountTeams", func(*deck) func(directory.Tx) (any, error) {
		return func(tx directory.Tx) (any, error) { return tx.CountTeams() }
	}},
	{"AnyTeam", func(d *deck) func(directory.Tx) (any, error) {
		id := d.team().ID
		return func(tx directory.Tx) (any, error) { return tx.AnyTeam(id) }
	}},
	{"JournalBefore", func(d *deck) func(directory.Tx) (any, error) {
		before, limit := int64(d.number(0, 20)), d.number(1, 9)
		return func(tx directory.Tx) (any, error) { return tx.JournalBefore(before, limit) }
	}},
	{"Head", func(*deck) func(directory.Tx) (any, error) {
		return func(tx directory.Tx) (any, error) { return tx.Head() }
	}},
	{"CreateSession", func(d *deck) func(directory.Tx) (any, error) {
		d.ids++
		session := newSession(d.member().ID)
		session.ID, session.Hash = directory.SessionID(d.newID("s")), d.hash()
		session.CreatedAt = moment(d.number(1, 9))
		return withMember(session.Member, func(tx directory.Tx) (any, error) { return nil, tx.CreateSession(session) })
	}},
	{"DeleteSessions", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		return func(tx directory.Tx) (any, error) { return tx.DeleteSessions(id, "") }
	}},
	{"EndEverySession", func(*deck) func(directory.Tx) (any, error) {
		return func(tx directory.Tx) (any, error) { return tx.EndEverySession() }
	}},
	{"CreateLink", func(d *deck) func(directory.Tx) (any, error) {
		link := newLink(directory.LinkSignIn, d.member().ID)
		link.ID, link.Hash = directory.LinkID(d.newID("l")), d.hash()
		return withMember(link.Member, func(tx directory.Tx) (any, error) { return nil, tx.CreateLink(link) })
	}},
	{"RevokeLinks", func(d *deck) func(directory.Tx) (any, error) {
		id, at := d.member().ID, moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) { return nil, tx.RevokeLinks(id, at) }
	}},
	{"SetPassword", func(d *deck) func(directory.Tx) (any, error) {
		password := newPassword(d.member().ID)
		password.Hash = d.text("", "one", "two")
		return withMember(password.Member, func(tx directory.Tx) (any, error) { return nil, tx.SetPassword(password) })
	}},
	{"CreatePasskey", func(d *deck) func(directory.Tx) (any, error) {
		passkey := newPasskey(d.member().ID, d.text("one", "two"))
		return withMember(passkey.Member, func(tx directory.Tx) (any, error) { return nil, tx.CreatePasskey(passkey) })
	}},
	{"DeletePasskey", func(d *deck) func(directory.Tx) (any, error) {
		passkey := newPasskey(d.member().ID, d.text("one", "two"))
		return func(tx directory.Tx) (any, error) { return nil, tx.DeletePasskey(passkey.Member, passkey.CredentialID) }
	}},
}

func searchMembers(d *deck) func(directory.Tx) (any, error) {
	search := directory.MemberSearch{
		Text: d.text("", "", "e", "É", "@", "\n"), Licensed: d.number(0, 2) == 0, Limit: d.number(1, 4),
	}
	if d.number(0, 1) == 1 {
		search.Statuses = []directory.MemberStatus{d.status(), d.status()}
	}
	if d.number(0, 2) == 0 {
		search.Roles = []directory.Role{d.role()}
	}
	if d.number(0, 1) == 1 {
		search.Connections = []directory.ConnectionID{d.origin(), d.origin()}
	}
	if d.number(0, 2) == 0 {
		search.Among = []directory.MemberID{d.member().ID, d.member().ID}
	}
	switch d.number(0, 3) {
	case 0:
		search.Team = d.team().ID
	case 1:
		search.NotInTeam = d.team().ID
	case 2:
		search.After = d.member().Place()
	}
	return func(tx directory.Tx) (any, error) { return tx.SearchMembers(search) }
}

// changeManualTeam is changeSet for manual teams.
func changeManualTeam(do func(directory.Tx, directory.TeamID, []directory.MemberID) ([]directory.MemberID, error)) func(d *deck) func(directory.Tx) (any, error) {
	return func(d *deck) func(directory.Tx) (any, error) {
		team, ids := d.team(), []directory.MemberID{d.member().ID, d.member().ID}
		return func(tx directory.Tx) (any, error) {
			if _, err := tx.AnyTeam(team.ID); err != nil {
				return nil, err
			}
			return do(tx, team.ID, ids)
		}
	}
}

// hash is one that no other organization has.
func (d *deck) hash() directory.SecretHash {
	d.ids++
	return sha256.Sum256(fmt.Appendf(nil, "%s %d", d.organization, d.ids))
}

func (d *deck) role() directory.Role {
	return directory.Role(d.text("member", "administrator", "owner", "owner"))
}

func (d *deck) status() directory.MemberStatus {
	return directory.MemberStatus(d.text("active", "active", "invited", "deactivated"))
}

func (d *deck) email() string {
	return d.text("", "a@example.com", "É@example.com", "é@example.com", "aa@example.com")
}
