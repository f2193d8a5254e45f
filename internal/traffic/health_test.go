package traffic_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// connection is the one that the requests of says are for.
func connection() directory.Connection {
	return directory.Connection{Organization: fernhill, ID: okta, Provider: directory.Okta, State: directory.ConnectionEnabled}
}

func (d *desk) health(t testing.TB, tokenMadeAt time.Time) traffic.Health {
	t.Helper()
	d.written(t)
	health, err := d.log.Health(t.Context(), connection(), tokenMadeAt)
	if err != nil {
		t.Fatal(err)
	}
	return health
}

func refused(r *traffic.Request) {
	r.Status, r.Person = 409, ana
	r.Detail = "Another person has this user name; change it and assign them again."
}

func stranger(r *traffic.Request) {
	r.Status, r.Organization, r.Provider = 401, "", ""
	r.Detail, r.Sentence = "Enter the current token.", traffic.WrongToken
	r.Address = "203.0.113.66"
}

// TestHealth takes a connection through its states.
func TestHealth(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		made := d.Now()
		if got := d.health(t, made); got.State != traffic.Waiting || got.LastError != nil || len(got.Tape) > 0 || !got.LastRequestAt.IsZero() {
			t.Errorf("before anything came the health is %+v", got)
		}

		d.says(traffic.Unauthorized, stranger)
		got := d.health(t, made)
		if got.State != traffic.Waiting || got.LastError == nil || got.LastError.Sentence != traffic.WrongToken ||
			!got.LastRequestAt.IsZero() || got.ErrorsToday != 1 || len(got.Tape) != 1 {
			t.Errorf("after a wrong token the health is %+v", got)
		}

		d.says(traffic.List, nil)
		got = d.health(t, made)
		if got.State != traffic.Connected || !got.LastRequestAt.Equal(d.Now()) || got.LastAddress != "192.0.2.7" || got.LastUserAgent != "Okta SCIM Client 1.0.0" ||
			got.RequestsToday != 2 || got.ErrorsToday != 1 {
			t.Errorf("after a list the health is %+v", got)
		}
		d.says(traffic.Unauthorized, stranger)
		if got := d.health(t, made); got.State != traffic.Connected || got.LastAddress != "192.0.2.7" {
			t.Errorf("a stranger made it %+v", got)
		}

		d.says(traffic.Create, refused)
		got = d.health(t, made)
		want := traffic.Mishap{
			At: d.Now(), Request: "request-4", Status: 409, Kind: traffic.Create,
			Sentence: "Okta asked to create Ana Ruiz. Refused: Another person has this user name; change it and assign them again.",
			Detail:   "Another person has this user name; change it and assign them again.",
		}
		if got.State != traffic.Failing || got.LastError == nil {
			t.Fatalf("after a refusal the health is %+v", got)
		}
		if diff := cmp.Diff(want, *got.LastError); diff != "" {
			t.Errorf("the last error differs (-want +got):\n%s", diff)
		}
		d.says(traffic.Create, refused)
		d.says(traffic.Read, func(r *traffic.Request) { r.Status = 404 }) // nobody was found: an answer
		if got := d.health(t, made); got.State != traffic.Connected {
			t.Errorf("after an answer the state is %s", got.State)
		}

		if got := d.health(t, d.Now().Add(time.Second)); got.State != traffic.Waiting {
			t.Errorf("with a newer token the state is %s", got.State)
		}
		if got := d.health(t, time.Time{}); got.State != traffic.Waiting {
			t.Errorf("without a token the state is %s", got.State)
		}
		off := connection()
		off.State = directory.ConnectionDisabled
		if got, err := d.log.Health(t.Context(), off, made); err != nil || got.State != traffic.Off {
			t.Errorf("switched off the state is %s, %v", got.State, err)
		}

		d.pass(12 * time.Hour) // into the next day
		if got := d.health(t, made); got.RequestsToday != 0 || got.ErrorsToday != 0 || len(got.Tape) != 0 || got.LastError == nil {
			t.Errorf("the next day the health is %+v", got)
		}
		d.says(traffic.List, nil)
		if got := d.health(t, made); got.RequestsToday != 1 || got.ErrorsToday != 0 || got.State != traffic.Connected {
			t.Errorf("after the first of the day the health is %+v", got)
		}
	})
}

