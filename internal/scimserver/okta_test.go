package scimserver_test

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/okta"
)

// TestOktaSpec runs the assertions of Okta's published SCIM test suites, in the
// two addresses that Okta's apps use.
func TestOktaSpec(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		d.person(t, "first@example.com") // the suite wants a user beforehand
		for _, base := range []string{d.base, d.root + "/scim/v2", d.base + "/"} {
			err := okta.SpecTest(t.Context(), d.target(base), reportTo(t))
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestOktaTraces replays both captured sessions, step by step: that of a catalog
// app, which patches, and that of a wizard app, which puts.
func TestOktaTraces(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, trace := range okta.Traces() {
			t.Run(trace.Name, func(t *testing.T) {
				t.Parallel()
				d := newDoor(t, engine, doorOptions{})
				if err := okta.Replay(t.Context(), d.target(d.base), trace, reportTo(t)); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
}

// TestOktaRehearsal lets the stand-in provision a company in both dialects, with
// both kinds of header, and then compare what is here with what it has.
func TestOktaRehearsal(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
			for name, credential := range map[string]okta.Credential{"bearer": okta.Bearer, "header": okta.RawHeader} {
				if dialect == okta.Wizard && credential == okta.RawHeader {
					credential = okta.PrefixedHeader
				}
				t.Run(fmt.Sprint(dialect, " ", name), func(t *testing.T) {
					t.Parallel()
					d := newDoor(t, engine, doorOptions{})
					settings := okta.NewSettings(dialect, d.base, d.token)
					settings.Credential = credential
					report, err := okta.Run(t.Context(), okta.RunConfig{Settings: settings, People: 40, Groups: 6, Seed: 1}, nil)
					if err != nil {
						t.Fatal(err)
					}
					if !report.OK() {
						t.Errorf("failures: %+v\ndifferences: %v", report.Failures, report.Differences)
					}
					for _, warning := range report.Warnings {
						t.Errorf("warning: %s", warning)
					}
				})
			}
		}
	})
}

// target is the door as the stand-in for Okta is told of it.
func (d *door) target(base string) okta.Target {
	return okta.Target{BaseURL: base, Authorization: "Bearer " + d.token, Transport: d.client.Transport}
}

// reportTo makes a subtest of each check.
func reportTo(t *testing.T) func(okta.Check) {
	return func(check okta.Check) {
		t.Run(check.ID, func(t *testing.T) {
			if check.Err != nil {
				t.Errorf("%s: %v", check.Text, check.Err)
			}
		})
	}
}
