package sqlstore

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// Nobody is leaving in a database of before there was leaving, nor among those whom
// a program of that version still makes during an upgrade.
func TestMigrateLeaving(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 10)
		write := func(name string) {
			t.Helper()
			for _, text := range []string{
				`INSERT INTO organizations (organization_id, name, kind, status, provisioning, log_days, head, licenses_bought, created_at, updated_at)
					VALUES ($1, 'Old', 'customer', 'active', true, 30, 0, 1, 1, 1)`,
				`INSERT INTO connections (organization_id, connection_id, provider, state, profile, policy, identities, teams, created_at, updated_at)
					VALUES ($1, 'okta', 'okta', 'enabled', 'tolerant', '{}', 1, 0, 1, 1)`,
				`INSERT INTO members (organization_id, member_id, ordinal, origin, identity_id, name, email, search_key, role, status,
						licensed, signed_out_at, created_at, updated_at)
					VALUES ($1, 'ada', 1, 'okta', 'identity', 'Ada', '', 'ada', 'member', 'active', false, 0, 1, 1)`,
			} {
				if _, err := db.ExecContext(t.Context(), text, name); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := db.ExecContext(t.Context(), `
				INSERT INTO identities (organization_id, identity_id, connection_id, ordinal, member_id, user_name, user_name_key,
					user_name_is_email, has_addresses, external_id, name, emails, active, resource, created_at, updated_at)
				VALUES ($1, 'identity', 'okta', 1, 'ada', 'ada', 'ada', false, false, '', 'Ada', '', true, $2, 1, 1)`,
				name, []byte("{}")); err != nil {
				t.Fatal(err)
			}
		}
		write("before")
		openVersion(t, at, 13)
		write("during")
		store := openStore(t, at, Options{})
		for _, name := range []directory.OrganizationID{"before", "during"} {
			view := store.View(t.Context(), name)
			identity, err := view.Identity("okta", "identity")
			if err != nil || identity.Leaving != (directory.Leaving{}) {
				t.Errorf("%s: %+v, %v; want an identity that stays", name, identity, err)
			}
			waiting, err := view.LeavingIdentities()
			if err != nil || len(waiting) > 0 {
				t.Errorf("%s: %+v, %v are leaving", name, waiting, err)
			}
			err = store.Update(t.Context(), name, func(tx directory.Tx) error {
				left, err := tx.MemberWhoLeft("okta", "")
				if err != nil || left != "" {
					return fmt.Errorf("%q left: %w", left, err)
				}
				return tx.LeaveAs("ada", "00u")
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
