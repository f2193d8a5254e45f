package e2e_test

import (
	"database/sql"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// kills is how often each engine's program is killed, unless MUSTER_KILLS says
// otherwise.
const kills = 50

func numberOfKills(t testing.TB) int {
	t.Helper()
	text := os.Getenv("MUSTER_KILLS")
	if text == "" {
		return kills
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 {
		t.Fatalf("MUSTER_KILLS is %q; it must be a positive number", text)
	}
	return number
}

// TestKill kills the server under load, again and again, and after each new
// start finds everything that was acknowledged, and nothing by half.
func TestKill(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(loadWorkers * maxPeople)
		server := i.serve()
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		chance := rand.New(rand.NewPCG(seed, 0))
		load := i.newLoad(seed, newClient(server.tenantURL(t, made), made.SecretToken))
		journal := newReplay()
		i.storage.look(t, func(db *sql.DB) { journal.follow(t, db) }) // what was before the load
		cameTrue := 0
		for range numberOfKills(t) {
			stop := load.after(int64(chance.IntN(160)), time.Duration(chance.IntN(10_000))*time.Microsecond, server.kill)
			load.run()
			stop()
			i.storage.awaitNobody(t)
			server = i.serve()
			load.client = newClient(server.tenantURL(t, made), made.SecretToken)
			cameTrue += audit(t, i.storage, load, journal)
			if t.Failed() {
				return
			}
		}
		t.Logf("%d acknowledged changes, all there; %d without an answer had come true", load.acknowledged.Load(), cameTrue)
	})
}

// after calls strike once so many more changes were acknowledged and a moment
// has passed, so that it falls anywhere in the life of a commit. What it returns
// waits until that is over.
func (l *load) after(acknowledged int64, moment time.Duration, strike func()) (over func()) {
	struck := make(chan struct{})
	l.strikeAt.Store(l.acknowledged.Load() + acknowledged + 1)
	l.strike = func() {
		defer close(struck)
		<-time.After(moment) // the fault's own time; nothing waits for it
		strike()
	}
	return func() { <-struck }
}

// audit holds a database that is at rest against what the workers and the
// journal say.
func audit(t *testing.T, at storage, load *load, journal *replay) (cameTrue int) {
	t.Helper()
	var requests map[string][]directory.EntryKind
	at.look(t, func(db *sql.DB) {
		requests = journal.follow(t, db)
		journal.wantSame(t, db)
		wantWhole(t, db, at.data != "")
	})
	return load.settle(requests)
}

// awaitNobody waits until PostgreSQL has no session left of a program that was
// killed: a commit that was on its way when the program died may still happen.
func (s storage) awaitNobody(t testing.TB) {
	t.Helper()
	if s.database == "" {
		return
	}
	ctx := await(t)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	s.look(t, func(db *sql.DB) {
		for {
			others := column(t, db, `SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			if len(others) == 0 {
				return
			}
			select {
			case <-again.C:
			case <-ctx.Done():
				t.Fatalf("sessions %v of a killed program go on: %v", others, ctx.Err())
			}
		}
	})
}
