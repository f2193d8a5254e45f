package api

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
)

// tallied is a Reader that says how often somebody counted.
type tallied struct {
	directory.Reader
	walks *int
}

func (t tallied) CountMembers() (directory.MemberCounts, error) {
	*t.walks++
	return t.Reader.CountMembers()
}

// Members are counted again when the journal has something new, and not before.
func TestCensus(t *testing.T) {
	t.Parallel()
	store, err := sqlstore.Open(t.Context(), sqlstore.Location{Directory: t.TempDir()}, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	ids := []directory.OrganizationID{"one", "other"}
	for _, id := range ids {
		organization := directory.Organization{ID: id, Name: string(id), Status: directory.OrganizationActive, CreatedAt: time.Now()}
		if err := store.CreateOrganization(t.Context(), organization, 9, directory.Entry{Kind: directory.OrganizationCreated}); err != nil {
			t.Fatal(err)
		}
	}
	hire := func(id directory.OrganizationID) {
		t.Helper()
		err := store.Update(t.Context(), id, func(tx directory.Tx) error {
			ordinal, err := tx.Append(directory.Entry{Kind: directory.MemberCreated})
			if err != nil {
				return err
			}
			return tx.CreateMember(directory.Member{
				ID: directory.MemberID(directory.NewID()), Ordinal: ordinal, Name: "Ana", Email: "ana@example.com",
				Role: directory.RoleMember, Status: directory.MemberActive,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}

	var census census
	walks := 0
	counts := func(id directory.OrganizationID, members, afterWalks int) {
		t.Helper()
		found, err := census.members(id, tallied{store.View(t.Context(), id), &walks})
		if err != nil || found.Total() != members || walks != afterWalks {
			t.Errorf("%d members of %s, %v, after %d walks; want %d after %d", found.Total(), id, err, walks, members, afterWalks)
		}
	}
	counts("one", 0, 1)
	counts("one", 0, 1)
	hire("one")
	counts("one", 1, 2)
	counts("other", 0, 3)
	hire("other")
	counts("one", 1, 3)
	counts("other", 1, 4)
	hire("one")
	counts("one", 2, 5)
}
