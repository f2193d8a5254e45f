package scimserver_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// wiretap stands between a store and its PostgreSQL and notes the statements
// that pass. Both engines run the same ones.
type wiretap struct {
	network, server string

	mutex      sync.Mutex
	statements []string
}

// tapped opens a store of its own behind a wiretap.
func tapped(t *testing.T) (engine, *wiretap) {
	t.Helper()
	address := pgtest.Database(t)
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	tap := &wiretap{}
	tap.network, tap.server = pgconn.NetworkAddress(config.Host, config.Port)

	folder, err := os.MkdirTemp("", "tap") // the path of a socket must be short, and t.TempDir's is long
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	served.Go(func() { tap.serve(t.Context(), listener, &served) })
	through := &url.URL{Scheme: "postgres", Path: "/" + config.Database, RawQuery: url.Values{
		"host": {folder}, "user": {config.User}, "password": {config.Password}, "sslmode": {"disable"},
	}.Encode()}
	store, err := sqlstore.OpenPostgreSQL(t.Context(), through.String(), sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
		listener.Close()
		served.Wait()
	})
	database, err := openPostgreSQLDatabase(address)
	if err != nil {
		t.Fatal(err)
	}
	return engine{"postgres", func() (opened, error) { return opened{store, database}, nil }}, tap
}

func (w *wiretap) serve(ctx context.Context, listener net.Listener, served *sync.WaitGroup) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := new(net.Dialer).DialContext(ctx, w.network, w.server)
		if err != nil {
			client.Close()
			return
		}
		served.Go(func() {
			defer client.Close()
			io.Copy(client, server)
		})
		served.Go(func() {
			defer server.Close()
			w.pass(client, server)
		})
	}
}

// pass hands on the messages of PostgreSQL's protocol (chapter 55 of its manual)
// that a client sends: a first one without a type, then a type, a length and a
// content each. It notes a statement before the server has it, and so before
// anybody has its answer.
func (w *wiretap) pass(client io.Reader, server io.Writer) {
	reader := bufio.NewReader(client)
	texts, bound := map[string]string{}, ""
	head := 4 // of the first message
	for {
		message := make([]byte, head)
		if _, err := io.ReadFull(reader, message); err != nil {
			return
		}
		length := int(binary.BigEndian.Uint32(message[head-4:])) - 4
		message = append(message, make([]byte, length)...)
		if _, err := io.ReadFull(reader, message[head:]); err != nil {
			return
		}
		if head == 5 {
			parts := bytes.SplitN(message[head:], []byte{0}, 3)
			switch message[0] {
			case 'P': // parse: name, text
				texts[string(parts[0])] = string(parts[1])
			case 'B': // bind: portal, name
				bound = string(parts[1])
			case 'E': // execute
				w.note(texts[bound])
			case 'Q': // simple query: text
				w.note(string(parts[0]))
			}
		}
		if _, err := server.Write(message); err != nil {
			return
		}
		head = 5
	}
}

func (w *wiretap) note(statement string) {
	if statement == "-- ping" { // pgx looks whether an idle connection still lives
		return
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.statements = append(w.statements, statement)
}

// during returns the statements that pass while f runs.
func (w *wiretap) during(f func()) []string {
	w.mutex.Lock()
	w.statements = nil
	w.mutex.Unlock()
	f()
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.statements
}

// listed is statements as a failing test shows them.
func listed(statements []string) string {
	var text bytes.Buffer
	for i, statement := range statements {
		text.WriteString(strconv.Itoa(i+1) + ": " + statement + "\n")
	}
	return text.String()
}
