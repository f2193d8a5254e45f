package suite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/musterhq/muster/bench/child"
	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/statistics"
)

// organizationCount is how many organizations are busy at once.
const organizationCount = 16

// postgresql measures Muster on PostgreSQL. What it can reach there is bounded
// by what PostgreSQL itself does with single rows, so that is measured on the
// same server in the same rounds.
func (b *bench) postgresql(ctx context.Context) error {
	if b.config.Muster == "" {
		b.progress("  left out: there is no Muster to measure")
		return nil
	}
	database, err := b.startPostgreSQL(ctx)
	if err != nil {
		return err
	}
	muster, err := child.StartMuster(ctx, b.config.Muster, "--database", database.URL("muster"))
	if err != nil {
		return err
	}
	b.stops = append(b.stops, muster.Stop)
	targets := make([]load.Target, 0, organizationCount)
	for i := range organizationCount {
		target, err := muster.Connect(ctx, fmt.Sprintf("organization %d", i+1), licenses)
		if err != nil {
			return err
		}
		targets = append(targets, target)
	}
	bare, err := newBareInserts(ctx, database, b.config.Clients)
	if err != nil {
		return err
	}
	clients := b.config.Clients
	everybody := &newcomers{operations: b.config.Operations}
	runs := []*scenario{
		{name: fmt.Sprintf("bare inserts, %d connections", clients), run: func(ctx context.Context) (load.Sample, error) {
			return bare.insert(ctx, b.config.Operations)
		}},
		everybody.scenario("one organization", targets[:1], clients),
		everybody.scenario("one organization", targets[:1], 2*clients),
		everybody.scenario("all organizations", targets, organizationCount),
		everybody.scenario("all organizations", targets, organizationCount*clients),
		everybody.posts("one organization", targets[:1], clients),
	}
	postgres := &server{name: "muster, PostgreSQL", process: muster.Process}
	order := slices.Clone(runs)
	for range b.config.Rounds {
		for _, scenario := range order {
			err := scenario.meter.take(postgres, func() (load.Sample, error) { return scenario.run(ctx) })
			if err != nil {
				return errors.Join(fmt.Errorf("%s: %w", scenario.name, err), bare.close(ctx))
			}
		}
		slices.Reverse(order)
	}
	b.reportPostgreSQL(runs)
	return bare.close(ctx)
}

func (b *bench) startPostgreSQL(ctx context.Context) (*child.PostgreSQL, error) {
	dir, err := b.directory("postgresql")
	if err != nil {
		return nil, err
	}
	database, err := child.StartPostgreSQL(ctx, b.config.PostgreSQL, dir)
	if err != nil {
		return nil, err
	}
	b.stops = append(b.stops, database.Stop)
	b.report.Machine.PostgreSQL = database.Version()
	for _, name := range []string{"muster", "bare"} {
		if err := database.CreateDatabase(ctx, name); err != nil {
			return nil, err
		}
	}
	return database, nil
}

// reportPostgreSQL compares the scenarios, in the order they were listed in.
func (b *bench) reportPostgreSQL(runs []*scenario) {
	for _, scenario := range runs {
		server := "muster, PostgreSQL"
		if scenario == runs[0] {
			server = "PostgreSQL alone"
			// The processor time taken is Muster's, which was idle then.
			scenario.meter.serverCPU = 0
		}
		b.report.Rates = append(b.report.Rates, scenario.meter.rate(server, scenario.name))
	}
	bare, one, oneCrowded, allSparse, all, posts := runs[0], runs[1], runs[2], runs[3], runs[4], runs[5]
	for _, comparison := range []struct {
		name      string
		of, to    *scenario
		limit     report.Limit
		explained string
	}{
		{"PostgreSQL: Okta create", one, bare, report.Limit{Bound: report.AtLeast, Value: 0.15}, "rate of bare inserts; the lookup before the POST included"},
		{"PostgreSQL: POST alone", posts, bare, report.Limit{Bound: report.AtLeast, Value: 0.15}, "rate of bare inserts"},
		{"PostgreSQL: twice the clients", oneCrowded, one, report.Limit{Bound: report.MoreThan, Value: 1}, "creates in one organization"},
		{"PostgreSQL: 16 organizations", all, one, report.Limit{Bound: report.MoreThan, Value: 1}, "creates, as many clients in each organization"},
		{"PostgreSQL: 16 organizations, one client each", allSparse, oneCrowded, report.Limit{}, "creates, as many clients in one organization"},
	} {
		ratios := statistics.Ratios(comparison.of.meter.perSecond, comparison.to.meter.perSecond)
		result := report.MedianOf(comparison.name, ratios, report.Times, comparison.limit)
		result.Detail = comparison.explained
		b.add(result)
	}
}

