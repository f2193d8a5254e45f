package okta_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestAppUser has people called otherwise in the app than in the org.
func TestAppUser(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		server, org := oktatest.New(), okta.NewOrg(1)
		app, err := okta.NewApp(org, okta.NewSettings(dialect, "http://scim.example", oktatest.Token), okta.AppOptions{
			Transport: server, Seed: 1,
			AppUser: func(p okta.Person) okta.Profile {
				profile := p.Profile
				profile.Login = p.Profile.Email
				return profile
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ana := org.AddPerson(okta.Profile{Login: "ana", Email: "ana@fernhill.example", GivenName: "Ana", FamilyName: "Ruiz"}).ID
		group := org.AddGroup("Lab", ana).ID
		if err := app.Assign(t.Context(), ana); err != nil {
			t.Fatal(err)
		}
		if err := app.PushGroup(t.Context(), group); err != nil {
			t.Fatal(err)
		}
		imported, err := app.ImportUsers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := imported.Users[0].UserName; got != "ana@fernhill.example" {
			t.Errorf("%s: the user is called %s", dialect, got)
		}
		if got := imported.Users[0].Profile(); got.Login != "ana@fernhill.example" || got.Name() != "Ana Ruiz" {
			t.Errorf("%s: imported as %+v", dialect, got)
		}
		differences, err := app.Compare(t.Context())
		if err != nil || len(differences) > 0 {
			t.Errorf("%s: %v, %v", dialect, differences, err)
		}
	}
}

// TestPauseGroup changes a group while its push is inactive.
func TestPauseGroup(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	group, ids, err := f.pushed(t.Context(), "Lab", 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	remote, _ := f.app.RemoteGroupID(group)
	f.app.PauseGroup(group)
	before := len(f.recorder.Exchanges())
	more := f.hire(1)
	if err := f.org.AddMembers(group, more...); err != nil {
		t.Fatal(err)
	}
	for _, act := range []func() error{
		func() error { return f.app.AddMembers(t.Context(), group, ids[2]) },
		func() error { return f.app.RemoveMembers(t.Context(), group, ids[0]) },
		func() error { return f.app.RenameGroup(t.Context(), group, "Laboratory") },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	if sent := f.recorder.Exchanges()[before:]; len(sent) > 0 {
		t.Errorf("an inactive push sent %s %s", sent[0].Method, sent[0].Path)
	}
	if err := f.app.Assign(t.Context(), more...); err != nil {
		t.Fatal(err)
	}
	if got := len(f.server.Members(remote)); got != 2 {
		t.Errorf("%d members while the push is inactive, want 2", got)
	}
	f.app.ResumeGroup(group)
	if err := f.app.PushNow(t.Context(), group); err != nil {
		t.Fatal(err)
	}
	if got := len(f.server.Members(remote)); got != 3 {
		t.Errorf("%d members after it was resumed, want 3", got)
	}
}

// TestConfirm takes an imported user for a person's: the next push finds it.
func TestConfirm(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	if _, err := f.assigned(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	other := okta.NewOrg(2)
	app, err := okta.NewApp(other, f.app.Settings(), okta.AppOptions{Transport: f.server, Record: f.recorder.Record})
	if err != nil {
		t.Fatal(err)
	}
	imported, err := app.ImportUsers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	id := other.AddPerson(imported.Users[0].Profile()).ID
	before := len(f.recorder.Exchanges())
	app.Confirm(id, imported.Users[0])
	if len(f.recorder.Exchanges()) != before || !app.Assigned(id) {
		t.Errorf("confirmed: %d requests, assigned %t", len(f.recorder.Exchanges())-before, app.Assigned(id))
	}
	if err := app.PushProfile(t.Context(), id); err != nil {
		t.Error(err)
	}
}

// TestOrgAlone changes the org without any app.
func TestOrgAlone(t *testing.T) {
	t.Parallel()
	org := okta.NewOrg(1)
	ana := org.AddPerson(okta.Profile{Login: "ana@fernhill.example"}).ID
	group := org.AddGroup("Lab").ID
	for range 2 {
		if err := org.AddMembers(group, ana); err != nil {
			t.Fatal(err)
		}
	}
	if err := org.RenameGroup(group, "Laboratory"); err != nil {
		t.Fatal(err)
	}
	if got, _ := org.Group(group); got.Name != "Laboratory" || !slices.Equal(got.Members, []okta.UserID{ana}) {
		t.Errorf("the group is %+v", got)
	}
	if err := org.RemovePerson(ana); err == nil || !strings.Contains(err.Error(), "deactivate before deleting") {
		t.Errorf("deleting somebody who is active: %v", err)
	}
	if err := org.Deactivate(ana); err != nil {
		t.Fatal(err)
	}
	if err := org.RemovePerson(ana); err != nil {
		t.Fatal(err)
	}
	if got, _ := org.Group(group); len(got.Members) != 0 || len(org.People()) != 0 {
		t.Errorf("somebody who was deleted is in %+v, %+v", got, org.People())
	}
	if err := org.RemoveGroup(group); err != nil || len(org.Groups()) != 0 {
		t.Errorf("deleting a group: %v, %v", err, org.Groups())
	}
}
