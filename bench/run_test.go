package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/musterhq/muster/bench/child"
	"github.com/musterhq/muster/bench/report"
)

// TestMain lets the test program be the reference server, as the benchmark's
// program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == child.ReferenceCommand {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		if err := serveReference(ctx, os.Args[2:]); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func TestRunMeasuresTheReference(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(t.TempDir(), "report.json")
	var stdout, stderr bytes.Buffer
	err := run(t.Context(), []string{
		"--only", "create,lookup,read,put,deactivate,memory", "--dir", dir, "--out", out,
		"--rounds", "2", "--operations", "20", "--many", "100", "--clients", "3",
	}, &stdout, &stderr)
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var result report.Report
	if err := json.Unmarshal(written, &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Rates) != 5 || len(result.Rates[0].PerSecond) != 2 {
		t.Errorf("%d operations of %+v, want 5 of 2 rounds", len(result.Rates), result.Rates)
	}
	for _, rate := range result.Rates {
		if rate.Median() <= 0 || rate.Median99 < rate.Median50 {
			t.Errorf("%s makes no sense: %+v", rate.Operation, rate)
		}
		if !strings.Contains(stdout.String(), rate.Operation) {
			t.Errorf("the table lacks %s:\n%s", rate.Operation, stdout.String())
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("%s is left behind", left[0].Name())
	}
	if running := running(t, dir); len(running) > 0 {
		t.Errorf("still running: %q", running)
	}
}

// running returns the command lines that name a directory. It sees none where
// there is no /proc.
func running(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, path := range paths {
		// A process may end between the two looks; then it does not run.
		command, err := os.ReadFile(path)
		if err == nil && bytes.Contains(command, []byte(dir)) {
			found = append(found, string(command))
		}
	}
	return found
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		arguments []string
		want      string
	}{
		{"an unknown measurement", []string{"--only", "creates"}, "there are create, lookup"},
		{"no rounds", []string{"--rounds", "0"}, "at least 1"},
		{"a word that is no flag", []string{"fast"}, `"fast" is no flag`},
		{"a program that is not there", []string{"--only", "create", "--operations", "1", "--rounds", "1", "--muster", "/nowhere/muster"}, "/nowhere/muster"},
		{"no time", []string{"--only", "create", "--timeout", "1ns"}, "not done after 1ns"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			err := run(t.Context(), test.arguments, &stdout, &stderr)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestRunListsTheMeasurements(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"--list"}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"create", "postgresql", "group-batch", "import", "memory"} {
		if !strings.Contains(stdout.String(), name) {
			t.Errorf("%s is not listed:\n%s", name, stdout.String())
		}
	}
}
