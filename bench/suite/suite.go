// Package suite is the list of what is measured and of the limits.
//
// It owns the measurements, the servers they need (started when the first
// measurement asks, stopped at the end), the order of the rounds, and what is
// divided by what. Servers that are compared run side by side and are asked in
// turn, so that whatever else the machine does falls on both; a ratio is taken
// within each round, and the median of the rounds is what counts.
package suite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/bench/report"
)

// Config says what is measured and how much of it.
type Config struct {
	// Muster is the program to measure. Where it is empty only the reference
	// is measured.
	Muster string
	// Reference is the program that is the reference server when called so:
	// this one.
	Reference string
	// PostgreSQL is the directory of initdb and postgres.
	PostgreSQL string
	// Dir is where the servers keep their data, each in a directory of its
	// own, which is removed at the end. Empty means the system's place.
	Dir string
	// Only names the measurements to run. Empty means all.
	Only []string

	Clients    int // side by side
	Rounds     int
	Operations int // writes of one sample; samples of reads hold five times as many
	Few, Many  int // people, where growth is measured

	// Progress is told what is under way, a line at a time.
	Progress io.Writer
}

// Measurement is one thing that can be selected.
type Measurement struct {
	Name    string
	Summary string
	run     func(*bench, context.Context) error
}

// Measurements returns all measurements in the order they are run in.
func Measurements() []Measurement {
	return []Measurement{
		{"create", "Okta creates (lookup, then POST) against the reference", (*bench).create},
		{"lookup", "lookups by user name against the reference", (*bench).lookup},
		{"read", "reads by id against the reference", (*bench).read},
		{"put", "PUT with a changed title against the reference", (*bench).put},
		{"deactivate", "PATCH active:false against the reference", (*bench).deactivate},
		{"postgresql", "Okta creates on PostgreSQL against bare inserts, with more clients and organizations", (*bench).postgresql},
		{"growth", "lookups among many people against few", (*bench).growth},
		{"memory", "resident memory with few and with many people", (*bench).memory},
		{"group-member", "PATCH of one member into small and large groups", (*bench).groupMember},
		{"group-batch", "PATCH of 100 members into large groups", (*bench).groupBatch},
		{"import", "import of everybody by pages, quiet and with changes meanwhile", (*bench).importing},
	}
}

// bench is a run under way.
type bench struct {
	config Config
	dir    string
	report report.Report

	reference *server // people are shared by the measurements against it
	muster    *server
	few, many *server
	groups    *groups
	stops     []func()
}

// Run measures what config selects. It stops every server it started and
// removes their data, also when it fails.
func Run(ctx context.Context, config Config) (result *report.Report, err error) {
	selected, err := selectMeasurements(config.Only)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(config.Dir, "muster-bench-")
	if err != nil {
		return nil, fmt.Errorf("make a directory: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	// PostgreSQL may run as another user, who must get through to its data.
	if err := os.Chmod(dir, 0o711); err != nil {
		return nil, fmt.Errorf("make a directory: %w", err)
	}
	b := &bench{config: config, dir: dir}
	b.report.Started = time.Now()
	b.report.Machine, err = report.DescribeMachine(dir)
	if err != nil {
		return nil, err
	}
	defer b.stop()
	for _, measurement := range selected {
		b.progress("%s: %s", measurement.Name, measurement.Summary)
		if err := measurement.run(b, ctx); err != nil {
			return nil, fmt.Errorf("measure %s: %w", measurement.Name, errors.Join(err, context.Cause(ctx)))
		}
	}
	b.report.Took = time.Since(b.report.Started)
	return &b.report, nil
}

func selectMeasurements(only []string) ([]Measurement, error) {
	all := Measurements()
	if len(only) == 0 {
		return all, nil
	}
	var names []string
	for _, measurement := range all {
		names = append(names, measurement.Name)
	}
	for _, name := range only {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("there is no measurement %q; there are %s", name, strings.Join(names, ", "))
		}
	}
	return slices.DeleteFunc(all, func(m Measurement) bool { return !slices.Contains(only, m.Name) }), nil
}

// stop ends the servers, the last started first.
func (b *bench) stop() {
	for _, stop := range slices.Backward(b.stops) {
		stop()
	}
	b.stops = nil
}

// directory makes a directory for one server's data.
func (b *bench) directory(name string) (string, error) {
	dir := filepath.Join(b.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", fmt.Errorf("make a directory: %w", err)
	}
	return dir, nil
}

func (b *bench) progress(format string, values ...any) {
	fmt.Fprintf(b.config.Progress, format+"\n", values...)
}

// add keeps a result and tells it.
func (b *bench) add(result report.Result) {
	b.report.Results = append(b.report.Results, result)
	b.progress("  %s: %.2f %s %s", result.Name, result.Value, result.Unit, result.Limit)
}
