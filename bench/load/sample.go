package load

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/musterhq/muster/bench/statistics"
)

// Plan says how much is run.
type Plan struct {
	// Targets are shared out among the clients in turn.
	Targets []Target
	// Clients work side by side, each over a connection of its own.
	Clients int
	// Operations is how many are run in all. They are numbered from 0.
	Operations int
	// AtMost ends the sample early. Zero means no limit but the context's.
	AtMost time.Duration
}

// Operation runs the n-th operation of a plan.
type Operation func(client *Client, n int) error

// Sample is what one run of a plan took.
type Sample struct {
	Elapsed   time.Duration
	Latencies []time.Duration // of each operation, sorted
	DriverCPU time.Duration   // processor time of this process meanwhile
}

// Rate returns the operations a second.
func (s Sample) Rate() float64 {
	return float64(len(s.Latencies)) / s.Elapsed.Seconds()
}

// Percentile returns the latency that the given share (0 to 1) of the
// operations does not exceed.
func (s Sample) Percentile(share float64) time.Duration {
	return statistics.Percentile(s.Latencies, share)
}

// Run connects the plan's clients and runs the operation until all its numbers
// are used up or the time is over. The first error ends it.
func Run(ctx context.Context, plan Plan, operation Operation) (Sample, error) {
	clients, err := connect(ctx, plan)
	if err != nil {
		return Sample{}, err
	}
	defer closeAll(clients)
	stop := context.AfterFunc(ctx, func() {
		for _, client := range clients {
			client.Interrupt()
		}
	})
	defer stop()

	run := runner{operation: operation, operations: int64(plan.Operations)}
	latencies := make([][]time.Duration, len(clients))
	cpu := processorTime()
	start := time.Now()
	if plan.AtMost > 0 {
		run.end = start.Add(plan.AtMost)
	}
	var working sync.WaitGroup
	for i, client := range clients {
		working.Go(func() { latencies[i] = run.work(client) })
	}
	working.Wait()
	sample := Sample{Elapsed: time.Since(start), DriverCPU: processorTime() - cpu}
	if err := run.failure(); err != nil {
		return Sample{}, errors.Join(err, context.Cause(ctx))
	}
	sample.Latencies = slices.Concat(latencies...)
	slices.Sort(sample.Latencies)
	return sample, nil
}

func connect(ctx context.Context, plan Plan) ([]*Client, error) {
	clients := make([]*Client, 0, plan.Clients)
	for i := range plan.Clients {
		target := plan.Targets[i%len(plan.Targets)]
		client, err := NewClient(ctx, target)
		if err != nil {
			closeAll(clients)
			return nil, fmt.Errorf("connect: %w", err)
		}
		clients = append(clients, client)
	}
	return clients, nil
}

func closeAll(clients []*Client) {
	for _, client := range clients {
		client.Close()
	}
}

// runner hands out the operations' numbers.
type runner struct {
	operation  Operation
	operations int64
	end        time.Time // zero: no limit
	next       atomic.Int64
	failed     atomic.Pointer[error]
}

// work runs operations until there are none left, and returns their latencies.
func (r *runner) work(client *Client) []time.Duration {
	latencies := make([]time.Duration, 0, 4096)
	began := time.Now()
	for r.failed.Load() == nil {
		// The time is looked at before a number is taken, so that the numbers
		// run are those below the sample's count, without a hole.
		if !r.end.IsZero() && began.After(r.end) {
			break
		}
		n := r.next.Add(1) - 1
		if n >= r.operations {
			break
		}
		if err := r.operation(client, int(n)); err != nil {
			err = fmt.Errorf("operation %d: %w", n, err)
			r.failed.CompareAndSwap(nil, &err)
			break
		}
		ended := time.Now()
		latencies = append(latencies, ended.Sub(began))
		began = ended
	}
	return latencies
}

func (r *runner) failure() error {
	if err := r.failed.Load(); err != nil {
		return *err
	}
	return nil
}
