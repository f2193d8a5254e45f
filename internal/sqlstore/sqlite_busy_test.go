package sqlstore

import (
	"context"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// occupy holds the write lock as another process would, until what it returns is
// called.
func occupy(t *testing.T, at Location) (leave func()) {
	t.Helper()
	connection, err := openRaw(t, at).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	execute := func(text string) {
		if _, err := connection.ExecContext(context.WithoutCancel(t.Context()), text); err != nil {
			t.Error(err)
		}
	}
	execute(`BEGIN IMMEDIATE`)
	return func() {
		execute(`ROLLBACK`)
		_ = connection.Close()
	}
}

// A database that is being written opens for reading without a wait.
func TestOpenWhileAnotherWrites(t *testing.T) {
	t.Parallel()
	at := Location{Directory: t.TempDir()}
	o := furnish(t, openStore(t, at, Options{}))
	defer occupy(t, at)()
	store := openStore(t, at, Options{})
	if _, err := store.View(t.Context(), o.id).Organization(); err != nil {
		t.Error(err)
	}
	if store.engine.(*sqlite).writer != nil {
		t.Error("opening took the write lock")
	}
}

// A writer that another process kept waiting too long is used again.
func TestBusyKeepsTheWriter(t *testing.T) {
	t.Parallel()
	at := Location{Directory: t.TempDir()}
	o := furnish(t, openStore(t, at, Options{}))
	engine := o.store.engine.(*sqlite)
	before := engine.writer
	if err := before.run(t.Context(), `PRAGMA busy_timeout = 1`); err != nil {
		t.Fatal(err)
	}
	leave := occupy(t, at)
	err := o.store.Update(t.Context(), o.id, func(tx directory.Tx) error { return note(tx, "waited") })
	leave()
	if got, want := directory.CodeOf(err), directory.Unavailable; got != want {
		t.Errorf("answered %v, want the code %v", err, want)
	}
	if engine.writer != before {
		t.Error("the writer was thrown away")
	}
	o.update(t, func(tx directory.Tx) error { return note(tx, "after") })
}
