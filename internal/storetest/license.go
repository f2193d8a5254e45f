package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testLicenses(t *testing.T, open Opener) {
	store := open(t)

	// licensed checks the pool and who holds a license.
	licensed := func(t *testing.T, h house, bought int, members ...directory.Member) {
		t.Helper()
		holders := make(map[directory.MemberID]bool)
		for _, member := range members {
			holders[member.ID] = true
		}
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: bought, InUse: len(members)})
		for _, member := range ask(h.view(t).Members(directory.MemberQuery{Limit: everything})).ok(t) {
			if member.Licensed != holders[member.ID] {
				t.Errorf("member %s: got licensed %t, want %t", member.Name, member.Licensed, holders[member.ID])
			}
		}
	}
	take := func(t *testing.T, h house, member directory.Member) error {
		return h.try(t, func(tx directory.Tx) error { return tx.TakeLicense(member.ID) })
	}
	release := func(t *testing.T, h house, member directory.Member) error {
		return h.try(t, func(tx directory.Tx) error { return tx.ReleaseLicense(member.ID) })
	}
	set := func(t *testing.T, h house, bought int) {
		t.Helper()
		h.update(t, func(tx directory.Tx) error { return tx.SetLicenses(bought) })
	}

	t.Run("taken and given back", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 2)
		m := h.employ(t, "Ada", "Grace", "Edsger")
		licensed(t, h, 2)
		done(t, take(t, h, m[0]))
		done(t, take(t, h, m[0])) // keeps the one it has
		licensed(t, h, 2, m[0])
		done(t, take(t, h, m[1]))
		refused(t, take(t, h, m[2]), directory.NoLicense)
		done(t, take(t, h, m[1])) // still keeps it when none is free
		licensed(t, h, 2, m[0], m[1])
		done(t, release(t, h, m[0]))
		done(t, release(t, h, m[0])) // nothing to give back
		licensed(t, h, 2, m[1])
		done(t, take(t, h, m[2]))
		licensed(t, h, 2, m[1], m[2])
	})

	t.Run("fewer bought than in use", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 3)
		m := h.employ(t, "Ada", "Grace", "Edsger", "Barbara")
		for _, member := range m[:3] {
			done(t, take(t, h, member))
		}
		set(t, h, 1)
		licensed(t, h, 1, m[0], m[1], m[2])
		refused(t, take(t, h, m[3]), directory.NoLicense)
		done(t, take(t, h, m[0]))
		done(t, release(t, h, m[0]))
		refused(t, take(t, h, m[0]), directory.NoLicense) // it is gone for good
		done(t, release(t, h, m[1]))
		refused(t, take(t, h, m[3]), directory.NoLicense)
		done(t, release(t, h, m[2]))
		done(t, take(t, h, m[3]))
		licensed(t, h, 1, m[3])
		set(t, h, 0)
		licensed(t, h, 0, m[3])
		set(t, h, 2)
		done(t, take(t, h, m[0]))
		licensed(t, h, 2, m[0], m[3])
	})

	t.Run("none bought", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		m := h.employ(t, "Ada")
		refused(t, take(t, h, m[0]), directory.NoLicense)
		licensed(t, h, 0)
	})

	t.Run("within one change", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		m := h.employ(t, "Ada", "Grace")
		var during directory.Licenses
		h.update(t, func(tx directory.Tx) error {
			if err := tx.TakeLicense(m[0].ID); err != nil {
				return err
			}
			if err := tx.ReleaseLicense(m[0].ID); err != nil {
				return err
			}
			if err := tx.TakeLicense(m[1].ID); err != nil {
				return err
			}
			var err error
			during, err = tx.Licenses()
			return err
		})
		ask(during, nil).is(t, directory.Licenses{Bought: 1, InUse: 1})
		licensed(t, h, 1, m[1])
		refused(t, h.try(t, func(tx directory.Tx) error {
			if err := tx.SetLicenses(2); err != nil {
				return err
			}
			if err := tx.TakeLicense(m[0].ID); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		}), directory.Refused)
		licensed(t, h, 1, m[1])
	})

	t.Run("only a take makes a member licensed", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := newMember("Ada")
		member.Licensed = true
		// Refusing it is as good as not believing it.
		if err := h.try(t, func(tx directory.Tx) error { return addMember(tx, &member) }); err != nil {
			t.Logf("the store refuses a new member that claims a license: %v", err)
		}
		licensed(t, h, 0)
	})
}
