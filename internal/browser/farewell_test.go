package browser_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/browser"
)

func TestTheCookieOfAFarewell(t *testing.T) {
	t.Parallel()
	cookies := browser.Cookies{PublicURL: "https://muster.example"}
	ends := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	w := httptest.NewRecorder()
	cookies.SetFarewell(w, arriving("muster.example", true), "/sso/1/sign-out", "token", ends)
	kept := onlyCookie(t, w)
	if kept.Name != "__Secure-muster_farewell" || kept.Value != "token" || kept.Path != "/sso/1/sign-out" || !kept.Expires.Equal(ends) ||
		!kept.Secure || !kept.HttpOnly || kept.SameSite != http.SameSiteStrictMode {
		t.Errorf("the browser keeps %+v", kept)
	}

	back := arriving("muster.example", true)
	back.URL.Path = "/sso/1/sign-out"
	back.AddCookie(&http.Cookie{Name: kept.Name, Value: kept.Value})
	w = httptest.NewRecorder()
	if got := cookies.TakeFarewell(w, back); got != "token" {
		t.Errorf("got %q, want what was kept", got)
	}
	if gone := onlyCookie(t, w); gone.Name != kept.Name || gone.Path != kept.Path || gone.Value != "" || gone.MaxAge >= 0 {
		t.Errorf("the browser keeps %+v afterwards", gone)
	}

	w = httptest.NewRecorder()
	if got := cookies.TakeFarewell(w, arriving("muster.example", true)); got != "" || len(w.Result().Cookies()) != 0 {
		t.Errorf("of nothing got %q", got)
	}

	w = httptest.NewRecorder()
	cookies.SetFarewell(w, arriving("localhost:8080", false), "/sso/1/sign-out", strings.Repeat("x", 4096), ends)
	if none := onlyCookie(t, w); none.Value != "" || none.MaxAge >= 0 {
		t.Errorf("of what is too long the browser keeps %d bytes", len(none.Value))
	}
	cookies = browser.Cookies{PublicURL: "http://localhost:8080"}
	w = httptest.NewRecorder()
	cookies.SetFarewell(w, arriving("localhost:8080", false), "/sso/1/sign-out", "token", ends)
	if plain := onlyCookie(t, w); plain.Name != "muster_farewell" || plain.Secure {
		t.Errorf("over plain http with its own machine the browser is given %+v", plain)
	}
}
