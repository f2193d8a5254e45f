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

const (
	smallGroup  = 100  // members
	batchSize   = 100  // members of one PATCH
	fillBatch   = 1000 // members of one PATCH while a group is filled
	membersEach = 100  // members measured one by one in a round
	batchesEach = 20   // batches measured in a round
)

// groups are groups of three sizes in the large directory, and people who are
// in none of them.
type groups struct {
	small, middle, large sizedGroup
	newcomers            []load.ID
	client               *load.Client
}

type sizedGroup struct {
	id      load.ID
	members int
}

// groupMember compares the PATCH of one member into groups of three sizes.
func (b *bench) groupMember(ctx context.Context) error {
	if b.config.Muster == "" {
		b.progress("  left out: there is no Muster to measure")
		return nil
	}
	groups, err := b.sizedGroups(ctx)
	if err != nil {
		return err
	}
	sizes := []sizedGroup{groups.small, groups.middle, groups.large}
	p50s, err := b.inTurn("PATCH of one member", sizes, membersEach, func(group load.ID, n int) (time.Duration, error) {
		newcomer := n % len(groups.newcomers)
		return groups.addAndRemove(group, groups.newcomers[newcomer:newcomer+1])
	})
	if err != nil {
		return err
	}
	b.compare("one member into a group", sizes[1], sizes[0], p50s[1], p50s[0], 1.5)
	b.compare("one member into a group", sizes[2], sizes[0], p50s[2], p50s[0], 2)
	return nil
}

// groupBatch compares the PATCH of a batch into a large and a middling group.
func (b *bench) groupBatch(ctx context.Context) error {
	if b.config.Muster == "" {
		b.progress("  left out: there is no Muster to measure")
		return nil
	}
	groups, err := b.sizedGroups(ctx)
	if err != nil {
		return err
	}
	sizes := []sizedGroup{groups.middle, groups.large}
	p50s, err := b.inTurn("PATCH of 100 members", sizes, batchesEach, func(group load.ID, _ int) (time.Duration, error) {
		return groups.addAndRemove(group, groups.newcomers)
	})
	if err != nil {
		return err
	}
	b.compare("100 members into a group", sizes[1], sizes[0], p50s[1], p50s[0], 2)
	return nil
}

// addAndRemove returns how long adding took. The removal is not measured; it
// keeps the group at its size.
func (g *groups) addAndRemove(group load.ID, members []load.ID) (time.Duration, error) {
	began := time.Now()
	if err := g.client.AddMembers(group, members); err != nil {
		return 0, err
	}
	took := time.Since(began)
	return took, g.client.RemoveMembers(group, members)
}

// inTurn measures each group in every round, and returns the p50 of each round
// for each group, in seconds.
func (b *bench) inTurn(
	operation string, sizes []sizedGroup, each int, measure func(group load.ID, n int) (time.Duration, error),
) ([][]float64, error) {
	p50s := make([][]float64, len(sizes))
	meters := make([]meter, len(sizes))
	for range b.config.Rounds {
		for i, group := range sizes {
			var sample load.Sample
			for n := range each {
				took, err := measure(group.id, n)
				if err != nil {
					return nil, fmt.Errorf("group of %d: %w", group.members, err)
				}
				sample.Elapsed += took
				sample.Latencies = append(sample.Latencies, took)
			}
			slices.Sort(sample.Latencies)
			p50s[i] = append(p50s[i], sample.Percentile(0.5).Seconds())
			meters[i].add(sample)
		}
	}
	for i, group := range sizes {
		name := fmt.Sprintf("%s, group of %d", operation, group.members)
		b.report.Rates = append(b.report.Rates, meters[i].rate(b.many.name, name))
	}
	return p50s, nil
}

// compare keeps the ratio of two groups' p50.
func (b *bench) compare(name string, of, to sizedGroup, ofP50, toP50 []float64, most float64) {
	limit := report.Limit{Bound: report.AtMost, Value: most}
	result := report.MedianOf(fmt.Sprintf("%s of %d", name, of.members), statistics.Ratios(ofP50, toP50), report.Times, limit)
	result.Detail = fmt.Sprintf("p50 with %d members", to.members)
	b.add(result)
}

// sizedGroups fills the groups when they are first asked for.
func (b *bench) sizedGroups(ctx context.Context) (*groups, error) {
	if b.groups != nil {
		return b.groups, nil
	}
	_, many, err := b.sizes(ctx)
	if err != nil {
		return nil, err
	}
	if err := b.fill(ctx, many, b.config.Many+batchSize); err != nil {
		return nil, err
	}
	client, err := load.NewClient(ctx, many.target)
	if err != nil {
		return nil, err
	}
	b.stops = append(b.stops, client.Close)
	made := &groups{client: client, newcomers: many.ids[b.config.Many : b.config.Many+batchSize]}
	for _, group := range []struct {
		into    *sizedGroup
		members int
	}{
		{&made.small, min(smallGroup, b.config.Few)},
		{&made.middle, b.config.Few},
		{&made.large, b.config.Many},
	} {
		b.progress("  filling a group with %d members", group.members)
		id, err := client.CreateGroup(fmt.Sprintf("Group of %d", group.members))
		if err != nil {
			return nil, err
		}
		for members := range slices.Chunk(many.ids[:group.members], fillBatch) {
			if err := client.AddMembers(id, members); err != nil {
				return nil, err
			}
		}
		*group.into = sizedGroup{id: id, members: group.members}
	}
	b.groups = made
	return made, nil
}
