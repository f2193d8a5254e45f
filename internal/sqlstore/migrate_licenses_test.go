package sqlstore

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// Licenses had tables of their own in the first version; the second keeps them
// with the organization and the member. What was in use is what the ledger begins
// with.
func TestMigrateKeepsLicenses(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 1)
		for _, statement := range []string{
			`INSERT INTO organizations (organization_id, name, status, head, created_at)
			VALUES ('o', 'O', 'active', 0, 1), ('p', 'P', 'active', 0, 1)`,
			`INSERT INTO license_pools (organization_id, bought, in_use) VALUES ('o', 5, 1), ('p', 7, 0)`,
			`INSERT INTO members (organization_id, member_id, ordinal, origin, name, email, role, status, created_at, updated_at)
			VALUES ('o', 'ada', 1, '', '', '', '', '', 0, 0), ('o', 'bob', 2, '', '', '', '', '', 0, 0), ('p', 'ada', 1, '', '', '', '', '', 0, 0)`,
			`INSERT INTO license_grants (organization_id, member_id) VALUES ('o', 'ada')`,
		} {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Migrate(t.Context(), at, Options{}); err != nil {
			t.Fatal(err)
		}
		store := openStore(t, at, Options{})
		for organization, want := range map[directory.OrganizationID]directory.Licenses{"o": {Bought: 5, InUse: 1, Opening: 1}, "p": {Bought: 7}} {
			view := store.View(t.Context(), organization)
			if licenses, err := view.Licenses(); err != nil || licenses != want {
				t.Errorf("%s has the licenses %v, %v; want %v", organization, licenses, err, want)
			}
			members, err := view.Members(directory.MemberQuery{Limit: 9})
			if err != nil {
				t.Fatal(err)
			}
			for _, member := range members {
				if holds := organization == "o" && member.ID == "ada"; member.Licensed != holds {
					t.Errorf("%s of %s is licensed: %t, want %t", member.ID, organization, member.Licensed, holds)
				}
			}
		}
	})
}
