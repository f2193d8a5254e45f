package traffic_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
	"github.com/musterhq/muster/internal/traffic"
)

// onEachEngine runs a test on an empty provisioning log of each engine.
func onEachEngine(t *testing.T, test func(t *testing.T, at sqlstore.Location)) {
	t.Helper()
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, sqlstore.Location{Directory: t.TempDir()})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, sqlstore.Location{URL: pgtest.Database(t)})
	})
}

// clock is a time that a test sets.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
}

// desk is a Recorder and a Log on a real store, under a clock.
type desk struct {
	*clock
	store    *sqlstore.Traffic
	recorder *traffic.Recorder
	log      *traffic.Log
	requests int
}

func newDesk(t testing.TB, at sqlstore.Location, budget traffic.Budget) *desk {
	t.Helper()
	d := &desk{clock: newClock()}
	d.store = sqlstore.OpenTraffic(t.Context(), at, sqlstore.Options{Now: d.Now})
	d.recorder = traffic.NewRecorder(traffic.RecorderConfig{
		Store: d.store, Now: d.Now, Budget: budget,
		Owner: func(_ context.Context, id directory.ConnectionID) (directory.Connection, error) {
			if id == okta {
				return directory.Connection{Organization: fernhill, ID: okta, Provider: directory.Okta}, nil
			}
			return directory.Connection{}, directory.Errorf(directory.NotFound, "There is no such connection.")
		},
	})
	d.log = &traffic.Log{Store: d.store, Now: d.Now, Version: "test"}
	t.Cleanup(func() {
		d.recorder.Close()
		if err := d.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

const (
	fernhill = directory.OrganizationID("fernhill")
	okta     = directory.ConnectionID("okta-of-fernhill")
)

// says records a request a millisecond after the last, and lets the test change
// what is told of it.
func (d *desk) says(kind traffic.Kind, change func(*traffic.Request)) {
	d.pass(time.Millisecond)
	d.requests++
	request := traffic.Request{
		ID:           fmt.Sprint("request-", d.requests),
		Organization: fernhill,
		Connection:   okta,
		Provider:     directory.Okta,
		Method:       "GET",
		Route:        "/scim/v2/Users",
		Path:         "/scim/v2/Users",
		Kind:         kind,
		Status:       200,
		Duration:     3 * time.Millisecond,
		Address:      "192.0.2.7",
		UserAgent:    "Okta SCIM Client 1.0.0",
	}
	if change != nil {
		change(&request)
	}
	d.recorder.Record(&request, traffic.Body{}, traffic.Body{})
}

// written waits until everything recorded is written.
func (d *desk) written(t testing.TB) {
	t.Helper()
	if err := d.recorder.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) search(t testing.TB, query traffic.Query) traffic.Page {
	t.Helper()
	page, err := d.log.Search(t.Context(), fernhill, query)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// sentences are those of a page.
func sentences(page traffic.Page) []string {
	told := []string{}
	for _, request := range page.Requests {
		told = append(told, request.Sentence)
	}
	return told
}

var ana = traffic.Person{Identity: "identity-of-ana", Member: "member-ana", Name: "Ana Ruiz", UserName: "ana@fernhill.example"}
