package suite

import (
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/roster"
)

func TestScatterLeavesNobodyOut(t *testing.T) {
	t.Parallel()
	for _, count := range []int{1, 2, 100, 10_000, 100_100} {
		met := make([]bool, count)
		for n := range count {
			met[scatter(n, count)] = true
		}
		if left := slices.Index(met, false); left >= 0 {
			t.Errorf("of %d the number %d is never met", count, left)
		}
	}
	if neighbours := scatter(1, 100_000) - scatter(0, 100_000); neighbours < 1000 {
		t.Errorf("consecutive numbers are only %d apart", neighbours)
	}
}

func TestSelectKeepsTheOrder(t *testing.T) {
	t.Parallel()
	selected, err := selectMeasurements([]string{"import", "create"})
	if err != nil {
		t.Fatal(err)
	}
	if len(selected) != 2 || selected[0].Name != "create" || selected[1].Name != "import" {
		t.Errorf("selected %+v, want create, then import", selected)
	}
	if _, err := selectMeasurements([]string{"imports"}); err == nil {
		t.Error("an unknown name is not refused")
	}
}

// Who leaves in one wave must be there throughout the waves before, and in
// none of those after.
func TestLeaversLeaveOnceAndInTheirWave(t *testing.T) {
	t.Parallel()
	s := &server{}
	for n := range 10 * leaverStride {
		s.ids = append(s.ids, load.ID(strconv.Itoa(n)))
	}
	l := newLeavers(s)
	if everybody := l.begin(0); len(everybody) != len(s.ids) {
		t.Fatalf("%d of %d are there in the quiet wave", len(everybody), len(s.ids))
	}
	expected := len(s.ids)
	for wave := 1; wave <= 4; wave++ {
		expected -= 10
		if staying := l.begin(wave); len(staying) != expected {
			t.Errorf("wave %d: %d stay, want %d", wave, len(staying), expected)
		}
		for id, leaves := range l.waveOf {
			if leaves == wave {
				l.gone[id] = true
			}
		}
	}
	l.came = append(l.came, "newcomer")
	if !slices.Contains(l.begin(5), load.ID("newcomer")) {
		t.Error("who came in an earlier wave is not expected in a later one")
	}
}

func TestLastToFirst(t *testing.T) {
	t.Parallel()
	page := func(took time.Duration, people int) roster.PageTime {
		return roster.PageTime{Took: took, People: people}
	}
	var pages []roster.PageTime
	for range pagesCompared {
		pages = append(pages, page(10, 200))
	}
	pages = append(pages, page(500, 200))
	for range pagesCompared {
		pages = append(pages, page(25, 200))
	}
	pages = append(pages, page(1, 3)) // a short page costs less and must not count
	if got := lastToFirst(pages, 200); got != 2.5 {
		t.Errorf("got %v, want 2.5", got)
	}
	if got := lastToFirst(nil, 200); !math.IsNaN(got) {
		t.Errorf("without full pages: %v, want NaN", got)
	}
}
