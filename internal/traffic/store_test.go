package traffic_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// What was recorded is read as it was, bodies only where one is asked for.
func TestRequestIsKeptWhole(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		request := traffic.Request{
			ID: "trace-1", Organization: fernhill, Connection: okta, Provider: directory.Okta,
			Method: "POST", Route: "/scim/v2/Users", Path: "/scim/v2/okta-of-fernhill/Users", Query: "attributes=userName",
			Kind: traffic.Create, Status: 201, Person: ana, Duration: 12345 * time.Microsecond,
			Address: "192.0.2.7", UserAgent: "Okta SCIM Client 1.0.0",
		}
		d.recorder.Record(&request, body(`{"userName":"ana@fernhill.example","password":"hunter-2"}`), body(`{"id":"1"}`))
		d.written(t)
		got, err := d.log.Request(t.Context(), fernhill, "trace-1")
		if err != nil {
			t.Fatal(err)
		}
		want := request
		want.Number = got.Number
		want.At = d.Now()
		want.Outcome = traffic.Answered
		want.Sentence = "Okta created Ana Ruiz."
		want.RequestBody = `{"userName":"ana@fernhill.example","password":"[removed]"}`
		want.ResponseBody = `{"id":"1"}`
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the request differs (-want +got):\n%s", diff)
		}
		if got := traffic.TimeOf(got.Number); !got.Equal(d.Now()) {
			t.Errorf("the number says %v, want %v", got, d.Now())
		}
		want.RequestBody, want.ResponseBody = "", ""
		if diff := cmp.Diff([]traffic.Request{want}, d.search(t, traffic.Query{}).Requests); diff != "" {
			t.Errorf("the list differs (-want +got):\n%s", diff)
		}
		if head, err := d.log.Head(t.Context(), fernhill); err != nil || head != got.Number {
			t.Errorf("the head is %d, %v, want %d", head, err, got.Number)
		}
		if _, err := d.log.Request(t.Context(), "another", "trace-1"); directory.CodeOf(err) != directory.NotFound {
			t.Errorf("another organization gets %v, want NotFound", err)
		}
		if page, err := d.log.Search(t.Context(), "another", traffic.Query{}); err != nil || len(page.Requests) > 0 {
			t.Errorf("another organization finds %v, %v", page.Requests, err)
		}
	})
}

func body(text string) traffic.Body { return traffic.Body{Bytes: []byte(text)} }

