package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/musterhq/muster/internal/directory"
)

const (
	// postgresGroupTimeout bounds a group of changes, waiting for a connection
	// and for the organization's row included: a connection that went silent
	// must not hold a lane for ever.
	postgresGroupTimeout = 30 * time.Second

	// postgresUnlockTimeout bounds the giving back of the migration lock, which
	// outlives a context that was cancelled.
	postgresUnlockTimeout = 5 * time.Second

	// migrationLock is the advisory lock under which the schema changes.
	migrationLock = 0x6d7573746572 // "muster"
)

// postgresWriters and postgresReaders are how many connections a process has at
// the most. They are apart, because a change may read through View while its group
// holds a connection.
//
// Few writers are faster than many where many organizations are busy: while one
// waits for a connection its group grows, and the disk is asked for fewer commits.
func postgresWriters() int { return max(4, runtime.GOMAXPROCS(0)) }
func postgresReaders() int { return max(8, runtime.GOMAXPROCS(0)) }

// postgres is the engine on a PostgreSQL database, shared with other processes.
type postgres struct {
	writers *sql.DB
	readers *sql.DB
	lanes   postgresLanes
}

// OpenPostgreSQL opens the database at a URL (postgres://…). It brings the
// schema up to date, and refuses one that a newer program has written. Several
// processes may open the same database.
func OpenPostgreSQL(ctx context.Context, url string, options Options) (*Store, error) {
	store, err := openPostgreSQL(ctx, url, options)
	if err != nil {
		return nil, fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	return store, nil
}

func openPostgreSQL(ctx context.Context, url string, options Options) (*Store, error) {
	if _, err := Migrate(ctx, Location{URL: url}, options); err != nil {
		return nil, err
	}
	config, err := parsePostgresURL(url)
	if err != nil {
		return nil, err
	}
	engine := &postgres{
		writers: openPostgresPool(config, postgresWriters()),
		readers: openPostgresPool(config, postgresReaders()),
		lanes:   postgresLanes{of: map[directory.OrganizationID]*postgresLane{}},
	}
	return newStore(engine, options), nil
}

func parsePostgresURL(url string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		// pgx's error repeats the URL, without its password.
		return nil, err
	}
	if _, ok := config.RuntimeParams["application_name"]; !ok {
		config.RuntimeParams["application_name"] = "muster"
	}
	return config, nil
}

func openPostgresPool(config *pgx.ConnConfig, connections int) *sql.DB {
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(prepareConnection))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db
}

// prepareConnection settles two things that a server may be set otherwise.
//
// Commits wait for the disk: a success that is answered must survive a crash. A
// setting that waits for more, such as a replica, stays.
//
// Plans use indexes, in their order, and are made once for all arguments. Every
// statement of ours has its index, while PostgreSQL's own choice would rest on
// what it last measured of a table, which is out of date in the minute in which
// a company's people arrive. Compiling a plan (jit) would cost more than it ever
// saves here.
func prepareConnection(ctx context.Context, connection *pgx.Conn) error {
	_, err := connection.Exec(ctx, `
		SELECT
			set_config('enable_seqscan', 'off', false),
			set_config('enable_bitmapscan', 'off', false),
			set_config('jit', 'off', false),
			set_config('plan_cache_mode', 'force_generic_plan', false),
			CASE WHEN current_setting('synchronous_commit') = 'off'
				THEN set_config('synchronous_commit', 'local', false) END`)
	return err
}

func openPostgreSQLTarget(url string) (*target, error) {
	config, err := parsePostgresURL(url)
	if err != nil {
		return nil, err
	}
	db := openPostgresPool(config, 4)
	return &target{
		db:       db,
		files:    "migrations/postgres",
		dialect:  goose.DialectPostgres,
		hasTable: `SELECT count(to_regclass($1))`,
		lock: func(ctx context.Context) (func() error, error) {
			return lockPostgreSQL(ctx, db)
		},
	}, nil
}

// lockPostgreSQL takes the advisory lock on a connection of its own; it ends
// with that connection at the latest.
func lockPostgreSQL(ctx context.Context, db *sql.DB) (func() error, error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := connection.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, int64(migrationLock)); err != nil {
		return nil, errors.Join(err, connection.Close())
	}
	return func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postgresUnlockTimeout)
		defer cancel()
		_, err := connection.ExecContext(ctx, `SELECT pg_advisory_unlock($1)`, int64(migrationLock))
		return errors.Join(err, connection.Close())
	}, nil
}

func (e *postgres) read(ctx context.Context, f func(context.Context, queryer) error) error {
	return f(ctx, postgresSession{e.readers})
}

func (e *postgres) lane(organization directory.OrganizationID) (*lane, func()) {
	return e.lanes.lane(organization)
}

// postgresLanes are the lanes in use, one for each organization.
type postgresLanes struct {
	mutex sync.Mutex
	of    map[directory.OrganizationID]*postgresLane
}

type postgresLane struct {
	lane  lane
	users int
}

func (l *postgresLanes) lane(organization directory.OrganizationID) (*lane, func()) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	found, ok := l.of[organization]
	if !ok {
		found = &postgresLane{}
		l.of[organization] = found
	}
	found.users++
	return &found.lane, func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		found.users--
		if found.users == 0 {
			delete(l.of, organization)
		}
	}
}

// list returns the ids as they are: pgx sends a slice as an array.
func (e *postgres) list(ids []string) any { return ids }

func (e *postgres) insert(into *table, rows [][]any) []call { return into.insertTogether(rows) }

