package traffic

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Budget is how many requests are kept in a second. Lookups and lists take up to
// half of it and writes all of it; refusals and failures may take as much again.
// So what is left out first is what says least. Whatever is not kept is counted.
type Budget struct {
	// Connection is for each connection, Total for all together.
	Connection int
	Total      int
}

// DefaultBudget is some hundred requests a second, and leaves room for the others
// beside a busy connection.
func DefaultBudget() Budget { return Budget{Connection: 100, Total: 300} }

func (b Budget) complete() Budget {
	if b.Connection == 0 {
		b.Connection = DefaultBudget().Connection
	}
	if b.Total == 0 {
		b.Total = DefaultBudget().Total
	}
	return b
}

const (
	// strangersEvery is for how long an unauthorized request counts against the
	// next ones, strangersKept how many are kept in that time for each connection
	// that they name, and maxStrangers for how many connections: whoever has no
	// token must not be able to fill the log or the memory.
	strangersEvery = 10 * time.Second
	strangersKept  = 5
	maxStrangers   = 256
	// idleAfter is how long a connection is remembered that is silent.
	idleAfter = time.Minute
)

// ledger counts what comes, for each connection. It belongs to whoever holds the
// Recorder's mutex.
type ledger struct {
	budget Budget
	second int64
	kept   int // in this second, of all connections
	of     map[directory.ConnectionID]*account
	// touched are the accounts with something to settle.
	touched []*account
	// ended are the lines of seconds that are over, and the counts of days that
	// are.
	ended     []Request
	yesterday []Count
	strangers map[directory.ConnectionID]int
	since     time.Time // of strangers
	swept     time.Time
}

func newLedger(budget Budget) ledger {
	return ledger{
		budget:    budget,
		of:        map[directory.ConnectionID]*account{},
		strangers: map[directory.ConnectionID]int{},
	}
}

// account is what came for one connection since it was last settled.
type account struct {
	count    Count
	provider directory.Provider
	second   int64
	kept     int // in this second
	// dropped are those of this second that were not kept, and the last of them
	// came at lastAt.
	dropped       int
	droppedErrors int
	lastAt        time.Time
	// reached are the milestones that were reached, as far as this process has
	// seen.
	reached milestoneSet
	touched bool
}

// admit counts a request and says whether it is kept, and which milestones it
// reaches. Where there is no room it is not.
func (l *ledger) admit(request *Request, room bool) (milestoneSet, bool) {
	second := request.At.Unix()
	if second > l.second {
		l.second, l.kept = second, 0
	}
	a := l.account(request)
	if second > a.second {
		l.endSecond(a)
		a.second, a.kept = second, 0
	}
	l.tally(a, request)
	first := milestonesOf(request) &^ a.reached
	if !room || first == 0 && !l.affords(a, request) {
		a.dropped++
		a.lastAt = request.At
		if request.Outcome != Answered {
			a.droppedErrors++
		}
		return 0, false
	}
	a.reached |= first
	a.kept++
	l.kept++
	return first, true
}

func (l *ledger) account(request *Request) *account {
	a := l.of[request.Connection]
	if a == nil || a.count.Organization != request.Organization {
		a = &account{count: Count{Organization: request.Organization, Connection: request.Connection}, provider: request.Provider}
		l.of[request.Connection] = a
	}
	if !a.touched {
		a.touched = true
		l.touched = append(l.touched, a)
	}
	return a
}

// affords says whether a request is within the budget of its kind.
func (l *ledger) affords(a *account, request *Request) bool {
	connection, total := l.budget.Connection, l.budget.Total
	switch {
	case request.Outcome != Answered:
		connection, total = 2*connection, 2*total
	case request.Kind.plain():
		connection, total = connection/2, total/2
	}
	return a.kept < connection && l.kept < total
}

