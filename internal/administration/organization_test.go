package administration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

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

func TestUpdatingAnOrganization(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		before := c.head()
		name, licenses, days, no, suspended := " Acme Rockets ", 7, 90, false, directory.OrganizationSuspended
		edit := administration.OrganizationEdit{Name: &name, Licenses: &licenses, Status: &suspended, Provisioning: &no, LogDays: &days}
		for range 2 { // the second time does nothing
			got, err := c.UpdateOrganization(t.Context(), c.owner, c.id, edit)
			if err != nil {
				t.Fatal(err)
			}
			if got.Name != "Acme Rockets" || got.Status != suspended || got.Provisioning || got.LogDays != 90 {
				t.Errorf("updated to %+v", got)
			}
			if stored, err := c.view().Organization(); err != nil || stored != got {
				t.Errorf("stored is %+v, %v; want %+v", stored, err, got)
			}
		}
		if got, err := c.view().Licenses(); err != nil || got.Bought != 7 {
			t.Errorf("the licenses are %+v, %v; want 7 bought", got, err)
		}
		told := c.wantTold(before, directory.OrganizationWasSuspended)
		want := []directory.Change{
			{Field: "name", Before: "Acme", After: "Acme Rockets"},
			{Field: "licenses", Before: "5", After: "7"},
			{Field: "status", Before: "active", After: "suspended"},
			{Field: "provisioning", Before: "true", After: "false"},
			{Field: "log_days", Before: "30", After: "90"},
		}
		if diff := cmp.Diff(want, told[0].Personal.Changes); diff != "" {
			t.Errorf("the changes differ (-want +got):\n%s", diff)
		}
	})
}

// TestAnUpdateIsNamedByItsWeightiestEffect: what the journal calls it.
func TestAnUpdateIsNamedByItsWeightiestEffect(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	name, licenses := "Acme 2", 6
	active, suspended := directory.OrganizationActive, directory.OrganizationSuspended
	for _, test := range []struct {
		edit administration.OrganizationEdit
		want directory.EntryKind
	}{
		{administration.OrganizationEdit{Licenses: &licenses}, directory.LicensesChanged},
		{administration.OrganizationEdit{Name: &name}, directory.OrganizationUpdated},
		{administration.OrganizationEdit{Status: &suspended}, directory.OrganizationWasSuspended},
		{administration.OrganizationEdit{Status: &active}, directory.OrganizationResumed},
	} {
		before := c.head()
		if _, err := c.UpdateOrganization(t.Context(), c.owner, c.id, test.edit); err != nil {
			t.Fatal(err)
		}
		c.wantTold(before, test.want)
	}
}

func TestUpdatesThatAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := o.company(5)
	o.organization("Analytical Engines")
	installation, err := o.CreateOrganizationFrom(t.Context(), administration.Operator(), administration.NewOrganization{Name: "Muster", Kind: directory.Installation})
	if err != nil {
		t.Fatal(err)
	}
	taken, none, negative := "ANALYTICAL engines", " ", -1
	tooFew, tooMany := directory.MinLogDays-1, directory.MaxLogDays+1
	suspended, asleep := directory.OrganizationSuspended, directory.OrganizationStatus("asleep")
	const days = "The provisioning log keeps requests for 1 to 400 days; choose a number between them."
	before := c.head()
	for _, test := range []struct {
		id       directory.OrganizationID
		edit     administration.OrganizationEdit
		code     directory.Code
		sentence string
	}{
		{c.id, administration.OrganizationEdit{Name: &none}, directory.Invalid, "An organization needs a name."},
		{c.id, administration.OrganizationEdit{Name: &taken}, directory.Taken, "There is an organization named Analytical Engines already; choose another name."},
		{c.id, administration.OrganizationEdit{Licenses: &negative}, directory.Invalid, "The number of licenses cannot be negative."},
		{c.id, administration.OrganizationEdit{LogDays: &tooFew}, directory.Invalid, days},
		{c.id, administration.OrganizationEdit{LogDays: &tooMany}, directory.Invalid, days},
		{c.id, administration.OrganizationEdit{Status: &asleep}, directory.Invalid, "An organization is either active or suspended; choose one of them."},
		{
			installation.ID,
			administration.OrganizationEdit{Status: &suspended},
			directory.Refused,
			"The installation itself cannot be suspended, because nobody could sign in to undo it. Suspend a customer's organization instead.",
		},
	} {
		_, err := o.UpdateOrganization(t.Context(), c.owner, test.id, test.edit)
		wantRefusal(t, err, test.code, test.sentence)
	}
	c.wantTold(before)
	_, err = o.UpdateOrganization(t.Context(), c.owner, "nobody", administration.OrganizationEdit{LogDays: &tooFew})
	wantCode(t, err, directory.NotFound)
	own, least, most := "ACME", directory.MinLogDays, directory.MaxLogDays
	for _, edit := range []administration.OrganizationEdit{{Name: &own}, {LogDays: &least}, {LogDays: &most}} {
		if _, err := o.UpdateOrganization(t.Context(), c.owner, c.id, edit); err != nil {
			t.Errorf("%+v is refused: %v", edit, err)
		}
	}
}

func TestLicenseWarnings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bought, inUse int
		want          string
	}{
		{240, 36, ""},
		{240, 227, ""},
		{240, 228, "12 of 240 licenses are free. Make sure there are enough for everyone you will assign."},
		{10, 9, "1 of 10 licenses is free. Make sure there are enough for everyone you will assign."},
		{10, 10, "All 10 licenses are in use. Buy more or deactivate someone before you add people."},
		{10, 12, "12 licenses are in use and 10 are bought. Nobody can be added until 3 more are bought or given back."},
	} {
		if got := administration.LicenseWarning(directory.Licenses{Bought: test.bought, InUse: test.inUse}); got != test.want {
			t.Errorf("%d of %d in use: %q, want %q", test.inUse, test.bought, got, test.want)
		}
	}
}
