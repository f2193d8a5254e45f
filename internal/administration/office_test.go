package administration_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// office is the service over a real store that runs every change twice.
type office struct {
	*testing.T
	*administration.Service
}

func newOffice(t *testing.T) office {
	t.Helper()
	now := newClock()
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir(), sqlstore.Options{RunTwice: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return officeOf(t, store, now)
}

// newClock is a second further whenever it is looked at.
func newClock() func() time.Time {
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	var seconds atomic.Int64
	return func() time.Time { return start.Add(time.Duration(seconds.Add(1)) * time.Second) }
}

func officeOf(t *testing.T, store *sqlstore.Store, now func() time.Time) office {
	t.Helper()
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return office{t, &administration.Service{Store: store, Now: now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}}
}

// onEachEngine runs a test on SQLite and on PostgreSQL.
func onEachEngine(t *testing.T, test func(t *testing.T, o office)) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newOffice(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		now := newClock()
		store, err := sqlstore.OpenPostgreSQL(t.Context(), pgtest.Database(t), sqlstore.Options{RunTwice: true, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		test(t, officeOf(t, store, now))
	})
}

func (o office) organization(name string) directory.Organization {
	o.Helper()
	organization, err := o.CreateOrganization(o.Context(), administration.Operator(), name, 10)
	if err != nil {
		o.Fatal(err)
	}
	return organization
}

func (o office) connection(organization directory.OrganizationID) (directory.Connection, secret.Secret) {
	o.Helper()
	connection, token, err := o.CreateConnection(o.Context(), administration.Operator(), organization, directory.Okta, directory.Standard())
	if err != nil {
		o.Fatal(err)
	}
	return connection, token
}

// opens says whether a token still opens its connection.
func (o office) opens(token secret.Secret) bool {
	o.Helper()
	access, err := o.Store.Authenticate(o.Context(), directory.CredentialHash(token.Hash()))
	if err != nil && directory.CodeOf(err) != directory.Unauthorized {
		o.Fatal(err)
	}
	return err == nil && access.Connection.State == directory.ConnectionEnabled
}

func (o office) wantKinds(organization directory.OrganizationID, want ...directory.EntryKind) {
	o.Helper()
	entries, err := o.Store.View(o.Context(), organization).Journal(0, 100)
	if err != nil {
		o.Fatal(err)
	}
	var got []directory.EntryKind
	for _, entry := range entries {
		got = append(got, entry.Kind)
		if entry.Actor != administration.Operator().Actor {
			o.Errorf("entry %d was made by %v, want the operator", entry.Number, entry.Actor)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		o.Errorf("the journal tells %v, want %v", got, want)
	}
}

func wantCode(t *testing.T, err error, want directory.Code) {
	t.Helper()
	if got := directory.CodeOf(err); got != want {
		t.Errorf("error %v has code %v, want %v", err, got, want)
	}
}

// wantRefusal compares a refusal with its code and its sentence.
func wantRefusal(t *testing.T, err error, code directory.Code, sentence string) {
	t.Helper()
	if got := directory.CodeOf(err); got != code || err.Error() != sentence {
		t.Errorf("refused with %v %q, want %v %q", got, err, code, sentence)
	}
}

// company is an organization with an owner, Olga.
type company struct {
	office
	id    directory.OrganizationID
	olga  directory.Member
	owner administration.Caller
}

func (o office) company(licenses int) company {
	o.Helper()
	return o.companyNamed("Acme", licenses)
}

func (o office) companyNamed(name string, licenses int) company {
	o.Helper()
	organization, err := o.CreateOrganization(o.Context(), administration.Operator(), name, licenses)
	if err != nil {
		o.Fatal(err)
	}
	c := company{office: o, id: organization.ID, owner: administration.Operator()}
	c.olga = c.join("Olga Owner", directory.RoleOwner)
	c.owner = callerOf(c.olga)
	return c
}

// callerOf is what a door makes of a member who is signed in.
func callerOf(member directory.Member) administration.Caller {
	return administration.Caller{
		Actor:   directory.Actor{Kind: directory.ActorMember, ID: string(member.ID), Name: member.Name},
		Member:  member.ID,
		Role:    member.Role,
		Request: "request-1",
	}
}

func (c company) view() directory.Reader { return c.Store.View(c.Context(), c.id) }

// invite invites somebody whose address is their first name.
func (c company) invite(name string, role directory.Role) directory.Member {
	c.Helper()
	member, err := c.InviteMember(c.Context(), c.owner, c.id, invitation(name, role))
	if err != nil {
		c.Fatal(err)
	}
	return member
}

func invitation(name string, role directory.Role) administration.Invitation {
	var first string
	if _, err := fmt.Sscan(name, &first); err != nil {
		panic(err)
	}
	return administration.Invitation{Name: name, Email: first + "@acme.test", Role: role}
}

// join invites somebody who accepts, with a password.
func (c company) join(name string, role directory.Role) directory.Member {
	c.Helper()
	member := c.invite(name, role)
	member.Status = directory.MemberActive
	err := c.Store.Update(c.Context(), c.id, func(tx directory.Tx) error {
		if _, err := tx.Append(directory.Entry{At: c.Now(), Kind: directory.MemberJoined, Actor: c.owner.Actor, Member: member.ID}); err != nil {
			return err
		}
		if err := tx.SetPassword(directory.Password{Organization: c.id, Member: member.ID, Hash: "hash", ChangedAt: member.CreatedAt}); err != nil {
			return err
		}
		return tx.UpdateMember(member)
	})
	if err != nil {
		c.Fatal(err)
	}
	return c.member(member.ID)
}

func (c company) member(id directory.MemberID) directory.Member {
	c.Helper()
	member, err := c.view().Member(id)
	if err != nil {
		c.Fatal(err)
	}
	return member
}

func (c company) head() int64 {
	c.Helper()
	head, err := c.view().Head()
	if err != nil {
		c.Fatal(err)
	}
	return head
}

// since returns what the journal tells after a number.
func (c company) since(number int64) []directory.Entry {
	c.Helper()
	entries, err := c.view().Journal(number, 1000)
	if err != nil {
		c.Fatal(err)
	}
	return entries
}

// wantTold compares what the journal tells after a number, and wants the owner to
// have done it.
func (c company) wantTold(number int64, want ...directory.EntryKind) []directory.Entry {
	c.Helper()
	entries := c.since(number)
	var got []directory.EntryKind
	for _, entry := range entries {
		got = append(got, entry.Kind)
		if entry.Actor != c.owner.Actor || entry.Request != c.owner.Request {
			c.Errorf("entry %d was made by %v in %q, want %v in %q", entry.Number, entry.Actor, entry.Request, c.owner.Actor, c.owner.Request)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		c.Fatalf("the journal tells %v, want %v", got, want)
	}
	return entries
}

func (c company) wantInUse(want int) {
	c.Helper()
	licenses, err := c.view().Licenses()
	if err != nil {
		c.Fatal(err)
	}
	if licenses.InUse != want {
		c.Errorf("%d licenses are in use, want %d", licenses.InUse, want)
	}
}

// okta is a connection of a company, with the provider at its other end.
type okta struct {
	company
	directory.Connection
	provisioning *provisioning.Service
}

func (c company) okta() okta {
	c.Helper()
	connection, _ := c.connection(c.id)
	return okta{c, connection, &provisioning.Service{Store: c.Store, Now: c.Now, NewID: directory.NewID, Inactive: scimserver.Inactive}}
}

func (k okta) caller() provisioning.Caller { return provisioning.Caller{Connection: k.Connection} }

// push provisions somebody whose address is their first name.
func (k okta) push(name string) directory.Member {
	k.Helper()
	email := invitation(name, "").Email
	identity, err := k.provisioning.CreateIdentity(k.Context(), k.caller(), directory.Assertion{
		UserName: email, Name: name, Emails: []string{email}, Active: true, Resource: []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"` + email + `"}`),
	})
	if err != nil {
		k.Fatal(err)
	}
	return k.member(identity.Member)
}

// say changes whether the provider asserts that somebody is active.
func (k okta) say(id directory.IdentityID, active bool) error {
	_, err := k.provisioning.EditIdentity(k.Context(), k.caller(), id, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		current.Active = active
		return current, nil, nil
	})
	return err
}

func (k okta) pushTeam(name string, members ...directory.Member) directory.Team {
	k.Helper()
	var ids []directory.IdentityID
	for _, member := range members {
		ids = append(ids, member.Identity)
	}
	team, err := k.provisioning.CreateTeam(k.Context(), k.caller(), directory.TeamAssertion{Name: name, Resource: []byte(`{}`)}, ids)
	if err != nil {
		k.Fatal(err)
	}
	return team
}

func (k okta) turnOff() {
	k.Helper()
	if err := k.DisableConnection(k.Context(), k.owner, k.company.id, k.Connection.ID); err != nil {
		k.Fatal(err)
	}
}

func (k okta) turnOn() {
	k.Helper()
	if _, err := k.EnableConnection(k.Context(), k.owner, k.company.id, k.Connection.ID); err != nil {
		k.Fatal(err)
	}
}

// letAdministratorsRemove sets the policy.
func (k okta) letAdministratorsRemove() {
	k.Helper()
	policy := directory.Standard()
	policy.WhoMayRemove = directory.AdministratorsRemove
	if _, err := k.ChangePolicy(k.Context(), k.owner, k.company.id, k.Connection.ID, policy); err != nil {
		k.Fatal(err)
	}
}
