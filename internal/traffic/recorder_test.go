package traffic_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// outside is a store as a database that is slow or broken makes it: what is
// written goes to it first.
type outside struct {
	traffic.Store
	write func(context.Context, traffic.Batch) error
}

func (o outside) Write(ctx context.Context, batch traffic.Batch) error { return o.write(ctx, batch) }

// memory keeps the batches that were written.
type memory struct {
	mutex   sync.Mutex
	batches []traffic.Batch
}

func (m *memory) write(_ context.Context, batch traffic.Batch) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.batches = append(m.batches, batch)
	return nil
}

func (m *memory) requests() []traffic.Request {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	var all []traffic.Request
	for _, batch := range m.batches {
		all = append(all, batch.Requests...)
	}
	return all
}

// In a crowded second refusals are kept longer than writes, writes longer than
// lookups, and a line tells of the rest. Another connection has room of its own,
// and the counts know of all.
func TestBudget(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{Connection: 10, Total: 100})
		base := d.Now()
		crowd := func(n int, kind traffic.Kind, change func(*traffic.Request)) {
			for range n {
				d.says(kind, change)
				d.pass(-time.Millisecond)
			}
		}
		d.says(traffic.List, nil)   // a milestone
		d.says(traffic.Lookup, nil) // another
		d.says(traffic.Create, func(r *traffic.Request) { r.Person = ana })
		crowd(100, traffic.Lookup, nil)
		crowd(100, traffic.Create, nil)
		crowd(100, traffic.Create, refused)
		crowd(1, traffic.Lookup, func(r *traffic.Request) { r.Connection = "entra" })
		crowd(1, traffic.GroupCreate, nil) // over the budget, but a milestone
		d.written(t)
		count := func(query traffic.Query) int { return len(d.search(t, query).Requests) }
		query := func(kind traffic.Kind, outcome traffic.Outcome) traffic.Query {
			return traffic.Query{Connection: okta, Kinds: []traffic.Kind{kind}, Outcome: outcome}
		}
		if got := count(query(traffic.Lookup, "")); got != 3 { // with the list and the create 5, half of 10
			t.Errorf("%d lookups are kept, want 3", got)
		}
		if got := count(query(traffic.Create, traffic.Answered)); got != 6 {
			t.Errorf("%d creates are kept, want 6", got)
		}
		if got := count(query(traffic.Create, traffic.Refused)); got != 10 {
			t.Errorf("%d refusals are kept, want 10", got)
		}
		if got := count(traffic.Query{Connection: "entra"}); got != 1 {
			t.Errorf("%d requests of the other connection are kept, want 1", got)
		}
		if got := count(query(traffic.GroupCreate, "")); got != 1 {
			t.Errorf("%d first groups are kept, want 1", got)
		}
		if got := count(query(traffic.More, "")); got != 0 {
			t.Errorf("%d lines tell of a second that is not over", got)
		}
		d.pass(time.Second)
		d.written(t)
		more := d.search(t, query(traffic.More, "")).Requests
		if len(more) != 1 || more[0].Sentence != "And 283 more requests in this second, of which 90 were refused or failed." ||
			more[0].Outcome != traffic.Refused || more[0].At.Truncate(time.Second) != base {
			t.Fatalf("what was not kept is told as %+v", more)
		}
		if got := d.health(t, base); got.RequestsToday != 304 || got.ErrorsToday != 100 {
			t.Errorf("%d requests and %d errors are counted, want 304 and 100", got.RequestsToday, got.ErrorsToday)
		}
	})
}

// A request that is only counted costs no memory.
func TestCountedRequestsAllocateNothing(t *testing.T) {
	written := &memory{}
	clock := newClock()
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: outside{write: written.write}, Now: clock.Now, Budget: traffic.Budget{Connection: 2, Total: 2},
	})
	defer recorder.Close()
	bodies := body(strings.Repeat("x", 4<<10))
	record := func() {
		request := traffic.Request{
			ID: "id", Organization: fernhill, Connection: okta, Kind: traffic.Lookup, Status: 200,
			Route: "/scim/v2/Users", Address: "192.0.2.7", UserAgent: "Okta",
		}
		recorder.Record(&request, bodies, bodies)
	}
	for range 5 {
		record()
	}
	if got := testing.AllocsPerRun(1000, record); got != 0 {
		t.Errorf("a request that is not kept costs %v allocations, want 0", got)
	}
}

// A store that hangs delays nobody: what does not fit is counted, and closing
// takes its two seconds and no more.
func TestBlockedStoreDelaysNobody(t *testing.T) {
	t.Parallel()
	began, end := make(chan struct{}), make(chan struct{})
	defer close(end)
	first := sync.OnceFunc(func() { close(began) })
	registry := prometheus.NewRegistry()
	clock := newClock()
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: outside{write: func(context.Context, traffic.Batch) error {
			first()
			<-end
			return nil
		}},
		Now: clock.Now, Metrics: registry, Budget: traffic.Budget{Connection: 1 << 20, Total: 1 << 20},
	})
	const all = 2000
	record := func() {
		recorder.Record(&traffic.Request{Organization: fernhill, Connection: okta, Kind: traffic.Create, Status: 201}, body("{}"), body("{}"))
	}
	record()
	<-began
	for range all {
		record()
	}
	const waiting = 512
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", http.NoBody))
	want := fmt.Sprintf("muster_provisioning_log_requests_total{fate=\"counted\"} %d\n", all-waiting)
	if !strings.Contains(answer.Body.String(), want) {
		t.Errorf("the metrics are\n%swant\n%s", answer.Body, want)
	}
	recorder.Close()
	recorder.Close()
	record() // after the end: nothing, and no panic
}

