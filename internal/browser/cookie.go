package browser

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Cookies knows how cookies are written for the address by which people reach us.
type Cookies struct {
	// PublicURL is that address, without a path. Empty means: as each request was
	// addressed.
	PublicURL string
}

// The names of cookies. A browser takes one with SecurePrefix only with Secure,
// without a domain and for every path, so that no other site of the domain can
// plant one. Over plain http, which is for trying Muster on one's own machine, it
// takes only a name without.
const (
	SecurePrefix = "__Host-"
	Session      = "muster_session"
)

// name is a cookie's name for a request's browser.
func (c Cookies) name(r *http.Request, base string) string {
	if c.isPlainLoopback(r) {
		return base
	}
	return SecurePrefix + base
}

// isPlainLoopback says whether the browser speaks plain http with its own
// machine.
func (c Cookies) isPlainLoopback(r *http.Request) bool {
	if r.TLS != nil || strings.HasPrefix(c.PublicURL, "https://") {
		return false
	}
	host := r.Host
	if public, err := url.Parse(c.PublicURL); err == nil && public.Host != "" {
		host = public.Host
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}

// Session returns the secret of the session that a request's browser holds, or "".
func (c Cookies) Session(r *http.Request) string {
	cookie, err := r.Cookie(c.name(r, Session))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// SetSession hands the browser the secret of its session; an empty one takes it
// away.
func (c Cookies) SetSession(w http.ResponseWriter, r *http.Request, value string, expires time.Time) {
	cookie := &http.Cookie{ //nolint:gosec // Secure is left out for plain http with one's own machine alone
		Name:     c.name(r, Session),
		Value:    value,
		Path:     "/",
		Expires:  expires.UTC(),
		Secure:   !c.isPlainLoopback(r),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}
