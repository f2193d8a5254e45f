package suite

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/statistics"
)

// readsForEachWrite makes samples of reads about as long as those of writes.
const readsForEachWrite = 5

func (b *bench) create(ctx context.Context) error {
	limit := report.Limit{Bound: report.AtLeast, Value: 0.6}
	return b.againstReference(ctx, "Okta create", limit, func(s *server, _ int) (load.Sample, error) {
		return b.grow(ctx, s, b.config.Operations, (*load.Client).OktaCreate)
	})
}

func (b *bench) lookup(ctx context.Context) error {
	limit := report.Limit{Bound: report.AtLeast, Value: 0.5}
	return b.againstReference(ctx, "lookup", limit, func(s *server, _ int) (load.Sample, error) {
		return b.lookups(ctx, s, readsForEachWrite*b.config.Operations)
	})
}

func (b *bench) read(ctx context.Context) error {
	limit := report.Limit{Bound: report.AtLeast, Value: 0.5}
	return b.againstReference(ctx, "read by id", limit, func(s *server, _ int) (load.Sample, error) {
		return load.Run(ctx, b.plan(s, readsForEachWrite*b.config.Operations), func(client *load.Client, n int) error {
			number := scatter(n, len(s.ids))
			return client.Read(s.ids[number], s.person(number))
		})
	})
}

func (b *bench) put(ctx context.Context) error {
	limit := report.Limit{Bound: report.AtLeast, Value: 0.5}
	return b.againstReference(ctx, "PUT", limit, func(s *server, round int) (load.Sample, error) {
		return load.Run(ctx, b.plan(s, b.config.Operations), func(client *load.Client, n int) error {
			person := s.person(n)
			person.Revision = round + 1
			return client.Replace(s.ids[n], person)
		})
	})
}

func (b *bench) deactivate(ctx context.Context) error {
	limit := report.Limit{Bound: report.AtLeast, Value: 0.5}
	return b.againstReference(ctx, "deactivate", limit, func(s *server, round int) (load.Sample, error) {
		// Everybody is deactivated once, so each of these is a change.
		first := round * b.config.Operations
		return load.Run(ctx, b.plan(s, b.config.Operations), func(client *load.Client, n int) error {
			return client.Deactivate(s.ids[first+n])
		})
	})
}

// againstReference runs one operation on the reference and on Muster in turn,
// both holding the same people, and keeps the ratio.
func (b *bench) againstReference(
	ctx context.Context, operation string, limit report.Limit, sample func(s *server, round int) (load.Sample, error),
) error {
	servers, err := b.pair(ctx)
	if err != nil {
		return err
	}
	rates, err := b.interleave(operation, servers, sample)
	if err != nil {
		return err
	}
	if len(rates) < 2 {
		return nil
	}
	ratios := statistics.Ratios(rates[1].PerSecond, rates[0].PerSecond)
	result := report.MedianOf(operation, ratios, report.Times, limit)
	result.Detail = "rate of the reference"
	b.add(result)
	return nil
}

// pair returns the reference and, where there is one, Muster, with enough
// people for every round.
func (b *bench) pair(ctx context.Context) ([]*server, error) {
	if b.reference == nil {
		reference, err := b.startReference(ctx, "reference")
		if err != nil {
			return nil, err
		}
		b.reference = reference
	}
	servers := []*server{b.reference}
	if b.muster == nil && b.config.Muster != "" {
		muster, err := b.startMuster(ctx, "muster")
		if err != nil {
			return nil, err
		}
		b.muster = muster
	}
	if b.muster != nil {
		servers = append(servers, b.muster)
	}
	for _, server := range servers {
		if err := b.fill(ctx, server, b.config.Rounds*b.config.Operations); err != nil {
			return nil, err
		}
	}
	return servers, nil
}

// interleave takes samples of the servers in turn, the other one first in every
// second round, and returns their rates in the servers' order.
func (b *bench) interleave(
	operation string, servers []*server, sample func(s *server, round int) (load.Sample, error),
) ([]report.Rate, error) {
	meters := make([]meter, len(servers))
	for round := range b.config.Rounds {
		order := make([]int, len(servers))
		for i := range order {
			order[i] = i
		}
		if round%2 == 1 {
			slices.Reverse(order)
		}
		for _, i := range order {
			err := meters[i].take(servers[i], func() (load.Sample, error) { return sample(servers[i], round) })
			if err != nil {
				return nil, fmt.Errorf("%s on %s: %w", operation, servers[i].name, err)
			}
		}
	}
	rates := make([]report.Rate, len(servers))
	for i := range meters {
		rates[i] = meters[i].rate(servers[i].name, operation)
		b.report.Rates = append(b.report.Rates, rates[i])
		b.progress("  %s on %s: %.0f a second", operation, servers[i].name, rates[i].Median())
	}
	return rates, nil
}

// meter gathers one server's samples of one operation.
type meter struct {
	perSecond  []float64
	p50s, p99s []float64
	operations int
	serverCPU  time.Duration
	driverCPU  time.Duration
}

func (m *meter) take(s *server, run func() (load.Sample, error)) error {
	before, err := s.process.ProcessorTime()
	if err != nil {
		return err
	}
	sample, err := run()
	if err != nil {
		return err
	}
	after, err := s.process.ProcessorTime()
	if err != nil {
		return err
	}
	m.add(sample)
	m.serverCPU += after - before
	return nil
}

// add gathers a sample without the server's processor time.
func (m *meter) add(sample load.Sample) {
	m.perSecond = append(m.perSecond, sample.Rate())
	m.p50s = append(m.p50s, float64(sample.Percentile(0.50)))
	m.p99s = append(m.p99s, float64(sample.Percentile(0.99)))
	m.operations += len(sample.Latencies)
	m.driverCPU += sample.DriverCPU
}

func (m *meter) rate(server, operation string) report.Rate {
	return report.Rate{
		Server:    server,
		Operation: operation,
		PerSecond: m.perSecond,
		Median50:  time.Duration(statistics.Median(m.p50s)),
		Median99:  time.Duration(statistics.Median(m.p99s)),
		ServerCPU: m.serverCPU / time.Duration(max(m.operations, 1)),
		DriverCPU: m.driverCPU / time.Duration(max(m.operations, 1)),
	}
}
