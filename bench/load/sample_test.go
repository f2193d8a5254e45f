package load_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/bench/load"
)

func nobody(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `{"totalResults":0,"Resources":[]}`)
}

func plan(t *testing.T, answer http.HandlerFunc) load.Plan {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	targets := []load.Target{{Address: server.Listener.Addr().String()}}
	return load.Plan{Targets: targets, Clients: 4, Operations: 200}
}

func TestRunUsesEachNumberOnce(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var numbers []int
	sample, err := load.Run(t.Context(), plan(t, nobody), func(client *load.Client, n int) error {
		mu.Lock()
		numbers = append(numbers, n)
		mu.Unlock()
		return client.Lookup(ada, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(numbers)
	for want, got := range numbers {
		if got != want {
			t.Fatalf("number %d is run where %d should be", got, want)
		}
	}
	if len(numbers) != 200 || len(sample.Latencies) != 200 {
		t.Errorf("%d operations and %d latencies, want 200", len(numbers), len(sample.Latencies))
	}
	if sample.Percentile(0) > sample.Percentile(1) || sample.Elapsed <= 0 || sample.Rate() <= 0 {
		t.Errorf("the sample makes no sense: %+v", sample)
	}
}

func TestRunEndsInTimeWithoutHoles(t *testing.T) {
	t.Parallel()
	limited := plan(t, nobody)
	limited.Operations = 1 << 40
	limited.AtMost = 50 * time.Millisecond
	var mu sync.Mutex
	highest := -1
	sample, err := load.Run(t.Context(), limited, func(client *load.Client, n int) error {
		mu.Lock()
		highest = max(highest, n)
		mu.Unlock()
		return client.Lookup(ada, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	if highest+1 != len(sample.Latencies) {
		t.Errorf("numbers up to %d were run, but %d operations", highest, len(sample.Latencies))
	}
}

func TestRunEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	_, err := load.Run(t.Context(), plan(t, nobody), func(_ *load.Client, n int) error {
		if n == 7 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

// A server that accepts and never answers must not hold up the run for ever.
func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	silent, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ctx, cancel := context.WithCancel(t.Context())
	targets := []load.Target{{Address: silent.Addr().String()}}
	var once sync.Once
	_, err = load.Run(ctx, load.Plan{Targets: targets, Clients: 2, Operations: 10}, func(client *load.Client, _ int) error {
		once.Do(cancel)
		return client.Lookup(ada, 0)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
