package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testMembers(t *testing.T, open Opener) {
	store := open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		connection := h.connect(t)
		want := directory.Member{
			ID:          directory.MemberID(directory.NewID()),
			Origin:      connection.ID,
			Identity:    "speaks",
			Name:        " Ädä 'Løvelace'\u202e ",
			Email:       "ADA@Exämple.com",
			Role:        directory.RoleOwner,
			Status:      directory.MemberDeactivated,
			SignedOutAt: foreignMoment(3),
			CreatedAt:   foreignMoment(1),
			UpdatedAt:   foreignMoment(2),
		}
		var inside directory.Member
		h.update(t, func(tx directory.Tx) error {
			if err := addMember(tx, &want); err != nil {
				return err
			}
			var err error
			inside, err = tx.Member(want.ID)
			return err
		})
		want.CreatedAt, want.UpdatedAt, want.SignedOutAt = moment(1), moment(2), moment(3)
		ask(inside, nil).is(t, want)
		ask(h.view(t).Member(want.ID)).is(t, want)
		ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{want})
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 2)
		connection := h.connect(t)
		members := h.employ(t, "Ada", "Grace")
		want, other := members[0], members[1]
		h.update(t, func(tx directory.Tx) error { return tx.TakeLicense(want.ID) })
		change := directory.Member{
			ID: want.ID, Name: "Augusta", Email: "", Role: directory.RoleAdministrator, Status: directory.MemberDeactivated,
			Ordinal: 999, Origin: connection.ID, CreatedAt: moment(900), // never change
			Licensed: false, // not UpdateMember's to change
			Identity: "speaks", SignedOutAt: foreignMoment(19), UpdatedAt: foreignMoment(20),
		}
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(change) })
		want.Name, want.Email, want.Role, want.Status = change.Name, change.Email, change.Role, change.Status
		want.Identity, want.SignedOutAt = change.Identity, moment(19)
		want.Licensed, want.UpdatedAt = true, moment(20)
		ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{want, other})
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 2, InUse: 1})
	})

	t.Run("account", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		members := h.employ(t, "Ada", "Grace")
		want, other := members[0], members[1]
		want.Role = directory.RoleAdministrator
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(want) })
		set := func(id directory.MemberID, active bool, at int) error {
			account := directory.Account{Identity: "someone", Name: "Augusta", Email: "a@example.com", UpdatedAt: foreignMoment(at)}
			account.Status, account.License = directory.MemberDeactivated, directory.DropLicense
			if active {
				account.Status, account.License = directory.MemberActive, directory.HoldLicense
			}
			return h.try(t, func(tx directory.Tx) error { return setAccount(tx, id, account) })
		}
		want.Identity, want.Name, want.Email = "someone", "Augusta", "a@example.com"
		for i, active := range []bool{true, true, false, false, true} {
			done(t, set(want.ID, active, 20+i))
			want.Status, want.Licensed, want.UpdatedAt = directory.MemberDeactivated, active, moment(20+i)
			if active {
				want.Status = directory.MemberActive
			} else if i == 2 { // the first time only
				want.SignedOutAt = moment(20 + i)
			}
			ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{want, other})
		}
		refused(t, set(other.ID, true, 30), directory.NoLicense)
		ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{want, other})
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1, InUse: 1})

		// Of one who is made in the same change.
		newcomer := newMember("Edsger")
		h.update(t, func(tx directory.Tx) error {
			if err := addMember(tx, &newcomer); err != nil {
				return err
			}
			if err := setAccount(tx, want.ID, directory.Account{Status: directory.MemberDeactivated}); err != nil {
				return err
			}
			return setAccount(tx, newcomer.ID, directory.Account{Status: directory.MemberActive, License: directory.HoldLicense})
		})
		ask(ask(h.view(t).Member(newcomer.ID)).ok(t).Licensed, nil).is(t, true)
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1, InUse: 1})
	})

	t.Run("account of an owner", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 2)
		members := h.employ(t, "Ada", "Grace")
		for i := range members {
			members[i].Role = directory.RoleOwner
			h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(members[i]) })
		}
		done(t, h.try(t, func(tx directory.Tx) error {
			return setAccount(tx, members[0].ID, directory.Account{Status: directory.MemberDeactivated})
		}))
		refused(t, h.try(t, func(tx directory.Tx) error {
			return setAccount(tx, members[1].ID, directory.Account{Status: directory.MemberDeactivated})
		}), directory.Refused)
		done(t, h.try(t, func(tx directory.Tx) error {
			return setAccount(tx, members[1].ID, directory.Account{Name: "Grace Hopper", Status: directory.MemberActive, License: directory.HoldLicense})
		}))
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, nil)
		for _, id := range hostile {
			ask(h.view(t).Member(directory.MemberID(id))).refused(t, directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.TakeLicense(directory.MemberID(id)) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.ReleaseLicense(directory.MemberID(id)) }), directory.NotFound)
			refused(t, h.try(t, func(tx directory.Tx) error {
				return setAccount(tx, directory.MemberID(id), directory.Account{Status: directory.MemberDeactivated})
			}), directory.NotFound)
		}
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateMember(newMember("new")) }), directory.NotFound)
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1})
	})

	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		var want []directory.Member
		for _, name := range []string{"c", "a", "e", "b", "d"} {
			want = append(want, h.employ(t, name)...)
		}
		for _, limit := range []int{1, 2, 5, 6} {
			got := pages(t, limit, func(after directory.MemberID) ([]directory.Member, error) {
				return h.view(t).Members(directory.MemberQuery{After: after, Limit: limit})
			}, func(member directory.Member) directory.MemberID { return member.ID })
			ask(got, nil).is(t, want)
		}
	})
}
