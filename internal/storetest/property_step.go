package storetest

import (
	"crypto/sha256"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// card draws one kind of step.
type card struct {
	name string
	make func(d *deck) func(tx directory.Tx) (any, error)
}

func (c card) draw(d *deck) step { return step{c.name, c.make(d)} }

// cards holds every kind of step; what is there twice comes twice as often.
var cards = []card{
	{"Append", func(d *deck) func(directory.Tx) (any, error) {
		e := entry(directory.TeamMembersChanged)
		e.Request, e.Added, e.Removed = d.name(), d.people(), d.people()
		if d.number(0, 1) == 1 {
			e.Personal = &directory.Personal{Subject: d.name(), Changes: []directory.Change{{Field: "name", Before: d.name(), After: d.text("", "x")}}}
		}
		return func(tx directory.Tx) (any, error) { return tx.Append(e) }
	}},
	{"CreateIdentity", createIdentity},
	{"CreateIdentity", createIdentity},
	{"CreateIdentity", createIdentity},
	{"UpdateIdentity", func(d *deck) func(directory.Tx) (any, error) {
		identity := d.identity()
		identity.Assertion, identity.Member, identity.UpdatedAt = d.assertion(), "", moment(d.number(1, 9))
		if d.number(0, 1) == 1 {
			identity.Member = d.member().ID
		}
		late := int64(d.number(0, 3) / 3) // somebody was faster in a quarter of all cases
		return withMember(identity.Member, func(tx directory.Tx) (any, error) {
			before, err := tx.Identity(identity.Connection, identity.ID)
			if err != nil {
				return nil, err
			}
			before.Version -= late
			return tx.UpdateIdentity(before, identity)
		})
	}},
	{"SetLeaving", func(d *deck) func(directory.Tx) (any, error) {
		identity, leaving := d.identity(), d.leaving()
		return func(tx directory.Tx) (any, error) {
			return nil, tx.SetLeaving(identity.Connection, identity.ID, leaving)
		}
	}},
	{"SetEdited", func(d *deck) func(directory.Tx) (any, error) {
		identity, edited := d.identity(), d.number(0, 1) == 1
		return func(tx directory.Tx) (any, error) {
			return nil, tx.SetEdited(identity.Connection, identity.ID, edited)
		}
	}},
	{"DeleteIdentity", func(d *deck) func(directory.Tx) (any, error) {
		identity := d.identity()
		return func(tx directory.Tx) (any, error) {
			return nil, tx.DeleteIdentity(identity.Connection, identity.ID)
		}
	}},
	{"CreateMember", createMember},
	{"CreateMember", createMember},
	{"UpdateMember", func(d *deck) func(directory.Tx) (any, error) {
		member := d.member()
		member.Name, member.Email, member.UpdatedAt = d.name(), d.email(), moment(d.number(1, 9))
		member.Role, member.Status, member.SignedOutAt = d.role(), d.status(), moment(d.number(1, 9))
		if d.number(0, 1) == 1 {
			member.Identity = d.identity().ID
		}
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateMember(member) }
	}},
	{"SetAccount", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		account := d.account()
		return func(tx directory.Tx) (any, error) { return tx.SetAccount(id, account) }
	}},
	{"TakeLicense", takeLicense},
	{"TakeLicense", takeLicense},
	{"ReleaseLicense", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.ReleaseLicense(id) }
	}},
	{"SetLicenses", func(d *deck) func(directory.Tx) (any, error) {
		bought := d.number(0, 3)
		return func(tx directory.Tx) (any, error) { return nil, tx.SetLicenses(bought) }
	}},
	{"LicenseLine", func(d *deck) func(directory.Tx) (any, error) {
		after := directory.LinePlace{Status: directory.MemberStatus(d.text("", "waiting", "active")), Number: int64(d.number(0, 16))}
		limit := d.number(1, 4)
		return func(tx directory.Tx) (any, error) { return tx.LicenseLine(after, limit) }
	}},
	{"PlaceInLine", func(d *deck) func(directory.Tx) (any, error) {
		place := directory.LinePlace{Status: directory.MemberStatus(d.text("waiting", "active")), Number: int64(d.number(1, 9))}
		return func(tx directory.Tx) (any, error) { return tx.PlaceInLine(place) }
	}},
	{"CountLine", func(*deck) func(directory.Tx) (any, error) {
		return func(tx directory.Tx) (any, error) { return tx.CountLine() }
	}},
	{"CreateTeam", createTeam},
	{"CreateTeam", createTeam},
	{"UpdateTeam", func(d *deck) func(directory.Tx) (any, error) {
		team := d.team()
		team.Name, team.ExternalID, team.UpdatedAt = d.name(), d.text("", "x", "X"), moment(d.number(1, 9))
		team.Asserted = d.text("", "e", "É")
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateTeam(team) }
	}},
	{"DeleteTeam", func(d *deck) func(directory.Tx) (any, error) {
		team := d.team()
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteTeam(team.Origin, team.ID) }
	}},
	{"AddTeamMembers", changeSet(directory.Tx.AddTeamMembers)},
	{"AddTeamMembers", changeSet(directory.Tx.AddTeamMembers)},
	{"AddTeamMembers", changeSet(directory.Tx.AddTeamMembers)},
	{"RemoveTeamMembers", changeSet(directory.Tx.RemoveTeamMembers)},
	{"RetainTeamMembers", changeSet(directory.Tx.RetainTeamMembers)},
	{"RetainTeamMembers", changeSet(directory.Tx.RetainTeamMembers)},
	{"TeamHas", changeSet(directory.Tx.TeamHas)},
	{"AddUnknownMembers", changeSet(directory.Tx.AddUnknownMembers)},
	{"AddUnknownMembers", changeSet(directory.Tx.AddUnknownMembers)},
	{"RemoveUnknownMembers", changeSet(directory.Tx.RemoveUnknownMembers)},
	{"RetainUnknownMembers", changeSet(directory.Tx.RetainUnknownMembers)},
	{"CreateCredential", func(d *deck) func(directory.Tx) (any, error) {
		// No two may have one hash, in any of the organizations.
		d.ids++
		credential := newCredential(directory.Connection{Organization: d.organization, ID: d.connection()})
		credential.Hash = sha256.Sum256(fmt.Appendf(nil, "%s %d", d.organization, d.ids))
		credential.CreatedAt = moment(d.ids)
		return func(tx directory.Tx) (any, error) { return nil, tx.CreateCredential(credential) }
	}},
	{"RevokeCredentials", func(d *deck) func(directory.Tx) (any, error) {
		connection := d.connection()
		return func(tx directory.Tx) (any, error) { return tx.RevokeCredentials(connection) }
	}},
	{"EndCredential", func(d *deck) func(directory.Tx) (any, error) {
		connection, made := d.connection(), d.number(0, d.ids)
		hash := directory.CredentialHash(sha256.Sum256(fmt.Appendf(nil, "%s %d", d.organization, made)))
		return func(tx directory.Tx) (any, error) { return tx.EndCredential(connection, hash, farAway) }
	}},
	{"UpdateConnection", func(d *deck) func(directory.Tx) (any, error) {
		connection := newConnection("")
		connection.ID = d.connection()
		connection.State = directory.ConnectionState(d.text("enabled", "disabled"))
		connection.Policy.UnknownMember = directory.UnknownMember(d.text("skip", "refuse"))
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateConnection(connection) }
	}},

	{"Identity", func(d *deck) func(directory.Tx) (any, error) {
		connection, id := d.connection(), d.identity().ID
		return func(tx directory.Tx) (any, error) { return tx.Identity(connection, id) }
	}},
	{"Identities", readIdentities},
	{"Identities", readIdentities},
	{"IdentityOrdinal", func(d *deck) func(directory.Tx) (any, error) {
		connection, position := d.connection(), int64(d.number(1, 6))
		return func(tx directory.Tx) (any, error) { return tx.IdentityOrdinal(connection, position) }
	}},
	{"KnownIdentities", func(d *deck) func(directory.Tx) (any, error) {
		connection, ids := d.connection(), d.people()
		return func(tx directory.Tx) (any, error) { return tx.KnownIdentities(connection, ids) }
	}},
	{"Member", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		return func(tx directory.Tx) (any, error) { return tx.Member(id) }
	}},
	{"Members", func(d *deck) func(directory.Tx) (any, error) {
		query := directory.MemberQuery{After: d.member().ID, Limit: d.number(1, 4)}
		return func(tx directory.Tx) (any, error) { return tx.Members(query) }
	}},
	{"Team", func(d *deck) func(directory.Tx) (any, error) {
		origin, id := d.origin(), d.team().ID
		return func(tx directory.Tx) (any, error) { return tx.Team(origin, id) }
	}},
	{"Teams", func(d *deck) func(directory.Tx) (any, error) {
		origin := d.origin()
		query := directory.TeamQuery{After: int64(d.number(0, 16)), Limit: d.number(1, 4)}
		query.Key.By = directory.TeamIndex(max(0, d.number(-4, 4)))
		switch query.Key.By {
		case directory.TeamByID:
			query.Key.Value = string(d.team().ID)
		case directory.TeamByIdentity:
			query.Key.Value = string(d.identity().ID)
		case directory.TeamByExternalID:
			query.Key.Value = d.text("x", "X", "é")
		default:
			query.Key.Value = d.name()
		}
		return func(tx directory.Tx) (any, error) { return tx.Teams(origin, query) }
	}},
	{"TeamOrdinal", func(d *deck) func(directory.Tx) (any, error) {
		origin, position := d.origin(), int64(d.number(1, 4))
		return func(tx directory.Tx) (any, error) { return tx.TeamOrdinal(origin, position) }
	}},
	{"TeamMembers", func(d *deck) func(directory.Tx) (any, error) {
		team, after, limit := d.team().ID, d.identity().ID, d.number(1, 4)
		return func(tx directory.Tx) (any, error) { return tx.TeamMembers(team, after, limit) }
	}},
	{"Journal", func(d *deck) func(directory.Tx) (any, error) {
		after, limit := int64(d.number(0, 20)), d.number(1, 9)
		return func(tx directory.Tx) (any, error) { return tx.Journal(after, limit) }
	}},
}

