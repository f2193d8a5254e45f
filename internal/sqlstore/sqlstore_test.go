package sqlstore_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/storetest"
)

// twice proves, wherever it is used, that changes may run again.
var twice = sqlstore.Options{RunTwice: true}

func TestSQLite(t *testing.T) {
	t.Parallel()
	for _, options := range []struct {
		name string
		sqlstore.Options
	}{{"once", sqlstore.Options{}}, {"twice", twice}} {
		t.Run(options.name, func(t *testing.T) {
			t.Parallel()
			storetest.Run(t, func(t *testing.T) storetest.Opener {
				path := t.TempDir()
				return func(t *testing.T) directory.Store {
					return openSQLite(t, path, options.Options)
				}
			})
		})
	}
}

func openSQLite(t *testing.T, path string, options sqlstore.Options) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.OpenSQLite(t.Context(), path, options)
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
