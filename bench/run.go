package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/musterhq/muster/bench/child"
	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/suite"
)

// options are the command line.
type options struct {
	suite   suite.Config
	only    string
	out     string
	timeout time.Duration
	enforce bool
	list    bool
}

// run is the program: it returns an error where something went wrong and, with
// --enforce, where a limit was missed.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) error {
	if len(arguments) > 0 && arguments[0] == child.ReferenceCommand {
		return serveReference(ctx, arguments[1:])
	}
	options, err := parseOptions(arguments, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if options.list {
		for _, measurement := range suite.Measurements() {
			fmt.Fprintf(stdout, "%-13s %s\n", measurement.Name, measurement.Summary)
		}
		return nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, options.timeout, fmt.Errorf("not done after %s", options.timeout))
	defer cancel()
	result, err := suite.Run(ctx, options.suite)
	if err != nil {
		return err
	}
	result.Command = strings.Join(append([]string{"go run ."}, arguments...), " ")
	return show(result, options, stdout)
}

func parseOptions(arguments []string, stderr io.Writer) (options, error) {
	executable, err := os.Executable()
	if err != nil {
		return options{}, fmt.Errorf("find this program: %w", err)
	}
	o := options{suite: suite.Config{Reference: executable, Progress: stderr}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.suite.Muster, "muster", "", "the `program` to measure; without it only the reference is measured")
	flags.StringVar(&o.suite.PostgreSQL, "postgresql", "/usr/lib/postgresql/15/bin", "the `directory` of initdb and postgres")
	flags.StringVar(&o.suite.Dir, "dir", "", "the `directory` on the disk to measure (default the system's temporary one)")
	flags.StringVar(&o.only, "only", "", "the `measurements` to run, separated by commas (default all)")
	flags.IntVar(&o.suite.Clients, "clients", 8, "clients side by side")
	flags.IntVar(&o.suite.Rounds, "rounds", 5, "samples of which the median counts")
	flags.IntVar(&o.suite.Operations, "operations", 4000, "writes in one sample")
	flags.IntVar(&o.suite.Few, "few", 10_000, "people in the smaller directory")
	flags.IntVar(&o.suite.Many, "many", 100_000, "people in the larger directory")
	flags.StringVar(&o.out, "out", "", "the `file` for the report as JSON")
	flags.DurationVar(&o.timeout, "timeout", 45*time.Minute, "give up after this time")
	flags.BoolVar(&o.enforce, "enforce", false, "fail when a limit is missed")
	flags.BoolVar(&o.list, "list", false, "list the measurements and stop")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	if min(o.suite.Clients, o.suite.Rounds, o.suite.Operations, o.suite.Few, o.suite.Many) < 1 {
		return options{}, errors.New("--clients, --rounds, --operations, --few and --many must be at least 1")
	}
	if o.only != "" {
		o.suite.Only = strings.Split(o.only, ",")
	}
	if o.suite.Muster != "" {
		o.suite.Muster, err = filepath.Abs(o.suite.Muster)
	}
	return o, err
}

// show writes the report where it is wanted.
func show(result *report.Report, options options, stdout io.Writer) error {
	if options.out != "" {
		if err := writeFile(options.out, result); err != nil {
			return err
		}
	}
	if err := result.WriteTable(stdout); err != nil {
		return err
	}
	if missed := result.Missed(); options.enforce && len(missed) > 0 {
		return fmt.Errorf("%d limits are missed, the first is %q", len(missed), missed[0].Name)
	}
	return nil
}

func writeFile(path string, result *report.Report) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return errors.Join(result.WriteJSON(file), file.Close())
}
