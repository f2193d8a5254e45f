package pgtest_test

import (
	"bufio"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// child tells the test binary that it was started by TestServerEndsWithItsProgram.
const child = "PGTEST_CHILD"

func TestDatabase(t *testing.T) {
	t.Parallel()
	for range 2 {
		connection := connect(t, pgtest.Database(t))
		if _, err := connection.Exec(t.Context(), `CREATE TABLE only_here (n INT)`); err != nil {
			t.Error("the database is not empty:", err)
		}
		for setting, want := range map[string]string{"fsync": "on", "synchronous_commit": "on", "server_encoding": "UTF8"} {
			var got string
			if err := connection.QueryRow(t.Context(), `SELECT current_setting($1)`, setting).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s is %q, want %q", setting, got, want)
			}
		}
		// The suite relies on a database that does not order by bytes by itself.
		var sorted bool
		if err := connection.QueryRow(t.Context(), `SELECT 'a' < 'B'`).Scan(&sorted); err != nil {
			t.Fatal(err)
		}
		if !sorted && os.Getenv("TEST_POSTGRES_URL") == "" {
			t.Error("the database orders texts by bytes")
		}
	}
}

// TestServerEndsWithItsProgram kills a program that started a server, and waits
// until the server is gone with its files.
func TestServerEndsWithItsProgram(t *testing.T) {
	if os.Getenv("TEST_POSTGRES_URL") != "" {
		t.Skip("the server is not ours")
	}
	if os.Getenv(child) != "" {
		beChild(t)
		return
	}
	t.Parallel()
	pgtest.Database(t) // skips or fails where there is no PostgreSQL
	program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestServerEndsWithItsProgram$", "-test.v")
	program.Env = append(os.Environ(), child+"=1")
	output, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	var address string
	lines := bufio.NewScanner(output)
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "server at ")
	}
	parsed, err := url.Parse(address)
	if err != nil || address == "" {
		t.Fatalf("no address: %v", err)
	}
	dir := parsed.Query().Get("host")
	waits := connect(t, address)
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait()
	// The server ends this connection when it stops.
	if _, err := waits.Exec(t.Context(), `SELECT pg_sleep(60)`); err == nil {
		t.Fatal("the server outlives its program")
	}
	for exists(t, filepath.Join(dir, "data")) {
		if t.Context().Err() != nil {
			t.Fatal("the server's files are left")
		}
	}
}

// beChild starts a server, says where, and waits to be killed.
func beChild(t *testing.T) {
	server, err := pgtest.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	address, err := server.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log("server at " + address)
	select {}
}

func exists(t *testing.T, path string) bool {
	t.Helper()
	_, err := os.Stat(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close(context.Background()) })
	return connection
}
