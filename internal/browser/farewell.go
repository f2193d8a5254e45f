package browser

import (
	"net/http"
	"time"
)

// farewellBase names the cookie of a farewell.
const farewellBase = "muster_farewell"

// maxFarewell bounds a farewell, in bytes: browsers keep no cookie beyond 4096.
const maxFarewell = 3 << 10

// SetFarewell lets the browser keep what its person's identity provider wants to be
// told when they sign out, until their session ends. It is sent to one path alone,
// and only by our own pages: no other site can have somebody signed out by it. What
// is too long is not kept.
func (c Cookies) SetFarewell(w http.ResponseWriter, r *http.Request, path, text string, expires time.Time) {
	if len(text) > maxFarewell {
		text = ""
	}
	cookie := &http.Cookie{ //nolint:gosec // Secure is left out for plain http with one's own machine alone
		Name:     c.farewellName(r),
		Value:    text,
		Path:     path,
		Expires:  expires.UTC(),
		Secure:   !c.isPlainLoopback(r),
		HttpOnly: true,
		SameSite: http.SameSiteStrictMode,
	}
	if text == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}

// TakeFarewell reads what the browser keeps for a request's path, and takes it away.
// It is empty where there is nothing.
func (c Cookies) TakeFarewell(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(c.farewellName(r))
	if err != nil {
		return ""
	}
	c.SetFarewell(w, r, r.URL.Path, "", time.Time{})
	return cookie.Value
}

// farewellName is the cookie's name for a request's browser. SecurePrefix wants every
// path, and the cookie would go along with every request.
func (c Cookies) farewellName(r *http.Request) string {
	if c.isPlainLoopback(r) {
		return farewellBase
	}
	return "__Secure-" + farewellBase
}