// tally adds a request to what is known of its connection.
func (l *ledger) tally(a *account, request *Request) {
	if day := dayOf(request.At); day != a.count.Day {
		if a.count.Requests > 0 {
			l.yesterday = append(l.yesterday, a.count)
		}
		a.count = Count{Organization: request.Organization, Connection: request.Connection, Day: day}
	}
	c := &a.count
	c.Requests++
	c.LastAt, c.Address, c.UserAgent = request.At, request.Address, request.UserAgent
	if request.Outcome == Answered {
		c.SuccessAt, c.Streak = request.At, 0
		return
	}
	c.Errors++
	c.Streak++
}

// endSecond makes the line that stands for what was not kept of a second.
func (l *ledger) endSecond(a *account) {
	if a.dropped == 0 {
		return
	}
	outcome := Answered
	if a.droppedErrors > 0 {
		outcome = Refused
	}
	l.ended = append(l.ended, Request{
		At:           a.lastAt,
		Organization: a.count.Organization,
		Connection:   a.count.Connection,
		Provider:     providerOr(a.provider),
		Kind:         More,
		Outcome:      outcome,
		Facts:        Facts{Dropped: a.dropped, DroppedErrors: a.droppedErrors},
	})
	a.dropped, a.droppedErrors = 0, 0
}

// admitStranger says whether a request is kept that presented no valid token.
func (l *ledger) admitStranger(request *Request) bool {
	if request.Connection == "" {
		return false
	}
	if request.At.Sub(l.since) >= strangersEvery {
		clear(l.strangers)
		l.since = request.At
	}
	kept, known := l.strangers[request.Connection]
	if kept == strangersKept || !known && len(l.strangers) == maxStrangers {
		return false
	}
	l.strangers[request.Connection] = kept + 1
	return true
}

// settle hands over what was counted, and the lines of seconds that are over at
// a time, or of all of them.
func (l *ledger) settle(now time.Time, all bool) ([]Count, []Request) {
	counts := l.yesterday
	l.yesterday = nil
	still := l.touched[:0]
	for _, a := range l.touched {
		if all || now.Unix() > a.second {
			l.endSecond(a)
		}
		if a.count.Requests > 0 {
			counts = append(counts, a.count)
			a.count = Count{Organization: a.count.Organization, Connection: a.count.Connection}
		}
		a.touched = a.dropped > 0
		if a.touched {
			still = append(still, a)
		}
	}
	clear(l.touched[len(still):])
	l.touched = still
	more := l.ended
	l.ended = nil
	l.sweep(now)
	return counts, more
}

// busy says whether a second with lines to come is still running.
func (l *ledger) busy() bool { return len(l.touched) > 0 }

// sweep forgets connections that are silent. Their milestones are then asked of
// the store again, which knows them.
func (l *ledger) sweep(now time.Time) {
	if now.Sub(l.swept) < idleAfter {
		return
	}
	l.swept = now
	for id, a := range l.of {
		if !a.touched && now.Unix()-a.second > int64(idleAfter/time.Second) {
			delete(l.of, id)
		}
	}
}

// forgetMilestones takes back milestones that could not be written.
func (l *ledger) forgetMilestones(request *Request, milestones milestoneSet) {
	if a := l.of[request.Connection]; a != nil {
		a.reached &^= milestones
	}
}

// countOfStranger is what a request without a valid token tells of the connection
// that it named: an error, but nothing of how the provider fares.
func countOfStranger(request *Request) Count {
	return Count{
		Organization: request.Organization,
		Connection:   request.Connection,
		Day:          dayOf(request.At),
		Requests:     1,
		Errors:       1,
		LastError:    mishapOf(request),
	}
}

func mishapOf(request *Request) Mishap {
	return Mishap{
		At:       request.At,
		Request:  request.ID,
		Status:   request.Status,
		Kind:     request.Kind,
		Sentence: request.Sentence,
		Detail:   request.Detail,
	}
}

func dayOf(at time.Time) int64 { return at.Unix() / (24 * 60 * 60) }
