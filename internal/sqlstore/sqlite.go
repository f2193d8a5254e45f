package sqlstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	sqlite3 "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"github.com/musterhq/muster/internal/directory"
)

const (
	// sqliteName is the database's name in the data directory.
	sqliteName = "muster.db"

	// sqliteReaders is how many reads run at once. Reads are short and the
	// machine has few cores; each reader has a page cache of its own.
	sqliteReaders = 4

	// The page caches, in KiB. What they do not hold the operating system's own
	// cache does, so they are kept small: the process's memory must not grow
	// with the directory. That of the connection that writes holds the inner pages
	// of a large directory's trees; a larger one costs more than it saves, because
	// SQLite looks through all its places at the end of a commit in which pages
	// were put in order.
	sqliteReaderCache = 2 << 10
	sqliteWriterCache = 4 << 10

	// sqliteBusyTimeout is how long a change waits for another process, such as
	// the command line, in milliseconds.
	sqliteBusyTimeout = 10_000

	// sqlitePage is the size of a page of a new database, in bytes. A commit
	// writes and sums up whole pages, and a create changes a few hundred bytes in
	// each of its trees: half of SQLite's own size makes creates faster by a
	// twentieth. Still smaller ones would send a person's resource to pages of
	// its own. A database that is there keeps the size it has.
	sqlitePage = 2 << 10

	// sqliteCheckpoint is the length of the write-ahead log, in pages of 2 KiB,
	// at which a commit moves it into the database. Higher means fewer writes
	// of the same page, lower a shorter log to read through. A commit that finds
	// a reader in the way moves what it can and the next one tries again; our
	// readers last one statement, so the log stays near this length.
	sqliteCheckpoint = 8000
	// sqliteLogLimit is what the log's file is cut back to, in bytes, when a
	// reader of another process let it grow beyond.
	sqliteLogLimit = 64 << 20
)

// sqlite is the engine on one file: one connection writes, in the only lane,
// and a few read.
type sqlite struct {
	file sqliteFile
	only lane
	// writer is the connection that writes, or nil before the first change and
	// after a failure; it belongs to whoever holds the lane's turn.
	writer *sqliteSession
	// idle are the connections that read and are not reading.
	idle   chan *sqliteSession
	memory *accessMemory
}

// OpenSQLite opens the database in a data directory, which it makes, readable
// by its owner alone, if it does not exist. It brings the schema up to date, and
// refuses one that a newer program has written. Several processes may open the
// same directory.
func OpenSQLite(ctx context.Context, directoryPath string, options Options) (*Store, error) {
	store, err := openSQLite(ctx, directoryPath, options)
	if err != nil {
		return nil, fmt.Errorf("open the database in %s: %w", directoryPath, err)
	}
	return store, nil
}

func openSQLite(ctx context.Context, directoryPath string, options Options) (*Store, error) {
	if _, err := Migrate(ctx, Location{Directory: directoryPath}, options); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(filepath.Join(directoryPath, sqliteName))
	if err != nil {
		return nil, err
	}
	engine := &sqlite{idle: make(chan *sqliteSession, sqliteReaders)}
	store := newStore(engine, options)
	if err := engine.open(ctx, path, options.VFS); err != nil {
		return nil, errors.Join(err, engine.close())
	}
	return store, nil
}

func (e *sqlite) open(ctx context.Context, path, vfs string) error {
	// As durable as fsync, without the file's timestamps. It holds for the whole
	// process, and is not to be had everywhere.
	if _, err := sqlite3.Fdatasync(true); err != nil && !errors.Is(err, sqlite3.ErrFdatasyncUnavailable) {
		return err
	}
	var err error
	e.file = sqliteFile{path: path, vfs: vfs, pragmas: []string{
		"synchronous(FULL)",
		"cache_size(-" + strconv.Itoa(sqliteWriterCache) + ")",
		"wal_autocheckpoint(" + strconv.Itoa(sqliteCheckpoint) + ")",
		"journal_size_limit(" + strconv.Itoa(sqliteLogLimit) + ")",
	}}
	if e.memory, err = openAccessMemory(filepath.Dir(path)); err != nil {
		return err
	}
	readers := sqliteFile{path: path, vfs: vfs, pragmas: []string{
		"query_only(1)",
		"cache_size(-" + strconv.Itoa(sqliteReaderCache) + ")",
	}}
	for range sqliteReaders {
		session, err := readers.open(ctx)
		if err != nil {
			return err
		}
		e.idle <- session
	}
	reading := <-e.idle
	defer func() { e.idle <- reading }()
	return e.reconcile(ctx, reading)
}

