package sqlstore

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// A commit that PostgreSQL made, and whose answer the network lost, is answered
// Unavailable and never made again: not by one run more, and not twice.
func TestLostCommitOnPostgreSQL(t *testing.T) {
	t.Parallel()
	address := pgtest.Database(t)
	wire := newLossyWire(t, address)
	o := furnish(t, openStore(t, Location{URL: wire.address}, Options{}))
	wire.losing.Store(true)
	runs := unknownOutcomes(t, o)
	err := o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
		return tx.CreateConnection(directory.Connection{ID: "lost", Policy: directory.Standard()})
	})
	wire.losing.Store(false)
	if _, known := o.store.shelves.of(o.id, "lost"); known || directory.CodeOf(err) != directory.Unavailable {
		t.Errorf("the shelf of a connection whose commit was lost is known: %t, %v", known, err)
	}
	if runs != 3 {
		t.Errorf("3 changes ran %d times", runs)
	}
	if got := noted(t, o); len(got) != 3 {
		t.Errorf("kept %v, want each once", got)
	}
	o.update(t, func(tx directory.Tx) error { return note(tx, "after") })
}

// A sync that fails leaves it open what the disk holds. The changes are answered
// Unavailable and not made again, and the store works as soon as the disk does.
func TestLostCommitOnSQLite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := Migrate(t.Context(), Location{Directory: folder}, Options{}); err != nil {
		t.Fatal(err)
	}
	disk := newForgetful(t, "failing", folder)
	o := furnish(t, openStore(t, Location{Directory: folder}, Options{VFS: disk.name}))
	fail := func(failing bool) {
		disk.mutex.Lock()
		defer disk.mutex.Unlock()
		disk.failing = failing
	}
	fail(true)
	runs := unknownOutcomes(t, o)
	fail(false)
	if runs != 3 {
		t.Errorf("3 changes ran %d times", runs)
	}
	o.update(t, func(tx directory.Tx) error { return note(tx, "after") })
	if got := noted(t, o); len(got) == 0 || got[len(got)-1] != "after" {
		t.Errorf("kept %v", got)
	}
}

// unknownOutcomes makes a group of three changes that must all be answered
// Unavailable, and returns how often they ran.
func unknownOutcomes(t *testing.T, o office) int64 {
	t.Helper()
	var runs atomic.Int64
	for index, err := range together(t, o, 3, func(_ int, tx directory.Tx) error {
		runs.Add(1)
		return note(tx, "once")
	}) {
		if got, want := directory.CodeOf(err), directory.Unavailable; got != want {
			t.Errorf("change %d answered %v, want the code %v", index, err, want)
		}
	}
	return runs.Load()
}

// lossyWire forwards connections to a PostgreSQL server. While it is losing, it
// cuts a connection instead of forwarding the answer to a COMMIT.
type lossyWire struct {
	address string // what clients connect to
	server  string // the server's socket
	losing  atomic.Bool
}

func newLossyWire(t *testing.T, address string) *lossyWire {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := parsed.Query()
	if !filepath.IsAbs(query.Get("host")) {
		t.Skip("the server has no Unix socket")
	}
	folder, err := os.MkdirTemp("", "wire") // short enough for a socket's path
	if err != nil {
		t.Fatal(err)
	}
	const socket = ".s.PGSQL.5432"
	w := &lossyWire{server: filepath.Join(query.Get("host"), socket)}
	query.Set("host", folder)
	parsed.RawQuery = query.Encode()
	w.address = parsed.String()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(folder, socket))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = listener.Close()
		_ = os.RemoveAll(folder)
	})
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed
			}
			go w.forward(client)
		}
	}()
	return w
}

func (w *lossyWire) forward(client net.Conn) {
	defer client.Close()
	server, err := (&net.Dialer{}).DialContext(context.Background(), "unix", w.server)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { _, _ = io.Copy(server, client) }()
	chunk := make([]byte, 1<<16)
	for {
		n, err := server.Read(chunk)
		if err != nil {
			return
		}
		// The tag of a CommandComplete message.
		if w.losing.Load() && bytes.Contains(chunk[:n], []byte("COMMIT\x00")) {
			return
		}
		if _, err := client.Write(chunk[:n]); err != nil {
			return
		}
	}
}
