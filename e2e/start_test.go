package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestStartTogether starts several servers at once on an empty storage: one of
// them makes the tables, and all of them work.
func TestStartTogether(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		var servers []*server
		for range 4 {
			servers = append(servers, i.launch())
		}
		for _, server := range servers {
			server.awaitListening(t)
		}
		made := i.organize(1)
		for n, server := range servers {
			got, err := newClient(server.tenantURL(t, made), made.SecretToken).send(t.Context(), http.MethodGet, "/Users", "", "")
			if err != nil || got.status != http.StatusOK {
				t.Errorf("server %d answers %d %s %v", n+1, got.status, got.body, err)
			}
		}
	})
}

// TestOwnPaths reads what operators' programs read.
func TestOwnPaths(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(1)
		server := i.serve()
		if _, err := newClient(server.tenantURL(t, made), made.SecretToken).send(t.Context(), http.MethodGet, "/Users", "", ""); err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]struct {
			status int
			text   string
		}{
			"/healthz": {http.StatusOK, "healthy"},
			"/readyz":  {http.StatusOK, "ready"},
			"/metrics": {http.StatusOK, "muster_http_requests_total{"},
			"/members": {http.StatusOK, "<title>Muster</title>"}, // the panel's own addresses
			"/no.txt":  {http.StatusNotFound, ""},
		} {
			if status, text := server.get(t, path); status != want.status || !strings.Contains(text, want.text) {
				t.Errorf("%s answers %d %q; want %d and %q", path, status, text, want.status, want.text)
			}
		}
	})
}

// TestServersThatCannotStart looks at the sentences of those that cannot.
func TestServersThatCannotStart(t *testing.T) {
	t.Parallel()
	const password = "canary-Password-0815"
	i := install(t, storage{data: t.TempDir()})
	running := i.serve()
	address := strings.TrimPrefix(running.root, "http://")
	if said := i.refused("serve", "--listen", address, "--log-level", "error"); !strings.Contains(said, address+" is in use") {
		t.Errorf("a server on an address in use says %q", said)
	}
	away := install(t, storage{database: "postgres://muster:" + password + "@127.0.0.1:1/nothing"})
	away.secrets.add(password)
	server := away.start("serve", "--listen", "127.0.0.1:0")
	code, said := server.exitCode(), server.stderr.String()
	if code != 1 || !strings.HasPrefix(said, "muster: the PostgreSQL database cannot be reached; see that it runs") || strings.Count(said, "\n") != 1 {
		t.Errorf("a server whose database is away ends with %d and says %q, want one sentence", code, said)
	}
}
