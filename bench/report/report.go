// Package report keeps what a benchmark found and shows it: as a table for
// people, as JSON for programs. It owns the limits' meaning and the facts about
// the machine; it measures nothing itself.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/musterhq/muster/bench/statistics"
)

// Report is one run of the benchmark.
type Report struct {
	Started time.Time
	Took    time.Duration
	Command string
	Machine Machine
	Rates   []Rate
	Results []Result
}

// Rate is how fast one server ran one operation, medians of the rounds.
type Rate struct {
	Server    string
	Operation string
	PerSecond []float64 // one for each round
	Median50  time.Duration
	Median99  time.Duration
	// ServerCPU and DriverCPU are processor time for each operation. What is
	// left of the machine was idle or somebody else's.
	ServerCPU time.Duration
	DriverCPU time.Duration
}

// Median returns the median rate, a second.
func (r Rate) Median() float64 { return statistics.Median(r.PerSecond) }

// Result is one value that has a limit, or is worth knowing without one.
type Result struct {
	Name   string
	Value  float64
	Unit   Unit
	Limit  Limit
	Rounds []float64 // the values that Value is the median of
	Detail string    // what was divided by what
}

// Unit says how a value reads.
type Unit string

// The units.
const (
	Times      Unit = "×"
	Mebibytes  Unit = "MiB"
	PeopleUnit Unit = "people"
)

// MedianOf makes the result of several rounds.
func MedianOf(name string, rounds []float64, unit Unit, limit Limit) Result {
	return Result{Name: name, Value: statistics.Median(rounds), Unit: unit, Limit: limit, Rounds: rounds}
}

// Limit is what a value must keep. The zero Limit is kept by every value.
type Limit struct {
	Bound Bound
	Value float64
}

// Bound is a limit's direction.
type Bound string

// The bounds.
const (
	None     Bound = ""
	AtLeast  Bound = "≥"
	AtMost   Bound = "≤"
	MoreThan Bound = ">"
)

// Kept tells whether the value keeps the limit. What is not a number keeps
// none but None.
func (l Limit) Kept(value float64) bool {
	switch l.Bound {
	case AtLeast:
		return value >= l.Value
	case AtMost:
		return value <= l.Value
	case MoreThan:
		return value > l.Value
	default:
		return true
	}
}

func (l Limit) String() string {
	if l.Bound == None {
		return ""
	}
	return fmt.Sprintf("%s %.4g", l.Bound, l.Value)
}

// Kept tells whether the result keeps its limit.
func (r Result) Kept() bool { return r.Limit.Kept(r.Value) }

// Missed returns the results that do not keep their limit.
func (r *Report) Missed() []Result {
	var missed []Result
	for _, result := range r.Results {
		if !result.Kept() {
			missed = append(missed, result)
		}
	}
	return missed
}

// WriteJSON writes the whole report. Durations are nanoseconds.
func (r *Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
