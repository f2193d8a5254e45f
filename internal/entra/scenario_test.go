package entra_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/entra"
)

// What the scenarios send and notice is tested beside the server of the tests,
// in package oktatest: a test here may import nothing else of ours.

// TestUnreachable holds that a server that is not there fails a check.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	for _, s := range entra.Scenarios() {
		checks := s.Run(t.Context(), entra.Client{BaseURL: server.URL, Token: "x"})
		if !slices.ContainsFunc(checks, func(c entra.Check) bool { return c.Err != nil }) {
			t.Errorf("%s passes without a server", s.Name)
		}
	}
}
