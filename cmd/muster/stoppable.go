package main

import (
	"errors"
	"io"
	"sync"
	"time"
)

// writesWithin is how long a write may last once the program is to end.
const writesWithin = time.Second

var errNobodyReads = errors.New("what was printed is read by nobody")

// stoppable is a writer for a pipe that may be read by nobody, where a write
// lasts for ever: it gives up soon after stop is closed, and for good.
type stoppable struct {
	to   io.Writer
	stop <-chan struct{}

	mu    sync.Mutex // one write at a time
	stuck bool       // the last write is still under way
}

func (s *stoppable) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stuck {
		return 0, errNobodyReads
	}
	text := append([]byte(nil), p...) // p belongs to the caller after a write that was given up
	var n int
	var err error
	written := make(chan struct{})
	go func() {
		defer close(written)
		n, err = s.to.Write(text)
	}()
	select {
	case <-written:
		return n, err
	case <-s.stop:
	}
	select {
	case <-written:
		return n, err
	case <-time.After(writesWithin):
		s.stuck = true
		return 0, errNobodyReads
	}
}