// A store that fails loses a batch, its milestones excepted: they are reached by
// the next request.
func TestFailedWriteLosesABatch(t *testing.T) {
	t.Parallel()
	written := &memory{}
	clock := newClock()
	broken := true
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: outside{write: func(ctx context.Context, batch traffic.Batch) error {
			if broken {
				return errors.New("the disk is full")
			}
			return written.write(ctx, batch)
		}},
		Now: clock.Now,
	})
	record := func() {
		recorder.Record(&traffic.Request{Organization: fernhill, Connection: okta, Kind: traffic.Create, Status: 201, Person: ana}, body(""), body(""))
		if err := recorder.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	record()
	broken = false
	record()
	record()
	recorder.Close()
	var reached []traffic.MilestoneName
	for _, batch := range written.batches {
		for _, milestone := range batch.Milestones {
			reached = append(reached, milestone.Name)
		}
	}
	if diff := cmp.Diff([]traffic.MilestoneName{traffic.FirstAuthenticated, traffic.FirstCreate}, reached); diff != "" {
		t.Errorf("the milestones differ (-want +got):\n%s", diff)
	}
	if got := len(written.requests()); got != 2 {
		t.Errorf("%d requests are kept, want 2", got)
	}
}

// Closing writes what is waiting, the line of the running second too.
func TestCloseWritesTheRest(t *testing.T) {
	t.Parallel()
	written := &memory{}
	clock := newClock()
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: outside{write: written.write}, Now: clock.Now, Budget: traffic.Budget{Connection: 1, Total: 10},
	})
	for range 3 {
		recorder.Record(&traffic.Request{Organization: fernhill, Connection: okta, Kind: traffic.Create, Status: 201}, body(""), body(""))
	}
	recorder.Close()
	got := written.requests()
	if len(got) != 2 || got[0].Kind != traffic.Create || got[1].Sentence != "And 2 more requests in this second." {
		t.Errorf("what was written is %+v", got)
	}
}

// Whoever has no token fills neither the log nor the memory.
func TestStrangersAreBounded(t *testing.T) {
	t.Parallel()
	written := &memory{}
	clock := newClock()
	asked := 0
	recorder := traffic.NewRecorder(traffic.RecorderConfig{
		Store: outside{write: written.write}, Now: clock.Now,
		Owner: func(_ context.Context, id directory.ConnectionID) (directory.Connection, error) {
			asked++
			if id != okta {
				return directory.Connection{}, directory.Errorf(directory.NotFound, "There is no such connection.")
			}
			return directory.Connection{Organization: fernhill, ID: okta, Provider: directory.Okta}, nil
		},
	})
	come := func(id directory.ConnectionID) {
		request := traffic.Request{Kind: traffic.Unauthorized, Status: 401, Connection: id, Detail: "Enter the token."}
		recorder.Record(&request, body(""), body(""))
	}
	come("") // the path names none
	for range 20 {
		come(okta)
	}
	for i := range 1000 {
		come(directory.ConnectionID(fmt.Sprint("guess-", i)))
	}
	recorder.Close()
	got := written.requests()
	if len(got) != 5 || got[0].Organization != fernhill || got[0].Provider != directory.Okta || got[0].Sentence != "Refused: Enter the token." {
		t.Errorf("%d strangers are kept, want 5: %+v", len(got), got)
	}
	if asked != 5+255 {
		t.Errorf("the owner was asked for %d times, want 260", asked)
	}
}

// Subscribers hear of their own organization only, slow ones lose notices and
// nobody waits for them.
func TestSubscribe(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		mine, end := d.recorder.Subscribe(fernhill)
		others, endOthers := d.recorder.Subscribe("another")
		defer endOthers()
		for range 40 { // more than a channel holds
			d.says(traffic.List, nil)
			d.written(t)
		}
		if got := <-mine; got.Connection != okta {
			t.Errorf("the notice is of %q, want %q", got.Connection, okta)
		}
		if len(others) > 0 {
			t.Error("another organization was told")
		}
		end()
		end()
		for range mine {
		}
		d.recorder.Close()
		if _, open := <-others; open {
			t.Error("closing leaves a subscription open")
		}
	})
}

// TestTogether records from many sides while others read, under the race
// detector, and counts.
func TestTogether(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{Connection: 1 << 20, Total: 1 << 20})
		const sides, each = 8, 40
		var all sync.WaitGroup
		for side := range sides {
			all.Go(func() {
				for i := range each {
					request := traffic.Request{
						ID: fmt.Sprint(side, "-", i), Organization: fernhill, Kind: traffic.Create, Status: 201,
						Connection: directory.ConnectionID(fmt.Sprint("connection-", side%3)), Provider: directory.Okta,
					}
					d.recorder.Record(&request, body(`{"userName":"ana"}`), body(`{"id":"1"}`))
				}
				d.written(t)
				d.search(t, traffic.Query{Text: "okta"})
			})
		}
		all.Wait()
		seen := map[string]bool{}
		for query := (traffic.Query{Limit: traffic.MaxPage}); ; {
			page := d.search(t, query)
			for _, request := range page.Requests {
				seen[request.ID] = true
			}
			if query.Before = page.Next; page.Next == 0 {
				break
			}
		}
		if len(seen) != sides*each {
			t.Errorf("%d requests are kept, want %d", len(seen), sides*each)
		}
		total := 0
		for i := range 3 {
			totals, err := d.store.Totals(t.Context(), fernhill, directory.ConnectionID(fmt.Sprint("connection-", i)))
			if err != nil {
				t.Fatal(err)
			}
			total += totals.Requests
		}
		if total != sides*each {
			t.Errorf("%d requests are counted, want %d", total, sides*each)
		}
	})
}
