package sqlstore

import (
	"errors"
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// The shelf of a connection is known once it is committed, in its own organization, and not
// before: what was undone never counts.
func TestKnownShelves(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		store := openStore(t, at, Options{})
		for _, id := range []directory.OrganizationID{"o", "p"} {
			if err := store.CreateOrganization(t.Context(), directory.Organization{ID: id, Name: string(id)}, 0, directory.Entry{Kind: directory.OrganizationCreated}); err != nil {
				t.Fatal(err)
			}
		}
		create := func(fail error) error {
			return store.Update(t.Context(), "o", func(tx directory.Tx) error {
				return errors.Join(tx.CreateConnection(directory.Connection{ID: "c", Policy: directory.Standard()}), fail)
			})
		}
		employ := func(organization directory.OrganizationID, id directory.MemberID) error {
			return store.Update(t.Context(), organization, func(tx directory.Tx) error {
				return tx.CreateMember(directory.Member{ID: id, Origin: "c", Role: directory.RoleMember, Status: directory.MemberDeactivated})
			})
		}
		if err := create(errors.New("undone")); err == nil {
			t.Fatal("a change that fails is committed")
		}
		if err := employ("o", "early"); directory.CodeOf(err) != directory.NotFound {
			t.Errorf("a member of a connection that was undone: %v", err)
		}
		if err := create(nil); err != nil {
			t.Fatal(err)
		}
		for n := range 2 {
			if err := employ("o", directory.MemberID(fmt.Sprint("member", n))); err != nil {
				t.Errorf("a member of a connection that is there: %v", err)
			}
		}
		if err := employ("p", "foreign"); directory.CodeOf(err) != directory.NotFound {
			t.Errorf("a member of another organization's connection: %v", err)
		}
		err := store.Update(t.Context(), "o", func(tx directory.Tx) error {
			return tx.CreateIdentity(directory.Identity{ID: "nobody's", Ordinal: 9, Assertion: directory.Assertion{UserName: "nobody's"}})
		})
		if directory.CodeOf(err) != directory.NotFound {
			t.Errorf("an identity on the journal's shelf: %v", err)
		}
	})
}

// A rehearsal, which is rolled back, leaves no shelf known, beside those that its
// neighbours in the group made.
func TestRehearsedShelfIsNotKnown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{RunTwice: true}))
		create := func(tx directory.Tx, id directory.ConnectionID) error {
			return tx.CreateConnection(directory.Connection{ID: id, Policy: directory.Standard()})
		}
		runs := 0
		outcomes := together(t, o, 2, func(index int, tx directory.Tx) error {
			if index == 0 {
				return create(tx, "real")
			}
			if runs++; runs == 1 {
				return create(tx, "rehearsed")
			}
			return tx.CreateMember(directory.Member{ID: "early", Origin: "rehearsed", Role: directory.RoleMember, Status: directory.MemberDeactivated})
		})
		if runs != 2 || outcomes[0] != nil || directory.CodeOf(outcomes[1]) != directory.NotFound {
			t.Errorf("after %d runs a neighbour and a member of a connection that was rehearsed: %v", runs, outcomes)
		}
	})
}

func TestKnownShelvesAreBounded(t *testing.T) {
	t.Parallel()
	var known knownShelves
	for n := range maxKnownShelves + 1 {
		id := directory.ConnectionID(fmt.Sprint(n))
		known.learn(&ledger{organization: "o", shelves: map[directory.ConnectionID]shelf{id: shelf(n)}})
		if of, ok := known.of("o", id); !ok || of != shelf(n) {
			t.Fatalf("the shelf of connection %d is %d, %t", n, of, ok)
		}
	}
	if len(known.known) > maxKnownShelves {
		t.Errorf("%d shelves are known, more than %d", len(known.known), maxKnownShelves)
	}
}
