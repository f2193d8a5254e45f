package identity_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/outbound"
)

// TestIssuerInsideTheNetwork enters the address of a server beside Muster as
// an issuer. It is not asked, and the connection test says why.
func TestIssuerInsideTheNetwork(t *testing.T) {
	t.Parallel()
	inside := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s was asked", r.URL)
	}))
	t.Cleanup(inside.Close)
	for issuer, want := range map[string]string{
		"https://127.0.0.1":             "inside a network (loopback)",
		"https://10.0.0.1/oauth2":       "inside a network (private)",
		"https://169.254.169.254":       "where no identity provider can be",
		"https://idp.example.com:10022": "names the port 10022",
		inside.URL:                      "does not begin with https://",
	} {
		provider, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: issuer, HTTP: outbound.NewClient(outbound.Options{}), Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		checks := provider.Test(t.Context())
		if len(checks) != 1 || checks[0].OK || !strings.Contains(checks[0].Sentence, want) {
			t.Errorf("%s: got %v, want %q", issuer, checks, want)
		}
	}
}
