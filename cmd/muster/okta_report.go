package main

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// shownFailures is how many failures, differences and warnings a report lists
// of each; a server that gets one thing wrong gets it wrong for everybody.
const shownFailures = 20

func printReport(out io.Writer, report okta.Report) {
	fmt.Fprintf(out, "\n%s: %s, %s, %s in %s\n\n", report.Company,
		count(report.People, "person", "people"), count(report.Groups, "group", "groups"),
		count(report.Tasks, "task", "tasks"), report.Took.Round(time.Millisecond))

	requests := newList(out, false, "REQUEST", "COUNT", "REFUSED", "P50", "P99", "MAX")
	for _, kind := range report.Requests {
		_ = requests.add(nil, kind.Kind, strconv.Itoa(kind.Count), strconv.Itoa(kind.Refused),
			milliseconds(kind.P50), milliseconds(kind.P99), milliseconds(kind.Max))
	}
	_ = requests.end("No request was made.")

	failures := make([]string, len(report.Failures))
	for i, task := range report.Failures {
		failures[i] = task.Sentence
	}
	differences := make([]string, len(report.Differences))
	for i, difference := range report.Differences {
		differences[i] = difference.String()
	}
	printSome(out, "Failed", failures)
	printSome(out, "Different here and there", differences)
	printSome(out, "To mend", report.Warnings)
	if report.OK() {
		fmt.Fprintln(out, "\nEverything went well, and the server holds exactly what was pushed.")
	}
}

// printSome prints the first lines of many under a heading.
func printSome(out io.Writer, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s (%d):\n", heading, len(lines))
	for _, line := range lines[:min(len(lines), shownFailures)] {
		fmt.Fprintln(out, "  "+plain(line))
	}
	if more := len(lines) - shownFailures; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
}

func milliseconds(d time.Duration) string {
	return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 1, 64) + " ms"
}
