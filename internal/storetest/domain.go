package storetest

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testDomains(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)
	// domainName is one that no other test has.
	domainName := func(first string) string { return first + "." + directory.NewID() + ".example" }
	add := func(t *testing.T, h house, domain directory.Domain) error {
		t.Helper()
		return h.try(t, func(tx directory.Tx) error { return tx.CreateDomain(domain) })
	}

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		ending := domainName("")
		var want []directory.Domain
		for _, first := range []string{"B", "_a", "a-b", "a", "xn--tda"} {
			domain := newDomain(first + ending)
			domain.Proof = "muster=\"ü\""
			want = append(want, domain)
		}
		var inside []directory.Domain
		h.update(t, func(tx directory.Tx) error {
			for i := range want {
				domain := want[len(want)-1-i]
				domain.Organization = "another" // of the transaction's organization, whatever it says
				domain.VerifiedAt = moment(99)  // not by saying so
				domain.CreatedAt = foreignMoment(13)
				if err := tx.CreateDomain(domain); err != nil {
					return err
				}
			}
			var err error
			inside, err = tx.Domains()
			return err
		})
		for i := range want {
			want[i].Organization = h.organization.ID
		}
		ask(inside, nil).is(t, want)
		ask(h.through(neighbour).view(t).Domains()).is(t, want)
		ask(other.view(t).Domains()).is(t, nil)
		ask(store.DomainOwner(t.Context(), want[0].Name)).refused(t, directory.NotFound)

		again := want[2]
		again.Proof = "another"
		err := add(t, h, again)
		refused(t, err, directory.Taken)
		ask(fieldOf(err), nil).is(t, "domain")
		ask(h.view(t).Domains()).is(t, want)
		done(t, add(t, other, again)) // as long as nobody has verified it
	})

	t.Run("verified by one", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		name := domainName("a")
		want, theirs := newDomain(name), newDomain(name)
		want.Organization, theirs.Organization = h.organization.ID, other.organization.ID
		theirs.Proof = "theirs"
		done(t, add(t, h, want))
		done(t, add(t, other, theirs))
		ask(store.DomainOwner(t.Context(), name)).refused(t, directory.NotFound)
		h.update(t, func(tx directory.Tx) error { return tx.VerifyDomain(name, foreignMoment(20)) })
		want.VerifiedAt = moment(20)
		ask(h.view(t).Domains()).is(t, []directory.Domain{want})
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.DomainOwner(t.Context(), name)).is(t, h.organization.ID)
			err := other.through(s).verify(t, name, 21)
			refused(t, err, directory.Taken)
			ask(fieldOf(err), nil).is(t, "domain")
		}
		ask(other.view(t).Domains()).is(t, []directory.Domain{theirs})
		ask(store.DomainOwner(t.Context(), name)).is(t, h.organization.ID)

		done(t, h.verify(t, name, 30)) // once more
		want.VerifiedAt = moment(30)
		ask(h.view(t).Domains()).is(t, []directory.Domain{want})

		// Whoever gives it up leaves it to others.
		done(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteDomain(name) }))
		ask(h.view(t).Domains()).is(t, nil)
		ask(neighbour.DomainOwner(t.Context(), name)).refused(t, directory.NotFound)
		done(t, other.through(neighbour).verify(t, name, 40))
		ask(store.DomainOwner(t.Context(), name)).is(t, other.organization.ID)
		done(t, add(t, h, want))
		want.VerifiedAt = directory.Domain{}.VerifiedAt
		ask(h.view(t).Domains()).is(t, []directory.Domain{want})
	})

	t.Run("removed by those who have it", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		name := domainName("a")
		done(t, add(t, h, newDomain(name)))
		done(t, h.verify(t, name, 20))
		remove := func(h house) error {
			return h.try(t, func(tx directory.Tx) error { return tx.DeleteDomain(name) })
		}
		refused(t, remove(other), directory.NotFound)
		done(t, add(t, other, newDomain(name)))
		done(t, remove(other)) // its own entry alone
		ask(store.DomainOwner(t.Context(), name)).is(t, h.organization.ID)
		ask(len(ask(h.view(t).Domains()).ok(t)), nil).is(t, 1)
		done(t, remove(h))
		refused(t, remove(h), directory.NotFound)
	})

	t.Run("not verified by what failed", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		name := domainName("a")
		done(t, add(t, h, newDomain(name)))
		before := snap(t, h.view(t))
		err := h.try(t, func(tx directory.Tx) error {
			if err := tx.VerifyDomain(name, moment(20)); err != nil {
				return err
			}
			return errDeliberate
		})
		ask(fmt.Sprint(err), nil).is(t, errDeliberate.Error())
		unchanged(t, before, snap(t, h.view(t)))
		ask(store.DomainOwner(t.Context(), name)).refused(t, directory.NotFound)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		name := domainName("ada")
		done(t, add(t, h, newDomain(name)))
		done(t, h.verify(t, name, 20))
		before := snap(t, h.view(t))
		for _, text := range append([]string{"A" + name[1:], "_" + name[1:], "%", name[1:], name + ".", name + " "}, hostile...) {
			ask(store.DomainOwner(t.Context(), text)).refused(t, directory.NotFound)
			refused(t, h.verify(t, text, 30), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.DeleteDomain(text) }), directory.NotFound)
		}
		unchanged(t, before, snap(t, h.view(t)))
	})
}
