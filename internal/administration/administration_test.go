package administration_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/internal/sqlstore"
)

// office is the operator's service over a real store that runs every change
// twice.
type office struct {
	*testing.T
	*administration.Service
}

func newOffice(t *testing.T) office {
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
	return office{t, &administration.Service{Store: store, Now: time.Now, NewID: directory.NewID}}
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

func TestOrganizationsAreFoundByNameAndID(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.organization("  Analytical Engines ")
	for _, by := range []string{"Analytical Engines", "analytical engines", string(made.ID)} {
		found, err := o.Organization(t.Context(), by)
		if err != nil || found.ID != made.ID {
			t.Errorf("Organization(%q) = %v, %v; want the one that was made", by, found, err)
		}
	}
	_, err := o.Organization(t.Context(), "Difference Engines")
	wantCode(t, err, directory.NotFound)
}

func TestOrganizationsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.organization("Analytical Engines")
	for _, test := range []struct {
		name     string
		licenses int
		want     directory.Code
	}{
		{"ANALYTICAL engines", 1, directory.Taken},
		{"  ", 1, directory.Invalid},
		{"a\x00b", 1, directory.Invalid},
		{"Difference Engines", -1, directory.Invalid},
	} {
		_, err := o.CreateOrganization(t.Context(), administration.Operator(), test.name, test.licenses)
		wantCode(t, err, test.want)
	}
}

func TestLicensesAreSetAndTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	for _, bought := range []int{25, 25, 5} {
		if err := o.SetLicenses(t.Context(), administration.Operator(), organization.ID, bought); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, o.SetLicenses(t.Context(), administration.Operator(), organization.ID, -1), directory.Invalid)
	wantCode(t, o.SetLicenses(t.Context(), administration.Operator(), "nobody", 1), directory.NotFound)
	licenses, err := o.Store.View(t.Context(), organization.ID).Licenses()
	if err != nil || licenses.Bought != 5 {
		t.Errorf("licenses are %+v, %v; want 5 bought", licenses, err)
	}
	o.wantKinds(organization.ID, directory.OrganizationCreated, directory.LicensesChanged, directory.LicensesChanged)
}

func TestRotatingATokenEndsTheOldOneAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	connection, first := o.connection(organization.ID)
	if !o.opens(first) {
		t.Fatal("a new token does not open its connection")
	}
	second, err := o.IssueToken(t.Context(), administration.Operator(), organization.ID, connection.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o.opens(first) || !o.opens(second) {
		t.Errorf("the old token opens: %v, the new one: %v; want false, true", o.opens(first), o.opens(second))
	}
	_, err = o.IssueToken(t.Context(), administration.Operator(), organization.ID, "nobody")
	wantCode(t, err, directory.NotFound)
	o.wantKinds(organization.ID,
		directory.OrganizationCreated,
		directory.ConnectionCreated, directory.ConnectionTokenCreated,
		directory.ConnectionTokenRevoked, directory.ConnectionTokenCreated)
}

func TestSwitchingAConnectionOffAndOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	connection, first := o.connection(organization.ID)
	operator := administration.Operator()

	_, err := o.EnableConnection(t.Context(), operator, organization.ID, connection.ID)
	wantCode(t, err, directory.Refused)
	for range 2 { // the second time does nothing
		if err := o.DisableConnection(t.Context(), operator, organization.ID, connection.ID); err != nil {
			t.Fatal(err)
		}
	}
	if o.opens(first) {
		t.Error("the token opens a connection that is off")
	}
	_, err = o.IssueToken(t.Context(), operator, organization.ID, connection.ID)
	wantCode(t, err, directory.Disabled)

	second, err := o.EnableConnection(t.Context(), operator, organization.ID, connection.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o.opens(first) || !o.opens(second) {
		t.Errorf("the old token opens: %v, the new one: %v; want false, true", o.opens(first), o.opens(second))
	}
	o.wantKinds(organization.ID,
		directory.OrganizationCreated,
		directory.ConnectionCreated, directory.ConnectionTokenCreated,
		directory.ConnectionWasDisabled, directory.ConnectionTokenRevoked,
		directory.ConnectionWasEnabled, directory.ConnectionTokenCreated)
}

func TestConnectionsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	for _, test := range []struct {
		organization directory.OrganizationID
		provider     directory.Provider
		policy       directory.Policy
		want         directory.Code
	}{
		{organization.ID, "nobody", directory.Standard(), directory.Invalid},
		{organization.ID, directory.Okta, directory.Policy{}, directory.Invalid},
		{"nobody", directory.Okta, directory.Standard(), directory.NotFound},
	} {
		_, _, err := o.CreateConnection(t.Context(), administration.Operator(), test.organization, test.provider, test.policy)
		wantCode(t, err, test.want)
	}
	o.wantKinds(organization.ID, directory.OrganizationCreated)
}
