package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/musterhq/muster/e2e/identity"
	"github.com/musterhq/muster/e2e/nameserver"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "stage:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop was called
	}
}

// options is the command line.
type options struct {
	Muster   string   `required:"" help:"Path of the built program."`
	Engine   string   `enum:"sqlite,postgres" default:"sqlite" help:"Database beneath it."`
	Identity string   `default:"." help:"Folder that starts the identity providers which nobody here wrote: e2e/identity."`
	Flags    []string `arg:"" optional:"" passthrough:"" help:"Flags of muster serve, after --."`
}

// run plays until in ends or ctx does.
func run(ctx context.Context, arguments []string, in io.Reader, out, log io.Writer) (err error) {
	var chosen options
	parser, err := kong.New(&chosen, kong.Name("stage"))
	if err != nil {
		return err
	}
	if _, err := parser.Parse(arguments); err != nil {
		return err
	}
	storage, remove, err := chosen.storage(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	if len(chosen.Flags) > 0 && chosen.Flags[0] == "--" { // the parser hands it through
		chosen.Flags = chosen.Flags[1:]
	}
	names, err := nameserver.Listen(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, names.Close()) }()
	program := &program{path: chosen.Muster, storage: storage, log: log}
	// Identity providers and their name server are on this machine here.
	began, err := program.serve(ctx, append([]string{"--private-providers", "--name-server", names.Address()}, chosen.Flags...))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.stop()) }()
	s := &scene{
		program:   program,
		apps:      map[string]*app{},
		providers: &identityProviders{folder: identity.Folder(chosen.Identity), log: log},
		publish:   names.Publish,
		ageProofs: func(ctx context.Context) error {
			return chosen.ageProofs(ctx, storage[1]) // after the flag that names it
		},
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.play(ctx, began, in, out)
}

// storage makes an empty place for the data, and returns the flags that name it
// and what removes it.
func (o options) storage(ctx context.Context) (flags []string, remove func() error, err error) {
	if o.Engine == "postgres" {
		server, err := pgtest.Start(ctx)
		if err != nil {
			return nil, nil, err
		}
		database, err := server.Create(ctx)
		if err != nil {
			return nil, nil, errors.Join(err, server.Stop())
		}
		return []string{"--database", database}, server.Stop, nil
	}
	folder, err := os.MkdirTemp("", "muster-stage")
	if err != nil {
		return nil, nil, err
	}
	return []string{"--data", folder}, func() error { return os.RemoveAll(folder) }, nil
}
