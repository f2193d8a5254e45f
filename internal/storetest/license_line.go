package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// setAccount is SetAccount for tests that do not ask what it did.
func setAccount(tx directory.Tx, id directory.MemberID, account directory.Account) error {
	_, err := tx.SetAccount(id, account)
	return err
}

// waiting is a member who stands in line from an entry on.
func waiting(name string, status directory.MemberStatus, number int64) directory.Member {
	member := newMember(name)
	member.Status, member.Wait = status, directory.Wait{Number: number, Since: moment(int(number))}
	return member
}

// line is everybody in line, by name.
func (h house) line(t *testing.T) []string {
	t.Helper()
	return namesOf(ask(h.view(t).LicenseLine(directory.LinePlace{}, everything)).ok(t))
}

// queue makes a house with four people in line: two who wait and two who work.
func queue(t *testing.T, store directory.Store, bought int) (house, []directory.Member) {
	t.Helper()
	h := build(t, store, bought)
	members := []directory.Member{
		waiting("Ada", directory.MemberActive, 11),
		waiting("Barbara", directory.MemberWaiting, 14),
		waiting("Grace", directory.MemberActive, 9),
		waiting("Edsger", directory.MemberWaiting, 12),
	}
	h.update(t, func(tx directory.Tx) error {
		for i := range members {
			if err := addMember(tx, &members[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return h, members
}

func testLicenseLine(t *testing.T, open Opener) {
	store := open(t)

	t.Run("in order", func(t *testing.T) {
		t.Parallel()
		h, members := queue(t, store, 0)
		h.employ(t, "Tony") // in no line
		view := h.view(t)
		ask(h.line(t), nil).is(t, []string{"Edsger", "Barbara", "Grace", "Ada"})
		first := ask(view.LicenseLine(directory.LinePlace{}, 3)).ok(t)
		ask(namesOf(first), nil).is(t, []string{"Edsger", "Barbara", "Grace"})
		ask(first[0].Wait, nil).is(t, directory.Wait{Number: 12, Since: moment(12)})
		rest := ask(view.LicenseLine(first[2].LinePlace(), 3)).ok(t)
		ask(namesOf(rest), nil).is(t, []string{"Ada"})
		for i, member := range []directory.Member{members[3], members[1], members[2], members[0]} {
			ask(view.PlaceInLine(member.LinePlace())).is(t, i+1)
		}
		ask(view.CountLine()).is(t, directory.LineCounts{Waiting: 2, Working: 2})
		ask(view.Licenses()).is(t, directory.Licenses{InLine: 4})
	})

	t.Run("seen in the change that makes it", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := waiting("Ada", directory.MemberWaiting, 2)
		var seen []directory.Member
		var licenses directory.Licenses
		h.update(t, func(tx directory.Tx) (err error) {
			if err = addMember(tx, &member); err != nil {
				return err
			}
			if licenses, err = tx.Licenses(); err != nil {
				return err
			}
			seen, err = tx.LicenseLine(directory.LinePlace{}, everything)
			return err
		})
		ask(namesOf(seen), nil).is(t, []string{"Ada"})
		ask(licenses, nil).is(t, directory.Licenses{InLine: 1})
		refused(t, h.try(t, func(tx directory.Tx) error {
			other := waiting("Grace", directory.MemberWaiting, 3)
			if err := addMember(tx, &other); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		}), directory.Refused)
		ask(h.view(t).Licenses()).is(t, directory.Licenses{InLine: 1})
	})

	t.Run("left", func(t *testing.T) {
		t.Parallel()
		h, members := queue(t, store, 1)
		ada, barbara, grace, edsger := members[0].ID, members[1].ID, members[2].ID, members[3].ID
		h.update(t, func(tx directory.Tx) error { return tx.TakeLicense(grace) })
		ask(h.line(t), nil).is(t, []string{"Edsger", "Barbara", "Ada"})
		h.update(t, func(tx directory.Tx) error { return tx.ReleaseLicense(edsger) })
		ask(h.line(t), nil).is(t, []string{"Barbara", "Ada"})
		h.update(t, func(tx directory.Tx) error { return tx.DeleteMember(ada) })
		ask(h.line(t), nil).is(t, []string{"Barbara"})
		h.update(t, func(tx directory.Tx) error {
			return setAccount(tx, barbara, directory.Account{Name: "Barbara", Status: directory.MemberDeactivated})
		})
		ask(h.line(t), nil).is(t, []string(nil))
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1, InUse: 1})
		member := ask(h.view(t).Member(edsger)).ok(t)
		ask(member.Wait, nil).is(t, directory.Wait{})
	})

	t.Run("served", func(t *testing.T) {
		t.Parallel()
		h, _ := queue(t, store, 0)
		serve := func(bought int) {
			h.update(t, func(tx directory.Tx) error {
				cause := entry(directory.LicensesChanged)
				var err error
				if cause.Number, err = tx.Append(cause); err != nil {
					return err
				}
				if err := tx.SetLicenses(bought); err != nil {
					return err
				}
				return directory.ServeLine(tx, cause)
			})
		}
		serve(1)
		ask(h.line(t), nil).is(t, []string{"Barbara", "Grace", "Ada"})
		serve(3)
		ask(h.line(t), nil).is(t, []string{"Ada"})
		serve(9)
		ask(h.line(t), nil).is(t, []string(nil))
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 9, InUse: 4})
		for _, member := range ask(h.view(t).Members(directory.MemberQuery{Limit: everything})).ok(t) {
			if !member.Licensed || member.Status != directory.MemberActive {
				t.Errorf("%s: got status %s, licensed %t after being served", member.Name, member.Status, member.Licensed)
			}
		}
		causes := map[string]int64{}
		for _, e := range ask(h.view(t).Journal(0, everything)).ok(t) {
			if e.Kind == directory.MemberLicensed && e.License == directory.LicenseTaken {
				causes[e.Personal.Subject] = e.Cause
			}
		}
		ask(causes, nil).is(t, map[string]int64{"Edsger": 6, "Barbara": 8, "Grace": 8, "Ada": 11})
	})

	t.Run("what an account does", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		m := h.employ(t, "Ada", "Grace")
		set := func(id directory.MemberID, status directory.MemberStatus, use directory.LicenseUse, number int64) directory.LicenseEffect {
			t.Helper()
			var effect directory.LicenseEffect
			h.update(t, func(tx directory.Tx) (err error) {
				wait := directory.Wait{Number: number, Since: moment(5)}
				effect, err = tx.SetAccount(id, directory.Account{Name: "x", Status: status, License: use, Wait: wait})
				return err
			})
			return effect
		}
		ada, grace := m[0].ID, m[1].ID
		for i, got := range []struct{ effect, want directory.LicenseEffect }{
			{set(ada, directory.MemberActive, directory.HoldLicense, 0), directory.LicenseTaken},
			{set(ada, directory.MemberActive, directory.HoldLicense, 0), ""},
			{set(grace, directory.MemberWaiting, directory.AwaitLicense, 7), directory.LicenseAwaited},
			{set(grace, directory.MemberWaiting, directory.LeaveLicense, 0), ""},
			{set(ada, directory.MemberDeactivated, directory.LeaveLicense, 0), ""},
			{set(grace, directory.MemberDeactivated, directory.DropLicense, 0), directory.LicenseForgone},
			{set(ada, directory.MemberActive, directory.HoldLicense, 0), ""},
			{set(ada, directory.MemberDeactivated, directory.DropLicense, 0), directory.LicenseReleased},
			{set(ada, directory.MemberDeactivated, directory.DropLicense, 0), ""},
		} {
			if got.effect != got.want {
				t.Errorf("account %d: got %q, want %q", i, got.effect, got.want)
			}
		}
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1})
	})
}

