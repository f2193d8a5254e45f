package access

import (
	"hash/maphash"
	"sync"
	"time"
)

// An allowance lets something happen so many times at once for each key, and
// once more each interval after that.
//
// Its memory is two fixed rows of cells, and a key counts in one cell of each,
// chosen by a secret hash. Nothing is ever evicted, so nobody can make it forget
// a count by asking for many other keys. Two keys that share both cells share
// their allowance: the mistake is on the strict side.
type allowance struct {
	burst    int64
	interval int64 // nanoseconds

	seeds [2]maphash.Seed
	mu    sync.Mutex
	// rows hold the time, in nanoseconds, at which each cell will be empty
	// again: every use moves it on by one interval. They are made at the first
	// use: where nobody signs in, they would be a third of what lives in memory.
	rows [2][]int64
}

// allowanceCells is how many keys a row tells apart: 512 KiB for each row.
const allowanceCells = 1 << 16

func newAllowance(burst int64, interval time.Duration) *allowance {
	a := &allowance{burst: burst, interval: int64(interval)}
	for i := range a.seeds {
		a.seeds[i] = maphash.MakeSeed()
	}
	return a
}

// take uses one of the key's allowance, or says how long it is until there is
// one again and uses nothing.
func (a *allowance) take(key string, at time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now, full := at.UnixNano(), a.burst*a.interval
	wait := int64(-1)
	for _, cell := range a.cells(key) {
		// A clock that was set back must not lock anybody out for longer than an
		// allowance that is used up.
		*cell = min(max(*cell, now), now+full)
		missing := max(0, *cell+a.interval-now-full)
		if wait < 0 || missing < wait {
			wait = missing
		}
	}
	if wait > 0 {
		return time.Duration(wait)
	}
	for _, cell := range a.cells(key) {
		*cell += a.interval
	}
	return 0
}

// giveBack undoes one take.
func (a *allowance) giveBack(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, cell := range a.cells(key) {
		*cell -= a.interval
	}
}

func (a *allowance) cells(key string) [2]*int64 {
	var cells [2]*int64
	for i := range a.rows {
		if a.rows[i] == nil {
			a.rows[i] = make([]int64, allowanceCells)
		}
		cells[i] = &a.rows[i][maphash.String(a.seeds[i], key)%allowanceCells]
	}
	return cells
}
