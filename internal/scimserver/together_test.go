package scimserver_test

import (
	"sync"
	"testing"
)

// together runs a function so many times at once and waits. Each run is told its
// number. A run that fails the test ends alone.
func together(t testing.TB, count int, run func(worker int)) {
	t.Helper()
	var workers sync.WaitGroup
	start := make(chan struct{})
	for worker := range count {
		workers.Go(func() {
			<-start
			run(worker)
		})
	}
	close(start)
	workers.Wait()
}
