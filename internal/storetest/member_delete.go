package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testMemberRemoval(t *testing.T, open Opener) {
	store := open(t)

	t.Run("takes everything along", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		bob, ona := o.named(t, "bob"), o.named(t, "ona")
		method := o.enable(t, "provider")[0]
		session, link, key := newSession(bob.ID), newLink(directory.LinkSignIn, bob.ID), newAPIKey(bob.ID)
		stays := newSession(ona.ID)
		o.update(t, func(tx directory.Tx) error {
			bob.Role = directory.RoleAdministrator
			return inTurn(
				func() error { return tx.UpdateMember(bob) },
				func() error { return tx.CreateSession(session) },
				func() error { return tx.CreateSession(stays) },
				func() error { return tx.CreateLink(link) },
				func() error { return tx.CreateAPIKey(key) },
				func() error { return tx.SetPassword(newPassword(bob.ID)) },
				func() error { return tx.CreatePasskey(newPasskey(bob.ID, "key")) },
				func() error { return tx.CreateLogin(newLogin(method.ID, "bob", bob.ID)) },
				func() error { return tx.PutAdoption(newAdoption(bob.ID, o.okta)) },
			)
		})
		ask(store.KeyAccess(t.Context(), key.Hash, moment(20))).ok(t)
		o.update(t, func(tx directory.Tx) error { return tx.DeleteMember(bob.ID) })

		view := o.view(t)
		ask(view.Member(bob.ID)).refused(t, directory.NotFound)
		ask(view.Licenses()).is(t, directory.Licenses{Bought: 5, InUse: 1})
		detached := ask(view.Identity(o.okta, bob.Identity)).ok(t)
		if detached.Member != "" || len(detached.Teams) != 1 {
			t.Errorf("the identity is %+v, want it detached and in its team", detached)
		}
		ask(ask(view.AnyTeam(o.manual)).ok(t).Size, nil).is(t, int64(1))
		ask(ask(view.AnyTeam(o.pushed)).ok(t).Size, nil).is(t, int64(3))
		ask(view.TeamsOfMembers([]directory.MemberID{bob.ID})).is(t, nil)
		ask(store.SignedIn(t.Context(), session.Hash, moment(20))).refused(t, directory.Unauthorized)
		ask(store.SignedIn(t.Context(), stays.Hash, moment(20))).ok(t)
		ask(store.KeyAccess(t.Context(), key.Hash, moment(20))).refused(t, directory.Unauthorized)
		ask(store.Link(t.Context(), link.Hash)).refused(t, directory.NotFound)
		ask(view.Password(bob.ID)).refused(t, directory.NotFound)
		ask(view.Passkeys(bob.ID)).is(t, nil)
		ask(view.Logins(bob.ID)).is(t, nil)
		ask(view.Adoptions([]directory.MemberID{bob.ID})).is(t, nil)
		ask(view.Login(method.ID, "bob")).refused(t, directory.NotFound)
		ask(len(ask(view.APIKeys()).ok(t)), nil).is(t, 1)

		refused(t, o.try(t, func(tx directory.Tx) error { return tx.DeleteMember(bob.ID) }), directory.NotFound)
		refused(t, o.try(t, func(tx directory.Tx) error { return tx.CreateSession(newSession(bob.ID)) }), directory.NotFound)
	})

	t.Run("in the change that made them", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		before := snap(t, h.view(t))
		h.update(t, func(tx directory.Tx) error {
			member := newMember("brief")
			return inTurn(
				func() error { return tx.CreateMember(member) },
				func() error { return tx.TakeLicense(member.ID) },
				func() error { return tx.CreateSession(newSession(member.ID)) },
				func() error { return tx.DeleteMember(member.ID) },
				func() error {
					refused(t, tx.CreateSession(newSession(member.ID)), directory.NotFound)
					refused(t, tx.DeleteMember(member.ID), directory.NotFound)
					return nil
				},
			)
		})
		unchanged(t, before, snap(t, h.view(t)))
	})

	t.Run("leaves an identity that speaks for another by now", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		bob, ivo := o.named(t, "bob"), o.named(t, "ivo")
		identity := ask(o.view(t).Identity(o.okta, bob.Identity)).ok(t)
		identity.Member = ivo.ID
		o.update(t, func(tx directory.Tx) error {
			if err := updateIdentity(tx, &identity); err != nil {
				return err
			}
			return tx.DeleteMember(bob.ID)
		})
		ask(ask(o.view(t).Identity(o.okta, bob.Identity)).ok(t).Member, nil).is(t, ivo.ID)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, id := range hostile {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteMember(directory.MemberID(id)) }), directory.NotFound)
		}
	})
}
