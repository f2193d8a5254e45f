package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testLeaving: what waits is kept beside what is asserted, and an edit that was
// planned before it is planned again.
func testLeaving(t *testing.T, open Opener) {
	store := open(t)

	t.Run("is kept and listed", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta, entra := h.connect(t).ID, h.connect(t).ID
		ada, bob := h.assert(t, okta, "ada", "bob")[0], h.assert(t, entra, "bob")[0]
		ask(h.view(t).LeavingIdentities()).is(t, nil)
		waits := func(identity *directory.Identity, leaving directory.Leaving) {
			t.Helper()
			h.update(t, func(tx directory.Tx) error { return tx.SetLeaving(identity.Connection, identity.ID, leaving) })
			identity.Leaving = directory.Leaving{Asked: leaving.Asked, Since: kept(leaving.Since)}
			identity.Version++
			ask(h.view(t).Identity(identity.Connection, identity.ID)).is(t, *identity)
		}
		waits(&ada, directory.Leaving{Asked: directory.AskedToDeactivate, Since: foreignMoment(9)})
		waits(&bob, directory.Leaving{Asked: directory.AskedToDelete, Since: moment(8)})
		ask(h.view(t).LeavingIdentities()).is(t, []directory.Identity{bob, ada})
		ask(h.view(t).Identities(okta, directory.IdentityQuery{Limit: 1})).is(t, []directory.Identity{ada})

		ada.Name = "Ada King" // an edit leaves it as it is
		h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &ada) })
		ask(h.view(t).LeavingIdentities()).is(t, []directory.Identity{bob, ada})

		waits(&bob, directory.Leaving{})
		ask(h.view(t).LeavingIdentities()).is(t, []directory.Identity{ada})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteIdentity(okta, ada.ID) })
		ask(h.view(t).LeavingIdentities()).is(t, nil)
	})

	t.Run("is seen by whoever edits", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta := h.connect(t).ID
		read := h.assert(t, okta, "ada")[0]
		edited := read
		edited.Name = "Ada King"
		stored := true
		h.update(t, func(tx directory.Tx) (err error) {
			if err := tx.SetLeaving(okta, read.ID, newLeaving()); err != nil {
				return err
			}
			stored, err = tx.UpdateIdentity(read, edited)
			return err
		})
		ask(stored, nil).is(t, false)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta, other := h.connect(t).ID, h.connect(t).ID
		ada := h.assert(t, okta, "ada")[0]
		for _, id := range hostile {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.SetLeaving(okta, directory.IdentityID(id), newLeaving()) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.SetLeaving(directory.ConnectionID(id), ada.ID, newLeaving()) }), directory.NotFound)
		}
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.SetLeaving(other, ada.ID, newLeaving()) }), directory.NotFound)
		ask(h.view(t).LeavingIdentities()).is(t, nil)
	})
}

// testMembersWhoLeft: who left is found by the external id, while nobody speaks
// for them.
func testMembersWhoLeft(t *testing.T, open Opener) {
	store := open(t)
	leave := func(t *testing.T, h house, id directory.MemberID, externalID string) {
		t.Helper()
		h.update(t, func(tx directory.Tx) error { return tx.LeaveAs(id, externalID) })
	}
	// found looks outside of a change and in one.
	found := func(t *testing.T, h house, origin directory.ConnectionID, externalID string, want directory.MemberID) {
		t.Helper()
		ask(h.view(t).MemberWhoLeft(origin, externalID)).is(t, want)
		h.update(t, func(tx directory.Tx) error {
			ask(tx.MemberWhoLeft(origin, externalID)).is(t, want)
			return nil
		})
	}

	t.Run("are found", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		bob, dee := o.named(t, "bob"), o.named(t, "dee")
		for _, member := range []directory.Member{bob, dee} {
			found(t, o.house, member.Origin, "00u", "")
			leave(t, o.house, member.ID, "00u")
			found(t, o.house, member.Origin, "00u", "") // an identity speaks for them
			member.Identity = ""
			o.update(t, func(tx directory.Tx) error { return tx.UpdateMember(member) })
		}
		found(t, o.house, o.okta, "00u", bob.ID)
		found(t, o.house, o.entra, "00u", dee.ID)
		for _, other := range append([]string{"", "00U", "00"}, hostile...) {
			found(t, o.house, o.okta, other, "")
		}
		leave(t, o.house, bob.ID, "00v")
		found(t, o.house, o.okta, "00u", "")
		found(t, o.house, o.okta, "00v", bob.ID)
		leave(t, o.house, bob.ID, "")
		leave(t, o.house, bob.ID, "")
		found(t, o.house, o.okta, "00v", "")
		found(t, o.house, o.entra, "00u", dee.ID)
		o.update(t, func(tx directory.Tx) error { return tx.DeleteMember(dee.ID) })
		found(t, o.house, o.entra, "00u", "")
		leave(t, o.house, bob.ID, "00w") // after the last was gone
		found(t, o.house, o.okta, "00w", bob.ID)
	})

	t.Run("the latest of several", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta := h.connect(t).ID
		members := []directory.Member{newMember("ada"), newMember("bob"), newMember("cid")}
		h.update(t, func(tx directory.Tx) error {
			for i := range members {
				members[i].Origin = okta
				if err := addMember(tx, &members[i]); err != nil {
					return err
				}
				if err := tx.LeaveAs(members[i].ID, "00u"); err != nil { // who is new in the change
					return err
				}
			}
			return nil
		})
		found(t, h, okta, "00u", members[2].ID)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, id := range hostile {
			for _, externalID := range []string{"", "00u"} {
				refused(t, h.try(t, func(tx directory.Tx) error { return tx.LeaveAs(directory.MemberID(id), externalID) }), directory.NotFound)
			}
		}
	})
}
