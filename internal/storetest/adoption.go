package storetest

import (
	"cmp"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testAdoptions(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("find whom no connection speaks for", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 2)
		connection := h.connect(t)
		made := func(email string, origin directory.ConnectionID, identity directory.IdentityID) directory.Member {
			member := newMember(email)
			member.Email, member.Origin, member.Identity = email, origin, identity
			h.update(t, func(tx directory.Tx) error { return addMember(tx, &member) })
			return member
		}
		ada, other := made("Ädä@example.com", "", ""), made("ädä@EXAMPLE.com", "", "")
		made("ädä@example.com", connection.ID, "someone")
		made("ädä@example.com", connection.ID, "")
		made("ädä@example.com", "", "someone")
		made("xädä@example.com", "", "")
		made("", "", "")
		both := []directory.Member{ada, other}
		slices.SortFunc(both, func(a, b directory.Member) int { return cmp.Compare(a.ID, b.ID) })
		ask(h.view(t).UnclaimedMembers("ÄDÄ@example.com")).is(t, both)
		ask(h.view(t).UnclaimedMembers("%d%@example.com")).is(t, nil)
		ask(h.view(t).UnclaimedMembers("")).is(t, nil)
		for _, text := range hostile {
			ask(h.view(t).UnclaimedMembers(text)).is(t, nil)
		}

		// Who moves is found at the new address, and who is spoken for no more.
		other.Email, other.Status = "o@example.com", directory.MemberInvited
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(other) })
		ask(h.view(t).UnclaimedMembers("ädä@example.com")).is(t, []directory.Member{ada})
		ask(h.view(t).UnclaimedMembers("O@example.com")).is(t, []directory.Member{other})
		account := directory.Account{Identity: "hers", AdoptedBy: connection.ID, Name: "Ada", Email: "ada@example.com", Status: directory.MemberActive, License: directory.HoldLicense, UpdatedAt: moment(9)}
		h.update(t, func(tx directory.Tx) error { return setAccount(tx, ada.ID, account) })
		ask(h.view(t).UnclaimedMembers("ädä@example.com")).is(t, nil)
		ask(h.view(t).UnclaimedMembers("ada@example.com")).is(t, nil)
		account.Identity, account.AdoptedBy = "", ""
		h.update(t, func(tx directory.Tx) error { return setAccount(tx, ada.ID, account) })
		ada.AdoptedBy, ada.Name, ada.Email, ada.Licensed, ada.UpdatedAt = connection.ID, "Ada", "ada@example.com", true, moment(9)
		ask(h.view(t).UnclaimedMembers("ada@example.com")).is(t, []directory.Member{ada})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(ada.ID) })
		ask(h.view(t).UnclaimedMembers("ada@example.com")).is(t, nil)
	})

	t.Run("a first identity beside nobody", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		ada := h.employ(t, "Ada")[0]
		begin := func(name, address string) error {
			return h.through(neighbour).try(t, func(tx directory.Tx) error {
				return addFirstIdentity(tx, newIdentity(connection.ID, name), address)
			})
		}
		before := snap(t, h.view(t))
		taken(t, begin("someone", "ADA@example.com"), "email")
		unchanged(t, before, snap(t, h.view(t)))
		done(t, begin("someone", "grace@example.com"))
		done(t, begin("another", ""))
		taken(t, begin("SOMEONE", "edsger@example.com"), "user name")
		taken(t, begin("SOMEONE", ada.Email), "user name")
		// Of one who is made in the same change.
		taken(t, h.try(t, func(tx directory.Tx) error {
			newcomer := newMember("Edsger")
			if err := addMember(tx, &newcomer); err != nil {
				return err
			}
			return addFirstIdentity(tx, newIdentity(connection.ID, "third"), "EDSGER@example.com")
		}), "email")
		done(t, begin("third", "edsger@example.com"))
	})

	t.Run("what a connection wants", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		okta, entra := h.connect(t), h.connect(t)
		members := h.employ(t, "Ada", "Grace")
		ada, grace := members[0].ID, members[1].ID
		hers := newAdoption(grace, okta.ID)
		first, second := newAdoption(ada, okta.ID), newAdoption(ada, entra.ID)
		first.AskedAt, first.AdoptedAt = foreignMoment(20), foreignMoment(0)
		for _, adoption := range []directory.Adoption{second, hers, first} {
			h.update(t, func(tx directory.Tx) error { return tx.PutAdoption(adoption) })
		}
		first.AskedAt, first.AdoptedAt = moment(20), moment(0)
		want := []directory.Adoption{first, second}
		if entra.ID < okta.ID {
			want = []directory.Adoption{second, first}
		}
		ask(h.through(neighbour).view(t).Adoptions([]directory.MemberID{ada, ada, "nobody"})).is(t, want)
		ask(h.view(t).Adoptions([]directory.MemberID{grace})).is(t, []directory.Adoption{hers})
		ask(h.view(t).Adoptions(nil)).is(t, nil)
		hers.UserName, hers.AskedAt, hers.ConfirmedAt, hers.AdoptedAt = "Grace", moment(31), moment(32), moment(33)
		h.update(t, func(tx directory.Tx) error { return tx.PutAdoption(hers) })
		ask(h.view(t).Adoptions([]directory.MemberID{grace})).is(t, []directory.Adoption{hers})
		for _, id := range hostile {
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.PutAdoption(newAdoption(directory.MemberID(id), okta.ID)) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.PutAdoption(newAdoption(ada, directory.ConnectionID(id))) }), directory.NotFound)
		}
		unknown := directory.Account{AdoptedBy: "nobody"}
		refused(t, h.try(t, func(tx directory.Tx) error { return setAccount(tx, ada, unknown) }), directory.NotFound)
	})
}

// addFirstIdentity is addIdentity for one with whom a member of an address begins.
func addFirstIdentity(tx directory.Tx, identity directory.Identity, address string) error {
	number, err := tx.Append(entry(directory.MemberCreated))
	if err != nil {
		return err
	}
	identity.Ordinal = number
	return tx.CreateFirstIdentity(identity, address)
}
