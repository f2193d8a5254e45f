package httpserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/musterhq/muster/internal/httpserver"
)

func TestAccessLog(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		httpserver.SetRoute(r.Context(), "/Users/{id}")
		httpserver.SetConnection(r.Context(), "c1")
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, "made")
	})
	server := httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{{Prefix: "/scim", Handler: handler}},
		Log:   slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	const canary = "canary"
	request := httptest.NewRequest("PUT", "/scim/v2/Users/"+canary+"?filter=userName+eq+%22"+canary+"%22", strings.NewReader(canary))
	request.Header.Set("Authorization", "Bearer "+canary)
	request.Header.Set("User-Agent", canary)
	request.Header.Set("X-Request-Id", "r1")
	server.ServeHTTP(httptest.NewRecorder(), request)

	if strings.Contains(logged.String(), canary) {
		t.Errorf("the log holds what the client sent:\n%s", logged.String())
	}
	var got map[string]any
	if err := json.Unmarshal(logged.Bytes(), &got); err != nil {
		t.Fatalf("%v in %q", err, logged.String())
	}
	want := map[string]any{
		"level": "INFO", "msg": "request", "request": "r1", "method": "PUT", "route": "/Users/{id}",
		"status": float64(201), "bytes": float64(4), "connection": "c1",
	}
	varying := cmpopts.IgnoreMapEntries(func(name string, _ any) bool { return name == "time" || name == "duration_ms" })
	if diff := cmp.Diff(want, got, varying); diff != "" {
		t.Errorf("log line (-want +got):\n%s", diff)
	}
	if _, ok := got["duration_ms"].(float64); !ok {
		t.Errorf("the line has no duration: %v", got)
	}
}

func TestAccessLogLevels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, target string
		level          string
	}{
		{"GET", "/healthz", ""},
		{"GET", "/readyz", ""},
		{"GET", "/nowhere", "INFO"},
		{"INVENTED", "/nowhere", "INFO"},
		{"GET", "/x", "ERROR"},
		{"POST", "/x/Bulk", "INFO"},
	}
	for _, test := range tests {
		var logged bytes.Buffer
		failing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/x/Bulk" {
				w.WriteHeader(http.StatusNotImplemented)
				return
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		server := httpserver.New(httpserver.Config{
			Doors: []httpserver.Door{{Prefix: "/x", Handler: failing}},
			Log:   slog.New(slog.NewTextHandler(&logged, nil)),
		})
		server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(test.method, test.target, nil))
		if test.level == "" && logged.Len() > 0 {
			t.Errorf("%s %s is logged at the normal level: %s", test.method, test.target, logged.String())
		}
		if test.level != "" && !strings.Contains(logged.String(), "level="+test.level) {
			t.Errorf("%s %s: %q, want level %s", test.method, test.target, logged.String(), test.level)
		}
		if strings.Contains(logged.String(), "INVENTED") {
			t.Errorf("a method that the client invented is logged: %s", logged.String())
		}
	}
}

// TestAccessLogOfGoneClients holds that a client that hangs up wakes nobody: the
// answer that failed for it is no error of the server.
func TestAccessLogOfGoneClients(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	server := httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{{Prefix: "/x", Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
		})}},
		Log: slog.New(slog.NewTextHandler(&logged, nil)),
	})
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/x", nil))
	if got := logged.String(); !strings.Contains(got, "level=INFO") || !strings.Contains(got, "client_gone=true") {
		t.Errorf("logged %q; want a line of level INFO that says that the client was gone", got)
	}
}
