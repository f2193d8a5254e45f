package storetest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// everything is a limit that no test's list reaches.
const everything = 1 << 20

// house is one organization in a store under test.
type house struct {
	store        directory.Store
	organization directory.Organization
}

// build makes a new organization with this many licenses.
func build(t *testing.T, store directory.Store, bought int) house {
	t.Helper()
	organization := newOrganization("Example")
	done(t, store.CreateOrganization(t.Context(), organization, bought, entry(directory.OrganizationCreated)))
	return house{store, organization}
}

// through is the same organization, reached through another store.
func (h house) through(store directory.Store) house { return house{store, h.organization} }

func (h house) view(t *testing.T) directory.Reader {
	return h.store.View(t.Context(), h.organization.ID)
}

// try runs a change and returns what became of it.
func (h house) try(t *testing.T, change func(directory.Tx) error) error {
	return h.store.Update(t.Context(), h.organization.ID, change)
}

// update runs a change that must succeed.
func (h house) update(t *testing.T, change func(directory.Tx) error) {
	t.Helper()
	done(t, h.try(t, change))
}

// connect makes a connection.
func (h house) connect(t *testing.T) directory.Connection {
	t.Helper()
	connection := newConnection(h.organization.ID)
	h.update(t, func(tx directory.Tx) error { return tx.CreateConnection(connection) })
	return connection
}

