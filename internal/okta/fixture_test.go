package okta_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// fixture is an app at a server of the tests, without a network.
type fixture struct {
	server   *oktatest.Server
	org      *okta.Org
	app      *okta.App
	recorder *okta.Recorder
}

// newFixture makes an app; tune, if any, changes the settings of a guide.
func newFixture(t *testing.T, dialect okta.Dialect, tune func(*okta.Settings), faults ...oktatest.Fault) *fixture {
	t.Helper()
	settings := okta.NewSettings(dialect, "http://scim.example", oktatest.Token)
	if tune != nil {
		tune(&settings)
	}
	f := &fixture{server: oktatest.New(faults...), org: okta.NewOrg(1), recorder: &okta.Recorder{}}
	app, err := okta.NewApp(f.org, settings, okta.AppOptions{Transport: f.server, Record: f.recorder.Record, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	f.app = app
	return f
}

// hire adds n people to the org.
func (f *fixture) hire(n int) []okta.UserID {
	start := len(f.org.People())
	ids := make([]okta.UserID, 0, n)
	for i := range n {
		login := fmt.Sprintf("Person.%d@Northwind.example", start+i+1)
		ids = append(ids, f.org.AddPerson(okta.Profile{
			Login: login, Email: login, GivenName: "Zoë", FamilyName: fmt.Sprintf("Müller %d", start+i+1),
			Title: "Engineer", Department: "Engineering", MobilePhone: "+49 30 5550",
		}).ID)
	}
	return ids
}

// assigned hires people and assigns them.
func (f *fixture) assigned(ctx context.Context, n int) ([]okta.UserID, error) {
	ids := f.hire(n)
	return ids, f.app.Assign(ctx, ids...)
}

// pushed hires n people, assigns them and pushes a group of the first held.
func (f *fixture) pushed(ctx context.Context, name string, n, held int) (okta.GroupID, []okta.UserID, error) {
	ids, err := f.assigned(ctx, n)
	group := f.org.AddGroup(name, ids[:held]...)
	return group.ID, ids, errors.Join(err, f.app.PushGroup(ctx, group.ID))
}

// healthy compares the server with Okta; a difference is an error.
func (f *fixture) healthy(ctx context.Context) error {
	differences, err := f.app.Compare(ctx)
	errs := []error{err}
	for _, d := range differences {
		errs = append(errs, errors.New(d.String()))
	}
	return errors.Join(errs...)
}
