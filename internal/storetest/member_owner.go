package storetest

import (
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testOwners(t *testing.T, open Opener) {
	store := open(t)
	demote := func(m *directory.Member) { m.Role = directory.RoleAdministrator }
	deactivate := func(m *directory.Member) { m.Status = directory.MemberDeactivated }

	t.Run("the only one stays", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		owner := h.hire(t, "owner", directory.RoleOwner)
		h.hire(t, "administrator", directory.RoleAdministrator)
		former := h.hire(t, "former", directory.RoleOwner)
		deactivate(&former)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(former) })

		before := snap(t, h.view(t))
		for _, change := range []func(*directory.Member){
			demote, deactivate,
			func(m *directory.Member) { m.Status = directory.MemberInvited },
			func(m *directory.Member) { demote(m); deactivate(m) },
		} {
			changed := owner
			change(&changed)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateMember(changed) }), directory.Refused)
		}
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteMember(owner.ID) }), directory.Refused)
		unchanged(t, before, snap(t, h.view(t)))

		// Everything else about them may change, and a refusal spoils nothing.
		owner.Name = "Renamed"
		h.update(t, func(tx directory.Tx) error {
			changed := owner
			demote(&changed)
			refused(t, tx.UpdateMember(changed), directory.Refused)
			return tx.UpdateMember(owner)
		})
		ask(h.view(t).Member(owner.ID)).is(t, owner)
	})

	t.Run("one of two may go", func(t *testing.T) {
		t.Parallel()
		for _, leave := range []func(tx directory.Tx, owner directory.Member) error{
			func(tx directory.Tx, owner directory.Member) error { demote(&owner); return tx.UpdateMember(owner) },
			func(tx directory.Tx, owner directory.Member) error { deactivate(&owner); return tx.UpdateMember(owner) },
			func(tx directory.Tx, owner directory.Member) error { return tx.DeleteMember(owner.ID) },
		} {
			h := build(t, store, 0)
			first, second := h.hire(t, "first", directory.RoleOwner), h.hire(t, "second", directory.RoleOwner)
			h.update(t, func(tx directory.Tx) error { return leave(tx, first) })
			refused(t, h.try(t, func(tx directory.Tx) error { return leave(tx, second) }), directory.Refused)
		}
	})

	t.Run("one who is made in the same change counts", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		first := h.hire(t, "first", directory.RoleOwner)
		heir := newMember("heir")
		heir.Role = directory.RoleOwner
		h.update(t, func(tx directory.Tx) error {
			if err := addMember(tx, &heir); err != nil {
				return err
			}
			return tx.DeleteMember(first.ID)
		})
		ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{heir})
	})

	t.Run("of another organization does not count", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		owner := h.hire(t, "owner", directory.RoleOwner)
		other.hire(t, "other", directory.RoleOwner)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteMember(owner.ID) }), directory.Refused)
	})

	t.Run("an organization without one may stay so", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		administrator := h.hire(t, "administrator", directory.RoleAdministrator)
		deactivate(&administrator)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(administrator) })
		h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(administrator.ID) })
	})
}

// testOwnerRace lets owners remove each other at once, in every way: one stays.
func testOwnerRace(t *testing.T, open Opener) {
	const rounds = 20
	leave := []func(tx directory.Tx, owner directory.Member) error{
		func(tx directory.Tx, owner directory.Member) error {
			owner.Role = directory.RoleMember
			return tx.UpdateMember(owner)
		},
		func(tx directory.Tx, owner directory.Member) error {
			owner.Status = directory.MemberDeactivated
			return tx.UpdateMember(owner)
		},
		func(tx directory.Tx, owner directory.Member) error { return tx.DeleteMember(owner.ID) },
	}
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, _ directory.Store) {
		for round := range rounds {
			h := build(t, stores[0], 0)
			owners := []directory.Member{
				h.hire(t, "a", directory.RoleOwner), h.hire(t, "b", directory.RoleOwner), h.hire(t, "c", directory.RoleOwner),
			}
			var gone atomic.Int64
			together(len(owners), func(i int) {
				err := h.through(stores[i%len(stores)]).try(t, func(tx directory.Tx) error {
					return leave[(i+round)%len(leave)](tx, owners[i])
				})
				switch directory.CodeOf(err) {
				case directory.Refused:
				default:
					if err != nil {
						t.Errorf("got error %v, want none or a refusal", err)
					}
					gone.Add(1)
				}
			})
			counts := ask(h.view(t).CountMembers()).ok(t)
			if gone.Load() != 2 || counts.Owners != 1 {
				t.Fatalf("round %d: %d owners went and %d are left, want two and one", round, gone.Load(), counts.Owners)
			}
		}
	})
}
