package api

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// The names of the session's cookie. A browser takes the first only with
// Secure, without a domain and for every path, so that no other site of the
// domain can plant one. Over plain http, which is for trying Muster on one's own
// machine, it takes only the second.
const (
	secureCookie   = "__Host-muster_session"
	loopbackCookie = "muster_session"
)

// cookieName returns which of them a request's browser holds.
func (s *Server) cookieName(r *http.Request) string {
	if s.isPlainLoopback(r) {
		return loopbackCookie
	}
	return secureCookie
}

// isPlainLoopback says whether the browser speaks plain http with its own
// machine.
func (s *Server) isPlainLoopback(r *http.Request) bool {
	if r.TLS != nil || strings.HasPrefix(s.config.PublicURL, "https://") {
		return false
	}
	host := r.Host
	if public, err := url.Parse(s.config.PublicURL); err == nil && public.Host != "" {
		host = public.Host
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}

// setCookie hands the browser the secret of its session; an empty one takes it
// away.
func (s *Server) setCookie(c *call, value string, expires time.Time) {
	cookie := &http.Cookie{ //nolint:gosec // Secure is left out for plain http with one's own machine alone
		Name:     s.cookieName(c.r),
		Value:    value,
		Path:     "/",
		Expires:  expires.UTC(),
		Secure:   !s.isPlainLoopback(c.r),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(c.w, cookie)
}
