package e2e_test

import (
	"testing"

	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// engine is a database that Muster works on.
type engine struct {
	name string
	// storage makes an empty place for a directory and returns the flags that
	// name it. Where the engine is missing, the test is skipped or fails.
	storage func(testing.TB) storage
}

// storage says where a directory is kept. One of the fields is set.
type storage struct {
	data     string // SQLite's directory
	database string // PostgreSQL's address
}

// flags are storage on a command line.
func (s storage) flags() []string {
	if s.database != "" {
		return []string{"--database", s.database}
	}
	return []string{"--data", s.data}
}

var engines = []engine{
	{"sqlite", func(t testing.TB) storage { return storage{data: t.TempDir()} }},
	{"postgres", func(t testing.TB) storage { return storage{database: pgtest.Database(t)} }},
}

// onBothEngines runs a test on each engine, each in an installation of its own.
func onBothEngines(t *testing.T, test func(*testing.T, *installation)) {
	t.Helper()
	t.Parallel()
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			t.Parallel()
			test(t, install(t, engine.storage(t)))
		})
	}
}