func createIdentity(d *deck) func(directory.Tx) (any, error) {
	identity := newIdentity(d.connection(), "")
	identity.ID, identity.Assertion = directory.IdentityID(d.newID("i")), d.assertion()
	if d.number(0, 1) == 1 {
		identity.Member = d.member().ID
	}
	d.identities = append(d.identities, identity)
	return withMember(identity.Member, func(tx directory.Tx) (any, error) { return nil, addIdentity(tx, &identity) })
}

// withMember looks first whether there is such a member, as whoever refers to
// one must: the writes check no rule.
func withMember(id directory.MemberID, do func(directory.Tx) (any, error)) func(directory.Tx) (any, error) {
	return func(tx directory.Tx) (any, error) {
		if id != "" {
			if _, err := tx.Member(id); err != nil {
				return nil, err
			}
		}
		return do(tx)
	}
}

func createMember(d *deck) func(directory.Tx) (any, error) {
	member := newMember(d.name())
	member.ID, member.Origin = directory.MemberID(d.newID("m")), d.origin()
	member.Email, member.Role, member.Status = d.email(), d.role(), d.status()
	if d.number(0, 3) == 0 {
		member.Wait = d.wait()
	}
	d.members = append(d.members, member)
	return func(tx directory.Tx) (any, error) { return nil, addMember(tx, &member) }
}

