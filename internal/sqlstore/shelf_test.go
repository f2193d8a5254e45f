package sqlstore

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// What statements say of shelves is what the program says.
func TestShelfInStatements(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		numberOnShelf: " & " + strconv.Itoa(shelfLength-1),
		shelfEnd:      " + " + strconv.Itoa(shelfLength),
	} {
		if name != want {
			t.Errorf("a statement has %q, want %q", name, want)
		}
	}
	for _, text := range []string{shelfOfJournal, shelfOfConnection, selectShelf.sqlite, insertShelf.sqlite} {
		if !strings.Contains(text, "number << "+strconv.Itoa(shelfBits)) {
			t.Errorf("%q does not shift by %d", text, shelfBits)
		}
	}
}

// No row is put beyond its shelf, where it would be another's.
func TestShelfIsLongEnough(t *testing.T) {
	t.Parallel()
	on := shelf(3 << shelfBits)
	for number, fits := range map[int64]bool{-1: false, 0: true, 1: true, shelfLength - 1: true, shelfLength: false, math.MaxInt64: false} {
		place, err := on.place(number)
		if (err == nil) != fits || fits && place != 3<<shelfBits+number {
			t.Errorf("number %d is at %d, %v; fits: %t", number, place, err, fits)
		}
	}
}

// Lists end with their shelf, however far beyond it they are asked to go on.
func TestListsEndWithTheirShelf(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		store := openStore(t, at, Options{})
		offices := []office{furnish(t, store), furnish(t, store), furnish(t, store)}
		for _, o := range offices {
			for _, name := range []string{"ada", "grace"} {
				if _, err := o.create(t, name); err != nil {
					t.Fatal(err)
				}
			}
		}
		for n, o := range offices {
			view := o.view(t)
			head, err := view.Head()
			if err != nil {
				t.Fatal(err)
			}
			for _, after := range []int64{math.MinInt64, -1, 0, head, shelfLength - 1, shelfLength, math.MaxInt64} {
				left := head
				if after >= head {
					left = 0
				}
				if entries, err := view.Journal(after, 1000); err != nil || int64(len(entries)) != left {
					t.Errorf("office %d has %d entries after %d, %v; want %d", n, len(entries), after, err, left)
				}
				people, err := view.Identities(o.connection, directory.IdentityQuery{After: after, Limit: 1000})
				if err != nil || len(people) != 2 && left > 0 || len(people) > 0 && left == 0 {
					t.Errorf("office %d has %d people after %d, %v", n, len(people), after, err)
				}
			}
			for _, before := range []int64{math.MinInt64, -1, 0, 1, shelfLength, math.MaxInt64} {
				entries, err := view.JournalBefore(before, 1000)
				if all := before == 0 || before > head; err != nil || (int64(len(entries)) == head) != all || !all && len(entries) > 0 {
					t.Errorf("office %d has %d entries before %d, %v", n, len(entries), before, err)
				}
			}
		}
	})
}
