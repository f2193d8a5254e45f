package httpserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// Listen opens a TCP address such as "127.0.0.1:8080"; port 0 takes a free one.
// Its errors are sentences for the operator.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("the address %s is in use by another program; choose another one", address)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: %w", address, err)
	}
	return listener, nil
}

// cutOffWithin is how long a request that was cut off may take to notice.
const cutOffWithin = 2 * time.Second

// Serve answers requests until ctx is done. Then it accepts none, lets those
// that run finish within Limits.Grace, and breaks off the rest. It closes the
// listener and returns nil after such a stop, or the error that ended it
// before.
//
// With certificates it speaks TLS 1.2 or later, and HTTP/2. The end of ctx does
// not end the requests' own contexts; the end of Limits.Grace does.
func (s *Server) Serve(ctx context.Context, listener net.Listener, certificates ...tls.Certificate) error {
	requests, cutOff := context.WithCancel(context.WithoutCancel(ctx))
	defer cutOff()
	var connections sync.WaitGroup
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.limits.Header,
		IdleTimeout:       s.limits.Idle,
		MaxHeaderBytes:    s.limits.HeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return requests },
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				connections.Add(1)
			case http.StateClosed, http.StateHijacked:
				connections.Done()
			default:
			}
		},
		TLSConfig: &tls.Config{Certificates: certificates, MinVersion: tls.VersionTLS12},
	}
	served := make(chan error, 1)
	go func() {
		if len(certificates) > 0 {
			served <- server.ServeTLS(listener, "", "")
			return
		}
		served <- server.Serve(listener)
	}()

	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	grace, cancel := context.WithTimeout(requests, s.limits.Grace)
	defer cancel()
	err := server.Shutdown(grace)
	<-served //nolint:errcheck // it says http.ErrServerClosed, always
	if err == nil {
		return nil
	}
	cutOff()           // before the log, which may take its time
	_ = server.Close() // what it can say was said
	s.log.WarnContext(requests, "requests did not finish in time and are broken off", "grace", s.limits.Grace.String())
	awaitAll(&connections, cutOffWithin)
	return nil
}

// awaitAll waits for a group, but not for ever: a request that looks at neither
// its context nor its connection must not keep the program from ending.
func awaitAll(group *sync.WaitGroup, within time.Duration) {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(within):
	}
}
