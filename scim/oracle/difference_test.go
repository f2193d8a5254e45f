package oracle_test

import "testing"

// difference is one that we accept.
type difference[T any] struct {
	reason string
	covers func(T) bool // whether the input is subject to it
	seen   int
}

type differences[T any] []*difference[T]

// accept looks for the reason why the libraries differ about an input.
func (list differences[T]) accept(input T) bool {
	for _, d := range list {
		if d.covers(input) {
			d.seen++
			return true
		}
	}
	return false
}

// allSeen fails for differences that did not occur: they are gone, or were
// never there.
func (list differences[T]) allSeen(t *testing.T) {
	t.Helper()
	for _, d := range list {
		if d.seen == 0 {
			t.Errorf("no input shows this difference any more: %s", d.reason)
		}
		t.Logf("%6d times: %s", d.seen, d.reason)
	}
}
