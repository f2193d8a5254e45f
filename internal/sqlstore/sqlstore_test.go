package sqlstore_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
	"github.com/musterhq/muster/internal/storetest"
)

// twice proves, wherever it is used, that changes may run again.
var twice = sqlstore.Options{RunTwice: true}

// Both engines pass the one suite, also when every change runs twice.
func TestStore(t *testing.T) {
	t.Parallel()
	for _, engine := range engines() {
		for _, options := range []struct {
			name string
			sqlstore.Options
		}{{"once", sqlstore.Options{}}, {"twice", twice}} {
			t.Run(engine.name+"/"+options.name, func(t *testing.T) {
				t.Parallel()
				storetest.Run(t, func(t *testing.T) storetest.Opener {
					at := engine.create(t)
					return func(t *testing.T) directory.Store { return open(t, at, options.Options) }
				})
			})
		}
	}
}

// engine is one of the databases that a test runs on.
type engine struct {
	name string
	// create makes an empty database.
	create func(t testing.TB) sqlstore.Location
}

func engines() []engine {
	return []engine{
		{"SQLite", func(t testing.TB) sqlstore.Location { return sqlstore.Location{Directory: t.TempDir()} }},
		{"PostgreSQL", func(t testing.TB) sqlstore.Location { return sqlstore.Location{URL: pgtest.Database(t)} }},
	}
}

// open opens a database until the test ends.
func open(t testing.TB, at sqlstore.Location, options sqlstore.Options) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), at, options)
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
