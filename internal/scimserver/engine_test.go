package scimserver_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// An engine is a real store that the door is tested on. It is opened once: each
// test works in an organization of its own, so that tests are to each other what
// customers are.
type engine struct {
	name string
	open func() (opened, error)
}

// opened is a store with a way to look at its tables.
type opened struct {
	store    *sqlstore.Store
	database database
}

// engines are both. On SQLite every change runs twice, which shows that changes
// may run again.
var engines = []engine{
	{"sqlite", sync.OnceValues(func() (opened, error) { return openSQLite(sqlstore.Options{RunTwice: true}) })},
	{"postgres", sync.OnceValues(openPostgreSQL)},
}

// sqliteOnce runs every change once, as it is in service, for tests in which
// changes meet one another.
var sqliteOnce = engine{"sqlite_once", sync.OnceValues(func() (opened, error) { return openSQLite(sqlstore.Options{}) })}

// toClose are what the tests opened, to be closed in reverse order.
var toClose struct {
	sync.Mutex
	functions []func() error
}

func closeLater(f func() error) {
	toClose.Lock()
	defer toClose.Unlock()
	toClose.functions = append(toClose.functions, f)
}

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(toClose.functions) - 1; i >= 0; i-- {
		if err := toClose.functions[i](); err != nil {
			fmt.Fprintln(os.Stderr, "close:", err)
			code = 1
		}
	}
	os.Exit(code)
}

func openSQLite(options sqlstore.Options) (opened, error) {
	folder, err := os.MkdirTemp("", "scimserver")
	if err != nil {
		return opened{}, err
	}
	closeLater(func() error { return os.RemoveAll(folder) })
	store, err := sqlstore.OpenSQLite(context.Background(), folder, options)
	if err != nil {
		return opened{}, err
	}
	closeLater(store.Close)
	database, err := openSQLiteFile(filepath.Join(folder, "muster.db"))
	return opened{store, database}, err
}

func openPostgreSQL() (opened, error) {
	ctx := context.Background()
	server, err := pgtest.Start(ctx)
	if err != nil {
		return opened{}, err
	}
	closeLater(server.Stop)
	address, err := server.Create(ctx)
	if err != nil {
		return opened{}, err
	}
	store, err := sqlstore.OpenPostgreSQL(ctx, address, sqlstore.Options{})
	if err != nil {
		return opened{}, err
	}
	closeLater(store.Close)
	database, err := openPostgreSQLDatabase(address)
	return opened{store, database}, err
}

// must returns the open engine, or skips the test where PostgreSQL is missing
// and need not be there.
func (e engine) must(t testing.TB) opened {
	t.Helper()
	opened, err := e.open()
	if errors.Is(err, pgtest.ErrMissing) && os.Getenv("MUSTER_REQUIRE_POSTGRES") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("open %s: %v", e.name, err)
	}
	return opened
}

// onEachEngine runs a test on both engines, and on others if it names any.
func onEachEngine(t *testing.T, test func(t *testing.T, engine engine), others ...engine) {
	t.Helper()
	t.Parallel()
	for _, engine := range slices.Concat(engines, others) {
		t.Run(engine.name, func(t *testing.T) {
			t.Parallel()
			test(t, engine)
		})
	}
}