func readIdentities(d *deck) func(directory.Tx) (any, error) {
	connection := d.connection()
	query := directory.IdentityQuery{After: int64(d.number(0, 16)), Limit: d.number(1, 4), WithTeams: d.number(0, 1) == 1}
	query.Key.By = directory.IdentityIndex(max(0, d.number(-4, 4))) // mostly pages of everyone
	switch query.Key.By {
	case directory.ByID:
		query.Key.Value = string(d.identity().ID)
	case directory.ByExternalID:
		query.Key.Value = d.text("x", "X", "é")
	default:
		query.Key.Value = d.name()
	}
	return func(tx directory.Tx) (any, error) { return tx.Identities(connection, query) }
}

// account draws an account as its rules make one.
func (d *deck) account() directory.Account {
	account := directory.Account{Name: d.name(), Email: d.email(), UpdatedAt: moment(d.number(1, 9))}
	if d.number(0, 2) == 0 {
		account.AdoptedBy = d.connection()
	}
	switch d.number(0, 5) {
	case 0:
		account.Status, account.License = directory.MemberActive, directory.HoldLicense
	case 1:
		account.Status, account.License = directory.MemberActive, directory.LeaveLicense
	case 2:
		account.Status, account.License = directory.MemberDeactivated, directory.LeaveLicense
	case 3:
		account.Status, account.License = directory.MemberWaiting, directory.AwaitLicense
		account.Wait = d.wait()
	default:
		account.Status = directory.MemberDeactivated
	}
	return account
}

// wait is a place in line that nobody else has.
func (d *deck) wait() directory.Wait {
	d.ids++
	return directory.Wait{Number: int64(d.ids), Since: moment(d.number(1, 9))}
}

func takeLicense(d *deck) func(directory.Tx) (any, error) {
	id := d.member().ID
	return func(tx directory.Tx) (any, error) { return nil, tx.TakeLicense(id) }
}

func createTeam(d *deck) func(directory.Tx) (any, error) {
	team := newTeam(d.origin(), d.name())
	team.ID, team.ExternalID = directory.TeamID(d.newID("t")), d.text("", "x", "X")
	d.teams = append(d.teams, team)
	return func(tx directory.Tx) (any, error) { return nil, addTeam(tx, &team) }
}

// changeSet draws a team that exists, or is answered as not found, and people.
func changeSet(do func(directory.Tx, directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error)) func(d *deck) func(directory.Tx) (any, error) {
	return func(d *deck) func(directory.Tx) (any, error) {
		team, ids := d.team(), d.people()
		return func(tx directory.Tx) (any, error) {
			if _, err := tx.Team(team.Origin, team.ID); err != nil {
				return nil, err
			}
			return do(tx, team.ID, ids)
		}
	}
}
