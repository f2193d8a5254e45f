package signin_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta/signin"
)

// TestAuthorizeRefuses lists what an application may ask wrongly. Nothing is
// sent to an address that is not the app's.
func TestAuthorizeRefuses(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	b := w.signedIn("ana.ruiz@fernhill.example")
	for name, address := range map[string]string{
		"unknown client":     w.request("client_id", "0oaNobody"),
		"no client":          w.request("client_id", ""),
		"no redirect URI":    w.request("redirect_uri", ""),
		"another address":    w.request("redirect_uri", "https://evil.example/"),
		"a longer address":   w.request("redirect_uri", callback+"/"),
		"another query":      w.request("redirect_uri", callback+"?second=2"),
		"another case":       w.request("redirect_uri", strings.ToUpper(callback)),
		"two redirect URIs":  w.request() + "&redirect_uri=https://evil.example",
		"a state that comes": w.request() + "&state=again",
	} {
		got := b.get(address)
		if got.status != http.StatusBadRequest || got.address.Host != strings.TrimPrefix(w.base, "http://") {
			t.Errorf("%s: %d at %s", name, got.status, got.address)
		}
	}
	for name, one := range map[string]struct{ address, code string }{
		"token flow":          {w.request("response_type", "token"), "unsupported_response_type"},
		"no response type":    {w.request("response_type", ""), "unsupported_response_type"},
		"fragment":            {w.request("response_mode", "fragment"), "unsupported_response_mode"},
		"no openid":           {w.request("scope", "profile"), "invalid_scope"},
		"unknown scope":       {w.request("scope", "openid okta.users.manage"), "invalid_scope"},
		"no challenge":        {w.request("code_challenge", "", "code_challenge_method", ""), "invalid_request"},
		"plain challenge":     {w.request("code_challenge_method", "plain"), "invalid_request"},
		"challenge of no way": {w.request("code_challenge_method", ""), "invalid_request"},
		"short challenge":     {w.request("code_challenge", "abc"), "invalid_request"},
		"request object":      {w.request("request", "a.b.c"), "request_not_supported"},
		"request by address":  {w.request("request_uri", "https://app.example/r"), "request_not_supported"},
		"unknown prompt":      {w.request("prompt", "dance"), "invalid_request"},
		"age of no number":    {w.request("max_age", "soon"), "invalid_request"},
		"negative age":        {w.request("max_age", "-1"), "invalid_request"},
	} {
		query := b.get(one.address).address.Query()
		if query.Get("error") != one.code || query.Get("error_description") == "" || query.Get("state") != "s t/a&t=e" || query.Get("iss") != w.base || query.Has("code") {
			t.Errorf("%s: the answer is %v, want %s", name, query, one.code)
		}
	}
	if got := b.get(w.request("redirect_uri", callback+"?second=1")).address; got.Query().Get("second") != "1" || got.Query().Get("code") == "" {
		t.Errorf("an address with a query becomes %s", got)
	}
}

// TestUnassigned holds that an app is told of nobody who is not assigned to it.
func TestUnassigned(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	b := w.browser()
	query := b.signIn(b.get(w.request()), "bo@fernhill.example").address.Query()
	if query.Get("error") != "access_denied" || query.Get("error_description") != "User is not assigned to this application." ||
		query.Get("state") != "s t/a&t=e" || query.Has("code") {
		t.Errorf("the answer is %v", query)
	}
	w.assign(w.bo, true)
	if query := b.get(w.request()).address.Query(); query.Get("code") == "" {
		t.Errorf("after the assignment the answer is %v", query)
	}
}

// TestPrompt holds when somebody who is signed in is asked again.
func TestPrompt(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	if got := w.browser().get(w.request("prompt", "none")).address.Query(); got.Get("error") != "login_required" {
		t.Errorf("prompt=none without a session is answered with %v", got)
	}
	b := w.signedIn("ana.ruiz@fernhill.example")
	if got := b.get(w.request("prompt", "none")).address.Query(); got.Get("code") == "" {
		t.Errorf("prompt=none with a session is answered with %v", got)
	}
	w.pass(10 * time.Minute)
	if got := b.get(w.request("max_age", "600")).address.Query(); got.Get("code") == "" {
		t.Errorf("a session that is young enough is answered with %v", got)
	}
	if got := b.get(w.request("max_age", "599", "prompt", "none")).address.Query(); got.Get("error") != "login_required" {
		t.Errorf("prompt=none with a session that is too old is answered with %v", got)
	}
	for _, afresh := range [][]string{{"prompt", "login"}, {"max_age", "599"}, {"max_age", "0"}} {
		w.pass(10 * time.Minute)
		shown := b.get(w.request(afresh...))
		// Going around the page does not help.
		if got := b.get("/login/token/redirect?stateToken=" + shown.field("stateToken")); got.address.Path != "/login/login.htm" {
			t.Errorf("%v: without signing in again one comes to %s", afresh, got.address)
		}
		code := b.signIn(shown, "ana.ruiz@fernhill.example").address.Query().Get("code")
		if got := w.read(w.exchange(code).IDToken); got.AuthTime != w.now().Unix() {
			t.Errorf("%v: the sign-in is of %d, want %d", afresh, got.AuthTime, w.now().Unix())
		}
		b.get("/login/token/redirect?stateToken="+shown.field("stateToken")).says(t, http.StatusBadRequest, "expired")
	}
}

