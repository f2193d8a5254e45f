package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// Traffic is a traffic.Store: on SQLite a file of its own beside the
// directory's, with its own lock, on PostgreSQL tables in the directory's
// database, over connections of its own. It shares no lane with the directory,
// so nothing that happens here makes a change of the directory wait.
type Traffic struct {
	connect func(context.Context) (trafficEngine, error)
	log     *slog.Logger
	now     func() time.Time
	running running

	mutex   sync.Mutex
	engine  trafficEngine // nil until it could be opened
	triedAt time.Time
	failure error // of the last try
}

var _ traffic.Store = (*Traffic)(nil)

// trafficEngine is the part of Traffic that differs between the engines.
type trafficEngine interface {
	// read runs f with a connection for reading.
	read(ctx context.Context, f func(context.Context, queryer) error) error
	// write runs f in a transaction, and returns when it is committed; a durable
	// one survives a crash of the machine too.
	write(ctx context.Context, durable bool, f func(context.Context, queryer) error) error
	// insert makes the calls that insert rows into a table.
	insert(into *table, rows [][]any) []call
	close() error
}

// openTrafficEvery is how long a database that could not be opened is left alone.
const openTrafficEvery = 10 * time.Second

// OpenTraffic opens the provisioning log that belongs to the database at a
// location, and brings its tables up to date. It never fails: what cannot be
// opened is logged, answers Unavailable, and is tried again when it is next
// asked for.
func OpenTraffic(ctx context.Context, at Location, options Options) *Traffic {
	t := &Traffic{log: options.Logger, now: options.Now}
	if t.log == nil {
		t.log = slog.New(slog.DiscardHandler)
	}
	if t.now == nil {
		t.now = time.Now
	}
	t.connect = func(ctx context.Context) (trafficEngine, error) {
		if at.URL != "" {
			return openTrafficPostgres(ctx, at.URL)
		}
		return openTrafficSQLite(ctx, at.Directory, options.VFS)
	}
	_, _ = t.use(ctx) // its failure was logged
	return t
}

// use returns the engine, and opens it if need be.
func (t *Traffic) use(ctx context.Context) (trafficEngine, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.engine != nil {
		return t.engine, nil
	}
	now := t.now()
	if t.failure != nil && now.Sub(t.triedAt) < openTrafficEvery {
		return nil, t.failure
	}
	engine, err := t.connect(ctx)
	if err != nil {
		t.triedAt, t.failure = now, fmt.Errorf("open the provisioning log: %w", err)
		t.log.ErrorContext(ctx, "the provisioning log cannot be opened; provisioning goes on without it", "error", err)
		return nil, t.failure
	}
	t.engine, t.failure = engine, nil
	return engine, nil
}

// read runs f with a connection for reading.
func (t *Traffic) read(ctx context.Context, f func(context.Context, queryer) error) error {
	return t.with(ctx, func(engine trafficEngine) error { return engine.read(ctx, f) })
}

func (t *Traffic) with(ctx context.Context, f func(trafficEngine) error) error {
	if t.running.enter() != nil {
		return trafficUnavailable(errClosed)
	}
	defer t.running.leave()
	engine, err := t.use(ctx)
	if err == nil {
		err = f(engine)
	}
	if err == nil || directory.CodeOf(err) != 0 || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return trafficUnavailable(err)
}

func trafficUnavailable(cause error) error {
	return directory.RuleLogUnavailable.Refuse(directory.Unavailable).Because(cause)
}

// reader makes collect and single work here.
func (t *Traffic) reader(ctx context.Context) *reader {
	return &reader{run: func(f func(context.Context, queryer) error) error { return t.read(ctx, f) }}
}

// trafficPatience bounds how long Close waits: the log's end is not worth a slow
// stop of the program.
const trafficPatience = 5 * time.Second

// Close waits for what is running, for some seconds, and closes the database.
func (t *Traffic) Close() error {
	if !t.running.end(trafficPatience) {
		return fmt.Errorf("close the provisioning log: it is still in use after %v", trafficPatience)
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.engine == nil {
		return nil
	}
	engine := t.engine
	t.engine, t.failure, t.triedAt = nil, errClosed, t.now()
	if err := engine.close(); err != nil {
		return fmt.Errorf("close the provisioning log: %w", err)
	}
	return nil
}
