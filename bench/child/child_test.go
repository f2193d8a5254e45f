package child_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/musterhq/muster/bench/child"
)

func TestStopEndsTheProcess(t *testing.T) {
	t.Parallel()
	process := start(t, t.Context(), "exec sleep 600")
	process.Stop()
	process.Stop()
	if err := syscall.Kill(process.PID(), 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("after Stop: %v, want no such process", err)
	}
}

func TestTheContextEndsTheProcess(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	process := start(t, ctx, "exec sleep 600")
	cancel()
	ended := process.Await(t.Context(), func(context.Context) error { return errors.New("not yet") })
	if ended == nil || !strings.Contains(ended.Error(), "ended before it answered") {
		t.Errorf("got %v, want that it ended", ended)
	}
}

func TestAwaitTellsWhyAProcessEnded(t *testing.T) {
	t.Parallel()
	process := start(t, t.Context(), "echo the disk is full >&2; exit 3")
	err := process.Await(t.Context(), func(context.Context) error { return errors.New("not yet") })
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("got %v, want the last words of the process", err)
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("usage is measured on Linux only")
	}
	process := start(t, t.Context(), "while true; do :; done")
	// At first it is not a shell yet, but a fork of this process about to become one.
	deadline := time.Now().Add(10 * time.Second)
	for {
		memory, err := process.Memory()
		if err != nil {
			t.Fatal(err)
		}
		busy, err := process.ProcessorTime()
		if err != nil {
			t.Fatal(err)
		}
		if busy > 0 && memory.Resident >= 64<<10 && memory.Peak >= memory.Resident {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("a busy shell holds %+v and used %v of the processor", memory, busy)
		}
	}
}

func TestOutputTellsTheComplaint(t *testing.T) {
	t.Parallel()
	printed, err := child.Output(t.Context(), shell("echo hello"))
	if err != nil || string(printed) != "hello\n" {
		t.Errorf("got %q, %v", printed, err)
	}
	_, err = child.Output(t.Context(), shell("echo no licenses >&2; exit 1"))
	if err == nil || !strings.Contains(err.Error(), "no licenses") {
		t.Errorf("got %v, want the complaint", err)
	}
}

// The cluster is real: it starts as whoever may run it, takes a row, and is
// durable by PostgreSQL's own word.
func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	const binaries = "/usr/lib/postgresql/15/bin"
	if _, err := os.Stat(filepath.Join(binaries, "initdb")); err != nil {
		if os.Getenv("MUSTER_REQUIRE_POSTGRES") != "" {
			t.Fatal("PostgreSQL 15 is required and not installed:", err)
		}
		t.Skip("PostgreSQL 15 is not installed here")
	}
	// Not t.TempDir: its parents are closed to the user that PostgreSQL runs as.
	dir, err := os.MkdirTemp("", "muster-bench-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	database, err := child.StartPostgreSQL(t.Context(), binaries, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer database.Stop()
	if err := database.CreateDatabase(t.Context(), "muster"); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), database.URL("muster"))
	if err != nil {
		t.Fatal(err)
	}
	for setting, want := range map[string]string{"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"} {
		var got string
		if err := conn.QueryRow(t.Context(), "SHOW "+setting).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s is %s, want %s", setting, got, want)
		}
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(database.Version(), "15") {
		t.Errorf("version %q, want 15", database.Version())
	}
}

func shell(script string) child.Config {
	return child.Config{Program: "/bin/sh", Arguments: []string{"-c", script}}
}

func start(t *testing.T, ctx context.Context, script string) *child.Process {
	t.Helper()
	process, err := child.Start(ctx, shell(script))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(process.Stop)
	return process
}
