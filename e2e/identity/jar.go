package identity

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
)

// A jar keeps the cookies of each port apart, so that providers and applications
// on one machine do not get each other's, as those of different hosts would not.
// Like a browser it takes its own machine for safe enough for Secure.
type jar struct{ kept *cookiejar.Jar }

func newJar(t testing.TB) *jar {
	t.Helper()
	kept, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &jar{kept}
}

// SetCookies implements http.CookieJar.
func (j *jar) SetCookies(u *url.URL, cookies []*http.Cookie) { j.kept.SetCookies(apart(u), cookies) }

// Cookies implements http.CookieJar.
func (j *jar) Cookies(u *url.URL) []*http.Cookie { return j.kept.Cookies(apart(u)) }

// apart names a machine's port as if it were a machine.
func apart(u *url.URL) *url.URL {
	return &url.URL{Scheme: "https", Host: "port-" + u.Port() + "." + u.Hostname() + ".example", Path: u.Path}
}
