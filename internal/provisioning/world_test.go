package provisioning_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/sqlstore"
)

// operator is who acts for people.
var operator = administration.Operator()

// world is an organization with one connection, on a real store that runs every
// change twice.
type world struct {
	t       *testing.T
	store   *sqlstore.Store
	service *provisioning.Service
	caller  provisioning.Caller
	clock   time.Time
}

func newWorld(t *testing.T, licenses int) *world {
	t.Helper()
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir(), sqlstore.Options{RunTwice: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, store: store, clock: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time {
		w.clock = w.clock.Add(time.Second)
		return w.clock
	}
	office := &administration.Service{Store: store, Now: now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}
	organization, err := office.CreateOrganization(t.Context(), administration.Operator(), "Analytical Engines", licenses)
	if err != nil {
		t.Fatal(err)
	}
	connection, _, err := office.CreateConnection(t.Context(), administration.Operator(), organization.ID, directory.Okta, directory.Standard())
	if err != nil {
		t.Fatal(err)
	}
	w.service = &provisioning.Service{Store: store, Now: now, NewID: directory.NewID, Inactive: scimserver.Inactive}
	w.caller = provisioning.Caller{Connection: connection, Request: "request-1"}
	return w
}

func (w *world) view() directory.Reader {
	return w.store.View(w.t.Context(), w.caller.Connection.Organization)
}

// person is what Okta says of somebody new.
func person(name string) directory.Assertion {
	return directory.Assertion{
		UserName:   name + "@acme.test",
		ExternalID: "00u" + name,
		Name:       name,
		Emails:     []string{name + "@acme.test"},
		Active:     true,
		Resource:   []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"` + name + `@acme.test","active":true}`),
	}
}

func (w *world) create(name string) directory.Identity {
	w.t.Helper()
	identity, err := w.service.CreateIdentity(w.t.Context(), w.caller, person(name))
	if err != nil {
		w.t.Fatalf("create %s: %v", name, err)
	}
	return identity
}

// edit applies a change to what is asserted of an identity.
func (w *world) edit(id directory.IdentityID, change func(*directory.Assertion)) (directory.Identity, error) {
	return w.service.EditIdentity(w.t.Context(), w.caller, id, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		change(&current)
		return current, []directory.Change{{Field: "something", Before: "a", After: "b"}}, nil
	})
}

func (w *world) mustEdit(id directory.IdentityID, change func(*directory.Assertion)) directory.Identity {
	w.t.Helper()
	identity, err := w.edit(id, change)
	if err != nil {
		w.t.Fatalf("edit %s: %v", id, err)
	}
	return identity
}

func deactivate(a *directory.Assertion) { a.Active = false }

func reactivate(a *directory.Assertion) { a.Active = true }

func (w *world) member(id directory.MemberID) directory.Member {
	w.t.Helper()
	member, err := w.view().Member(id)
	if err != nil {
		w.t.Fatal(err)
	}
	return member
}

func (w *world) wantLicensesInUse(want int) {
	w.t.Helper()
	licenses, err := w.view().Licenses()
	if err != nil {
		w.t.Fatal(err)
	}
	if licenses.InUse != want {
		w.t.Errorf("%d licenses are in use, want %d", licenses.InUse, want)
	}
}

// since returns what the journal tells after a number.
func (w *world) since(number int64) []directory.Entry {
	w.t.Helper()
	entries, err := w.view().Journal(number, 10_000)
	if err != nil {
		w.t.Fatal(err)
	}
	return entries
}

// head returns the last number of the journal.
func (w *world) head() int64 {
	w.t.Helper()
	entries := w.since(0)
	return entries[len(entries)-1].Number
}

// wantKinds compares what the journal tells after a number with the kinds
// expected.
func (w *world) wantKinds(number int64, want ...directory.EntryKind) {
	w.t.Helper()
	var got []directory.EntryKind
	for _, entry := range w.since(number) {
		got = append(got, entry.Kind)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("the journal tells %v, want %v", got, want)
	}
}

func wantCode(t *testing.T, err error, want directory.Code) {
	t.Helper()
	if got := directory.CodeOf(err); got != want {
		t.Errorf("error %v has code %v, want %v", err, got, want)
	}
}