// scenario is one way of creating people.
type scenario struct {
	name  string
	run   func(context.Context) (load.Sample, error)
	meter meter
}

// newcomers numbers people who were never there before.
type newcomers struct {
	operations int
	created    int
}

// scenario creates as Okta does, by a lookup and a POST.
func (p *newcomers) scenario(where string, targets []load.Target, clients int) *scenario {
	return p.by((*load.Client).OktaCreate, "Okta create, "+where, targets, clients)
}

// posts creates without asking before.
func (p *newcomers) posts(where string, targets []load.Target, clients int) *scenario {
	return p.by((*load.Client).Create, "POST alone, "+where, targets, clients)
}

func (p *newcomers) by(create func(*load.Client, load.Person) (load.ID, error), what string, targets []load.Target, clients int) *scenario {
	name := fmt.Sprintf("%s, %d clients", what, clients)
	return &scenario{name: name, run: func(ctx context.Context) (load.Sample, error) {
		first := p.created
		p.created += p.operations
		plan := load.Plan{Targets: targets, Clients: clients, Operations: p.operations, AtMost: sampleLimit}
		return load.Run(ctx, plan, func(client *load.Client, n int) error {
			_, err := create(client, load.Person{Domain: "postgresql", Number: first + n})
			return err
		})
	}}
}

// bareInserts are what PostgreSQL itself can do: the same rows that the
// reference keeps, one INSERT and one commit each, through pgx with nothing in
// between.
type bareInserts struct {
	conns    []*pgx.Conn
	inserted int
}

func newBareInserts(ctx context.Context, database *child.PostgreSQL, connections int) (*bareInserts, error) {
	bare := &bareInserts{}
	for range connections {
		conn, err := pgx.Connect(ctx, database.URL("bare"))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("bare inserts: %w", err), bare.close(ctx))
		}
		bare.conns = append(bare.conns, conn)
	}
	_, err := bare.conns[0].Exec(ctx, `CREATE TABLE users (
		id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		user_name text   NOT NULL UNIQUE,
		modified  bigint NOT NULL,
		body      bytea  NOT NULL
	)`)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("bare inserts: %w", err), bare.close(ctx))
	}
	return bare, nil
}

func (p *bareInserts) close(ctx context.Context) error {
	var all error
	for _, conn := range p.conns {
		all = errors.Join(all, conn.Close(ctx))
	}
	return all
}

// insert inserts so many rows, shared out among the connections.
func (p *bareInserts) insert(ctx context.Context, rows int) (load.Sample, error) {
	first := p.inserted
	p.inserted += rows
	var next atomic.Int64
	var working sync.WaitGroup
	failures := make([]error, len(p.conns))
	latencies := make([][]time.Duration, len(p.conns))
	began := time.Now()
	for i, conn := range p.conns {
		working.Go(func() {
			for failures[i] == nil {
				n := int(next.Add(1)) - 1
				if n >= rows {
					return
				}
				started := time.Now()
				failures[i] = insertBare(ctx, conn, load.Person{Domain: "bare", Number: first + n})
				latencies[i] = append(latencies[i], time.Since(started))
			}
		})
	}
	working.Wait()
	sample := load.Sample{Elapsed: time.Since(began), Latencies: slices.Concat(latencies...)}
	slices.Sort(sample.Latencies)
	return sample, errors.Join(failures...)
}

func insertBare(ctx context.Context, conn *pgx.Conn, person load.Person) error {
	_, err := conn.Exec(ctx, `INSERT INTO users (user_name, modified, body) VALUES ($1, $2, $3)`,
		person.UserName(), time.Now().UnixMicro(), person.Body())
	return err
}