func testLicenseLedger(t *testing.T, open Opener) {
	store := open(t)
	h := build(t, store, 5)
	m := h.employ(t, "Ada")
	append1 := func(e directory.Entry) {
		h.update(t, func(tx directory.Tx) error {
			_, err := tx.Append(e)
			return err
		})
	}
	licensed := func(effect directory.LicenseEffect) directory.Entry {
		e := entry(directory.MemberUpdated)
		e.Member, e.License, e.Cause = m[0].ID, effect, 3
		e.Personal = &directory.Personal{Subject: "Ada"}
		return e
	}
	disguised := entry(directory.MemberUpdated)
	disguised.Actor.Name, disguised.Request = `","license":"taken`, `"license":"taken"`
	bought, renamed := entry(directory.OrganizationUpdated), entry(directory.OrganizationUpdated)
	bought.Personal = &directory.Personal{Subject: "Example", Changes: []directory.Change{{Field: "licenses", Before: "5", After: "6"}}}
	renamed.Personal = &directory.Personal{Subject: "Example", Changes: []directory.Change{{Field: "name", Before: `"field":"licenses"`, After: "b"}}}
	want := map[int64]bool{}
	for _, each := range []struct {
		entry directory.Entry
		in    bool
	}{
		{licensed(directory.LicenseTaken), true},
		{entry(directory.MemberUpdated), false},
		{disguised, false},
		{licensed(directory.LicenseReleased), true},
		{bought, true},
		{renamed, false},
		{licensed(directory.LicenseAwaited), true},
		{entry(directory.LicensesChanged), true},
		{licensed(directory.LicenseForgone), true},
	} {
		append1(each.entry)
		want[ask(h.view(t).Head()).ok(t)] = each.in
	}
	var got []directory.Entry
	for before := int64(0); ; {
		page := ask(h.view(t).LicenseLedger(before, 2)).ok(t)
		got = append(got, page...)
		if len(page) < 2 {
			break
		}
		before = page[1].Number
	}
	count := 0
	for number, in := range want {
		if in {
			count++
		}
		for _, e := range got {
			if e.Number == number && !in {
				t.Errorf("entry %d is in the ledger and moves no license", number)
			}
		}
	}
	if len(got) != count {
		t.Errorf("got %d entries in the ledger, want %d", len(got), count)
	}
	for i, e := range got[:max(0, len(got)-1)] {
		if e.Number <= got[i+1].Number {
			t.Errorf("entry %d comes before %d", e.Number, got[i+1].Number)
		}
	}
	if len(got) > 0 && (got[0].License != directory.LicenseForgone || got[0].Cause != 3) {
		t.Errorf("got effect %q by %d, want %q by 3", got[0].License, got[0].Cause, directory.LicenseForgone)
	}
}
