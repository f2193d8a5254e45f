package e2e_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// TestPostgreSQLCrash kills PostgreSQL under load while Muster runs on: one of
// its backends, upon which it throws everybody out and recovers, or its
// postmaster, upon which somebody has to start it. Muster answers 503 meanwhile,
// works again by itself, and has lost nothing that it acknowledged.
func TestPostgreSQLCrash(t *testing.T) {
	t.Parallel()
	pg := startPostgreSQL(t)
	i := install(t, storage{database: pg.database})
	made := i.organize(loadWorkers * maxPeople)
	server := i.serve()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	load := i.newLoad(seed, newClient(server.tenantURL(t, made), made.SecretToken))
	load.mayBeUnavailable = true
	journal := newReplay()
	i.storage.look(t, func(db *sql.DB) { journal.follow(t, db) })
	cameTrue := 0
	const crashes = 8
	for crash := range crashes {
		stop := load.after(int64(chance.IntN(150)), time.Duration(chance.IntN(10_000))*time.Microsecond, func() {
			if crash%2 == 0 {
				pg.killBackend()
			} else {
				pg.killPostmaster()
			}
			load.quit.Store(true) // for those who noticed nothing
		})
		load.run()
		stop()
		pg.awaitRunning()
		server.awaitReady(t)
		cameTrue += audit(t, i.storage, load, journal)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d acknowledged changes, all there; %d answers of 503; %d changes without an answer had come true",
		load.acknowledged.Load(), load.tolerated.Load(), cameTrue)
}

// postgreSQL is a server of a test's own, which may be killed.
type postgreSQL struct {
	t        *testing.T
	folder   string // of its data
	database string
	owner    *syscall.Credential
}

func startPostgreSQL(t *testing.T) *postgreSQL {
	t.Helper()
	if os.Getenv("TEST_POSTGRES_URL") != "" {
		t.Skip("the server of TEST_POSTGRES_URL is not this test's to kill")
	}
	server, err := pgtest.Start(t.Context())
	if errors.Is(err, pgtest.ErrMissing) && os.Getenv("MUSTER_REQUIRE_POSTGRES") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Stop() }) //nolint:errcheck // it was killed, and may say so
	database, err := server.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	pg := &postgreSQL{t: t, folder: filepath.Join(parsed.Query().Get("host"), "data"), database: database}
	info, err := os.Stat(pg.folder)
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t); int(owner.Uid) != os.Geteuid() {
		pg.owner = &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}
	}
	return pg
}

// killBackend kills a session of Muster's that has just worked, and waits until
// the server throws everybody out for it: before that it takes new sessions, as
// if nothing had happened.
func (pg *postgreSQL) killBackend() {
	storage{database: pg.database}.look(pg.t, func(db *sql.DB) {
		witness, err := db.Conn(pg.t.Context())
		if err != nil {
			pg.t.Error(err)
			return
		}
		defer witness.Close()
		backends := column(pg.t, db, `
			SELECT pid::text FROM pg_stat_activity
			WHERE application_name = 'muster' AND backend_type = 'client backend'
			ORDER BY state_change DESC LIMIT 1`)
		if len(backends) == 0 {
			pg.t.Error("Muster has no session with PostgreSQL")
			return
		}
		pg.kill(backends[0])
		if _, err := witness.ExecContext(await(pg.t), `SELECT pg_sleep(3600)`); err == nil || errors.Is(err, context.DeadlineExceeded) {
			pg.t.Errorf("PostgreSQL goes on without its backend: %v", err)
		}
	})
}

// killPostmaster kills the server's first process, whose number is the first
// line of a file.
func (pg *postgreSQL) killPostmaster() {
	text, err := os.ReadFile(filepath.Join(pg.folder, "postmaster.pid"))
	if err != nil {
		pg.t.Error(err)
		return
	}
	number, _, _ := strings.Cut(string(text), "\n")
	pg.kill(number)
}

func (pg *postgreSQL) kill(number string) {
	pid, err := strconv.Atoi(number)
	if err != nil || pid < 2 {
		pg.t.Errorf("%q is no process: %v", number, err)
		return
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		pg.t.Errorf("kill %d: %v", pid, err)
	}
}

// awaitRunning waits until the server takes sessions, and starts it where its
// postmaster is dead.
func (pg *postgreSQL) awaitRunning() {
	pg.t.Helper()
	ctx := await(pg.t)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if !pg.alive() {
			pg.start()
		}
		db, err := sql.Open("pgx", pg.database)
		if err == nil {
			err = errors.Join(db.PingContext(ctx), db.Close())
		}
		if err == nil {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			pg.t.Fatalf("PostgreSQL does not come back: %v", err)
		}
	}
}

// alive says whether the postmaster that wrote its number lives.
func (pg *postgreSQL) alive() bool {
	pg.t.Helper()
	text, err := os.ReadFile(filepath.Join(pg.folder, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err != nil {
		pg.t.Fatal(err)
	}
	number, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(number)
	return err == nil && syscall.Kill(pid, 0) == nil
}

// start starts the server again as it was started before. While processes of the
// killed one still hold its memory it refuses, and is asked again.
func (pg *postgreSQL) start() {
	pg.t.Helper()
	options, err := os.ReadFile(filepath.Join(pg.folder, "postmaster.opts")) // the command line of before
	if err != nil {
		pg.t.Fatal(err)
	}
	program, _, _ := strings.Cut(string(options), " ")
	command := exec.CommandContext(pg.t.Context(), filepath.Join(filepath.Dir(program), "pg_ctl"),
		"--pgdata", pg.folder, "--log", filepath.Join(filepath.Dir(pg.folder), "server.log"), "--wait", "--timeout", "30", "restart")
	command.Dir = pg.folder
	command.SysProcAttr = &syscall.SysProcAttr{Credential: pg.owner, Setsid: true}
	if output, err := command.CombinedOutput(); err != nil {
		pg.t.Logf("PostgreSQL does not start yet: %s", output)
	}
}
