package federation

import (
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Arrival is what came of somebody who came back from a provider: what an
// administrator looks at who sets a login method up, or is told that it does not
// work. It names nobody.
type Arrival struct {
	At time.Time
	// Trial says that an administrator was trying.
	Trial bool
	// Passed are the checks that were made and passed, in words and in their order.
	Passed []string
	// Refused is why nobody was let in, in words, or empty.
	Refused string
}

// Arrivals remembers the last of each login method, in this process's memory.
type Arrivals struct {
	mu   sync.Mutex
	last map[directory.LoginMethodID]Arrival
	// order forgets the one that came longest ago, where there are too many.
	order []directory.LoginMethodID
}

// maxArrivals bounds how many login methods are remembered.
const maxArrivals = 1024

// NewArrivals makes an empty memory.
func NewArrivals() *Arrivals { return &Arrivals{last: map[directory.LoginMethodID]Arrival{}} }

// Note remembers an arrival.
func (a *Arrivals) Note(method directory.LoginMethodID, arrival Arrival) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, known := a.last[method]; !known {
		if len(a.order) == maxArrivals {
			delete(a.last, a.order[0])
			a.order = a.order[1:]
		}
		a.order = append(a.order, method)
	}
	a.last[method] = arrival
}

// Last returns the last arrival of a login method.
func (a *Arrivals) Last(method directory.LoginMethodID) (Arrival, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	arrival, known := a.last[method]
	return arrival, known
}
