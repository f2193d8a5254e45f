package httpserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/musterhq/muster/internal/httpserver"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is a server on a real listener.
type running struct {
	address string
	stop    context.CancelFunc
	stopped chan error
}

func serve(t *testing.T, config httpserver.Config, certificates ...tls.Certificate) running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	listener, err := httpserver.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := running{address: listener.Addr().String(), stop: stop, stopped: make(chan error, 1)}
	go func() { r.stopped <- httpserver.New(config).Serve(ctx, listener, certificates...) }()
	t.Cleanup(func() {
		stop()
		<-r.stopped //nolint:errcheck // the tests look at it where it matters
	})
	return r
}

// send writes a request as it stands and returns the connection.
func (r running) send(t *testing.T, request string) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestStopLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	entered, finish := make(chan struct{}), make(chan struct{})
	r := serve(t, httpserver.Config{Doors: []httpserver.Door{{Prefix: "/slow", Handler: http.HandlerFunc(
		func(w http.ResponseWriter, r *http.Request) {
			close(entered)
			<-finish
			if r.Context().Err() != nil {
				t.Error("the stop cancelled a request that had time left")
			}
			io.WriteString(w, "done")
		})}}})
	conn := r.send(t, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
	<-entered
	r.stop()
	for { // until nothing is accepted any more
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", r.address)
		if err != nil {
			break
		}
		conn.Close()
	}
	select {
	case err := <-r.stopped:
		t.Fatalf("stopped (%v) while a request was running", err)
	case finish <- struct{}{}:
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("the running request got no answer: %v", err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); err != nil || string(text) != "done" {
		t.Errorf("answer %q, %v", text, err)
	}
	if err := <-r.stopped; err != nil {
		t.Errorf("Serve = %v, want nil after a stop", err)
	}
	r.stopped <- nil // for the cleanup
}

func TestStopIsBounded(t *testing.T) {
	t.Parallel()
	entered, left := make(chan struct{}), make(chan struct{})
	var logged lockedBuffer
	r := serve(t, httpserver.Config{
		Limits: httpserver.Limits{Grace: time.Millisecond},
		Log:    slog.New(slog.NewTextHandler(&logged, nil)),
		Doors: []httpserver.Door{{Prefix: "/slow", Handler: http.HandlerFunc(
			func(_ http.ResponseWriter, r *http.Request) {
				defer close(left)
				close(entered)
				<-r.Context().Done() // for ever, but for the stop
			})}},
	})
	// As long as a body is to come, net/http does not see a closed connection.
	r.send(t, "PUT /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
	<-entered
	r.stop()
	if err := <-r.stopped; err != nil {
		t.Errorf("Serve = %v", err)
	}
	r.stopped <- nil
	select {
	case <-left:
	default:
		t.Error("the server ended before the request that it broke off")
	}
	if !strings.Contains(logged.String(), "broken off") {
		t.Errorf("nothing is logged of the request that was broken off:\n%s", logged.String())
	}
}

// unheard is a log whose warnings nobody takes before a request has left.
type unheard struct {
	slog.Handler
	left <-chan struct{}
	t    *testing.T
}

func (u unheard) Handle(ctx context.Context, record slog.Record) error {
	if record.Level == slog.LevelWarn {
		select {
		case <-u.left:
		case <-time.After(10 * time.Second):
			u.t.Error("a request is not cut off before the log took the news of it")
		}
	}
	return u.Handler.Handle(ctx, record)
}

func TestCutOffDoesNotWaitForTheLog(t *testing.T) {
	t.Parallel()
	entered, left := make(chan struct{}), make(chan struct{})
	r := serve(t, httpserver.Config{
		Limits: httpserver.Limits{Grace: time.Millisecond},
		Log:    slog.New(unheard{slog.NewTextHandler(io.Discard, nil), left, t}),
		Doors: []httpserver.Door{{Prefix: "/slow", Handler: http.HandlerFunc(
			func(_ http.ResponseWriter, r *http.Request) {
				defer close(left)
				close(entered)
				<-r.Context().Done()
			})}},
	})
	r.send(t, "PUT /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
	<-entered
	r.stop()
	if err := <-r.stopped; err != nil {
		t.Errorf("Serve = %v", err)
	}
	r.stopped <- nil
}

func TestServeSaysWhyItEnded(t *testing.T) {
	t.Parallel()
	listener, err := httpserver.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	if err := httpserver.New(httpserver.Config{}).Serve(t.Context(), listener); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Serve on a closed listener = %v", err)
	}
}

func TestListenOnATakenAddress(t *testing.T) {
	t.Parallel()
	taken, err := httpserver.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, err = httpserver.Listen(t.Context(), taken.Addr().String())
	want := fmt.Sprintf("the address %s is in use by another program; choose another one", taken.Addr())
	if err == nil || err.Error() != want {
		t.Errorf("Listen = %v, want %s", err, want)
	}
}

// TestStalledBody shows both sides of the limit: a body that keeps arriving may
// take many times as long as one pause may.
func TestStalledBody(t *testing.T) {
	t.Parallel()
	const stall = 200 * time.Millisecond
	read := make(chan error, 1)
	r := serve(t, httpserver.Config{
		Limits: httpserver.Limits{Stall: stall},
		Doors: []httpserver.Door{{Prefix: "/x", Handler: http.HandlerFunc(
			func(_ http.ResponseWriter, r *http.Request) {
				_, err := io.Copy(io.Discard, r.Body)
				read <- err
			})}},
	})

	const head = "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n"
	conn := r.send(t, head)
	tick := time.NewTicker(stall / 4)
	defer tick.Stop()
	for range 8 {
		<-tick.C
		if _, err := conn.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-read; err != nil {
		t.Errorf("a slow body that kept arriving: %v", err)
	}

	r.send(t, head+"half")
	if err := <-read; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a body that stalled: %v, want a deadline exceeded", err)
	}
}

func TestBodyHasAnEnd(t *testing.T) {
	t.Parallel()
	read := make(chan error, 1)
	r := serve(t, httpserver.Config{
		Limits: httpserver.Limits{Body: 100 * time.Millisecond},
		Doors: []httpserver.Door{{Prefix: "/x", Handler: http.HandlerFunc(
			func(_ http.ResponseWriter, r *http.Request) {
				_, err := io.Copy(io.Discard, r.Body)
				read <- err
			})}},
	})
	conn := r.send(t, "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-read:
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("a body that never ends: %v", err)
			}
			return
		case <-tick.C:
			if _, err := conn.Write([]byte("x")); err != nil {
				t.Logf("the server closed: %v", err)
			}
		}
	}
}

