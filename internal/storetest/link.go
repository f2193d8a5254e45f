package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testLinks(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := h.hire(t, "Ada", directory.RoleMember)
		want := newLink(directory.LinkInvitation, member.ID)
		want.Organization = h.organization.ID
		want.Label, want.CreatedBy = "für \"IT\"", "ona"
		want.CreatedAt, want.ExpiresAt = foreignMoment(1), foreignMoment(2)
		want.UsedAt, want.RevokedAt = foreignMoment(3), foreignMoment(4)
		h.update(t, func(tx directory.Tx) error { return tx.CreateLink(want) })
		want.CreatedAt, want.ExpiresAt, want.UsedAt, want.RevokedAt = moment(1), moment(2), moment(3), moment(4)
		for _, s := range []directory.Store{store, neighbour} { // whether it counts or not
			ask(s.Link(t.Context(), want.Hash)).is(t, want)
		}
		ask(h.view(t).Links(directory.LinkInvitation, member.ID)).is(t, []directory.Link{want})
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		want, other := newLink(directory.LinkSetup, ""), newLink(directory.LinkSetup, "")
		want.Organization, other.Organization = h.organization.ID, h.organization.ID
		h.update(t, func(tx directory.Tx) error {
			if err := tx.CreateLink(want); err != nil {
				return err
			}
			return tx.CreateLink(other)
		})
		change := want
		change.Hash, change.Kind, change.Label = newHash(), directory.LinkSignIn, "another" // never change
		change.CreatedAt, change.CreatedBy = moment(99), "another"
		change.UsedAt, change.RevokedAt, change.ExpiresAt = foreignMoment(11), foreignMoment(12), foreignMoment(13)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateLink(change) })
		want.UsedAt, want.RevokedAt, want.ExpiresAt = moment(11), moment(12), moment(13)
		ask(h.view(t).Links(directory.LinkSetup, "")).is(t, []directory.Link{want, other})
		ask(store.Link(t.Context(), change.Hash)).refused(t, directory.NotFound)
	})

	t.Run("listed by kind and age", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		list := []directory.Link{
			newLink(directory.LinkSignIn, ada.ID), newLink(directory.LinkSignIn, grace.ID), newLink(directory.LinkSignIn, ada.ID),
			newLink(directory.LinkInvitation, ada.ID), newLink(directory.LinkSetup, ""),
		}
		for i := range list {
			list[i].Organization, list[i].CreatedAt = h.organization.ID, moment(50-i) // the later made, the older
		}
		h.update(t, func(tx directory.Tx) error {
			for _, link := range list {
				if err := tx.CreateLink(link); err != nil {
					return err
				}
			}
			return nil
		})
		view := h.view(t)
		ask(view.Links(directory.LinkSignIn, ada.ID)).is(t, []directory.Link{list[2], list[0]})
		ask(view.Links(directory.LinkSignIn, "")).is(t, []directory.Link{list[2], list[1], list[0]})
		ask(view.Links(directory.LinkInvitation, ada.ID)).is(t, list[3:4])
		ask(view.Links(directory.LinkInvitation, grace.ID)).is(t, nil)
		ask(view.Links(directory.LinkSetup, "")).is(t, list[4:])
	})

	t.Run("revoked together", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		used, revoked := newLink(directory.LinkSignIn, ada.ID), newLink(directory.LinkSignIn, ada.ID)
		used.UsedAt, revoked.RevokedAt = moment(8), moment(9)
		invitation, signIn := newLink(directory.LinkInvitation, ada.ID), newLink(directory.LinkSignIn, ada.ID)
		others, setup := newLink(directory.LinkSignIn, grace.ID), newLink(directory.LinkSetup, "")
		all := []directory.Link{used, revoked, invitation, signIn, others, setup}
		h.update(t, func(tx directory.Tx) error {
			for _, link := range all {
				if err := tx.CreateLink(link); err != nil {
					return err
				}
			}
			for _, id := range append(hostile, string(ada.ID)) {
				if err := tx.RevokeLinks(directory.MemberID(id), foreignMoment(20)); err != nil {
					return err
				}
			}
			return nil
		})
		invitation.RevokedAt, signIn.RevokedAt = moment(20), moment(20)
		for _, want := range []directory.Link{used, revoked, invitation, signIn, others, setup} {
			got := ask(store.Link(t.Context(), want.Hash)).ok(t)
			ask(got.RevokedAt, nil).is(t, want.RevokedAt)
			ask(got.UsedAt, nil).is(t, want.UsedAt)
		}
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ask(store.Link(t.Context(), newHash())).refused(t, directory.NotFound)
		ask(h.view(t).Links(directory.LinkSetup, "")).is(t, nil)
		for _, id := range hostile {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateLink(directory.Link{ID: directory.LinkID(id)}) }), directory.NotFound)
			if id != "" {
				link := newLink(directory.LinkSignIn, directory.MemberID(id))
				refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateLink(link) }), directory.NotFound)
			}
		}
	})
}
