package storetest

import (
	"math/rand/v2"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testLicenseLineRace lets many create, reactivate, deactivate, remove and buy at
// once, while the line is served. The journal, whose order is the order of the
// commits, judges them: who got a license was first in line, and what was taken
// less what was released is what is in use.
func testLicenseLineRace(t *testing.T, open Opener) {
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, watch directory.Store) {
		const workers, each, bought = 12, 20, 6
		h := build(t, stores[0], bought)
		act := func(worker int) {
			h := h.through(stores[worker%len(stores)])
			random := rand.New(rand.NewPCG(2, uint64(worker))) //nolint:gosec // a test that repeats itself
			var own []directory.MemberID
			for range each {
				if len(own) == 0 || random.IntN(5) < 3 {
					member := newMember("m")
					done(t, h.try(t, func(tx directory.Tx) error { return seat(tx, member) }))
					own = append(own, member.ID)
					continue
				}
				at := random.IntN(len(own))
				does := random.IntN(3)
				done(t, h.try(t, func(tx directory.Tx) error { return leave(tx, own[at], does) }))
				if does == 2 {
					own = append(own[:at], own[at+1:]...)
				}
			}
		}
		view := h.through(watch).view(t)
		meanwhile(func() { together(workers, act) }, func() {
			licenses, err := view.Licenses()
			if err != nil || licenses.InUse > licenses.Bought || licenses.Free() > 0 && licenses.InLine > 0 {
				t.Errorf("got %+v, %v: more in use than bought, or one free while somebody is in line", licenses, err)
			}
		})

		inUse, line := 0, []directory.MemberID(nil)
		for _, e := range ask(h.view(t).Journal(0, everything)).ok(t) {
			inUse += e.License.Taken()
			switch e.License {
			case directory.LicenseAwaited:
				line = append(line, e.Member)
			case directory.LicenseForgone:
				line = without(line, e.Member)
			case directory.LicenseTaken:
				if e.Kind != directory.MemberLicensed {
					if len(line) > 0 {
						t.Errorf("number %d: a license was taken past %d people in line", e.Number, len(line))
					}
					continue
				}
				if len(line) == 0 || line[0] != e.Member {
					t.Errorf("number %d: %s got a license, and first in line were %v", e.Number, e.Member, line)
				}
				line = without(line, e.Member)
			case directory.LicenseReleased, directory.LicensePassed:
			}
			if inUse > bought {
				t.Errorf("number %d: %d licenses are in use of %d", e.Number, inUse, bought)
			}
		}
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: bought, InUse: inUse, InLine: len(line)})
	})
}

func without(line []directory.MemberID, gone directory.MemberID) []directory.MemberID {
	var left []directory.MemberID
	for _, id := range line {
		if id != gone {
			left = append(left, id)
		}
	}
	return left
}

// seat makes a member with a license, or in line for one.
func seat(tx directory.Tx, member directory.Member) error {
	licenses, err := tx.Licenses()
	if err != nil {
		return err
	}
	told := entry(directory.MemberCreated)
	told.Member, told.License = member.ID, directory.LicenseTaken
	if licenses.Free() == 0 {
		told.License = directory.LicenseAwaited
	}
	number, err := tx.Append(told)
	if err != nil {
		return err
	}
	member.Ordinal = number
	if licenses.Free() == 0 {
		member.Status, member.Wait = directory.MemberWaiting, directory.Wait{Number: number, Since: member.CreatedAt}
		return tx.CreateMember(member)
	}
	if err := tx.CreateMember(member); err != nil {
		return err
	}
	return tx.TakeLicense(member.ID)
}

// leave frees what a member has, by deactivating or removing them, or deactivates
// and reactivates them.
func leave(tx directory.Tx, id directory.MemberID, does int) error {
	current, err := tx.Member(id)
	if err != nil {
		return err
	}
	told := entry(directory.MemberWasDeactivated)
	told.Member = id
	if does == 2 {
		told.License = current.WithoutLicense()
		err = tx.DeleteMember(id)
	} else {
		told.License, err = tx.SetAccount(id, directory.Account{Name: "m", Status: directory.MemberDeactivated})
	}
	if err != nil {
		return err
	}
	if told.Number, err = tx.Append(told); err != nil {
		return err
	}
	if err := directory.ServeLine(tx, told); err != nil || does != 1 {
		return err
	}
	return comeBack(tx, id)
}

func comeBack(tx directory.Tx, id directory.MemberID) error {
	licenses, err := tx.Licenses()
	if err != nil {
		return err
	}
	account := directory.Account{Name: "m", Status: directory.MemberActive, License: directory.HoldLicense}
	if licenses.Free() == 0 {
		head, err := tx.Head()
		if err != nil {
			return err
		}
		account.Status, account.License = directory.MemberWaiting, directory.AwaitLicense
		account.Wait = directory.Wait{Number: head + 1, Since: moment(1)}
	}
	told := entry(directory.MemberReactivated)
	told.Member = id
	if told.License, err = tx.SetAccount(id, account); err != nil {
		return err
	}
	_, err = tx.Append(told)
	return err
}
