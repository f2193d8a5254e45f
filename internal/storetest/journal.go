package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testJournal(t *testing.T, open Opener) {
	store := open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		connection := h.connect(t)
		identity := h.assert(t, connection.ID, "ada")[0]
		member := h.employ(t, "Ada")[0]
		team := h.gather(t, connection.ID, "Engineers")[0]
		full := directory.Entry{
			Number:         4711, // the store's to give
			At:             foreignMoment(8),
			Kind:           directory.TeamMembersChanged,
			Actor:          directory.Actor{Kind: directory.ActorConnection, ID: string(connection.ID), Name: "Okta (SCIM) \"Ü\""},
			Request:        "req-1 \u2028",
			Connection:     connection.ID,
			Identity:       identity.ID,
			Member:         member.ID,
			Team:           team.ID,
			Added:          []directory.IdentityID{"z", "a", identity.ID},
			Removed:        []directory.IdentityID{"y", "b, c"},
			AddedMembers:   []directory.MemberID{"n", "m", member.ID},
			RemovedMembers: []directory.MemberID{"l"},
			Personal: &directory.Personal{
				Subject: "Ädä <ada@example.com>\u2028&amp;",
				Changes: []directory.Change{{Field: "name", Before: "", After: "Ädä"}, {Field: "email", Before: "a", After: ""}, {Field: "name"}},
				Named:   []string{"b", "a", "", "b"},
				Reason:  "Every license is in use; buy one more.",
			},
		}
		bare := directory.Entry{At: moment(9), Kind: "some.kind", Actor: directory.Actor{Kind: "other", Name: ""}}
		oneSided := bare
		oneSided.Removed = []directory.IdentityID{"x"}
		oneSided.Personal = &directory.Personal{Reason: "r"}
		before := ask(h.view(t).Journal(0, everything)).ok(t)

		want := []directory.Entry{full, bare, oneSided}
		var numbers []int64
		var inside []directory.Entry
		h.update(t, func(tx directory.Tx) error {
			var given []int64
			for _, e := range want {
				number, err := tx.Append(e)
				if err != nil {
					return err
				}
				given = append(given, number)
			}
			numbers = given
			var err error
			inside, err = tx.Journal(int64(len(before)), everything)
			return err
		})
		want[0].At = moment(8)
		for i := range want {
			want[i].Number = int64(len(before) + i + 1)
			if numbers[i] != want[i].Number {
				t.Errorf("got the number %d, want %d", numbers[i], want[i].Number)
			}
		}
		got := ask(h.view(t).Journal(int64(len(before)), everything)).ok(t)
		ask(got, nil).is(t, want)
		if len(got) == 3 && got[1].Personal != nil {
			t.Errorf("got personal values %v where none were given", got[1].Personal)
		}
		ask(inside, nil).is(t, want) // a Tx sees its own changes
		ask(h.view(t).Journal(0, len(before))).is(t, before)
	})

	t.Run("great entries", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ids := make([]directory.IdentityID, directory.MaxEntryMembers)
		for i := range ids {
			ids[i] = directory.IdentityID(directory.NewID())
		}
		named := make([]string, len(ids))
		for i, id := range ids {
			named[i] = string(id) + " unknown"
		}
		want := make([]directory.Entry, 10)
		h.update(t, func(tx directory.Tx) error {
			for i := range want {
				want[i] = entry(directory.TeamMembersChanged)
				want[i].Added, want[i].Removed = ids[:i*100], ids[i*100:]
				want[i].Personal = &directory.Personal{Named: named}
				number, err := tx.Append(want[i])
				if err != nil {
					return err
				}
				want[i].Number = number
			}
			return nil
		})
		ask(h.view(t).Journal(1, everything)).is(t, want)
	})

	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for i := range 4 {
			h.update(t, func(tx directory.Tx) error {
				for j := range 3 {
					e := entry(directory.TeamUpdated)
					e.Request = fmt.Sprintf("%d.%d", i, j)
					if _, err := tx.Append(e); err != nil {
						return err
					}
				}
				return nil
			})
		}
		want := ask(h.view(t).Journal(0, everything)).ok(t)
		if len(want) != 13 {
			t.Fatalf("got %d entries, want 13", len(want))
		}
		for i, e := range want {
			if e.Number != int64(i+1) {
				t.Errorf("got the number %d at place %d", e.Number, i+1)
			}
			if request := fmt.Sprintf("%d.%d", (i-1)/3, (i-1)%3); i > 0 && e.Request != request {
				t.Errorf("number %d: got the request %s, want %s", e.Number, e.Request, request)
			}
		}
		for _, limit := range []int{1, 5, 13, 14} {
			got := pages(t, limit, func(after int64) ([]directory.Entry, error) {
				return h.view(t).Journal(after, limit)
			}, func(e directory.Entry) int64 { return e.Number })
			ask(got, nil).is(t, want)
		}
		ask(h.view(t).Journal(1<<40, 9)).is(t, nil)

		slices.Reverse(want)
		for _, limit := range []int{1, 5, 13, 14} {
			got := pages(t, limit, func(before int64) ([]directory.Entry, error) {
				return h.view(t).JournalBefore(before, limit)
			}, func(e directory.Entry) int64 { return e.Number })
			ask(got, nil).is(t, want)
		}
		ask(h.view(t).JournalBefore(1<<40, 2)).is(t, want[:2])
		ask(h.view(t).JournalBefore(1, 2)).is(t, nil)
	})

	t.Run("the newest", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ask(h.view(t).Head()).is(t, 1)
		var head int64
		var newest []directory.Entry
		h.update(t, func(tx directory.Tx) error {
			if _, err := tx.Append(entry(directory.TeamUpdated)); err != nil {
				return err
			}
			var err error
			if head, err = tx.Head(); err != nil {
				return err
			}
			newest, err = tx.JournalBefore(0, 1)
			return err
		})
		ask(head, nil).is(t, 2)
		ask(newest, nil).is(t, ask(h.view(t).JournalBefore(0, 1)).ok(t))
		ask(newest[0].Number, nil).is(t, 2)
		ask(h.view(t).Head()).is(t, 2)
		ask(store.View(t.Context(), "nobody").Head()).refused(t, directory.NotFound)
	})

	t.Run("a number that nobody got is given again", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		refused(t, h.try(t, func(tx directory.Tx) error {
			if _, err := tx.Append(entry(directory.TeamCreated)); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		}), directory.Refused)
		var number int64
		h.update(t, func(tx directory.Tx) error {
			var err error
			number, err = tx.Append(entry(directory.TeamDeleted))
			return err
		})
		ask(number, nil).is(t, 2)
		ask(len(ask(h.view(t).Journal(0, everything)).ok(t)), nil).is(t, 2)
	})

	t.Run("a change need not tell of itself", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.update(t, func(directory.Tx) error { return nil })
		h.update(t, func(tx directory.Tx) error { return tx.SetLicenses(3) })
		ask(len(ask(h.view(t).Journal(0, everything)).ok(t)), nil).is(t, 1)
	})
}