// TestSearch finds each of a few requests by everything one can search for.
func TestSearch(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		d.says(traffic.Lookup, func(r *traffic.Request) {
			r.Query = "filter=userName%20eq%20%22ana%40fernhill.example%22&startIndex=1&count=100"
		})
		d.says(traffic.Create, func(r *traffic.Request) {
			r.Method, r.Status, r.Person, r.Duration = "POST", 201, ana, 80*time.Millisecond
		})
		d.says(traffic.Create, func(r *traffic.Request) {
			r.Method, r.Status, r.Connection = "POST", 403, "entra"
			r.Person = traffic.Person{Name: "Ben_%", UserName: "ben@fernhill.example"}
			r.Detail = "All 5 licenses are in use; buy more and assign the person again."
		})
		d.pass(time.Hour)
		d.says(traffic.GroupMembers, func(r *traffic.Request) {
			r.Method, r.Route, r.Team = "PATCH", "/scim/v2/Groups/{id}", traffic.Team{ID: "crew", Name: "CREW Ä"}
			r.Facts = traffic.Facts{Joined: 2}
			r.Address = "198.51.100.9"
		})
		d.says(traffic.List, func(r *traffic.Request) { r.Status, r.Detail = 500, "Something went wrong." })
		d.written(t)
		lookup, create := "Okta looked for ana@fernhill.example and found nobody.", "Okta created Ana Ruiz."
		refused := "Okta asked to create Ben_%. Refused: All 5 licenses are in use; buy more and assign the person again."
		group, failed := "Okta pushed 2 people into the group CREW Ä.", "Okta asked for the users. Failed: Something went wrong."
		start := newClock().Now()
		for name, test := range map[string]struct {
			query traffic.Query
			want  []string
		}{
			"everything":         {traffic.Query{}, []string{failed, group, refused, create, lookup}},
			"connection":         {traffic.Query{Connection: okta}, []string{failed, group, create, lookup}},
			"other connection":   {traffic.Query{Connection: "entra"}, []string{refused}},
			"unknown connection": {traffic.Query{Connection: "nobody's"}, []string{}},
			"member":             {traffic.Query{Member: "member-ana"}, []string{create}},
			"member elsewhere":   {traffic.Query{Member: "member-ana", Connection: "entra"}, []string{}},
			"identity":           {traffic.Query{Identity: "identity-of-ana"}, []string{create}},
			"team":               {traffic.Query{Team: "crew"}, []string{group}},
			"person by name":     {traffic.Query{Person: "ana ruiz"}, []string{create}},
			"person by address":  {traffic.Query{Person: "ANA@fernhill"}, []string{create, lookup}},
			"person, not text":   {traffic.Query{Person: "crew"}, []string{}},
			"like's own letters": {traffic.Query{Person: "n_%"}, []string{refused}},
			"method":             {traffic.Query{Method: "POST"}, []string{refused, create}},
			"refused":            {traffic.Query{Outcome: traffic.Refused}, []string{refused}},
			"failed":             {traffic.Query{Outcome: traffic.Failed}, []string{failed}},
			"kinds":              {traffic.Query{Kinds: []traffic.Kind{traffic.Lookup, traffic.List}}, []string{failed, lookup}},
			"slow":               {traffic.Query{SlowerThan: 50 * time.Millisecond}, []string{create}},
			"since":              {traffic.Query{Since: start.Add(time.Minute)}, []string{failed, group}},
			"until":              {traffic.Query{Until: start.Add(2 * time.Millisecond)}, []string{lookup}},
			"text in a sentence": {traffic.Query{Text: "LICENSES are"}, []string{refused}},
			"text in a team":     {traffic.Query{Text: "crew ä"}, []string{group}},
			"text in an address": {traffic.Query{Text: "198.51"}, []string{group}},
			"text in an id":      {traffic.Query{Text: "request-3"}, []string{refused}},
			"text nowhere":       {traffic.Query{Text: "n_b%dy"}, []string{}},
			"what no text holds": {traffic.Query{Text: "a\x00b"}, []string{}},
		} {
			if diff := cmp.Diff(test.want, sentences(d.search(t, test.query))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}

// Pages follow one another without gap or repetition, while new ones come in
// front, and a search that finds little stops and can be continued.
func TestPagesOfRequests(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		const all = traffic.MaxLooked + 10
		batch := traffic.Batch{}
		for i := range all {
			at := d.Now().Add(time.Duration(i) * time.Millisecond)
			batch.Requests = append(batch.Requests, traffic.Request{
				Number: traffic.NumberOf(at), At: at, Organization: fernhill, Connection: okta, ID: fmt.Sprint(i),
			})
		}
		batch.Requests[3].Person.Name = "Ana"
		if err := d.store.Write(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		var seen []int64
		query := traffic.Query{Limit: traffic.MaxPage}
		for page := 0; ; page++ {
			found := d.search(t, query)
			for _, request := range found.Requests {
				seen = append(seen, request.Number)
			}
			if page == 1 {
				newest := traffic.Request{Number: traffic.NumberOf(d.Now().Add(time.Hour)), Organization: fernhill, Connection: okta}
				if err := d.store.Write(t.Context(), traffic.Batch{Requests: []traffic.Request{newest}}); err != nil {
					t.Fatal(err)
				}
			}
			if found.Next == 0 {
				break
			}
			query.Before = found.Next
		}
		slices.Reverse(seen)
		for i, request := range batch.Requests {
			if i >= len(seen) || seen[i] != request.Number {
				t.Fatalf("%d pages' requests are %d, and differ at %d", len(seen)/traffic.MaxPage, len(seen), i)
			}
		}
		first := d.search(t, traffic.Query{Person: "ana"})
		if len(first.Requests) != 0 || first.Next == 0 || first.SearchedTo.IsZero() {
			t.Fatalf("the first part of the search found %v, next %d, searched to %v", sentences(first), first.Next, first.SearchedTo)
		}
		second := d.search(t, traffic.Query{Person: "ana", Before: first.Next})
		if len(second.Requests) != 1 || second.Requests[0].ID != "3" || second.Next != 0 || !second.SearchedTo.IsZero() {
			t.Errorf("the second part found %v, next %d, searched to %v", second.Requests, second.Next, second.SearchedTo)
		}
	})
}

// A request that has the number of another is passed over, and the rest of its
// batch is kept.
func TestSameNumberTwice(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		for range 2 {
			batch := traffic.Batch{Requests: []traffic.Request{{Number: 7, Organization: fernhill}, {Number: 8, Organization: fernhill}}}
			if err := d.store.Write(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(d.search(t, traffic.Query{}).Requests); got != 2 {
			t.Errorf("%d requests are kept, want 2", got)
		}
	})
}

func TestTicks(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		for _, step := range []string{"assign", "push", "assign"} {
			d.pass(time.Second)
			if err := d.log.Tick(t.Context(), fernhill, okta, step, "Ana Ruiz\n"); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.log.Untick(t.Context(), fernhill, okta, "push"); err != nil {
			t.Fatal(err)
		}
		guide, err := d.log.Guide(t.Context(), fernhill, okta)
		if err != nil {
			t.Fatal(err)
		}
		want := []traffic.Tick{{Step: "assign", At: d.Now(), By: "Ana Ruiz "}}
		if diff := cmp.Diff(want, guide.Ticks); diff != "" {
			t.Errorf("the ticks differ (-want +got):\n%s", diff)
		}
		for _, step := range []string{"", "a b", "ä", "a\x00"} {
			if err := d.log.Tick(t.Context(), fernhill, okta, step, "Ana"); directory.CodeOf(err) != directory.Invalid {
				t.Errorf("the step %q gets %v, want Invalid", step, err)
			}
		}
		if other, err := d.log.Guide(t.Context(), "another", okta); err != nil || len(other.Ticks) > 0 {
			t.Errorf("another organization has %v, %v", other.Ticks, err)
		}
	})
}
