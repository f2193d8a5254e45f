package e2e_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// loadPassword is the password that every worker sends.
const loadPassword = "canary-Password-4711"

// loadWorkers is how many clients change a directory at once.
const loadWorkers = 12

// load is several workers who change a directory at once and keep account of
// what was acknowledged.
type load struct {
	t       testing.TB
	workers []*worker
	client  *client
	// acknowledged counts answers of success, tolerated those of 503.
	acknowledged atomic.Int64
	tolerated    atomic.Int64
	// mayBeUnavailable allows answers of 503: the change is then unknown.
	mayBeUnavailable bool
	// quit lets workers end after the act at hand.
	quit atomic.Bool
	// strike is called once, when strikeAt changes were acknowledged.
	strike   func()
	strikeAt atomic.Int64
}

// worker is one client with people and teams of its own.
type worker struct {
	load   *load
	number int
	rand   *rand.Rand
	acts   int
	names  int
	world  world
	ids    map[string]string // of people and teams, by name
	// done are the acts acknowledged since the last settlement.
	done []act
	// pending is the act whose outcome is unknown, or nil.
	pending *act
}

// newLoad makes workers and the teams that they share.
func (i *installation) newLoad(seed uint64, client *client) *load {
	t := i.t
	t.Helper()
	i.secrets.add(loadPassword)
	l := &load{t: t, client: client}
	ids := map[string]string{}
	for _, team := range sharedTeams {
		got, err := client.send(t.Context(), http.MethodPost, "/Groups", "", fmt.Sprintf(`{"displayName":%q}`, team))
		if err != nil || got.status != http.StatusCreated {
			t.Fatalf("create the team %s: %d %v", team, got.status, err)
		}
		ids[team] = idOf(t, got)
	}
	for number := range loadWorkers {
		w := &worker{
			load: l, number: number, world: newWorld(), ids: map[string]string{},
			rand: rand.New(rand.NewPCG(seed, uint64(number))),
		}
		for team, id := range ids {
			w.ids[team] = id
		}
		l.workers = append(l.workers, w)
	}
	return l
}

func idOf(t testing.TB, got answer) string {
	t.Helper()
	var resource struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal([]byte(got.body), &resource); err != nil || resource.ID == "" {
		t.Errorf("the answer has no id: %q", got.body)
	}
	return resource.ID
}

// run lets the workers work until each of them has met an unknown outcome or
// was told to quit.
func (l *load) run() {
	l.quit.Store(false)
	var working sync.WaitGroup
	for _, w := range l.workers {
		working.Go(w.work)
	}
	working.Wait()
}

func (w *worker) work() {
	for !w.load.quit.Load() && w.act() {
	}
}

// act does one thing and says whether its outcome is known.
func (w *worker) act() bool {
	t := w.load.t
	a := w.choose()
	got, err := w.load.client.send(t.Context(), a.method, a.path, a.request, a.body)
	if err != nil {
		w.pending = &a
		return false
	}
	if got.status == http.StatusServiceUnavailable && w.load.mayBeUnavailable {
		w.load.tolerated.Add(1)
		w.pending = &a
		return false
	}
	if got.status != a.status && (a.status != anySuccess || got.status != http.StatusOK && got.status != http.StatusNoContent) {
		t.Errorf("%s %s (%s) was answered %d %s; want %d\nit said %s", a.method, a.path, a.request, got.status, got.body, a.status, a.body)
		w.pending = &a
		return false
	}
	if w.load.acknowledged.Add(1) == w.load.strikeAt.Load() {
		go w.load.strike()
	}
	if a.created != "" {
		w.ids[a.created] = idOf(t, got)
	}
	w.accept(a)
	w.done = append(w.done, a)
	return true
}

// accept makes an act's effects the worker's world.
func (w *worker) accept(a act) {
	for name := range a.next.Teams {
		if _, known := w.world.Teams[name]; !known && a.method == http.MethodPatch {
			w.ids[name] = strings.TrimPrefix(a.path, "/Groups/") // a new name of an old team
		}
	}
	w.world = a.next
}

// fresh makes a name that was never used. It begins with the worker's mark, by
// which things found on the server are told apart.
func (w *worker) fresh(noun string) string {
	w.names++
	return fmt.Sprintf("%s%s-%d", w.mark(), noun, w.names)
}

func (w *worker) mark() string { return fmt.Sprintf("w%02d-", w.number) }
