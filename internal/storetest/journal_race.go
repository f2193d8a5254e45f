package storetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testJournalRace lets 32 writers write while a follower asks for what comes
// after the last number it saw. It must see every number once and in order:
// had one become visible after a higher one, the follower would have missed it.
func testJournalRace(t *testing.T, open Opener) {
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, watch directory.Store) {
		const writers, each = 32, 12
		h := build(t, stores[0], 0)
		var (
			told    sync.Map     // the number that Append gave → the request of the entry
			count   atomic.Int64 // how many those are
			highest atomic.Int64 // the highest number of a change that was answered
		)
		write := func(writer int) {
			h := h.through(stores[writer%len(stores)])
			for i := range each {
				fails := (writer+i)%5 == 0
				answered := highest.Load()
				var numbers []int64
				err := h.try(t, func(tx directory.Tx) error {
					numbers = nil
					for j := range 1 + (writer+i)%3 {
						e := entry(directory.TeamUpdated)
						e.Request = fmt.Sprintf("%d.%d.%d", writer, i, j)
						number, err := tx.Append(e)
						if err != nil {
							return err
						}
						numbers = append(numbers, number)
					}
					if fails {
						return errDeliberate
					}
					return nil
				})
				if fails {
					if !errors.Is(err, errDeliberate) {
						t.Errorf("got error %v, want the change's own", err)
					}
					continue
				}
				if err != nil {
					t.Errorf("writer %d: %v", writer, err)
					return
				}
				if numbers[0] <= answered {
					t.Errorf("got the number %d for a change that began after %d was answered", numbers[0], answered)
				}
				for j, number := range numbers {
					if number != numbers[0]+int64(j) {
						t.Errorf("got the numbers %v for one change, want them in a row", numbers)
					}
					told.Store(number, fmt.Sprintf("%d.%d.%d", writer, i, j))
					count.Add(1)
				}
				for last := numbers[len(numbers)-1]; ; {
					now := highest.Load()
					if now >= last || highest.CompareAndSwap(now, last) {
						break
					}
				}
			}
		}

		view := h.through(watch).view(t)
		seen := []directory.Entry{}
		follow := func() {
			for {
				answered := highest.Load()
				page, err := view.Journal(int64(len(seen)), 40)
				if err != nil {
					t.Errorf("follow the journal: %v", err)
					return
				}
				for _, e := range page {
					if e.Number != int64(len(seen)+1) {
						t.Errorf("got the number %d after %d", e.Number, len(seen))
						return
					}
					seen = append(seen, e)
				}
				if len(page) < 40 && int64(len(seen)) < answered {
					t.Errorf("the number %d was answered before the journal was asked, and it ends at %d", answered, len(seen))
				}
				if len(page) == 0 {
					return
				}
			}
		}
		meanwhile(func() { together(writers, write) }, follow)

		if got, want := int64(len(seen)), count.Load()+1; got != want {
			t.Errorf("got %d entries, want %d", got, want)
		}
		for _, e := range seen[1:] {
			if request, _ := told.Load(e.Number); request != e.Request {
				t.Errorf("number %d: got the request %s, want %v", e.Number, e.Request, request)
			}
		}
	})
}