// makeDataDirectory makes the data directory.
func makeDataDirectory(path string) error {
	return os.MkdirAll(path, 0o700)
}

func (e *sqlite) read(ctx context.Context, f func(context.Context, queryer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case session := <-e.idle:
		defer func() { e.idle <- session }()
		// A statement here is short and has nothing to wait for, while each
		// context that can end would cost it two goroutines.
		return f(context.WithoutCancel(ctx), session)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *sqlite) lane(directory.OrganizationID) (*lane, func()) {
	return &e.only, func() {}
}

func (e *sqlite) list(ids []string) any {
	text, err := json.Marshal(ids)
	if err != nil {
		panic("strings do not marshal: " + err.Error())
	}
	return string(text)
}

func (e *sqlite) insert(into *table, rows [][]any) []call { return into.insertByRows(rows) }

func (e *sqlite) unavailable(err error) bool {
	var failed *sqlite3.Error
	if !errors.As(err, &failed) {
		return false
	}
	switch failed.Code() & 0xff { // the primary code
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_IOERR, codes.SQLITE_FULL,
		codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_NOMEM, codes.SQLITE_PROTOCOL:
		return true
	}
	return false
}

// close closes every connection, the writer's last: the last to close moves the
// write-ahead log into the database and removes it, so that the one file holds
// everything. Nobody uses the engine any more.
func (e *sqlite) close() error {
	var failures []error
	for len(e.idle) > 0 {
		failures = append(failures, (<-e.idle).close())
	}
	if e.writer != nil {
		failures = append(failures, e.writer.close())
	}
	if e.memory != nil {
		failures = append(failures, e.memory.file.Close())
	}
	return errors.Join(failures...)
}

var (
	beginImmediate = newStatement("begin", `BEGIN IMMEDIATE`)
	commit         = newStatement("commit", `COMMIT`)
	rollback       = newStatement("roll back", `ROLLBACK`)
)

func (e *sqlite) begin(directory.OrganizationID) (transaction, *ledger, error) {
	begun, err := e.beginImmediate(context.Background())
	if err != nil {
		return nil, nil, err
	}
	return begun, nil, nil
}

// beginImmediate begins a transaction with the write lock; the context counts
// until then.
func (e *sqlite) beginImmediate(ctx context.Context) (begun sqliteTransaction, err error) {
	if e.writer == nil {
		session, err := e.file.open(ctx)
		if err != nil {
			return begun, fmt.Errorf("begin: %w", err)
		}
		e.writer = session
	}
	begun = sqliteTransaction{sqliteSession: e.writer, engine: e}
	returned := false
	defer func() {
		if !returned {
			begun.abandon()
		}
	}()
	_, err = begun.exec(ctx, beginImmediate)
	returned = true
	if err == nil {
		return begun, nil
	}
	if !isBusy(err) { // another process writes: the connection is as it was
		e.discard()
	}
	return begun, fmt.Errorf("begin: %w", err)
}

func isBusy(err error) bool {
	var failed *sqlite3.Error
	return errors.As(err, &failed) && failed.Code()&0xff == codes.SQLITE_BUSY
}

// discard closes the writing connection, in whatever state it is; that rolls
// back what it had begun.
func (e *sqlite) discard() {
	e.writer.discard()
	e.writer = nil
}

// sqliteTransaction is a transaction on the writing connection.
type sqliteTransaction struct {
	*sqliteSession
	engine *sqlite
}

func (t sqliteTransaction) context() context.Context { return context.Background() }

func (t sqliteTransaction) commit(last []call) (outcome, error) {
	ctx := context.Background()
	for _, call := range last {
		if _, err := t.exec(ctx, call.text, call.args...); err != nil {
			t.rollback()
			return undone, fmt.Errorf("%s: %w", call.text.does, err)
		}
	}
	if _, err := t.exec(ctx, commit); err != nil {
		// The log may hold the commit although its sync failed.
		t.engine.discard()
		return unknown, fmt.Errorf("commit: %w", err)
	}
	return committed, nil
}

func (t sqliteTransaction) rollback() {
	// SQLite may have rolled back by itself, on a full disk for one; then this
	// fails, and a new connection is the certain way to a clean state.
	if _, err := t.exec(context.Background(), rollback); err != nil {
		t.engine.discard()
	}
}

// abandon rolls back at once, so that the file is not left locked, and lets the
// connection be closed aside: nobody knows what a driver that panicked still
// holds, and closing may wait for it.
func (t sqliteTransaction) abandon() {
	t.engine.writer = nil
	defer func() { go t.sqliteSession.discard() }()
	_, _ = t.exec(context.Background(), rollback)
}
