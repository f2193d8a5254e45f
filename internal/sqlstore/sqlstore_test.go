package sqlstore

import (
	"database/sql"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
	"github.com/musterhq/muster/internal/storetest"
)

// twice proves, wherever it is used, that changes may run again.
var twice = Options{RunTwice: true}

// Both engines pass the one suite, also when every change runs twice.
func TestStore(t *testing.T) {
	t.Parallel()
	for _, engine := range engines() {
		for _, options := range []struct {
			name string
			Options
		}{{"once", Options{}}, {"twice", twice}} {
			t.Run(engine.name+"/"+options.name, func(t *testing.T) {
				t.Parallel()
				storetest.Run(t, func(t *testing.T) storetest.Opener {
					at := engine.create(t)
					return func(t *testing.T) directory.Store { return openStore(t, at, options.Options) }
				})
			})
		}
	}
}

// testEngine is one of the databases that a test runs on.
type testEngine struct {
	name string
	// create makes an empty database.
	create func(t testing.TB) Location
}

func engines() []testEngine {
	return []testEngine{
		{"SQLite", func(t testing.TB) Location { return Location{Directory: t.TempDir()} }},
		{"PostgreSQL", func(t testing.TB) Location { return Location{URL: pgtest.Database(t)} }},
	}
}

// onBoth runs a test on an empty database of each engine.
func onBoth(t *testing.T, test func(t *testing.T, at Location)) {
	t.Helper()
	for _, engine := range engines() {
		t.Run(engine.name, func(t *testing.T) {
			t.Parallel()
			test(t, engine.create(t))
		})
	}
}

// openStore opens a database until the test ends.
func openStore(t testing.TB, at Location, options Options) *Store {
	t.Helper()
	store, err := Open(t.Context(), at, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// openVersion makes a database as an earlier version of the schema had it.
func openVersion(t testing.TB, at Location, version SchemaVersion) *sql.DB {
	t.Helper()
	target, err := openTarget(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.db.Close() })
	if _, err := target.migrate(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	return target.db
}

// openRaw opens the database beneath a Store.
func openRaw(t testing.TB, at Location) *sql.DB {
	t.Helper()
	target, err := openTarget(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.db.Close() })
	return target.db
}
