package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate writes a certificate for 127.0.0.1 with its key, and returns the
// flags that name them and a client that believes it.
func certificate(t *testing.T) (flags []string, client *http.Transport) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore:    time.Unix(0, 0),
		NotAfter:     time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(err)
	chain, secret := filepath.Join(t.TempDir(), "chain.pem"), filepath.Join(t.TempDir(), "key.pem")
	must(os.WriteFile(chain, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o600))
	must(os.WriteFile(secret, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
	parsed, err := x509.ParseCertificate(signed)
	must(err)
	believed := x509.NewCertPool()
	believed.AddCert(parsed)
	client = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: believed, MinVersion: tls.VersionTLS12}}
	return []string{"--tls-cert", chain, "--tls-key", secret}, client
}

// answered is what these tests look at of an answer.
type answered struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
}

// TestTheSessionsCookie: how the cookie of a session is made, and who may use it,
// by how people reach the control panel.
func TestTheSessionsCookie(t *testing.T) {
	t.Parallel()
	withTLS, overTLS := certificate(t)
	t.Cleanup(overTLS.CloseIdleConnections)
	plain := &http.Transport{}
	t.Cleanup(plain.CloseIdleConnections)
	for name, test := range map[string]struct {
		flags     []string
		transport *http.Transport
		origin    string // the control panel's; empty means where the server listens
		cookie    string
		other     string
		secure    bool
	}{
		"TLS of its own":            {withTLS, overTLS, "", "__Host-muster_session", "muster_session", true},
		"TLS of a proxy":            {[]string{"--public-url", "https://muster.example.com"}, plain, "https://muster.example.com", "__Host-muster_session", "muster_session", true},
		"plain http on one machine": {nil, plain, "", "muster_session", "__Host-muster_session", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, test.flags...)
			origin := test.origin
			if origin == "" {
				origin = s.address
			}
			ask := func(method, path, body string, header http.Header) answered {
				t.Helper()
				r, err := http.NewRequestWithContext(t.Context(), method, s.address+"/api/v1"+path, strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				r.Header = header.Clone()
				r.Header.Set("Content-Type", "application/json")
				r.Host = strings.TrimPrefix(strings.TrimPrefix(origin, "https://"), "http://")
				answer, err := test.transport.RoundTrip(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				return answered{answer.StatusCode, answer.Header, answer.Cookies()}
			}
			token := s.stdout.await(t, `Set it up +\S+#(\S+)\n`)[1]
			joined := ask(http.MethodPost, "/links/accept/password",
				fmt.Sprintf(`{"token":%q,"name":"Ada","email":"ada@example.com","password":"correct horse battery staple"}`, token),
				http.Header{"Origin": {origin}, "Sec-Fetch-Site": {"same-origin"}})
			cookies := joined.cookies
			if joined.status != http.StatusCreated || len(cookies) != 1 {
				t.Fatalf("joining answered %d and %d cookies", joined.status, len(cookies))
			}
			got := cookies[0]
			if got.Name != test.cookie || got.Secure != test.secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode ||
				got.Path != "/" || got.Domain != "" || got.Value == "" || got.Expires.IsZero() {
				t.Errorf("the cookie is %s", strings.Replace(joined.header.Get("Set-Cookie"), got.Value, "…", 1))
			}

			mine := http.Header{"Cookie": {test.cookie + "=" + got.Value}}
			if answer := ask(http.MethodGet, "/session", "", mine); answer.status != http.StatusOK {
				t.Errorf("with its cookie: %d", answer.status)
			}
			otherName := http.Header{"Cookie": {test.other + "=" + got.Value}}
			if answer := ask(http.MethodGet, "/session", "", otherName); answer.status != http.StatusUnauthorized {
				t.Errorf("with the cookie by its other name: %d, want 401", answer.status)
			}

			for site, header := range map[string]http.Header{
				"another site":                 {"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}},
				"another host of the domain":   {"Origin": {"https://blog.example.com"}, "Sec-Fetch-Site": {"same-site"}},
				"another site, an old browser": {"Origin": {"https://evil.example"}},
				"a page without an origin":     {"Origin": {"null"}, "Sec-Fetch-Site": {"cross-site"}},
			} {
				header["Cookie"] = mine["Cookie"]
				if answer := ask(http.MethodPost, "/organizations", `{"name":"Foreign","licenses":1}`, header); answer.status != http.StatusForbidden {
					t.Errorf("a POST of %s: %d, want 403", site, answer.status)
				}
			}
			for browser, header := range map[string]http.Header{
				"a browser":      {"Origin": {origin}, "Sec-Fetch-Site": {"same-origin"}},
				"an old browser": {"Origin": {origin}},
			} {
				header["Cookie"] = mine["Cookie"]
				if answer := ask(http.MethodPost, "/organizations", fmt.Sprintf(`{"name":"Own, by %s","licenses":1}`, browser), header); answer.status != http.StatusCreated {
					t.Errorf("a POST of the panel itself, in %s: %d, want 201", browser, answer.status)
				}
			}
			ended := ask(http.MethodDelete, "/session", "", mine)
			if cookies := ended.cookies; ended.status != http.StatusNoContent || len(cookies) != 1 ||
				cookies[0].Name != test.cookie || cookies[0].MaxAge >= 0 || cookies[0].Path != "/" || cookies[0].Secure != test.secure {
				t.Errorf("signing out answered %d and %v", ended.status, ended.header.Values("Set-Cookie"))
			}
		})
	}
}
