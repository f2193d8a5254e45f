// Command preview serves a built panel from a folder, with the headers that the
// program sends. The browser test looks at the page of parts through it, so it
// sees what the policy forbids.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/musterhq/muster/internal/webui"
)

func main() {
	folder := flag.String("folder", "web/dist-parts", "the built panel to serve")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := serve(ctx, *folder); err != nil {
		fmt.Fprintln(os.Stderr, "preview:", err)
		os.Exit(1)
	}
}

// serve prints the address it listens on, on a port that was free, and serves
// until ctx ends.
func serve(ctx context.Context, folder string) error {
	panel, err := webui.Files(os.DirFS(folder))
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: panel, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Printf("http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
