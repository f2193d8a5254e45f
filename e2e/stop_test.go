package e2e_test

import (
	"database/sql"
	"math/rand/v2"
	"regexp"
	"syscall"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// answered finds a request's line in a server's log, and its id.
var answered = regexp.MustCompile(`(?m)^.*\bmsg=request request=(w\d\d-\d+) .*\bstatus=(\d+)\b.*$`)

// TestStop asks the server to stop under load: whatever it has begun it answers,
// nothing acknowledged is lost, and it ends well.
func TestStop(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(loadWorkers * maxPeople)
		server := i.serve()
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		load := i.newLoad(seed, newClient(server.tenantURL(t, made), made.SecretToken))
		journal := newReplay()
		i.storage.look(t, func(db *sql.DB) { journal.follow(t, db) })
		const stops = 3
		for range stops {
			stop := load.after(200, 0, func() { server.signal(syscall.SIGTERM) })
			load.run()
			stop()
			if code := server.exitCode(); code != 0 {
				t.Errorf("the stopped server ended with %d; want 0", code)
			}
			log := server.stderr.String()
			server = i.serve()
			load.client = newClient(server.tenantURL(t, made), made.SecretToken)

			begun := map[string]bool{}
			for _, line := range answered.FindAllStringSubmatch(log, -1) {
				begun[line[1]] = true
			}
			if len(begun) < 200 {
				t.Fatalf("the log tells of %d requests; want 200 at least", len(begun))
			}
			for _, w := range load.workers {
				for _, a := range w.done {
					delete(begun, a.request)
				}
			}
			for request := range begun {
				t.Errorf("the server worked on the request %s, and its client got no answer", request)
			}
			if came := audit(t, i.storage, load, journal); came != 0 {
				t.Errorf("%d changes were made whose clients got no answer", came)
			}
		}
		if got := kinds(i.journal())[directory.MemberCreated]; got == 0 {
			t.Error("nobody was created")
		}
	})
}
