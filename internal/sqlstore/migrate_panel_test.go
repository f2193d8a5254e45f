package sqlstore

import (
	"fmt"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// A directory of the first version keeps its people, who are found by the names
// they have, whatever the letters, and have their settings and identities.
func TestMigrateFirstDirectory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 1)
		people := []struct{ name, email string }{
			{"ÄRZTIN Ωmega", "Jose\u0301@Example.com"},
			{"Ｗide", "ＷIDE@example.com"},
			{"TAB\tcannot be folded", "tab@example.com"},
			{"", ""},
		}
		for n := range 2100 { // more than are read at a time
			people = append(people, struct{ name, email string }{fmt.Sprintf("Person %04d", n), fmt.Sprintf("p%d@example.com", n)})
		}
		for _, statement := range []string{
			`INSERT INTO organizations (organization_id, name, status, head, created_at) VALUES ('o', 'Old', 'active', 0, 5000000)`,
			`INSERT INTO license_pools (organization_id, bought, in_use) VALUES ('o', 1, 0)`,
			`INSERT INTO connections (organization_id, connection_id, provider, state, profile, policy, identities, teams, created_at, updated_at)
				VALUES ('o', 'c', 'okta', 'enabled', 'tolerant', '{"unknown_member":"refuse"}', 1, 0, 1, 1)`,
		} {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for n, person := range people {
			_, err := tx.ExecContext(t.Context(), `
				INSERT INTO members (organization_id, member_id, ordinal, origin, name, email, role, status, created_at, updated_at)
				VALUES ('o', $1, $2, 'c', $3, $4, 'member', 'active', 1, 1)`, fmt.Sprintf("m%04d", n), n+1, person.name, person.email)
			if err != nil {
				t.Fatal(err)
			}
			if n%2 == 1 { // detached
				continue
			}
			_, err = tx.ExecContext(t.Context(), `
				INSERT INTO identities (organization_id, identity_id, connection_id, ordinal, member_id, user_name, user_name_key,
					user_name_is_email, has_addresses, external_id, name, emails, active, resource, created_at, updated_at)
				VALUES ('o', $1, 'c', $2, $3, $1, $1, $4, $4, '', '', '', $4, $5, 1, 1)`,
				fmt.Sprintf("i%04d", n), n+1, fmt.Sprintf("m%04d", n), false, []byte{})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}

		store := openStore(t, at, Options{})
		view := store.View(t.Context(), "o")
		organization, err := view.Organization()
		want := directory.Organization{
			ID: "o", Name: "Old", Kind: directory.Customer, Status: directory.OrganizationActive, Provisioning: true,
			LogDays: directory.DefaultLogDays, CreatedAt: time.Unix(5, 0).UTC(), UpdatedAt: time.Unix(5, 0).UTC(),
		}
		if err != nil || organization != want {
			t.Errorf("the organization is %+v, %v, want %+v", organization, err, want)
		}
		connection, err := view.Connection("c")
		policy := directory.Standard() // rules that came later have our own value
		policy.UnknownMember = directory.RefuseUnknown
		if err != nil || connection.Policy != policy {
			t.Errorf("the policy is %+v, %v, want %+v", connection.Policy, err, policy)
		}
		members, err := view.Members(directory.MemberQuery{Limit: len(people) + 1})
		if err != nil || len(members) != len(people) {
			t.Fatalf("%d members are left, %v, want %d", len(members), err, len(people))
		}
		for n, member := range members {
			identity := directory.IdentityID("")
			if n%2 == 0 {
				identity = directory.IdentityID(fmt.Sprintf("i%04d", n))
			}
			if member.Identity != identity || !member.SignedOutAt.IsZero() {
				t.Errorf("member %d is spoken for by %q, signed out %v, want %q, never", n, member.Identity, member.SignedOutAt, identity)
			}
		}
		for text, id := range map[string]directory.MemberID{
			"ärztin ω": "m0000", "JOSÉ@": "m0000", "wide@": "m0001", "\tCANNOT": "m0002", "person 2099": "m2103",
		} {
			found, err := view.SearchMembers(directory.MemberSearch{Text: text, Limit: 9})
			if err != nil || len(found) != 1 || found[0].ID != id {
				t.Errorf("%q finds %v, %v, want %s", text, found, err, id)
			}
		}
		var stored, first string

		if err := db.QueryRowContext(t.Context(), `SELECT search_key FROM members WHERE member_id = 'm0003'`).Scan(&stored); err != nil || stored != "\n" {
			t.Errorf("the key of nobody is %q, %v", stored, err)
		}
		if err := db.QueryRowContext(t.Context(), `SELECT search_key FROM members WHERE member_id = 'm0000'`).Scan(&first); err != nil || first != members[0].Place().Key {
			t.Errorf("the key is %q, %v, want %q", first, err, members[0].Place().Key)
		}
	})
}
