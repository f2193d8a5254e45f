package okta

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestStopwatch holds kinds and percentiles, by nearest rank.
func TestStopwatch(t *testing.T) {
	t.Parallel()
	var s stopwatch
	for n := range 200 {
		// From the longest to the shortest, 200 ms to 1 ms.
		s.record(Exchange{Method: "GET", Path: "/Users/7", Status: 200, Took: time.Duration(200-n) * time.Millisecond})
	}
	s.record(Exchange{Method: "GET", Path: "/Users", Query: "filter=x", Status: 500, Took: time.Second})
	s.record(Exchange{Method: "GET", Path: "/Users", Query: "startIndex=1", Took: time.Second, Err: errIdle})
	want := []RequestReport{
		{Kind: "GET /Users/{id}", Count: 200, P50: 100 * time.Millisecond, P99: 198 * time.Millisecond, Max: 200 * time.Millisecond},
		{Kind: "GET /Users?filter", Count: 1, Refused: 1, P50: time.Second, P99: time.Second, Max: time.Second},
		{Kind: "GET /Users", Count: 1, Refused: 1, P50: time.Second, P99: time.Second, Max: time.Second},
	}
	if diff := cmp.Diff(want, s.requests()); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
}
