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

// serve starts a server on a free port and waits until it is ready. It logs
// everything, so that everything can be searched.
func (i *installation) serve(arguments ...string) *server {
	i.t.Helper()
	p := i.start(append([]string{"serve", "--listen", "127.0.0.1:0", "--log-level", "debug"}, arguments...)...)
	found, err := p.stdout.awaitMatch(await(i.t), listening)
	if err != nil {
		i.t.Fatalf("start the server: %v", err)
	}
	s := &server{process: p, root: found[1]}
	s.awaitReady(i.t)
	return s
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
