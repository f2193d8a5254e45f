package suite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/roster"
	"github.com/musterhq/muster/bench/statistics"
)

// growth compares lookups in a large directory with those in a small one. Both
// are open at once, so that they are measured in turn.
func (b *bench) growth(ctx context.Context) error {
	if b.config.Muster == "" {
		b.progress("  left out: there is no Muster to measure")
		return nil
	}
	few, many, err := b.sizes(ctx)
	if err != nil {
		return err
	}
	operations := readsForEachWrite * b.config.Operations
	sizes := []*server{few, many}
	rates, err := b.interleave("lookup", sizes, func(s *server, _ int) (load.Sample, error) {
		return b.lookups(ctx, s, operations)
	})
	if err != nil {
		return err
	}
	ratios := statistics.Ratios(rates[1].PerSecond, rates[0].PerSecond)
	limit := report.Limit{Bound: report.AtLeast, Value: 0.9}
	result := report.MedianOf(fmt.Sprintf("lookup among %d people", b.config.Many), ratios, report.Times, limit)
	result.Detail = fmt.Sprintf("rate among %d", b.config.Few)
	b.add(result)
	return nil
}

// sizes returns a Muster with few people and one with many.
func (b *bench) sizes(ctx context.Context) (few, many *server, err error) {
	if b.few == nil {
		b.few, err = b.startMuster(ctx, "few")
		if err != nil {
			return nil, nil, err
		}
		b.few.name = fmt.Sprintf("muster, %d people", b.config.Few)
	}
	if b.many == nil {
		b.many, err = b.startMuster(ctx, "many")
		if err != nil {
			return nil, nil, err
		}
		b.many.name = fmt.Sprintf("muster, %d people", b.config.Many)
	}
	err = errors.Join(b.fill(ctx, b.few, b.config.Few), b.fill(ctx, b.many, b.config.Many))
	return b.few, b.many, err
}

// memory measures what is resident while people are looked up and imported.
func (b *bench) memory(ctx context.Context) error {
	reference, err := b.startReference(ctx, "reference-many")
	if err != nil {
		return err
	}
	if err := b.fill(ctx, reference, b.config.Many); err != nil {
		return err
	}
	resident, err := b.resident(ctx, reference, nil)
	if err != nil {
		return err
	}
	reference.process.Stop()
	b.add(report.Result{
		Name:   fmt.Sprintf("memory of the reference, %d people", b.config.Many),
		Value:  resident,
		Unit:   report.Mebibytes,
		Detail: "most that was resident under lookups",
	})
	if b.config.Muster == "" {
		return nil
	}
	few, many, err := b.sizes(ctx)
	if err != nil {
		return err
	}
	var ofFew, ofMany []float64
	for range b.config.Rounds {
		for _, of := range []struct {
			server *server
			rounds *[]float64
		}{{few, &ofFew}, {many, &ofMany}} {
			resident, err := b.resident(ctx, of.server, func() error { return b.importOnce(ctx, of.server) })
			if err != nil {
				return err
			}
			*of.rounds = append(*of.rounds, resident)
		}
	}
	result := report.MedianOf(fmt.Sprintf("memory, %d people", b.config.Few), ofFew, report.Mebibytes, report.Limit{})
	result.Detail = "most that was resident under lookups and an import"
	b.add(result)
	result = report.MedianOf(fmt.Sprintf("memory, %d people", b.config.Many), ofMany, report.Mebibytes,
		report.Limit{Bound: report.AtMost, Value: 120})
	result.Detail = "most that was resident under lookups and an import"
	b.add(result)
	result = report.MedianOf("growth of memory", statistics.Ratios(ofMany, ofFew), report.Times,
		report.Limit{Bound: report.AtMost, Value: 1.5})
	result.Detail = fmt.Sprintf("memory with %d people", b.config.Few)
	b.add(result)
	return nil
}

// resident returns the most MiB that were resident at any moment while people
// were looked up and, where more is not nil, more ran.
func (b *bench) resident(ctx context.Context, s *server, more func() error) (float64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	worked := make(chan error, 1)
	go func() {
		_, err := b.lookups(ctx, s, readsForEachWrite*b.config.Operations)
		if err == nil && more != nil {
			err = more()
		}
		worked <- err
	}()
	var most int64
	for {
		memory, err := s.process.Memory()
		if err != nil {
			cancel()
			return 0, errors.Join(err, <-worked)
		}
		most = max(most, memory.Resident)
		select {
		case err := <-worked:
			return float64(most) / (1 << 20), err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (b *bench) importOnce(ctx context.Context, s *server) error {
	client, err := load.NewClient(ctx, s.target)
	if err != nil {
		return err
	}
	defer client.Close()
	_, err = roster.Walk(ctx, client.Page, pageSize, nil)
	return err
}
