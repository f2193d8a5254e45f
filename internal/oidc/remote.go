package oidc

import (
	"context"
	"sync"
	"time"
)

// A remote is a document of the provider's of which a copy is kept. It is safe
// for concurrent use, and one caller at a time asks the provider; others wait
// for the outcome only if they have nothing they could use.
type remote[T any] struct {
	fetch   func(context.Context) (T, error)
	now     func() time.Time
	fresh   time.Duration // how long a copy is used without asking
	stale   time.Duration // how long it is used while asking brings nothing
	pause   time.Duration // the least time until the next question, after one that failed or renewed the copy
	timeout time.Duration

	turn chan struct{} // of one: who puts something in it may ask

	mu     sync.Mutex // guards what follows
	copied T
	read   time.Time // when it was copied; zero if never
	paused time.Time // when the last question that a pause follows was answered, or given up
	failed error     // what came of the last question
}

// get returns a fresh copy, asking for one if need be.
func (r *remote[T]) get(ctx context.Context) (T, error) {
	return r.newerThan(ctx, r.now().Add(-r.fresh), false)
}

// renew returns a copy made after this moment, or the one there is if that was
// renewed a pause ago or less. A copy that was read because there was none, or an old
// one, keeps nobody waiting: what it holds may change a moment later.
func (r *remote[T]) renew(ctx context.Context) (T, error) {
	return r.newerThan(ctx, r.now(), true)
}

func (r *remote[T]) newerThan(ctx context.Context, moment time.Time, renews bool) (T, error) {
	if copied, err, done := r.look(moment); done {
		return copied, err
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
	if copied, err, done := r.look(moment); done { // somebody asked while we waited
		return copied, err
	}
	// Whoever waits behind us shares the outcome, so our caller's hanging up
	// must not become theirs.
	asking, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.timeout)
	defer cancel()
	fetched, err := r.fetch(asking)
	r.mu.Lock()
	r.failed = err
	if err != nil || renews {
		r.paused = r.now()
	}
	if err == nil {
		r.copied, r.read = fetched, r.now()
	}
	r.mu.Unlock()
	return r.whatThereIs()
}

// look returns what is to be used without asking, if anything is.
func (r *remote[T]) look(moment time.Time) (T, error, bool) {
	r.mu.Lock()
	usable := !r.read.IsZero() && !r.read.Before(moment)
	waiting := !r.paused.IsZero() && r.now().Sub(r.paused) < r.pause
	copied := r.copied
	r.mu.Unlock()
	if usable {
		return copied, nil, true
	}
	if waiting {
		copied, err := r.whatThereIs()
		return copied, err, true
	}
	return copied, nil, false
}

// whatThereIs returns the copy, unless it is too old; then why there is no
// newer one.
func (r *remote[T]) whatThereIs() (T, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.read.IsZero() && (r.failed == nil || r.now().Sub(r.read) < r.stale) {
		return r.copied, nil
	}
	var none T
	return none, r.failed
}
