package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/pressly/goose/v3"
)

const (
	// trafficFile is the provisioning log's name in the data directory.
	trafficFile = "muster-traffic.db"
	// trafficReaders is how many reads run at once, and trafficCache their page
	// caches and the writer's, in KiB.
	trafficReaders = 2
	trafficCache   = 2 << 10
	// trafficCheckpoint is as long a log as the directory's, in pages of SQLite's
	// own size: what is kept of a request is wider than a row of the directory.
	trafficCheckpoint = 4000
)

// trafficSQLite is the provisioning log in a file. It runs at
// synchronous=NORMAL: its commits do not wait for the disk, and a crash of the
// machine may cost the last of them, never the file.
type trafficSQLite struct {
	file sqliteFile
	turn chan *sqliteSession // holds the one writer while nobody writes
	idle chan *sqliteSession
}

func openTrafficSQLite(ctx context.Context, directoryPath, vfs string) (trafficEngine, error) {
	if err := makeDataDirectory(directoryPath); err != nil {
		return nil, err
	}
	folder, err := filepath.Abs(directoryPath)
	if err != nil {
		return nil, err
	}
	e := &trafficSQLite{turn: make(chan *sqliteSession, 1), idle: make(chan *sqliteSession, trafficReaders)}
	if err := e.open(ctx, folder, vfs); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

func (e *trafficSQLite) open(ctx context.Context, folder, vfs string) error {
	cache := "cache_size(-" + strconv.Itoa(trafficCache) + ")"
	e.file = sqliteFile{path: filepath.Join(folder, trafficFile), vfs: vfs, pragmas: []string{
		"synchronous(NORMAL)", cache,
		"wal_autocheckpoint(" + strconv.Itoa(trafficCheckpoint) + ")",
		"journal_size_limit(" + strconv.Itoa(sqliteLogLimit) + ")",
	}}
	if err := e.migrate(ctx, folder); err != nil {
		return err
	}
	writer, err := e.file.open(ctx)
	if err != nil {
		return err
	}
	e.turn <- writer
	readers := sqliteFile{path: e.file.path, vfs: vfs, pragmas: []string{"query_only(1)", cache}}
	for range trafficReaders {
		session, err := readers.open(ctx)
		if err != nil {
			return err
		}
		e.idle <- session
	}
	return nil
}

// migrate brings the file's schema up to date.
func (e *trafficSQLite) migrate(ctx context.Context, folder string) error {
	db, err := e.file.pool()
	if err != nil {
		return err
	}
	schema := trafficSchema{
		db:       db,
		files:    "migrations/traffic/sqlite",
		dialect:  goose.DialectSQLite3,
		hasTable: `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1`,
		lock: func(ctx context.Context) (func() error, error) {
			return lockSQLite(ctx, db, filepath.Join(folder, "migrate.lock"))
		},
	}
	return errors.Join(schema.migrate(ctx), db.Close())
}

func (e *trafficSQLite) read(ctx context.Context, f func(context.Context, queryer) error) error {
	select {
	case session := <-e.idle:
		defer func() { e.idle <- session }()
		return f(context.WithoutCancel(ctx), session)
	case <-ctx.Done():
		return ctx.Err()
	}
}

var (
	syncEachCommit = newStatement("wait for the disk", `PRAGMA synchronous = FULL`)
	syncSeldom     = newStatement("wait for the disk no longer", `PRAGMA synchronous = NORMAL`)
)

// write takes its turn and runs f. A transaction that has begun is not left
// half-way because a context ends.
func (e *trafficSQLite) write(ctx context.Context, durable bool, f func(context.Context, queryer) error) error {
	var session *sqliteSession
	select {
	case session = <-e.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.turn <- session }()
	ctx = context.WithoutCancel(ctx)
	if session == nil { // the last one failed
		opened, err := e.file.open(ctx)
		if err != nil {
			return err
		}
		session = opened
	}
	whole := false
	defer func() {
		if whole {
			return
		}
		// SQLite may have rolled back by itself, and f may have panicked: a new
		// connection is the certain way to a clean state.
		session.discard()
		session = nil
	}()
	if err := e.transact(ctx, session, durable, f); err != nil {
		return err
	}
	whole = true
	return nil
}

func (e *trafficSQLite) transact(ctx context.Context, session *sqliteSession, durable bool, f func(context.Context, queryer) error) error {
	if durable {
		if _, err := session.exec(ctx, syncEachCommit); err != nil {
			return fmt.Errorf("%s: %w", syncEachCommit.does, err)
		}
	}
	if _, err := session.exec(ctx, beginImmediate); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(ctx, session); err != nil {
		return err
	}
	if _, err := session.exec(ctx, commit); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if durable {
		if _, err := session.exec(ctx, syncSeldom); err != nil {
			return fmt.Errorf("%s: %w", syncSeldom.does, err)
		}
	}
	return nil
}

func (e *trafficSQLite) insert(into *table, rows [][]any) []call { return into.insertByRows(rows) }

// close closes every connection, the writer's last: it moves the write-ahead log
// into the file.
func (e *trafficSQLite) close() error {
	var failures []error
	for len(e.idle) > 0 {
		failures = append(failures, (<-e.idle).close())
	}
	for len(e.turn) > 0 {
		if writer := <-e.turn; writer != nil {
			failures = append(failures, writer.close())
		}
	}
	return errors.Join(failures...)
}