// TestExchangeRefuses lists what may be wrong with a code. The codes of those
// who tried are spent.
func TestExchangeRefuses(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	other, err := w.service.AddOIDCApp(signin.OIDCSettings{RedirectURIs: []string{callback}})
	if err != nil {
		t.Fatal(err)
	}
	for name, changes := range map[string][]string{
		"wrong verifier":     {"code_verifier", strings.Repeat("x", 43)},
		"no verifier":        {"code_verifier", ""},
		"short verifier":     {"code_verifier", "x"},
		"another address":    {"redirect_uri", callback + "?second=1"},
		"no address":         {"redirect_uri", ""},
		"another app":        {"client_id", string(other.ClientID), "client_secret", other.ClientSecret},
		"a code of nobody's": {"code", "none"},
		"no code":            {"code", ""},
	} {
		t.Run(name, func(t *testing.T) {
			code := w.code()
			w.exchange(code, changes...).refused(t, http.StatusBadRequest, "invalid_grant")
			if changes[0] != "code" {
				w.exchange(code).refused(t, http.StatusBadRequest, "invalid_grant")
			}
		})
	}
	w.exchange(w.code(), "grant_type", "password").refused(t, http.StatusBadRequest, "unsupported_grant_type")
	code := w.code()
	w.pass(time.Minute)
	w.exchange(code).refused(t, http.StatusBadRequest, "invalid_grant")
}

// TestCodeTwice holds that a code that comes again takes back what it gave.
func TestCodeTwice(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	code := w.code()
	first := w.exchange(code)
	w.userinfo(first.AccessToken, http.StatusOK, &identity{})
	w.exchange(code).refused(t, http.StatusBadRequest, "invalid_grant")
	w.userinfo(first.AccessToken, http.StatusUnauthorized, &identity{})
}

// TestWithoutPKCE holds that an app may do without, and that nobody can do
// without it in the name of an app that does not.
func TestWithoutPKCE(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, func(s *signin.OIDCSettings) { s.RequirePKCE = false })
	without := []string{"code_challenge", "", "code_challenge_method", ""}
	if got := w.exchange(w.code(without...), "code_verifier", ""); got.status != http.StatusOK {
		t.Errorf("the exchange answers %+v", got)
	}
	w.exchange(w.code(without...)).refused(t, http.StatusBadRequest, "invalid_grant")
	w.exchange(w.code(), "code_verifier", "").refused(t, http.StatusBadRequest, "invalid_grant")
}

// TestGoneMeanwhile holds that nothing more is given for somebody who was
// deactivated, suspended or unassigned on the way.
func TestGoneMeanwhile(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*oidcWorld){
		"deactivated": func(w *oidcWorld) { w.deactivate(w.ana) },
		"suspended":   func(w *oidcWorld) { _ = w.org.Suspend(w.ana) },
		"unassigned":  func(w *oidcWorld) { w.assign(w.ana, false) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newOIDCWorld(t, nil)
			b := w.signedIn("ana.ruiz@fernhill.example")
			token := w.exchange(w.code()).AccessToken
			code := w.code()
			leave(w)
			w.exchange(code).refused(t, http.StatusBadRequest, "invalid_grant")
			w.userinfo(token, http.StatusUnauthorized, &identity{})
			if got := b.get(w.request()); got.address.Query().Has("code") {
				t.Errorf("a browser from before gets %s", got.address)
			}
		})
	}
}

// TestAccessTokenEnds holds that an access token lasts for an hour.
func TestAccessTokenEnds(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	token := w.exchange(w.code()).AccessToken
	w.pass(time.Hour)
	w.userinfo(token, http.StatusUnauthorized, &identity{})
	w.userinfo("", http.StatusUnauthorized, &identity{})
}
