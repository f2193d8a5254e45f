package sqlstore

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// A directory from before there were adoptions finds whom it had made by hand by
// their addresses, and nobody else.
func TestMigrateBeforeAdoptions(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 6)
		_, err := db.ExecContext(t.Context(), `INSERT INTO organizations (organization_id, name, kind, status, provisioning, log_days, head, licenses_bought, created_at, updated_at)
			VALUES ('o', 'Old', 'customer', 'active', $1, 30, 9, 1, 5000000, 5000000)`, true)
		if err != nil {
			t.Fatal(err)
		}
		for i, member := range []struct{ id, origin, identity, name, email string }{
			{"manual", "", "", "Ädä", "Ädä@Example.com"},
			{"made", "okta", "someone", "Ada", "ada@example.com"},
			{"detached", "okta", "", "Ada", "ada@example.com"},
			{"nowhere", "", "", "Ada", ""},
		} {
			_, err := db.ExecContext(t.Context(), `INSERT INTO members (organization_id, member_id, ordinal, origin, identity_id, joined_by, name, email, search_key, role, status,
					licensed, signed_out_at, created_at, updated_at)
				VALUES ('o', $1, $2, $3, $4, '', $5, $6, $7, 'member', 'active', $8, 0, 1000000, 1000000)`,
				member.id, i+1, member.origin, member.identity, member.name, member.email, directory.SearchKey(member.name, member.email), false)
			if err != nil {
				t.Fatal(err)
			}
		}
		view := openStore(t, at, Options{}).View(t.Context(), "o")
		for email, want := range map[string]directory.MemberID{"ädä@example.COM": "manual", "ada@example.com": "", "": ""} {
			found, err := view.UnclaimedMembers(email)
			if err != nil || (want == "") != (len(found) == 0) || want != "" && found[0].ID != want {
				t.Errorf("%q finds %v, %v; want %q", email, found, err, want)
			}
		}
		member, err := view.Member("made")
		if err != nil || member.AdoptedBy != "" || member.Connection() != "okta" {
			t.Errorf("the member is %+v, %v; want it not adopted", member, err)
		}
	})
}
