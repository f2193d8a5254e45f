package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testSignInMethods(t *testing.T, open Opener) {
	store := open(t)

	t.Run("password", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		ask(h.view(t).Password(ada.ID)).refused(t, directory.NotFound)
		want, other := newPassword(ada.ID), newPassword(grace.ID)
		want.Organization, other.Organization = h.organization.ID, h.organization.ID
		set := func(password directory.Password) {
			t.Helper()
			h.update(t, func(tx directory.Tx) error { return tx.SetPassword(password) })
		}
		set(want)
		set(other)
		ask(h.view(t).Password(ada.ID)).is(t, want)
		want.Hash, want.ChangedAt = "$argon2id$another", foreignMoment(11)
		set(want)
		want.ChangedAt = moment(11)
		ask(h.view(t).Password(ada.ID)).is(t, want)
		set(directory.Password{Member: ada.ID})
		set(directory.Password{Member: ada.ID})
		ask(h.view(t).Password(ada.ID)).refused(t, directory.NotFound)
		ask(h.view(t).Password(grace.ID)).is(t, other)
	})

	t.Run("passwords of an address", func(t *testing.T) {
		t.Parallel()
		address := directory.NewID() + "É@Example.com"
		with := func(email string, status directory.MemberStatus) directory.Password {
			h := build(t, store, 0)
			member := newMember("Ada")
			member.Email, member.Status = email, status
			password := newPassword(member.ID)
			h.update(t, func(tx directory.Tx) error {
				if err := addMember(tx, &member); err != nil {
					return err
				}
				without := newMember("Grace")
				without.Email = email
				if err := addMember(tx, &without); err != nil {
					return err
				}
				return tx.SetPassword(password)
			})
			password.Organization = h.organization.ID
			return password
		}
		want := []directory.Password{
			with(address, directory.MemberActive),
			with(directory.FoldLoosely(address), directory.MemberDeactivated),
		}
		longer := with("a"+address, directory.MemberActive)
		ask(store.PasswordsFor(t.Context(), directory.FoldLoosely(address))).is(t, want)
		ask(store.PasswordsFor(t.Context(), "A"+address)).is(t, []directory.Password{longer})
		for _, nobodys := range append([]string{"%" + address[1:], "_" + address[1:], address[1:]}, hostile...) {
			ask(store.PasswordsFor(t.Context(), nobodys)).is(t, nil)
		}
		for range 12 {
			want = append(want, with(address, directory.MemberActive))
		}
		ask(store.PasswordsFor(t.Context(), address)).is(t, want[:10])
	})

	t.Run("passkeys", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		first, second, others := newPasskey(ada.ID, "\x00\xffone"), newPasskey(ada.ID, "two"), newPasskey(grace.ID, "two")
		first.CreatedAt, second.CreatedAt = moment(20), moment(10)
		create := func(passkey directory.Passkey) error {
			return h.try(t, func(tx directory.Tx) error { return tx.CreatePasskey(passkey) })
		}
		for _, passkey := range []directory.Passkey{first, second, others} {
			done(t, create(passkey))
		}
		err := create(first)
		refused(t, err, directory.Taken)
		ask(fieldOf(err), nil).is(t, "passkey")
		ask(h.view(t).Passkeys(ada.ID)).is(t, []directory.Passkey{second, first})

		first.Credential, first.Name, first.UsedAt = []byte("\x00\xff"), "Ü", foreignMoment(30)
		changed := first
		changed.CreatedAt = moment(99) // never changes
		h.update(t, func(tx directory.Tx) error { return tx.UpdatePasskey(changed) })
		first.UsedAt = moment(30)
		ask(h.view(t).Passkeys(ada.ID)).is(t, []directory.Passkey{second, first})

		remove := func(member directory.MemberID, credential []byte) error {
			return h.try(t, func(tx directory.Tx) error { return tx.DeletePasskey(member, credential) })
		}
		done(t, remove(ada.ID, second.CredentialID))
		refused(t, remove(ada.ID, second.CredentialID), directory.NotFound)
		refused(t, remove(grace.ID, first.CredentialID), directory.NotFound)
		ask(h.view(t).Passkeys(ada.ID)).is(t, []directory.Passkey{first})
		ask(h.view(t).Passkeys(grace.ID)).is(t, []directory.Passkey{others})
	})

	t.Run("of nobody", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, id := range hostile {
			member := directory.MemberID(id)
			ask(h.view(t).Password(member)).refused(t, directory.NotFound)
			ask(h.view(t).Passkeys(member)).is(t, nil)
			for _, write := range []func(tx directory.Tx) error{
				func(tx directory.Tx) error { return tx.SetPassword(newPassword(member)) },
				func(tx directory.Tx) error { return tx.SetPassword(directory.Password{Member: member}) },
				func(tx directory.Tx) error { return tx.CreatePasskey(newPasskey(member, "key")) },
				func(tx directory.Tx) error { return tx.UpdatePasskey(newPasskey(member, "key")) },
				func(tx directory.Tx) error { return tx.DeletePasskey(member, nil) },
			} {
				refused(t, h.try(t, write), directory.NotFound)
			}
		}
	})
}
