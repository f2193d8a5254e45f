// Command bench measures Muster against the practical limit of the machine it
// runs on. See docs/performance.md for what is measured and why.
//
//	go run . --muster ../bin/muster --out report.json
//
// Called as "bench reference" it is the reference server instead.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
