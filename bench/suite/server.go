package suite

import (
	"context"
	"fmt"
	"time"

	"github.com/musterhq/muster/bench/child"
	"github.com/musterhq/muster/bench/load"
)

// sampleLimit bounds one sample, so that a slow server cannot hold up the run.
const sampleLimit = 30 * time.Second

// licenses is more than any measurement uses: it is no limit here.
const licenses = 10_000_000

// server is one measured server and who is in it.
type server struct {
	name    string
	process *child.Process
	target  load.Target
	domain  string
	ids     []load.ID // by the person's number
}

func (s *server) person(number int) load.Person {
	return load.Person{Domain: s.domain, Number: number}
}

// startReference starts a reference server with an empty directory.
func (b *bench) startReference(ctx context.Context, name string) (*server, error) {
	dir, err := b.directory(name)
	if err != nil {
		return nil, err
	}
	process, target, err := child.StartReference(ctx, b.config.Reference, dir)
	if err != nil {
		return nil, err
	}
	b.stops = append(b.stops, process.Stop)
	return &server{name: "reference", process: process, target: target, domain: name}, nil
}

// startMuster starts Muster with an empty directory and one connection.
func (b *bench) startMuster(ctx context.Context, name string) (*server, error) {
	dir, err := b.directory(name)
	if err != nil {
		return nil, err
	}
	muster, err := child.StartMuster(ctx, b.config.Muster, "--data", dir)
	if err != nil {
		return nil, err
	}
	b.stops = append(b.stops, muster.Stop)
	target, err := muster.Connect(ctx, name, licenses)
	if err != nil {
		return nil, err
	}
	return &server{name: "muster", process: muster.Process, target: target, domain: name}, nil
}

// plan is a sample of so many operations on this server.
func (b *bench) plan(s *server, operations int) load.Plan {
	return load.Plan{
		Targets:    []load.Target{s.target},
		Clients:    b.config.Clients,
		Operations: operations,
		AtMost:     sampleLimit,
	}
}

// grow creates so many people with the given operation and remembers them.
func (b *bench) grow(
	ctx context.Context, s *server, people int, create func(*load.Client, load.Person) (load.ID, error),
) (load.Sample, error) {
	first := len(s.ids)
	ids := append(s.ids, make([]load.ID, people)...)
	sample, err := load.Run(ctx, b.plan(s, people), func(client *load.Client, n int) error {
		id, err := create(client, s.person(first+n))
		ids[first+n] = id
		return err
	})
	if err != nil {
		return load.Sample{}, err
	}
	s.ids = ids[:first+len(sample.Latencies)]
	return sample, nil
}

// fill creates people until there are so many.
func (b *bench) fill(ctx context.Context, s *server, people int) error {
	if len(s.ids) >= people {
		return nil
	}
	b.progress("  filling %s up to %d people", s.name, people)
	for len(s.ids) < people {
		if _, err := b.grow(ctx, s, people-len(s.ids), (*load.Client).Create); err != nil {
			return fmt.Errorf("fill %s: %w", s.name, err)
		}
	}
	return nil
}

// lookups looks people up all over the directory.
func (b *bench) lookups(ctx context.Context, s *server, operations int) (load.Sample, error) {
	return load.Run(ctx, b.plan(s, operations), func(client *load.Client, n int) error {
		return client.Lookup(s.person(scatter(n, len(s.ids))), 1)
	})
}

// scatter spreads consecutive numbers over those below count, so that
// neighbours in time are not neighbours on the disk.
func scatter(n, count int) int {
	const prime = 999_983 // larger than any count here, so no number is left out
	return n * prime % count
}
