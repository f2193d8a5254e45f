package sqlstore

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// A directory from before there were login methods keeps its organizations,
// members and sessions, none of which has to do with one; and a program of the
// version before may still write what it knows of.
func TestMigrateBeforeLogins(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 5)
		hash, later := secretOf("before"), secretOf("during")
		write := func(name string, hash []byte) {
			t.Helper()
			for _, statement := range []struct {
				text string
				args []any
			}{
				{`INSERT INTO organizations (organization_id, name, kind, status, provisioning, log_days, head, licenses_bought, created_at, updated_at)
					VALUES ($1, 'Old', 'customer', 'active', $2, 30, 0, 1, 5000000, 5000000)`, []any{name, true}},
				{`INSERT INTO members (organization_id, member_id, ordinal, origin, identity_id, name, email, search_key, role, status,
						licensed, signed_out_at, created_at, updated_at)
					VALUES ($1, 'ada', 1, '', '', 'Ada', '', $2, 'owner', 'active', $3, 0, 1000000, 1000000)`, []any{name, directory.SearchKey("Ada", ""), false}},
				{`INSERT INTO sessions (hash, organization_id, session_id, member_id, link_id, browser, address,
						proved_at, created_at, used_at, expires_at)
					VALUES ($2, $1, 'session', 'ada', '', '', '', 2000000, 2000000, 2000000, 9000000000000000)`, []any{name, hash}},
			} {
				if _, err := db.ExecContext(t.Context(), statement.text, statement.args...); err != nil {
					t.Fatal(err)
				}
			}
		}
		write("before", hash[:])
		store := openStore(t, at, Options{})
		write("during", later[:])

		for name, hash := range map[directory.OrganizationID]directory.SecretHash{"before": hash, "during": later} {
			got, err := store.SignedIn(t.Context(), hash, time.Unix(6, 0))
			if err != nil {
				t.Fatal(err)
			}
			organization := directory.Organization{
				ID: name, Name: "Old", Kind: directory.Customer, Status: directory.OrganizationActive, Provisioning: true,
				LogDays: 30, CreatedAt: time.Unix(5, 0).UTC(), UpdatedAt: time.Unix(5, 0).UTC(),
			}
			member := directory.Member{
				ID: "ada", Ordinal: 1, Name: "Ada", Role: directory.RoleOwner, Status: directory.MemberActive,
				CreatedAt: time.Unix(1, 0).UTC(), UpdatedAt: time.Unix(1, 0).UTC(),
			}
			if got.Organization != organization {
				t.Errorf("the organization is %+v, want %+v", got.Organization, organization)
			}
			if got.Member != member {
				t.Errorf("the member is %+v, want %+v", got.Member, member)
			}
			if got.Session.ID != "session" || got.Session.Method != "" || got.Session.ProviderSession != "" {
				t.Errorf("the session is %+v, want the old one, by no login method", got.Session)
			}
			view := store.View(t.Context(), name)
			methods, err := view.LoginMethods()
			if err != nil || len(methods) != 0 {
				t.Errorf("the login methods are %v, %v, want none", methods, err)
			}
			domains, err := view.Domains()
			if err != nil || len(domains) != 0 {
				t.Errorf("the domains are %v, %v, want none", domains, err)
			}
		}
	})
}

func secretOf(text string) directory.SecretHash { return sha256.Sum256([]byte(text)) }
