package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// testMerging tests what joins two members, or two teams, into one.
func testMerging(t *testing.T, open Opener) {
	store := open(t)

	t.Run("a license is passed on", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 2)
		m := h.employ(t, "Ada", "Grace", "Edsger")
		pass := func(from, to directory.MemberID) error {
			return h.try(t, func(tx directory.Tx) error { return tx.PassLicense(from, to) })
		}
		holders := func() []string {
			list := ask(h.view(t).Members(directory.MemberQuery{Limit: everything})).ok(t)
			return namesOf(slices.DeleteFunc(list, func(member directory.Member) bool { return !member.Licensed }))
		}
		h.update(t, func(tx directory.Tx) error {
			return inTurn(
				func() error { return tx.TakeLicense(m[0].ID) },
				func() error { return tx.TakeLicense(m[1].ID) },
				func() error { return tx.SetLicenses(1) }, // fewer than are in use: passing one on takes none
				func() error { return tx.PassLicense(m[0].ID, m[2].ID) },
			)
		})
		ask(holders(), nil).is(t, []string{"Grace", "Edsger"})
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1, InUse: 2})
		done(t, pass(m[0].ID, m[2].ID)) // nothing to give
		done(t, pass(m[1].ID, m[2].ID)) // nothing to take
		done(t, pass(m[1].ID, m[1].ID))
		ask(holders(), nil).is(t, []string{"Grace", "Edsger"})
		for _, id := range hostile {
			refused(t, pass(directory.MemberID(id), m[0].ID), directory.NotFound)
			refused(t, pass(m[1].ID, directory.MemberID(id)), directory.NotFound)
		}
	})

	t.Run("who gets a license leaves the line", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		ada, bob := newMember("ada"), newMember("bob")
		ada.Status, ada.Wait = directory.MemberWaiting, directory.Wait{Number: 7, Since: moment(1)}
		h.update(t, func(tx directory.Tx) error {
			return inTurn(
				func() error { return addMember(tx, &ada) },
				func() error { return addMember(tx, &bob) },
				func() error { return tx.TakeLicense(bob.ID) },
				func() error { return tx.PassLicense(bob.ID, ada.ID) },
			)
		})
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1, InUse: 1})
		got := ask(h.view(t).Member(ada.ID)).ok(t)
		if !got.Licensed || got.InLine() || !got.Wait.Since.IsZero() {
			t.Errorf("got %+v, want a license and no place in line", got)
		}
	})

	t.Run("who is in a team and not in the other", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		people := o.employ(t, "a", "b", "c")
		slices.SortFunc(people, byID)
		ada, bob := o.named(t, "ada"), o.named(t, "bob") // both are in the pushed team, bob in the manual one
		crew := o.gather(t, "", "crew")[0].ID
		o.update(t, func(tx directory.Tx) error {
			_, err := tx.AddToManualTeam(crew, []directory.MemberID{people[0].ID, people[1].ID, people[2].ID, ada.ID, bob.ID})
			return err
		})
		without := func(other directory.TeamID, after directory.MemberID, limit int) []string {
			t.Helper()
			return namesOf(ask(o.view(t).ManualTeamMembers(crew, other, after, limit)).ok(t))
		}
		everybody := append([]directory.Member{ada, bob}, people...)
		slices.SortFunc(everybody, byID)
		ask(without("", "", 9), nil).is(t, namesOf(everybody))
		ask(without("", everybody[1].ID, 2), nil).is(t, namesOf(everybody[2:4]))
		ask(without(o.pushed, "", 9), nil).is(t, namesOf(people))
		ask(without(o.manual, "", 9), nil).is(t, namesOf(slices.DeleteFunc(slices.Clone(everybody), func(m directory.Member) bool { return m.ID == bob.ID })))
		ask(without(crew, "", 9), nil).is(t, nil)
		ask(o.view(t).ManualTeamMembers(o.pushed, "", "", 9)).is(t, nil)
		for _, id := range hostile {
			ask(o.view(t).ManualTeamMembers(directory.TeamID(id), "", "", 9)).is(t, nil)
		}
	})

	t.Run("a member joins another's teams", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		bob, ona := o.named(t, "bob"), o.named(t, "ona") // both are in the manual team, bob in the pushed one
		teams := o.gather(t, "", "x", "y", "z")
		var joined, again, none []directory.TeamID
		late := newMember("late")
		at := moment(70).Add(999 * time.Nanosecond)
		o.update(t, func(tx directory.Tx) error {
			return inTurn(
				func() error { _, err := tx.AddToManualTeam(teams[0].ID, []directory.MemberID{bob.ID}); return err },
				func() error {
					_, err := tx.AddToManualTeam(teams[1].ID, []directory.MemberID{bob.ID, ona.ID})
					return err
				},
				func() error { _, err := tx.AddToManualTeam(teams[2].ID, []directory.MemberID{ona.ID}); return err },
				func() (err error) { joined, err = tx.JoinManualTeams(ona.ID, bob.ID, at); return },
				func() (err error) { again, err = tx.JoinManualTeams(ona.ID, bob.ID, at); return },
				func() error { return addMember(tx, &late) },
				func() (err error) { none, err = tx.JoinManualTeams("nobody", bob.ID, at); return },
				func() error { _, err := tx.JoinManualTeams(late.ID, bob.ID, moment(71)); return err },
			)
		})
		ask(joined, nil).is(t, []directory.TeamID{teams[0].ID})
		ask(append(again, none...), nil).is(t, nil)
		for id, want := range map[directory.TeamID]int64{teams[0].ID: 3, teams[1].ID: 3, teams[2].ID: 1, o.manual: 3} {
			team := ask(o.view(t).AnyTeam(id)).ok(t)
			ask(team.Size, nil).is(t, want)
			touched := team.UpdatedAt.Equal(moment(71))
			ask(touched, nil).is(t, id != teams[2].ID)
		}
		ask(ask(o.view(t).AnyTeam(o.pushed)).ok(t).Size, nil).is(t, int64(3)) // nobody joins what was pushed
	})
}

func byID(a, b directory.Member) int { return cmp.Compare(a.ID, b.ID) }
