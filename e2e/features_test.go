package e2e_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/musterhq/muster/internal/okta"
)

// TestFeaturesAlone ticks one of Create Users, Update User Attributes and
// Deactivate Users under To App and leaves out the others: what is ticked comes
// through, and nothing waits for what is not.
func TestFeaturesAlone(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(20)
		address := i.serve().tenantURL(t, made)
		for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
			for _, alone := range []struct {
				feature                string
				create, update, remove bool
				// after names everybody who was sent, with their status.
				after map[string]string
			}{
				{"create", true, false, false, map[string]string{"Ada Byron": "active", "Bob Abel": "active"}},
				{"update", false, true, false, map[string]string{"Ada Lovelace": "active"}},
				{"deactivate", false, false, true, map[string]string{"Ada Byron": "deactivated"}},
			} {
				t.Run(fmt.Sprintf("%s/%s", dialect, alone.feature), func(t *testing.T) {
					settings := okta.NewSettings(dialect, address, made.SecretToken)
					app, err := okta.NewApp(okta.NewOrg(1), settings, okta.AppOptions{Seed: 1, Record: i.keepPasswords})
					if err != nil {
						t.Fatal(err)
					}
					t.Cleanup(app.Close)
					domain := fmt.Sprintf("%s.%s.example", alone.feature, dialect)
					must := func(err error) {
						t.Helper()
						if err != nil {
							t.Fatal(err)
						}
					}
					ada := app.Org().AddPerson(okta.Profile{Login: "ada@" + domain, GivenName: "Ada", FamilyName: "Byron"})
					bob := app.Org().AddPerson(okta.Profile{Login: "bob@" + domain, GivenName: "Bob", FamilyName: "Abel"})
					must(app.Assign(t.Context(), ada.ID))

					settings.CreateUsers, settings.UpdateAttributes, settings.DeactivateUsers = alone.create, alone.update, alone.remove
					must(app.Reconfigure(settings))
					must(app.Assign(t.Context(), bob.ID))
					_, err = app.Org().EditProfile(ada.ID, func(p *okta.Profile) { p.FamilyName = "Lovelace" })
					must(err)
					must(app.PushProfile(t.Context(), ada.ID))
					must(app.Unassign(t.Context(), ada.ID))

					got := map[string]string{}
					for _, member := range i.members() {
						if member.Email == "ada@"+domain || member.Email == "bob@"+domain {
							got[member.Name] = member.Status
						}
					}
					if !maps.Equal(got, alone.after) {
						t.Errorf("the members are %v, want %v", got, alone.after)
					}
				})
			}
		}
	})
}
