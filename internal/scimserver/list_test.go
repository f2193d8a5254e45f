package scimserver

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// roll is a list that people join at its end and leave anywhere, as identities
// do: the simplest thing that readPage can walk.
type roll struct {
	next    int64
	present []int64
}

func (r *roll) join() { r.next++; r.present = append(r.present, r.next) }

func (r *roll) leave(i int) { r.present = slices.Delete(r.present, i, i+1) }

func (r *roll) source() source[int64] {
	return source[int64]{
		name:  "roll",
		total: func() (int64, error) { return int64(len(r.present)), nil },
		after: func(ordinal int64, limit int) ([]int64, error) {
			i, _ := slices.BinarySearch(r.present, ordinal+1)
			return slices.Clone(r.present[i:min(len(r.present), i+limit)]), nil
		},
		at: func(position int64) (int64, error) {
			if position > int64(len(r.present)) {
				return 0, nil
			}
			return r.present[position-1], nil
		},
		ordinal: func(n int64) int64 { return n },
	}
}

// walker is a client that imports a list page by page.
type walker struct {
	step  func(received int) int
	count int
	start int
	seen  map[int64]int
	done  bool
}

func newWalker(count int, step func(int) int) *walker {
	return &walker{count: count, step: step, start: 1, seen: map[int64]int{}}
}

func (w *walker) read(t *rapid.T, memory *pageMemory, r *roll, match func(int64) (bool, error)) {
	request := pageRequest{start: w.start, count: w.count}
	var got page[int64]
	var err error
	if match == nil {
		got, err = readPage(memory, "c", r.source(), request)
	} else {
		got, err = filterPage(memory, "c", r.source(), request, match)
	}
	if err != nil {
		t.Fatalf("page at %d: %v", w.start, err)
	}
	if len(got.items) > w.count {
		t.Fatalf("page at %d has %d items, want at most %d", w.start, len(got.items), w.count)
	}
	for _, n := range got.items {
		w.seen[n]++
	}
	w.start += w.step(len(got.items))
	w.done = w.start > got.total
}

// TestWalkMissesNobody walks a list by startIndex while people join and leave,
// with a second walk of the same kind beside it. Whoever is there throughout is
// seen, and seen once by a client that steps by the count it asked for, as long
// as no whole page of people left: what lies beyond an emptied page is shown
// early, and again.
func TestWalkMissesNobody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		filtered := rapid.Bool().Draw(t, "filtered")
		var match func(int64) (bool, error)
		if filtered {
			match = func(n int64) (bool, error) { return n%3 != 0, nil }
		}
		leaversLeft := 1000
		fewLeave := rapid.Bool().Draw(t, "few leave")
		byReceived := rapid.Bool().Draw(t, "step by what was received")
		r := &roll{}
		for range rapid.IntRange(0, 60).Draw(t, "people") {
			r.join()
		}
		throughout := map[int64]bool{}
		for _, n := range r.present {
			throughout[n] = match == nil || n%3 != 0
		}
		memory := newPageMemory(time.Now)
		count := rapid.IntRange(1, 20).Draw(t, "count")
		if fewLeave {
			leaversLeft = count - 1
		}
		step := func(received int) int { return count }
		if byReceived {
			step = func(received int) int { return received }
		}
		walkers := []*walker{newWalker(count, step), newWalker(count, step), newWalker(2*count, func(int) int { return 2 * count })}
		for range 2000 {
			busy := slices.DeleteFunc(slices.Clone(walkers), func(w *walker) bool { return w.done })
			if len(busy) == 0 {
				break
			}
			switch rapid.IntRange(0, 3).Draw(t, "what happens") {
			case 0:
				if len(r.present) > 0 && leaversLeft > 0 {
					leaversLeft--
					i := rapid.IntRange(0, len(r.present)-1).Draw(t, "who leaves")
					delete(throughout, r.present[i])
					r.leave(i)
				}
			case 1:
				if r.next < 200 {
					r.join()
				}
			default:
				busy[rapid.IntRange(0, len(busy)-1).Draw(t, "who reads")].read(t, memory, r, match)
			}
		}
		for i, w := range walkers {
			if !w.done {
				t.Fatalf("walk %d did not end", i)
			}
			for n, matches := range throughout {
				if !matches {
					continue
				}
				if w.seen[n] == 0 {
					t.Errorf("walk %d missed %d", i, n)
				}
				if w.seen[n] > 1 && fewLeave && !byReceived {
					t.Errorf("walk %d saw %d %d times", i, n, w.seen[n])
				}
			}
		}
	})
}

func TestPageMemoryForgetsAfterAnHour(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	memory := newPageMemory(func() time.Time { return now })
	key := boundaryKey{connection: "c", query: "Users?", count: 100, start: 101}
	memory.remember(key, 7)
	if after, known := memory.after(key); !known || after != 7 {
		t.Fatalf("after = %d, %v; want 7, true", after, known)
	}
	now = now.Add(boundaryLifetime + time.Second)
	if _, known := memory.after(key); known {
		t.Error("the boundary is remembered longer than its lifetime")
	}
	memory.remember(key, 9)
	if after, _ := memory.after(key); after != 9 {
		t.Errorf("after = %d, want 9: an expired boundary must not win", after)
	}
	memory.remember(key, 8)
	memory.remember(key, 20)
	if after, _ := memory.after(key); after != 8 {
		t.Errorf("after = %d, want 8: of two boundaries the smaller wins", after)
	}
}

func TestPageMemoryIsBounded(t *testing.T) {
	t.Parallel()
	memory := newPageMemory(time.Now)
	for start := range maxBoundaries + 10 {
		memory.remember(boundaryKey{start: start}, 1)
	}
	if got := len(memory.boundaries); got != maxBoundaries {
		t.Errorf("%d boundaries are remembered, want %d", got, maxBoundaries)
	}
	if _, known := memory.after(boundaryKey{start: 0}); known {
		t.Error("the oldest boundary was not forgotten first")
	}
	if got := memory.oldest.Len(); got != maxBoundaries {
		t.Errorf("the list of ages holds %d, want %d", got, maxBoundaries)
	}
}
