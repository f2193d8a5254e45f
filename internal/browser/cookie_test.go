package browser_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/browser"
)

// arriving is a request to a host, over https or plain http.
func arriving(host string, secure bool) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = host
	if secure {
		r.TLS = &tls.ConnectionState{}
	}
	return r
}

func onlyCookie(t *testing.T, w *httptest.ResponseRecorder) *http.Cookie {
	t.Helper()
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies were set, want one", len(cookies))
	}
	return cookies[0]
}

func TestTheCookieOfASession(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		public, host string
		tls          bool
		plain        bool
	}{
		"https":                           {"https://muster.example", "muster.example", true, false},
		"https before a proxy":            {"https://muster.example", "127.0.0.1:8080", false, false},
		"https for one's own, by a proxy": {"https://localhost:8443", "localhost:8443", false, false},
		"https with one's own machine":    {"https://localhost:8443", "localhost:8443", true, false},
		"https without an address":        {"", "127.0.0.1:8443", true, false},
		"plain loopback":                  {"http://127.0.0.1:8080", "127.0.0.1:8080", false, true},
		"plain loopback, by IPv6":         {"http://[::1]:8080", "[::1]:8080", false, true},
		"plain loopback, without port":    {"http://[::1]", "[::1]", false, true},
		"plain loopback, by name":         {"http://localhost:8080", "localhost:8080", false, true},
		"plain, as addressed":             {"", "127.0.0.1:8080", false, true},
		"plain elsewhere":                 {"http://muster.example", "muster.example", false, false},
		"plain elsewhere, asked as local": {"http://muster.example", "127.0.0.1:8080", false, false},
		"plain elsewhere, as addressed":   {"", "192.0.2.7:8080", false, false},
		"a name that begins so":           {"", "localhost.evil.example", false, false},
		"an address that begins so":       {"", "127.0.0.1.evil.example", false, false},
		"no host":                         {"", "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cookies := browser.Cookies{PublicURL: test.public}
			expires := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
			w := httptest.NewRecorder()
			cookies.SetSession(w, arriving(test.host, test.tls), "secret", expires)
			cookie := onlyCookie(t, w)
			want := "__Host-muster_session"
			if test.plain {
				want = "muster_session"
			}
			if cookie.Name != want || cookie.Secure == test.plain || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode ||
				cookie.Path != "/" || cookie.Domain != "" || !cookie.Expires.Equal(expires) || cookie.MaxAge != 0 || cookie.Value != "secret" {
				t.Errorf("set %q", cookie.Raw)
			}

			r := arriving(test.host, test.tls)
			r.AddCookie(&http.Cookie{Name: want, Value: "secret"})
			if got := cookies.Session(r); got != "secret" {
				t.Errorf("read %q", got)
			}
			// The other name may have been planted by another site of the domain.
			r = arriving(test.host, test.tls)
			for _, other := range []string{"muster_session", "__Host-muster_session", "__Secure-muster_session"} {
				if other != want {
					r.AddCookie(&http.Cookie{Name: other, Value: "planted"})
				}
			}
			if got := cookies.Session(r); got != "" {
				t.Errorf("read %q by another name", got)
			}

			w = httptest.NewRecorder()
			cookies.SetSession(w, arriving(test.host, test.tls), "", time.Time{})
			if cookie := onlyCookie(t, w); cookie.MaxAge != -1 || cookie.Name != want || cookie.Value != "" {
				t.Errorf("taken away by %q", cookie.Raw)
			}
		})
	}
}
