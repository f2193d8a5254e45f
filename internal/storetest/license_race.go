package storetest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testLicenseRace lets many take and give back licenses at once. Every change
// tells what it did in the journal, whose order is the order of the commits; so
// the journal, read again from the start, judges each of them.
func testLicenseRace(t *testing.T, open Opener) {
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, watch directory.Store) {
		t.Run("a pool that stays", func(t *testing.T) { licenseRace(t, stores, watch, 5, 5) })
		t.Run("a pool that changes", func(t *testing.T) { licenseRace(t, stores, watch, 2, 9) })
	})
}

func licenseRace(t *testing.T, stores []directory.Store, watch directory.Store, least, most int) {
	const workers, each, people = 16, 20, 12
	h := build(t, stores[0], least)
	members := h.employ(t, names("m", people)...)

	var happened atomic.Int64
	act := func(worker int) {
		h := h.through(stores[worker%len(stores)])
		random := rand.New(rand.NewPCG(1, uint64(worker))) //nolint:gosec // a test that repeats itself
		for range each {
			member := members[random.IntN(people)]
			does, bought := random.IntN(10), least+random.IntN(most-least+1)
			err := h.try(t, func(tx directory.Tx) error { return actOnce(tx, does, member, bought) })
			if err == nil {
				happened.Add(1)
			}
			if err != nil && (does > 4 || directory.CodeOf(err) != directory.NoLicense) {
				t.Errorf("worker %d: %v", worker, err)
			}
		}
	}
	view := h.through(watch).view(t)
	meanwhile(func() { together(workers, act) }, func() {
		licenses, err := view.Licenses()
		if err != nil {
			t.Errorf("watch the licenses: %v", err)
		}
		if least == most && licenses.InUse > licenses.Bought {
			t.Errorf("got %d in use of %d bought", licenses.InUse, licenses.Bought)
		}
		if licenses.InUse < 0 || licenses.InUse > people || licenses.Bought < least || licenses.Bought > most {
			t.Errorf("got %+v, which can never be", licenses)
		}
	})

	holds := make(map[directory.MemberID]bool)
	want := directory.Licenses{Bought: least}
	journal := ask(h.view(t).Journal(0, everything)).ok(t)
	if got, want := int64(len(journal)), 1+people+happened.Load(); got != want {
		t.Errorf("got %d entries, want %d: one for each change that was answered", got, want)
	}
	for _, e := range journal {
		does, value, _ := strings.Cut(e.Request, " ")
		switch does {
		case "take":
			if !holds[e.Member] {
				want.InUse++
				if want.InUse > want.Bought {
					t.Errorf("number %d: a license was taken beyond the %d bought", e.Number, want.Bought)
				}
			}
			holds[e.Member] = true
		case "release":
			if holds[e.Member] {
				want.InUse--
			}
			holds[e.Member] = false
		case "set":
			bought, err := strconv.Atoi(value)
			done(t, err)
			want.Bought = bought
		}
	}
	ask(h.view(t).Licenses()).is(t, want)
	for _, member := range ask(h.view(t).Members(directory.MemberQuery{Limit: everything})).ok(t) {
		if member.Licensed != holds[member.ID] {
			t.Errorf("member %s: got licensed %t, and the journal tells %t", member.Name, member.Licensed, holds[member.ID])
		}
	}
}

// actOnce takes a license in half of all cases, gives one back, also by
// deactivating, or buys another number of them.
func actOnce(tx directory.Tx, does int, member directory.Member, bought int) error {
	told := entry(directory.MemberUpdated)
	told.Member = member.ID
	switch {
	case does <= 4:
		told.Request = "take"
		if err := tx.TakeLicense(member.ID); err != nil {
			return err
		}
	case does <= 6:
		told.Request = "release"
		if err := tx.ReleaseLicense(member.ID); err != nil {
			return err
		}
	case does == 7:
		told.Request = "release"
		member.Status = directory.MemberDeactivated
		if err := tx.UpdateMember(member); err != nil {
			return err
		}
		if err := tx.ReleaseLicense(member.ID); err != nil {
			return err
		}
	default:
		told.Request, told.Member = "set "+strconv.Itoa(bought), ""
		if err := tx.SetLicenses(bought); err != nil {
			return err
		}
	}
	_, err := tx.Append(told)
	return err
}
