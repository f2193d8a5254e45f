package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testAPIKeys(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)
	// keyed makes a house with an owner, an administrator, and a key of theirs.
	keyed := func(t *testing.T) (house, directory.Member, directory.APIKey) {
		t.Helper()
		h := build(t, store, 0)
		h.hire(t, "owner", directory.RoleOwner)
		creator := h.hire(t, "Ada", directory.RoleAdministrator)
		key := newAPIKey(creator.ID)
		key.Organization = h.organization.ID
		h.update(t, func(tx directory.Tx) error { return tx.CreateAPIKey(key) })
		return h, creator, key
	}

	t.Run("opens what it says", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		creator := h.hire(t, "Ada", directory.RoleOwner)
		want := newAPIKey(creator.ID)
		want.Organization = h.organization.ID
		want.Name, want.LastFour, want.Scopes = "nightly \"export\" ü", "é\"x ", directory.Scopes()
		want.CreatedAt, want.UsedAt, want.ExpiresAt = foreignMoment(1), foreignMoment(2), foreignMoment(30)
		h.update(t, func(tx directory.Tx) error { return tx.CreateAPIKey(want) })
		want.CreatedAt, want.UsedAt, want.ExpiresAt = moment(1), moment(2), moment(30)
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.KeyAccess(t.Context(), want.Hash, moment(29))).is(t, directory.KeyAccess{
				Key: want, Organization: h.organization, Creator: creator,
			})
		}
		ask(store.KeyAccess(t.Context(), want.Hash, moment(30))).refused(t, directory.Unauthorized)
		ask(h.view(t).APIKeys()).is(t, []directory.APIKey{want})
	})

	t.Run("dies with its maker", func(t *testing.T) {
		t.Parallel()
		for name, change := range map[string]func(*directory.Member){
			"deactivated":          func(m *directory.Member) { m.Status = directory.MemberDeactivated },
			"no longer manages":    func(m *directory.Member) { m.Role = directory.RoleMember },
			"signed out after":     func(m *directory.Member) { m.SignedOutAt = moment(9) },
			"signed out just then": func(m *directory.Member) { m.SignedOutAt = moment(8) },
		} {
			h, creator, key := keyed(t)
			ask(store.KeyAccess(t.Context(), key.Hash, moment(20))).ok(t)
			change(&creator)
			h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(creator) })
			if _, err := neighbour.KeyAccess(t.Context(), key.Hash, moment(20)); directory.CodeOf(err) != directory.Unauthorized {
				t.Errorf("%s: got error %v, want the key to have died", name, err)
			}
			ask(len(ask(h.view(t).APIKeys()).ok(t)), nil).is(t, 1)
		}
		h, creator, key := keyed(t)
		creator.SignedOutAt, creator.Role = moment(7), directory.RoleOwner // before the key was made
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(creator) })
		ask(store.KeyAccess(t.Context(), key.Hash, moment(20))).ok(t)
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h, creator, want := keyed(t)
		older := newAPIKey(creator.ID)
		older.Organization, older.CreatedAt, older.Scopes = h.organization.ID, moment(1), nil
		h.update(t, func(tx directory.Tx) error { return tx.CreateAPIKey(older) })
		change := want
		change.Hash, change.Name, change.LastFour, change.Scopes = newHash(), "another", "more", directory.Scopes() // never change
		change.CreatedAt, change.ExpiresAt, change.CreatedBy = moment(99), moment(98), "another"
		change.UsedAt = foreignMoment(11)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateAPIKey(change) })
		want.UsedAt = moment(11)
		ask(h.view(t).APIKeys()).is(t, []directory.APIKey{older, want})
		ask(store.KeyAccess(t.Context(), want.Hash, moment(20))).ok(t)

		change.RevokedAt = foreignMoment(12)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateAPIKey(change) })
		want.RevokedAt = moment(12)
		ask(h.view(t).APIKeys()).is(t, []directory.APIKey{older, want})
		ask(neighbour.KeyAccess(t.Context(), want.Hash, moment(11))).refused(t, directory.Unauthorized)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ask(store.KeyAccess(t.Context(), newHash(), moment(20))).refused(t, directory.Unauthorized)
		ask(h.view(t).APIKeys()).is(t, nil)
		for _, id := range hostile {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateAPIKey(directory.APIKey{ID: directory.APIKeyID(id)}) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateAPIKey(newAPIKey(directory.MemberID(id))) }), directory.NotFound)
		}
	})
}