// assert makes identities of these user names, in this order.
func (h house) assert(t *testing.T, connection directory.ConnectionID, userNames ...string) []directory.Identity {
	t.Helper()
	identities := make([]directory.Identity, len(userNames))
	for i, userName := range userNames {
		identities[i] = newIdentity(connection, userName)
	}
	h.update(t, func(tx directory.Tx) error {
		for i := range identities {
			if err := addIdentity(tx, &identities[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return identities
}

// employ makes members of these names, in this order.
func (h house) employ(t *testing.T, names ...string) []directory.Member {
	t.Helper()
	members := make([]directory.Member, len(names))
	for i, name := range names {
		members[i] = newMember(name)
	}
	h.update(t, func(tx directory.Tx) error {
		for i := range members {
			if err := addMember(tx, &members[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return members
}

// gather makes teams of these names, in this order.
func (h house) gather(t *testing.T, origin directory.ConnectionID, names ...string) []directory.Team {
	t.Helper()
	teams := make([]directory.Team, len(names))
	for i, name := range names {
		teams[i] = newTeam(origin, name)
	}
	h.update(t, func(tx directory.Tx) error {
		for i := range teams {
			if err := addTeam(tx, &teams[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return teams
}

// moment is a time that every store can keep: in UTC, to the microsecond.
func moment(n int) time.Time {
	return time.Date(2026, 3, 29, 1, 59, 59, 987654000, time.UTC).Add(time.Duration(n) * time.Second)
}

// foreignMoment is moment(n) as a caller may hand it over: in another zone and
// finer than a store keeps it.
func foreignMoment(n int) time.Time {
	return moment(n).Add(321 * time.Nanosecond).In(time.FixedZone("somewhere", 2*60*60))
}

func entry(kind directory.EntryKind) directory.Entry {
	return directory.Entry{
		At:    moment(0),
		Kind:  kind,
		Actor: directory.Actor{Kind: directory.ActorOperator, Name: "operator"},
	}
}

func newOrganization(name string) directory.Organization {
	return directory.Organization{
		ID:           directory.OrganizationID(directory.NewID()),
		Name:         name,
		Kind:         directory.Customer,
		Status:       directory.OrganizationActive,
		Provisioning: true,
		LogDays:      directory.DefaultLogDays,
		CreatedAt:    moment(0),
		UpdatedAt:    moment(0),
	}
}

func newConnection(organization directory.OrganizationID) directory.Connection {
	return directory.Connection{
		Organization: organization,
		ID:           directory.ConnectionID(directory.NewID()),
		Provider:     directory.Okta,
		State:        directory.ConnectionEnabled,
		Profile:      directory.Tolerant,
		Policy:       directory.Standard(),
		CreatedAt:    moment(1),
		UpdatedAt:    moment(1),
	}
}

func newCredential(connection directory.Connection) directory.Credential {
	return directory.Credential{
		Hash:         sha256.Sum256([]byte(directory.NewID())),
		Organization: connection.Organization,
		Connection:   connection.ID,
		LastFour:     "x9Qe",
		CreatedAt:    moment(2),
	}
}

func newIdentity(connection directory.ConnectionID, userName string) directory.Identity {
	id := directory.NewID()
	return directory.Identity{
		Connection: connection,
		ID:         directory.IdentityID(id),
		Assertion: directory.Assertion{
			UserName:   userName,
			ExternalID: "external-" + id,
			Name:       "Name of " + userName,
			Emails:     []string{id + "@example.com"},
			Active:     true,
			Resource:   fmt.Appendf(nil, `{"userName":%q}`, userName),
		},
		CreatedAt: moment(3),
		UpdatedAt: moment(3),
	}
}

func newLeaving() directory.Leaving {
	return directory.Leaving{Asked: directory.AskedToDeactivate, Since: moment(5)}
}

func newMember(name string) directory.Member {
	return directory.Member{
		ID:        directory.MemberID(directory.NewID()),
		Name:      name,
		Email:     name + "@example.com",
		Role:      directory.RoleMember,
		Status:    directory.MemberActive,
		CreatedAt: moment(4),
		UpdatedAt: moment(4),
	}
}

func newAdoption(member directory.MemberID, connection directory.ConnectionID) directory.Adoption {
	return directory.Adoption{
		Member: member, Connection: connection, UserName: "Ada", AskedAt: moment(6), ConfirmedAt: moment(7), AdoptedAt: moment(8),
	}
}

func newTeam(origin directory.ConnectionID, name string) directory.Team {
	id := directory.NewID()
	return directory.Team{
		ID:     directory.TeamID(id),
		Origin: origin,
		TeamAssertion: directory.TeamAssertion{
			Name:       name,
			ExternalID: "external-" + id,
			Resource:   fmt.Appendf(nil, `{"displayName":%q}`, name),
		},
		CreatedAt: moment(5),
		UpdatedAt: moment(5),
	}
}

// addIdentity stores the identity with the entry that tells of it, and sets its
// Ordinal.
func addIdentity(tx directory.Tx, identity *directory.Identity) error {
	number, err := tx.Append(entry(directory.MemberCreated))
	if err != nil {
		return err
	}
	identity.Ordinal = number
	return tx.CreateIdentity(*identity)
}

// updateIdentity stores the identity in the place of the one that is there, and
// sets its Version.
func updateIdentity(tx directory.Tx, identity *directory.Identity) error {
	before, err := tx.Identity(identity.Connection, identity.ID)
	if err != nil {
		return err
	}
	stored, err := tx.UpdateIdentity(before, *identity)
	if err == nil && !stored {
		err = errors.New("nobody can have been faster than a change that reads for itself")
	}
	if err == nil {
		identity.Version = before.Version + 1
	}
	return err
}

// addMember is addIdentity for a member.
func addMember(tx directory.Tx, member *directory.Member) error {
	number, err := tx.Append(entry(directory.MemberCreated))
	if err != nil {
		return err
	}
	member.Ordinal = number
	return tx.CreateMember(*member)
}

// addTeam is addIdentity for a team.
func addTeam(tx directory.Tx, team *directory.Team) error {
	number, err := tx.Append(entry(directory.TeamCreated))
	if err != nil {
		return err
	}
	team.Ordinal = number
	return tx.CreateTeam(*team)
}

// idsOf returns the identities' ids in the order of their bytes.
func idsOf(identities ...directory.Identity) []directory.IdentityID {
	var ids []directory.IdentityID
	for _, identity := range identities {
		ids = append(ids, identity.ID)
	}
	slices.Sort(ids)
	return ids
}

// unknownIDs are ids of identities that no connection has created.
func unknownIDs(n int) []directory.IdentityID {
	ids := make([]directory.IdentityID, n)
	for i := range ids {
		ids[i] = directory.IdentityID(fmt.Sprintf("unknown-%06d", i))
	}
	return ids
}

// names makes n names that begin alike.
func names(prefix string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s%04d", prefix, i)
	}
	return list
}
