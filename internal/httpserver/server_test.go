package httpserver_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/httpserver"
)

// lockedBuffer takes the log of a server while a test reads it.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// echo answers with the path as it reached the door.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	io.WriteString(w, r.URL.EscapedPath())
})

func start(t *testing.T, config httpserver.Config) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(httpserver.New(config))
	t.Cleanup(server.Close)
	server.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return server
}

type reply struct {
	status int
	header http.Header
	body   string
}

func ask(t *testing.T, server *httptest.Server, method, target string, header http.Header) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, server.URL+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(text)}
}

func TestPathsReachTheirDoorAsSent(t *testing.T) {
	t.Parallel()
	server := start(t, httpserver.Config{Doors: []httpserver.Door{{Prefix: "/scim", Handler: echo}}})
	for _, path := range []string{
		"/scim",
		"/scim/",
		"/scim//Users",
		"/scim/v2//Users/",
		"/scim/v2/x//Users",
		"/scim/v2/Users/a%2Fb",
		"/scim/v2/Users/a%2F..%2Fb",
		"/scim/./v2",
		"/scim/v2/../Users",
		"/scim/%2e%2e/Users",
	} {
		got := ask(t, server, "GET", path, nil)
		if got.status != http.StatusOK || got.body != path {
			t.Errorf("GET %s: %d %q, want it to reach the door", path, got.status, got.body)
		}
	}
	for _, path := range []string{"/", "/scimitar", "/Scim/v2", "/v2/scim"} {
		got := ask(t, server, "GET", path, nil)
		if got.status != http.StatusNotFound {
			t.Errorf("GET %s: %d, want 404", path, got.status)
		}
	}
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	inside := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, httpserver.RequestID(r.Context()))
	})
	server := start(t, httpserver.Config{Doors: []httpserver.Door{{Prefix: "/x", Handler: inside}}})
	tests := []struct {
		name string
		sent []string
		kept bool
	}{
		{"sane", []string{"okta-1.2_3"}, true},
		{"longest", []string{strings.Repeat("a", 64)}, true},
		{"none", nil, false},
		{"empty", []string{""}, false},
		{"too long", []string{strings.Repeat("a", 65)}, false},
		{"spaces", []string{"a b"}, false},
		{"markup", []string{"<script>"}, false},
		{"not ASCII", []string{"ä"}, false},
		{"twice", []string{"a", "b"}, false},
	}
	for _, test := range tests {
		got := ask(t, server, "GET", "/x", http.Header{"X-Request-Id": test.sent})
		answered := got.header.Get("X-Request-Id")
		if answered == "" || answered != got.body {
			t.Errorf("%s: answered %q, the door saw %q", test.name, answered, got.body)
		}
		if kept := len(test.sent) == 1 && answered == test.sent[0]; kept != test.kept {
			t.Errorf("%s: answered %q for %q", test.name, answered, test.sent)
		}
	}
	if first, second := ask(t, server, "GET", "/x", nil), ask(t, server, "GET", "/x", nil); first.body == second.body {
		t.Errorf("two requests have the same id %q", first.body)
	}
	if got := httpserver.RequestID(context.Background()); got != "" {
		t.Errorf("RequestID outside of a request = %q", got)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	var failing error
	server := start(t, httpserver.Config{Ready: func(context.Context) error { return failing }})
	if got := ask(t, server, "GET", "/healthz", nil); got.status != http.StatusOK {
		t.Errorf("GET /healthz: %d", got.status)
	}
	if got := ask(t, server, "GET", "/readyz", nil); got.status != http.StatusOK {
		t.Errorf("GET /readyz: %d", got.status)
	}
	if got := ask(t, server, "HEAD", "/readyz", nil); got.status != http.StatusOK || got.body != "" {
		t.Errorf("HEAD /readyz: %d %q", got.status, got.body)
	}
	if got := ask(t, server, "POST", "/healthz", nil); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST /healthz: %d, Allow %q", got.status, got.header.Get("Allow"))
	}

	failing = errors.New("dial tcp 10.0.0.7:5432: refused")
	if got := ask(t, server, "GET", "/healthz", nil); got.status != http.StatusOK {
		t.Errorf("GET /healthz without a database: %d, want 200: the process lives", got.status)
	}
	got := ask(t, server, "GET", "/readyz", nil)
	if got.status != http.StatusServiceUnavailable || strings.Contains(got.body, "10.0.0.7") {
		t.Errorf("GET /readyz without a database: %d %q", got.status, got.body)
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	var logged lockedBuffer
	const canary = "canary-of-the-request"
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"`+canary+`"`)
		switch r.URL.Path {
		case "/x/index":
			var empty []int
			_ = empty[len(r.URL.Path)]
		case "/x/late":
			w.WriteHeader(http.StatusOK)
			io.WriteString(w, "half")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			panic(canary)
		default:
			w.Header().Set("Content-Length", "5")
			panic("while reading " + canary)
		}
	})
	server := start(t, httpserver.Config{
		Doors: []httpserver.Door{{Prefix: "/x", Handler: handler, Failure: func(w http.ResponseWriter, _ *http.Request, status int, sentence string) {
			w.WriteHeader(status)
			io.WriteString(w, "{"+sentence+"}")
		}}},
		Log: slog.New(slog.NewJSONHandler(&logged, nil)),
	})

	for _, path := range []string{"/x/text", "/x/index"} {
		got := ask(t, server, "GET", path, nil)
		id := got.header.Get("X-Request-Id")
		if got.status != http.StatusInternalServerError || !strings.HasPrefix(got.body, "{") || !strings.Contains(got.body, id) {
			t.Errorf("GET %s: %d %q, want 500 in the door's form with the id %s", path, got.status, got.body, id)
		}
		if got.header.Get("Etag") != "" {
			t.Errorf("GET %s: the failed answer's ETag was sent: %s", path, got.header.Get("Etag"))
		}
		if !strings.Contains(logged.String(), id) {
			t.Errorf("GET %s: nothing logged under %s:\n%s", path, id, logged.String())
		}
	}
	if !strings.Contains(logged.String(), "index out of range") || !strings.Contains(logged.String(), "server_test.go") {
		t.Errorf("the log does not say what failed and where:\n%s", logged.String())
	}
	if strings.Contains(logged.String(), canary) {
		t.Errorf("the log holds what the panic carried of the request:\n%s", logged.String())
	}

	request, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/x/late", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); err == nil {
		t.Errorf("a door that failed in the middle of its answer left a whole one: %q", text)
	}
}