// The tape is the last hour's, the newest of it, oldest first.
func TestTape(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		d.says(traffic.List, nil)
		d.pass(time.Hour)
		for i := range traffic.MaxStrokes + 5 {
			d.pass(time.Second)
			d.says(traffic.Create, func(r *traffic.Request) {
				if i == traffic.MaxStrokes+4 {
					refused(r)
				}
			})
		}
		tape := d.health(t, d.Now()).Tape
		if len(tape) != traffic.MaxStrokes {
			t.Fatalf("the tape has %d strokes, want %d", len(tape), traffic.MaxStrokes)
		}
		last := tape[len(tape)-1]
		if !last.At.Equal(d.Now()) || last.Outcome != traffic.Refused || tape[0].Outcome != traffic.Answered || !tape[0].At.Before(last.At) {
			t.Errorf("the tape goes from %v to %v", tape[0], last)
		}
	})
}

// A connection's test is told in words.
func TestLastTest(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		test := func() (traffic.Test, bool) {
			t.Helper()
			d.written(t)
			got, found, err := d.log.LastTest(t.Context(), connection())
			if err != nil {
				t.Fatal(err)
			}
			return got, found
		}
		d.says(traffic.List, nil)                                                                                        // an import is no test
		d.says(traffic.Lookup, func(r *traffic.Request) { r.Query = `filter=userName+eq+%22ana%40fernhill.example%22` }) // nor is an assignment
		if got, found := test(); found {
			t.Errorf("nothing was tested, but the test is %+v", got)
		}
		for _, step := range []struct {
			kind   traffic.Kind
			change func(*traffic.Request)
			passed bool
			want   string
		}{
			{traffic.Unauthorized, stranger, false, "Failed: the token is not this connection's."},
			{traffic.List, func(r *traffic.Request) { r.Query = "startIndex=1&count=2" }, true, "Passed: Okta asked for users, there are none yet"},
			{traffic.List, func(r *traffic.Request) {
				r.Query, r.Facts.Found, r.Facts.Shown = "startIndex=1&count=1", 1214, 1
			}, true, "Passed: Okta asked for users, there are 1,214"},
			{traffic.Lookup, func(r *traffic.Request) {
				r.Query = `filter=userName+eq+%2200000000-5b1f-4f5c-9d0e-6a1b1f0c2d3e%22`
			}, true, "Passed: Okta looked for 00000000-5b1f-4f5c-9d0e-6a1b1f0c2d3e and found nobody"},
			{traffic.List, func(r *traffic.Request) { r.Query, r.Status, r.Detail = "count=1", 500, "Try again." }, false, "Failed: Okta asked for the users. Failed: Try again."},
		} {
			d.says(step.kind, step.change)
			got, found := test()
			if !found || got.Passed != step.passed || got.Said.Detail != step.want || !got.At.Equal(d.Now()) {
				t.Errorf("the test is %+v, want %q", got, step.want)
			}
		}
	})
}

// Each milestone is reached once, by the first that was answered, and stays
// through a restart.
func TestMilestones(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		groups := func(r *traffic.Request) {
			r.Route, r.Team = "/scim/v2/Groups", traffic.Team{ID: "crew", Name: "Crew"}
		}
		person := func(r *traffic.Request) { r.Person = ana }
		d.says(traffic.Unauthorized, stranger)
		d.says(traffic.Create, refused)
		start := d.Now()
		round := func() {
			d.says(traffic.List, nil)
			d.says(traffic.Lookup, groups) // of a group: no lookup of a person
			d.says(traffic.Lookup, func(r *traffic.Request) { r.Query = `filter=userName+eq+%22ana%22` })
			d.says(traffic.Create, person)
			d.says(traffic.Update, person)
			d.says(traffic.Deactivate, person)
			d.says(traffic.GroupCreate, groups)
			d.written(t)
		}
		round()
		round()
		again := newDesk(t, at, traffic.Budget{})
		again.pass(time.Hour)
		again.says(traffic.Create, func(r *traffic.Request) { r.Person.Name = "Somebody else" })
		again.written(t)
		guide, err := again.log.Guide(t.Context(), fernhill, okta)
		if err != nil {
			t.Fatal(err)
		}
		after := func(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }
		want := []traffic.Milestone{
			{Name: traffic.FirstAuthenticated, At: after(1), Request: "request-3", Saw: "Okta asked for users, there are none yet."},
			{Name: traffic.FirstLookup, At: after(3), Request: "request-5", Saw: "ana"},
			{Name: traffic.FirstCreate, At: after(4), Request: "request-6", Saw: "Ana Ruiz"},
			{Name: traffic.FirstUpdate, At: after(5), Request: "request-7", Saw: "Ana Ruiz"},
			{Name: traffic.FirstDeactivate, At: after(6), Request: "request-8", Saw: "Ana Ruiz"},
			{Name: traffic.FirstGroup, At: after(7), Request: "request-9", Saw: "Crew"},
		}
		if diff := cmp.Diff(want, guide.Milestones); diff != "" {
			t.Errorf("the milestones differ (-want +got):\n%s", diff)
		}
	})
}
