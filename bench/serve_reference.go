package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/musterhq/muster/bench/reference"
)

// serveReference is the reference server, until ctx ends.
func serveReference(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("bench reference", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:0", "the `address` to answer on")
	data := flags.String("data", ".", "the `directory` of the database")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	store, err := reference.OpenStore(ctx, *data)
	if err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", *listen)
	if err != nil {
		return errors.Join(fmt.Errorf("listen: %w", err), store.Close())
	}
	server := &http.Server{Handler: reference.NewServer(store).Handler(), ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	stopAfter := context.AfterFunc(ctx, func() {
		// The caller has been told to stop, so the grace period is its own.
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		stopped <- server.Shutdown(grace)
	})
	defer stopAfter()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(err, store.Close())
	}
	return errors.Join(<-stopped, store.Close())
}
