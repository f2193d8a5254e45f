package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// transcript keeps what a process prints, and wakes who waits for more of it.
// The zero value is ready.
type transcript struct {
	mu    sync.Mutex
	text  []byte
	grown chan struct{} // closed at the next change; nil while nobody waits
	over  bool
}

// Write keeps what was printed.
func (t *transcript) Write(printed []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, printed...)
	t.wake()
	return len(printed), nil
}

// end says that nothing more will be printed.
func (t *transcript) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	t.wake()
}

func (t *transcript) wake() {
	if t.grown != nil {
		close(t.grown)
		t.grown = nil
	}
}

// String returns what was printed so far.
func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}

// await waits until enough returns true for the whole lines printed so far. It
// is asked again whenever there is more.
func (t *transcript) await(ctx context.Context, enough func(lines []string) bool) error {
	for {
		t.mu.Lock()
		whole := t.text[:bytes.LastIndexByte(t.text, '\n')+1]
		lines := strings.Split(strings.TrimSuffix(string(whole), "\n"), "\n")
		over := t.over
		if t.grown == nil {
			t.grown = make(chan struct{})
		}
		grown := t.grown
		t.mu.Unlock()

		if len(whole) > 0 && enough(lines) {
			return nil
		}
		if over {
			return fmt.Errorf("the process ended before it printed what was waited for; it printed:\n%s", t)
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return fmt.Errorf("%w; the process printed:\n%s", ctx.Err(), t)
		}
	}
}

// awaitMatch waits for a line that matches and returns its submatches.
func (t *transcript) awaitMatch(ctx context.Context, pattern *regexp.Regexp) ([]string, error) {
	var found []string
	err := t.await(ctx, func(lines []string) bool {
		for _, line := range lines {
			if found = pattern.FindStringSubmatch(line); found != nil {
				return true
			}
		}
		return false
	})
	return found, err
}
