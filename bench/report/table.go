package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// WriteTable writes the report for people, in a form that Markdown shows as
// tables too.
func (r *Report) WriteTable(w io.Writer) error {
	var page bytes.Buffer
	r.Machine.write(&page)
	fmt.Fprintf(&page, "Command: `%s`\n", r.Command)
	fmt.Fprintf(&page, "Started %s, took %s.\n", r.Started.UTC().Format(time.DateTime+" UTC"), r.Took.Round(time.Second))
	r.writeRates(&page)
	r.writeResults(&page)
	_, err := w.Write(page.Bytes())
	return err
}

func (r *Report) writeRates(page *bytes.Buffer) {
	if len(r.Rates) == 0 {
		return
	}
	fmt.Fprintln(page)
	table := newTable(page, "operation", "server", "a second", "lowest to highest", "p50", "p99", "server CPU", "driver CPU")
	for _, rate := range r.Rates {
		table.row(
			rate.Operation,
			rate.Server,
			thousands(rate.Median()),
			thousands(slices.Min(rate.PerSecond))+" to "+thousands(slices.Max(rate.PerSecond)),
			short(rate.Median50),
			short(rate.Median99),
			short(rate.ServerCPU),
			short(rate.DriverCPU),
		)
	}
	table.end()
}

func (r *Report) writeResults(page *bytes.Buffer) {
	if len(r.Results) == 0 {
		return
	}
	fmt.Fprintln(page)
	table := newTable(page, "measured", "value", "limit", "", "rounds", "what it is")
	for _, result := range r.Results {
		table.row(
			result.Name,
			value(result.Value, result.Unit),
			result.Limit.String(),
			verdict(result),
			spread(result.Rounds),
			result.Detail,
		)
	}
	table.end()
}

func verdict(result Result) string {
	switch {
	case result.Limit.Bound == None:
		return ""
	case result.Kept():
		return "kept"
	default:
		return "MISSED"
	}
}

func value(value float64, unit Unit) string {
	switch unit {
	case Times:
		return fmt.Sprintf("%.2f ×", value)
	case Mebibytes:
		return fmt.Sprintf("%.0f MiB", value)
	default:
		return fmt.Sprintf("%.0f %s", value, unit)
	}
}

func spread(rounds []float64) string {
	if len(rounds) < 2 {
		return ""
	}
	return fmt.Sprintf("%.2f to %.2f of %d", slices.Min(rounds), slices.Max(rounds), len(rounds))
}

// short shows a duration with three digits that matter.
func short(d time.Duration) string {
	switch {
	case d == 0:
		return ""
	case d < 10*time.Microsecond:
		return d.Round(10 * time.Nanosecond).String()
	case d < 10*time.Millisecond:
		return d.Round(time.Microsecond).String()
	default:
		return d.Round(100 * time.Microsecond).String()
	}
}

// thousands shows a rate as 12,345.
func thousands(rate float64) string {
	digits := fmt.Sprintf("%.0f", rate)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// table aligns the rows of a Markdown table.
type table struct {
	writer *tabwriter.Writer
}

func newTable(w io.Writer, columns ...string) table {
	t := table{writer: tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)}
	t.row(columns...)
	rules := make([]string, len(columns))
	for i := range rules {
		rules[i] = "---"
	}
	t.row(rules...)
	return t
}

func (t table) row(cells ...string) {
	fmt.Fprintln(t.writer, "| "+strings.Join(cells, "\t| ")+"\t|")
}

// end writes the aligned rows; the writer beneath is a buffer and cannot fail.
func (t table) end() { _ = t.writer.Flush() }
