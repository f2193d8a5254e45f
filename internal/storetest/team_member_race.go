package storetest

import (
	"slices"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testTeamMemberRace lets many change one team at once, as an identity provider
// that pushes a group in batches does: nothing is lost, nothing is doubled.
func testTeamMemberRace(t *testing.T, open Opener) {
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, watch directory.Store) {
		const workers, people = 16, 64
		h := build(t, stores[0], 0)
		connection := h.connect(t)
		team := h.gather(t, connection.ID, "Everyone")[0]
		ids := idsOf(h.assert(t, connection.ID, names("u", people)...)...)

		type change func(directory.Tx, directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error)
		// all lets every worker do the same change with lists that overlap, and
		// returns what they answered together.
		all := func(do change, list func(worker int) []directory.IdentityID) []directory.IdentityID {
			var lock sync.Mutex
			var answers []directory.IdentityID
			together(workers, func(worker int) {
				var got []directory.IdentityID
				err := h.through(stores[worker%len(stores)]).try(t, func(tx directory.Tx) error {
					var err error
					got, err = do(tx, team.ID, list(worker))
					return err
				})
				if err != nil {
					t.Errorf("worker %d: %v", worker, err)
				}
				lock.Lock()
				defer lock.Unlock()
				answers = append(answers, got...)
			})
			slices.Sort(answers)
			return answers
		}
		is := func(want []directory.IdentityID) {
			t.Helper()
			ask(h.view(t).TeamHas(team.ID, ids)).is(t, want)
			ask(ask(h.view(t).Team(connection.ID, team.ID)).ok(t).Size, nil).is(t, int64(len(want)))
		}
		window := func(worker int) []directory.IdentityID {
			from := worker * 4
			return append(slices.Clone(ids[from:]), ids[:min(from, 8)]...)
		}
		add, remove := directory.Tx.AddTeamMembers, directory.Tx.RemoveTeamMembers
		meanwhile(func() {
			ask(all(add, window), nil).is(t, ids)
		}, func() {
			// In one statement, the kept size and the list are of one moment.
			found, err := h.through(watch).view(t).Team(connection.ID, team.ID)
			if err != nil || found.Size < 0 || found.Size > people {
				t.Errorf("got a team of %d, error %v", found.Size, err)
			}
		})
		is(ids)
		ask(all(remove, func(worker int) []directory.IdentityID { return window(worker)[:people-worker*4] }), nil).is(t, ids)
		is(nil)

		// Half add their own four, half remove what was there before.
		h.update(t, func(tx directory.Tx) error {
			_, err := tx.AddTeamMembers(team.ID, ids[:32])
			return err
		})
		together(workers, func(worker int) {
			do, own := change(add), ids[32+worker/2*4:][:4]
			if worker%2 == 1 {
				do, own = remove, ids[worker/2*4:][:4]
			}
			for i := range own {
				err := h.through(stores[(worker+i)%len(stores)]).try(t, func(tx directory.Tx) error {
					_, err := do(tx, team.ID, own[i:i+1])
					return err
				})
				if err != nil {
					t.Errorf("worker %d: %v", worker, err)
				}
			}
		})
		is(ids[32:])
	})
}
