package report_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/bench/report"
)

func TestLimitKept(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		limit report.Limit
		value float64
		want  bool
	}{
		{"at least, more", report.Limit{Bound: report.AtLeast, Value: 0.6}, 0.7, true},
		{"at least, exactly", report.Limit{Bound: report.AtLeast, Value: 0.6}, 0.6, true},
		{"at least, less", report.Limit{Bound: report.AtLeast, Value: 0.6}, 0.59, false},
		{"at most, less", report.Limit{Bound: report.AtMost, Value: 120}, 119, true},
		{"at most, more", report.Limit{Bound: report.AtMost, Value: 120}, 121, false},
		{"at most nobody", report.Limit{Bound: report.AtMost}, 1, false},
		{"more than, exactly", report.Limit{Bound: report.MoreThan, Value: 1}, 1, false},
		{"more than, more", report.Limit{Bound: report.MoreThan, Value: 1}, 1.01, true},
		{"no limit", report.Limit{}, math.Inf(1), true},
		{"what is not a number keeps no limit", report.Limit{Bound: report.AtMost, Value: 2}, math.NaN(), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := test.limit.Kept(test.value); got != test.want {
				t.Errorf("%v kept by %v: %v, want %v", test.limit, test.value, got, test.want)
			}
		})
	}
}

func sample() *report.Report {
	r := &report.Report{
		Command: "go run . --muster muster",
		Machine: report.Machine{System: "linux/amd64", Cores: 2, Processor: "Processor", Go: "go1.26", Sync: 140 * time.Microsecond},
		Rates: []report.Rate{
			{Server: "muster", Operation: "lookup", PerSecond: []float64{9000, 12345.4, 13000}, Median50: 260 * time.Microsecond},
		},
	}
	atLeast := report.Limit{Bound: report.AtLeast, Value: 0.5}
	r.Results = append(r.Results,
		report.MedianOf("lookup", []float64{0.4, 0.61, 0.9}, report.Times, atLeast),
		report.MedianOf("PUT", []float64{0.3, 0.31, 0.9}, report.Times, atLeast),
	)
	return r
}

func TestMissed(t *testing.T) {
	t.Parallel()
	missed := sample().Missed()
	if len(missed) != 1 || missed[0].Name != "PUT" {
		t.Errorf("missed %+v, want PUT alone", missed)
	}
}

func TestWriteTable(t *testing.T) {
	t.Parallel()
	var page bytes.Buffer
	if err := sample().WriteTable(&page); err != nil {
		t.Fatal(err)
	}
	// The columns are aligned; how widely does not matter here.
	words := strings.Join(strings.Fields(page.String()), " ")
	for _, want := range []string{
		"Machine: 2 cores, Processor, linux/amd64, go1.26; a sync of 4 KiB takes 140µs.",
		"Command: `go run . --muster muster`",
		"| lookup | muster | 12,345 | 9,000 to 13,000 | 260µs |",
		"| lookup | 0.61 × | ≥ 0.5 | kept | 0.40 to 0.90 of 3 |",
		"| PUT | 0.31 × | ≥ 0.5 | MISSED | 0.30 to 0.90 of 3 |",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("the table lacks %q:\n%s", want, page.String())
		}
	}
}

func TestWriteJSON(t *testing.T) {
	t.Parallel()
	var page bytes.Buffer
	if err := sample().WriteJSON(&page); err != nil {
		t.Fatal(err)
	}
	var read report.Report
	if err := json.Unmarshal(page.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Results) != 2 || read.Results[0].Value != 0.61 || read.Machine.Cores != 2 {
		t.Errorf("read back as %+v", read)
	}
}

func TestDescribeMachine(t *testing.T) {
	t.Parallel()
	machine, err := report.DescribeMachine(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if machine.Cores < 1 || machine.Go == "" || machine.Sync <= 0 {
		t.Errorf("this machine is described as %+v", machine)
	}
}