// TestStalledReader holds that a client which takes nothing of a long answer
// does not hold the server.
func TestStalledReader(t *testing.T) {
	t.Parallel()
	written := make(chan error, 1)
	r := serve(t, httpserver.Config{
		Limits: httpserver.Limits{Stall: 50 * time.Millisecond},
		Doors: []httpserver.Door{{Prefix: "/x", Handler: http.HandlerFunc(
			func(w http.ResponseWriter, _ *http.Request) {
				piece := make([]byte, 1<<20)
				for {
					if _, err := w.Write(piece); err != nil {
						written <- err
						return
					}
				}
			})}},
	})
	r.send(t, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n")
	if err := <-written; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("writing to a client that reads nothing: %v", err)
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	borrowed := httptest.NewUnstartedServer(nil)
	borrowed.EnableHTTP2 = true
	borrowed.StartTLS()
	defer borrowed.Close()
	r := serve(t, httpserver.Config{}, borrowed.TLS.Certificates...)
	request, err := http.NewRequestWithContext(t.Context(), "GET", "https://"+r.address+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	client := borrowed.Client()
	defer client.CloseIdleConnections()
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.ProtoMajor != 2 {
		t.Errorf("GET /healthz by TLS: %d over %s", response.StatusCode, response.Proto)
	}
}
