package e2e_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"
)

// server is a running `muster serve`.
type server struct {
	*process
	root string // http://127.0.0.1:port
}

// listening is the line by which a server says its address.
var listening = regexp.MustCompile(`^Muster listens on (http://127\.0\.0\.1:\d+)$`)

// serve starts a server on a free port and waits until it is ready.
func (i *installation) serve(arguments ...string) *server {
	i.t.Helper()
	s := i.launch(arguments...)
	s.awaitListening(i.t)
	return s
}

// launch starts a server on a free port. It logs everything, so that everything
// can be searched.
func (i *installation) launch(arguments ...string) *server {
	i.t.Helper()
	return &server{process: i.start(append([]string{"serve", "--listen", "127.0.0.1:0", "--log-level", "debug"}, arguments...)...)}
}

// awaitListening waits until the server has said its address, and is ready.
func (s *server) awaitListening(t testing.TB) {
	t.Helper()
	found, err := s.stdout.awaitMatch(await(t), listening)
	if err != nil {
		t.Fatalf("start the server: %v\n%s", err, &s.stderr)
	}
	s.root = found[1]
	s.awaitReady(t)
}

// awaitReady asks until the server says that it is ready.
func (s *server) awaitReady(t testing.TB) {
	t.Helper()
	ctx := await(t)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		if status, _ := s.get(t, "/readyz"); status == http.StatusOK {
			return
		}
		select {
		case <-again.C:
		case <-s.ended:
			t.Fatalf("the server ended before it was ready:\n%s", &s.stderr)
		case <-ctx.Done():
			t.Fatalf("the server is not ready: %v\n%s", ctx.Err(), &s.stderr)
		}
	}
}

// get reads one of the server's own paths. Where there is no answer the status
// is 0.
func (s *server) get(t testing.TB, path string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.root+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, ""
	}
	return answer.StatusCode, string(read)
}

// tenantURL is a Tenant URL as this server is reached now: a server that is
// started again on a free port has another address.
func (s *server) tenantURL(t testing.TB, made credentials) string {
	t.Helper()
	parsed, err := url.Parse(made.TenantURL)
	if err != nil {
		t.Fatal(err)
	}
	return s.root + parsed.Path
}