// unavailable recognizes what PostgreSQL and the network say when the database
// cannot work now, by the classes of Appendix A of its manual.
func (e *postgres) unavailable(err error) bool {
	var failed *pgconn.PgError
	if errors.As(err, &failed) {
		switch {
		case len(failed.Code) != 5:
			return false
		case failed.Code == "25P02", // in a failed transaction
			failed.Code == "25006", // read-only: a standby
			failed.Code == "40001", // serialization failure
			failed.Code == "40P01", // deadlock detected
			failed.Code == "55P03": // lock not available
			return true
		}
		switch failed.Code[:2] {
		case "08", // connection exception
			"53", // insufficient resources
			"57", // operator intervention
			"58": // system error
			return true
		}
		return false
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) ||
		pgconn.Timeout(err) || pgconn.SafeToRetry(err) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, net.ErrClosed) ||
		// A server that died in the middle of a message is no network error.
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn)
}

func (e *postgres) close() error {
	return errors.Join(e.readers.Close(), e.writers.Close())
}

// begin begins a transaction and locks the organization in one round trip.
func (e *postgres) begin(organization directory.OrganizationID) (transaction, *ledger, error) {
	ctx, cancel := context.WithTimeout(context.Background(), postgresGroupTimeout)
	connection, err := e.writers.Conn(ctx)
	if err != nil {
		cancel()
		return nil, nil, fmt.Errorf("begin: %w", err)
	}
	t := &postgresTransaction{postgresSession: postgresSession{connection}, connection: connection, ctx: ctx, cancel: cancel}
	returned := false
	defer func() {
		if !returned {
			t.abandon()
		}
	}()
	first, err := t.begin(organization)
	returned = true
	if err != nil {
		t.discard()
		return nil, nil, fmt.Errorf("begin: %w", err)
	}
	return t, first, nil
}

// postgresTransaction is a transaction on a connection of its own, under a
// context of the store's own. It begins and ends by batches, which travel as one
// round trip.
type postgresTransaction struct {
	postgresSession
	connection *sql.Conn
	ctx        context.Context
	cancel     context.CancelFunc
}

func (t *postgresTransaction) context() context.Context { return t.ctx }

// begin returns nil for an organization that does not exist.
func (t *postgresTransaction) begin(organization directory.OrganizationID) (*ledger, error) {
	batch := &pgx.Batch{}
	batch.Queue("BEGIN ISOLATION LEVEL READ COMMITTED")
	batch.Queue(loadLedger.postgres, string(organization))
	loaded := &ledger{organization: organization}
	err := t.send(batch, func(results pgx.BatchResults) error {
		if _, err := results.Exec(); err != nil {
			return err
		}
		return results.QueryRow().Scan(loaded.columns()...)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	loaded.loaded()
	return loaded, nil
}

// A secret's access is read for every request: the database is shared with
// processes on other machines, and there is nothing nearer that they all see.
func (e *postgres) access(_ directory.CredentialHash, load func() (access, error)) (directory.Access, error) {
	found, err := load()
	return found.Access, err
}

func (t *postgresTransaction) changesAccess() error { return nil }

func (t *postgresTransaction) commit(last []call) (outcome, error) {
	batch := &pgx.Batch{}
	for _, call := range last {
		batch.Queue(call.text.postgres, call.args...)
	}
	batch.Queue("COMMIT")
	outcome, doing := unknown, "commit"
	err := t.send(batch, func(results pgx.BatchResults) error {
		for _, call := range last {
			if _, err := results.Exec(); err != nil {
				// What follows a statement that PostgreSQL refuses, it skips: the
				// COMMIT too. Of any other error nobody knows how far it came.
				var refused *pgconn.PgError
				if errors.As(err, &refused) {
					outcome, doing = undone, call.text.does
				}
				return err
			}
		}
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		if tag.String() != "COMMIT" {
			outcome = undone
			return fmt.Errorf("PostgreSQL answered %s", tag)
		}
		outcome = committed
		return nil
	})
	switch {
	case outcome == committed:
		t.release()
		return committed, nil
	case outcome == undone:
		t.rollback()
	default:
		t.discard()
	}
	return outcome, fmt.Errorf("%s: %w", doing, err)
}

func (t *postgresTransaction) rollback() {
	if _, err := t.exec(t.ctx, rollback); err != nil {
		t.discard() // closing the connection rolls back too
		return
	}
	t.release()
}

// send sends a batch and has its results read, in order.
func (t *postgresTransaction) send(batch *pgx.Batch, read func(pgx.BatchResults) error) error {
	return t.connection.Raw(func(connection any) error {
		results := connection.(*stdlib.Conn).Conn().SendBatch(t.ctx, batch)
		err := read(results)
		return errors.Join(err, results.Close())
	})
}

// release gives the connection back.
func (t *postgresTransaction) release() {
	_ = t.connection.Close()
	t.cancel()
}

// discard closes the connection, in whatever state it is.
func (t *postgresTransaction) discard() {
	_ = t.connection.Raw(func(any) error { return driver.ErrBadConn })
	t.release()
}

// abandon closes the connection aside: a query whose driver panicked counts as
// running for ever with database/sql, which waits for it before it closes.
func (t *postgresTransaction) abandon() { go t.discard() }

// postgresSession runs statements on a pool or in a transaction. pgx prepares a
// text once on each connection and knows it by its text.
type postgresSession struct {
	on interface {
		QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
		ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	}
}

func (s postgresSession) query(ctx context.Context, text *statement, args ...any) (cursor, error) {
	rows, err := s.on.QueryContext(ctx, text.postgres, args...) //nolint:rowserrcheck // whoever goes through them asks
	if err != nil {
		return nil, err // a cursor that holds no rows would not be nil
	}
	return rows, nil
}

func (s postgresSession) exec(ctx context.Context, text *statement, args ...any) (int64, error) {
	result, err := s.on.ExecContext(ctx, text.postgres, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
