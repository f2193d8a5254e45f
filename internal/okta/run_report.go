package okta

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Report is what a run came to.
type Report struct {
	Company string
	People  int
	Groups  int
	// Tasks is how many tasks were done, failed ones included.
	Tasks  int
	Phases []PhaseReport
	// Requests are by kind, in the order in which the kinds first occurred.
	Requests []RequestReport
	// Failures are the failed tasks; each has its sentence.
	Failures []Task
	// Differences are what the server holds other than Okta does at the end.
	Differences []Difference
	Warnings    []string
	Took        time.Duration
}

// OK says whether nothing failed and nothing differs.
func (r Report) OK() bool { return len(r.Failures) == 0 && len(r.Differences) == 0 }

// PhaseReport is one part of a run.
type PhaseReport struct {
	Phase  Phase
	Tasks  int
	Failed int
	Took   time.Duration
}

// RequestReport are the requests of one kind.
type RequestReport struct {
	// Kind is a method and a path, such as "PUT /Users/{id}"; a lookup is
	// "GET /Users?filter".
	Kind  string
	Count int
	// Refused is how many got no answer or one of 400 and more.
	Refused int
	// P50, P99 and Max are times until the whole answer was read.
	P50 time.Duration
	P99 time.Duration
	Max time.Duration
}

// stopwatch gathers the times of requests by kind.
type stopwatch struct {
	mu    sync.Mutex
	kinds []string
	times map[string][]time.Duration
	bad   map[string]int
}

func (s *stopwatch) record(e Exchange) {
	kind := kindOf(e)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.times == nil {
		s.times = map[string][]time.Duration{}
		s.bad = map[string]int{}
	}
	if _, known := s.times[kind]; !known {
		s.kinds = append(s.kinds, kind)
	}
	s.times[kind] = append(s.times[kind], e.Took)
	if e.Err != nil || e.Status >= 400 {
		s.bad[kind]++
	}
}

func kindOf(e Exchange) string {
	resource, id, _ := strings.Cut(strings.TrimPrefix(e.Path, "/"), "/")
	kind := e.Method + " /" + resource
	switch {
	case id != "":
		return kind + "/{id}"
	case strings.HasPrefix(e.Query, "filter="):
		return kind + "?filter"
	}
	return kind
}

func (s *stopwatch) requests() []RequestReport {
	s.mu.Lock()
	defer s.mu.Unlock()
	reports := make([]RequestReport, 0, len(s.kinds))
	for _, kind := range s.kinds {
		times := slices.Sorted(slices.Values(s.times[kind]))
		reports = append(reports, RequestReport{
			Kind:    kind,
			Count:   len(times),
			Refused: s.bad[kind],
			P50:     times[rank(len(times), 50)],
			P99:     times[rank(len(times), 99)],
			Max:     times[len(times)-1],
		})
	}
	return reports
}

// rank is the index of a percentile among n sorted values, by nearest rank.
func rank(n, percent int) int {
	return max(0, (n*percent+99)/100-1)
}
