package storetest

import (
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// oneAndTwo runs a test with one Store over the database, and with two, as two
// processes would have them. Watch is a further Store for an observer.
func oneAndTwo(t *testing.T, open Opener, test func(t *testing.T, stores []directory.Store, watch directory.Store)) {
	first, second, watch := open(t), open(t), open(t)
	t.Run("in one store", func(t *testing.T) {
		t.Parallel()
		test(t, []directory.Store{first}, watch)
	})
	t.Run("in two stores", func(t *testing.T) {
		t.Parallel()
		test(t, []directory.Store{first, second}, watch)
	})
}

// together starts n functions as close to one moment as it can, and waits for
// all of them.
func together(n int, do func(i int)) {
	start := make(chan struct{})
	var running sync.WaitGroup
	for i := range n {
		running.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	running.Wait()
}

// meanwhile calls watch again and again while do runs, and once more after it.
func meanwhile(do func(), watch func()) {
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		do()
	}()
	for {
		select {
		case <-finished:
			watch()
			return
		default:
			watch()
		}
	}
}
