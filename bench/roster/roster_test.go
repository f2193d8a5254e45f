package roster_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/roster"
)

// directory is a list in memory with two pagers: by offset, which is wrong as
// soon as the list changes, and by key, which is right.
type directory struct {
	people []int         // ascending
	ends   map[int]int   // by key: the person before a startIndex
	total  func(int) int // what totalResults says at a startIndex
}

func newDirectory(people int) *directory {
	d := &directory{ends: map[int]int{1: -1}}
	for person := range people {
		d.people = append(d.people, person)
	}
	d.total = func(int) int { return len(d.people) }
	return d
}

func (d *directory) byOffset(startIndex, count int) (load.Page, error) {
	from := min(startIndex-1, len(d.people))
	return d.page(startIndex, d.people[from:min(from+count, len(d.people))]), nil
}

func (d *directory) byKey(startIndex, count int) (load.Page, error) {
	from, _ := slices.BinarySearch(d.people, d.ends[startIndex]+1)
	people := d.people[from:min(from+count, len(d.people))]
	if len(people) > 0 {
		d.ends[startIndex+count] = people[len(people)-1]
	}
	return d.page(startIndex, people), nil
}

func (d *directory) page(startIndex int, people []int) load.Page {
	page := load.Page{TotalResults: d.total(startIndex)}
	for _, person := range people {
		page.IDs = append(page.IDs, idOf(person))
	}
	return page
}

func idOf(person int) load.ID { return load.ID(strconv.Itoa(person)) }

// leave removes everybody who was met and whose number ends in 7; as many come.
func (d *directory) leave(met []load.ID) error {
	before := len(d.people)
	d.people = slices.DeleteFunc(d.people, func(person int) bool {
		return person%10 == 7 && slices.Contains(met, idOf(person))
	})
	for range before - len(d.people) {
		d.people = append(d.people, d.people[len(d.people)-1]+1)
	}
	return nil
}

// stayers are who existed at first and whom leave spares.
func stayers(people int) []load.ID {
	var stayers []load.ID
	for person := range people {
		if person%10 != 7 {
			stayers = append(stayers, idOf(person))
		}
	}
	return stayers
}

func TestEverybodyIsMetOnce(t *testing.T) {
	t.Parallel()
	for _, count := range []int{1, 7, 100, 200, 1000} {
		quiet := newDirectory(1000)
		account := walk(t, quiet.byOffset, count, nil).Account(stayers(1000))
		if !account.Exact() {
			t.Errorf("pages of %d by offset in peace: %+v", count, account)
		}
		busy := newDirectory(1000)
		account = walk(t, busy.byKey, count, busy.leave).Account(stayers(1000))
		if !account.Exact() {
			t.Errorf("pages of %d by key with changes: %+v", count, account)
		}
	}
}

// Each of these pagers is wrong in a way that servers are.
func TestWrongPagersAreCaught(t *testing.T) {
	t.Parallel()
	t.Run("an offset skips people when others leave before it", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(1000)
		account := walk(t, d.byOffset, 100, d.leave).Account(stayers(1000))
		if account.Missing == 0 {
			t.Errorf("nothing was noticed: %+v", account)
		}
	})
	t.Run("an offset repeats people when others come before it", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(1000)
		come := func([]load.ID) error {
			d.people = slices.Insert(d.people, 0, -len(d.people))
			return nil
		}
		account := walk(t, d.byOffset, 100, come).Account(stayers(1000))
		if account.Repeated == 0 {
			t.Errorf("nothing was noticed: %+v", account)
		}
	})
	t.Run("an order that changes from page to page", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(1000)
		rotate := func([]load.ID) error {
			d.people = slices.Concat(d.people[50:], d.people[:50])
			return nil
		}
		account := walk(t, d.byOffset, 100, rotate).Account(stayers(1000))
		if account.Exact() {
			t.Errorf("nothing was noticed: %+v", account)
		}
	})
	t.Run("a total that shrinks ends the import early", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(1000)
		leave := func(met []load.ID) error {
			d.people = slices.DeleteFunc(d.people, func(person int) bool {
				return person%10 == 7 && slices.Contains(met, idOf(person))
			})
			return nil
		}
		account := walk(t, d.byKey, 50, leave).Account(stayers(1000))
		if account.Missing == 0 {
			t.Errorf("nothing was noticed: %+v", account)
		}
	})
	t.Run("a page that is cut short", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(1000)
		cut := func(startIndex, count int) (load.Page, error) { return d.byOffset(startIndex, count/2) }
		account := walk(t, cut, 100, nil).Account(stayers(1000))
		if want := len(stayers(1000)) / 2; account.Missing != want || account.Example == "" {
			t.Errorf("got %+v, want %d missing and an example", account, want)
		}
	})
}

func TestWalkEnds(t *testing.T) {
	t.Parallel()
	t.Run("with an empty page, whatever the total says", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(250)
		d.total = func(int) int { return 1 << 30 }
		if pages := walk(t, d.byOffset, 100, nil).Pages; len(pages) != 4 {
			t.Errorf("%d pages were asked for, want 4", len(pages))
		}
	})
	t.Run("with the last page that the total announces", func(t *testing.T) {
		t.Parallel()
		pages := walk(t, newDirectory(250).byOffset, 100, nil).Pages
		if len(pages) != 3 || pages[2].People != 50 {
			t.Errorf("the pages are %+v, want 100, 100 and 50 people", pages)
		}
	})
	t.Run("with an error of the server", func(t *testing.T) {
		t.Parallel()
		broken := errors.New("broken")
		fail := func(int, int) (load.Page, error) { return load.Page{}, broken }
		if _, err := roster.Walk(t.Context(), fail, 100, nil); !errors.Is(err, broken) {
			t.Errorf("got %v, want %v", err, broken)
		}
	})
	t.Run("with its context", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := roster.Walk(ctx, newDirectory(1).byOffset, 100, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}

func walk(t *testing.T, list roster.Pager, count int, between func([]load.ID) error) *roster.Import {
	t.Helper()
	result, err := roster.Walk(t.Context(), list, count, between)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
