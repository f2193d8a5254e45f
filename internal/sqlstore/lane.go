package sqlstore

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxGroup bounds the changes that are committed together, and with that how
// long the first of them waits for its answer.
const maxGroup = 64

// patience is how often a group of nobody else lets others run before it ends.
// With nobody about, all of it takes some microseconds.
const patience = 16

// lane commits changes in groups: one sync of the disk, and one set of closing
// statements, for all that wait at the time. There is one lane a process on
// SQLite, and one an organization on PostgreSQL.
//
// A caller goes through these states:
//
//	waiting   counted in waiting, until it holds the turn
//	running   holds the turn; runs its function, on its own goroutine, in the
//	          group's transaction
//	gathered  has passed the turn on and waits for the group's outcome
//	answered
//
// and a group through these:
//
//	open      made by the first caller that finds none
//	ended     its outcome is set and done is closed, by the caller that holds
//	          the turn then
//
// A caller that finishes running ends the group when nobody else waits, or when
// the group is full: it writes what was deferred, and commits. All of the group
// answer only then, refusals too, since a refusal may rest on what a neighbour
// did. The outcomes:
//
//	committed  each caller answers what its function returned
//	undone     rolled back: a function failed after it had written, or a
//	           statement failed. Every caller of the group runs again, alone;
//	           one that was alone already answers its failure
//	unknown    the answer of the COMMIT was lost, or ending the group panicked:
//	           Unavailable for all, and no function runs again, because it may
//	           have been committed
//
// A function that fails before its first write has changed nothing: what it noted
// for the end of the group is forgotten, and its group goes on. A function that
// panics or ends its goroutine ends the running state like any other, by a
// deferred call, and never reaches the states after it; the panic goes on up its
// own goroutine.
//
// Nothing here looks at a request's context except the start of running: a
// caller that is gone by then leaves without running. It too ends the group if
// nobody waits.
type lane struct {
	// waiting counts those that asked for the turn and have not got it: one of
	// them will end the group. Who passes the turn on and reads 0 ends it.
	waiting atomic.Int64
	turn    sync.Mutex
	// group is the open one, or nil; it is only touched while holding the turn.
	group *group
}

// run runs f in a group and returns its outcome.
func (l *lane) run(ctx context.Context, open func() (*group, error), f func(*group) error) error {
	again, err := l.join(ctx, open, f, false)
	if again {
		_, err = l.join(ctx, open, f, true)
	}
	return err
}

// join runs f in the open group or, if alone, in one of its own. It returns
// true when f must run again, alone.
func (l *lane) join(ctx context.Context, open func() (*group, error), f func(*group) error, alone bool) (bool, error) {
	group, refusal := l.take(ctx, open, f, alone)
	if group == nil {
		return false, refusal
	}
	<-group.done
	switch group.outcome {
	case committed:
		return false, refusal
	case unknown:
		return false, unavailable(group.failure)
	case undone:
	}
	if group.size > 1 {
		return true, nil
	}
	if refusal != nil {
		return false, refusal
	}
	return false, group.failure
}

// take takes the turn, runs f and passes the turn on. It returns the group that
// f ran in, or nil when it did not run, and what f returned or why it did not.
func (l *lane) take(ctx context.Context, open func() (*group, error), f func(*group) error, alone bool) (*group, error) {
	l.waiting.Add(1)
	l.turn.Lock()
	// Whatever panics below, the turn is passed on.
	defer l.turn.Unlock()
	l.waiting.Add(-1)
	if err := ctx.Err(); err != nil {
		l.settle(false)
		return nil, err
	}
	if alone && l.group != nil {
		l.end()
	}
	if l.group == nil {
		opened, err := open()
		if err != nil {
			return nil, err
		}
		l.group = opened
	}
	group := l.group
	return group, l.perform(group, f, alone)
}

// perform runs f, and undoes or settles its group however f ends.
func (l *lane) perform(g *group, f func(*group) error, alone bool) (err error) {
	g.size++
	g.wrote = false
	returned := false
	defer func() {
		failed := !returned || err != nil
		if g.failure != nil || failed && g.wrote {
			l.group = nil
			g.undo()
			return
		}
		l.settle(alone || g.size == maxGroup)
	}()
	err = f(g)
	returned = true
	return err
}

// settle ends the open group before the turn is passed on, if that is asked for
// or nobody waits who would: who comes later finds none.
func (l *lane) settle(end bool) {
	if l.group == nil {
		return
	}
	// Whoever is about to ask for the turn may do so first: a commit costs as much
	// for one as for several.
	for yields := 0; !end && yields < patience && l.waiting.Load() == 0; yields++ {
		runtime.Gosched()
	}
	if end || l.waiting.Load() == 0 {
		l.end()
	}
}

// end ends the open group.
func (l *lane) end() {
	group := l.group
	l.group = nil
	group.end()
}
