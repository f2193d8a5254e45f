package access_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

const (
	origin       = "https://muster.example"
	goodPassword = "correct horse battery staple"
	newPassword  = "seven bridges of an old town"
)

// somewhere is a client as most tests need one.
var somewhere = access.Client{
	UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
	Address:   netip.MustParseAddr("192.0.2.7"),
}

// world is a service over a real store that runs every change twice, with a
// clock that a test sets.
type world struct {
	*testing.T
	*access.Service
	store directory.Store
	clock *clock
}

// clock is the time of a world, safe to read while it is set.
type clock struct{ microseconds atomic.Int64 }

func (c *clock) now() time.Time        { return time.UnixMicro(c.microseconds.Load()).UTC() }
func (c *clock) pass(by time.Duration) { c.microseconds.Add(by.Microseconds()) }

// onBoth runs a test in a new world on each engine.
func onBoth(t *testing.T, test func(w world)) {
	t.Helper()
	onSQLite(t, test)
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, sqlstore.Location{URL: pgtest.Database(t)}))
	})
}

// onSQLite is for what asks the database for nothing that a test of onBoth does
// not.
func onSQLite(t *testing.T, test func(w world)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, sqlstore.Location{Directory: t.TempDir()}))
	})
}

func newWorld(t *testing.T, at sqlstore.Location) world {
	t.Helper()
	clock := &clock{}
	clock.microseconds.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).UnixMicro())
	store, err := sqlstore.Open(t.Context(), at, sqlstore.Options{RunTwice: true, Now: clock.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return world{T: t, store: store, clock: clock}.restarted(access.QuickHashing)
}

// restarted is the same world with a service that was started anew.
func (w world) restarted(hashing access.Hashing) world {
	w.Helper()
	public, err := url.Parse(origin)
	w.ok(err)
	w.Service, err = access.New(access.Config{Store: w.store, PublicURL: public, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle, Hashing: hashing})
	w.ok(err)
	return w
}

func (w world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w world) wantCode(err error, want directory.Code) {
	w.Helper()
	if got := directory.CodeOf(err); got != want || err == nil {
		w.Errorf("error %v has code %v, want %v", err, got, want)
	}
}

func operator() directory.Actor {
	return directory.Actor{Kind: directory.ActorOperator, Name: "operator"}
}

func (w world) organization(name string) directory.Organization {
	w.Helper()
	organization := directory.Organization{
		ID: directory.OrganizationID(directory.NewID()), Name: name, Kind: directory.Customer, Status: directory.OrganizationActive,
		Provisioning: true, LogDays: directory.DefaultLogDays, CreatedAt: w.clock.now(), UpdatedAt: w.clock.now(),
	}
	w.ok(w.store.CreateOrganization(w.Context(), organization, 100, directory.Entry{
		At: w.clock.now(), Kind: directory.OrganizationCreated, Actor: operator(),
	}))
	return organization
}

// suspend stops an organization, or resumes it.
func (w world) setStatus(organization directory.OrganizationID, status directory.OrganizationStatus) {
	w.Helper()
	w.ok(w.store.Update(w.Context(), organization, func(tx directory.Tx) error {
		current, err := tx.Organization()
		if err != nil {
			return err
		}
		current.Status = status
		return tx.UpdateOrganization(current)
	}))
}

// invite makes an invited member.
func (w world) invite(organization directory.OrganizationID, name, email string, role directory.Role) directory.Member {
	w.Helper()
	member := directory.Member{
		ID: directory.MemberID(directory.NewID()), Name: name, Email: email, Role: role,
		Status: directory.MemberInvited, CreatedAt: w.clock.now(), UpdatedAt: w.clock.now(),
	}
	w.ok(w.store.Update(w.Context(), organization, func(tx directory.Tx) error {
		var err error
		member.Ordinal, err = tx.Append(directory.Entry{At: w.clock.now(), Kind: directory.MemberWasInvited, Actor: operator(), Member: member.ID})
		if err != nil {
			return err
		}
		if err := tx.CreateMember(member); err != nil {
			return err
		}
		return tx.TakeLicense(member.ID)
	}))
	return member
}

// change changes a member as another room would.
func (w world) change(organization directory.OrganizationID, id directory.MemberID, change func(*directory.Member)) {
	w.Helper()
	w.ok(w.store.Update(w.Context(), organization, func(tx directory.Tx) error {
		member, err := tx.Member(id)
		if err != nil {
			return err
		}
		change(&member)
		return tx.UpdateMember(member)
	}))
}

func (w world) deactivate(p access.Principal) {
	w.Helper()
	w.change(p.Organization.ID, p.Member.ID, func(m *directory.Member) {
		m.Status, m.SignedOutAt = directory.MemberDeactivated, w.clock.now()
	})
}

func (w world) reactivate(p access.Principal) {
	w.Helper()
	w.change(p.Organization.ID, p.Member.ID, func(m *directory.Member) { m.Status = directory.MemberActive })
}

func (w world) link(organization directory.OrganizationID, member directory.MemberID) secret.Secret {
	w.Helper()
	_, token, err := w.CreateMemberLink(w.Context(), operator(), organization, member)
	w.ok(err)
	return token
}

func (w world) accept(token secret.Secret, password string) (access.Admission, error) {
	return w.AcceptByPassword(w.Context(), access.Acceptance{Token: token.Reveal(), Client: somewhere}, password)
}

// join invites somebody who accepts with goodPassword.
func (w world) join(organization directory.OrganizationID, name, email string, role directory.Role) access.Admission {
	w.Helper()
	member := w.invite(organization, name, email, role)
	admission, err := w.accept(w.link(organization, member.ID), goodPassword)
	w.ok(err)
	return admission
}

// ana is a member, of a role, of an organization of her own.
func (w world) ana(role directory.Role) access.Admission {
	w.Helper()
	organization := w.organization("Analytical Engines")
	if role != directory.RoleOwner { // somebody has to be
		w.join(organization.ID, "Olga", "olga@engines.example", directory.RoleOwner)
	}
	return w.join(organization.ID, "Ana Ruiz", "ana@engines.example", role)
}

func (w world) signIn(email, password string) (access.Admission, error) {
	admission, choice, err := w.SignInByPassword(w.Context(), access.PasswordSignIn{Email: email, Password: password, Client: somewhere})
	if err == nil && len(choice) > 0 {
		return admission, fmt.Errorf("asked to choose among %v", choice)
	}
	return admission, err
}

// session asks who a session's secret stands for.
func (w world) session(token secret.Secret) (access.Principal, error) {
	return w.Session(w.Context(), token.Reveal(), somewhere)
}

func (w world) wantAlive(admission access.Admission, want bool) {
	w.Helper()
	_, err := w.session(admission.Secret)
	if want && err != nil {
		w.Errorf("the session is dead: %v", err)
	}
	if !want {
		w.wantCode(err, directory.Unauthorized)
	}
}

func (w world) entries(organization directory.OrganizationID) []directory.Entry {
	w.Helper()
	entries, err := w.store.View(w.Context(), organization).Journal(0, 1000)
	w.ok(err)
	return entries
}

// wantKinds compares what the journal tells last.
func (w world) wantKinds(organization directory.OrganizationID, want ...directory.EntryKind) {
	w.Helper()
	entries := w.entries(organization)
	if len(entries) < len(want) {
		w.Fatalf("the journal has %d entries, want %v at its end", len(entries), want)
	}
	var got []directory.EntryKind
	for _, entry := range entries[len(entries)-len(want):] {
		got = append(got, entry.Kind)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.Errorf("the journal ends with %v, want %v", got, want)
	}
}

// wantNoSecrets looks for secrets wherever they must not be: in the journal and
// in errors.
func (w world) wantNoSecrets(organization directory.OrganizationID, errs []error, secrets ...string) {
	w.Helper()
	journal, err := json.Marshal(w.entries(organization))
	w.ok(err)
	for _, canary := range secrets {
		if bytes.Contains(journal, []byte(canary)) {
			w.Errorf("the journal holds the secret %q", canary)
		}
		for _, err := range errs {
			if err != nil && bytes.Contains([]byte(err.Error()), []byte(canary)) {
				w.Errorf("the error %q holds a secret", err)
			}
		}
	}
}
