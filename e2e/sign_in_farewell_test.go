package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/musterhq/muster/e2e/identity"
)

// confirmAndSignOut lets Ana in, has her prove anew who she is, and signs her out,
// here and at the provider, in one browser. All that passes on the way is secret.
func (m *loginMethod) confirmAndSignOut(owner *panel) {
	s := m.of.scene
	t := s.t
	t.Helper()
	browser := identity.NewBrowser(t, m.Addresses.Start+"/")
	came := m.wayBack(browser, m.Addresses.Start, browser.Cookies)
	landed := came.at(t, s.server, came.answer.Address.Path)
	m.wantIn(s.server, landed)
	s.i.secrets.add(landed.session)
	keeps := []*http.Cookie{{Name: sessionCookie, Value: landed.session}}
	if landed.farewell != "" {
		keeps = append(keeps, &http.Cookie{Name: farewellCookie, Value: landed.farewell})
		s.i.secrets.add(landed.farewell)
	}

	start, err := url.Parse(m.Addresses.Start + "?for=confirm&return=/account")
	if err != nil {
		t.Fatal(err)
	}
	out := visit(t, s.server, start, keeps)
	if out.location == nil {
		t.Fatalf("who proves anew who they are is answered %d: %s", out.status, out.text)
	}
	again := m.wayBack(browser, out.location.String(), func(*url.URL) []*http.Cookie { return out.cookies })
	again.cookies = append(again.cookies, keeps...)
	back, err := again.send(t, s.server, again.answer.Address.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Body.Close()
	if back.Header.Get("Location") != "/account" {
		t.Errorf("who proved anew who they are is sent to %q, with %s", back.Header.Get("Location"), back.Status)
	}
	const wrong = "canary-password-of-a-fresh-proof"
	s.i.secrets.add(wrong)
	if got := knock(t, s.server, http.MethodPost, "/api/v1/session/step-up/password", `{"password":"`+wrong+`"}`, []*http.Cookie{{Name: sessionCookie, Value: owner.secrets()[0]}}); got.status != http.StatusForbidden {
		t.Errorf("a wrong password is answered %d: %s", got.status, got.text)
	}

	var there struct{ URL string }
	if err := json.Unmarshal([]byte(visit(t, s.server, &url.URL{Path: "/api/v1/session/provider"}, keeps).text), &there); err != nil {
		t.Fatal(err)
	}
	if got := knock(t, s.server, http.MethodDelete, "/api/v1/session", "", keeps); got.status != http.StatusNoContent {
		t.Errorf("who signs out is answered %d: %s", got.status, got.text)
	}
	leaves, err := url.Parse(there.URL)
	if err != nil || there.URL == "" {
		t.Fatalf("who signs out is sent to %q, %v", there.URL, err)
	}
	said := "SAMLRequest"
	if !m.isSAML { // by an address of ours, which knows the token
		said = "id_token_hint"
		if leaves = visit(t, s.server, leaves, keeps).location; leaves == nil {
			t.Fatal("who signs out is sent nowhere")
		}
	}
	hint := leaves.Query().Get(said)
	if hint == "" || !m.isSAML && hint != landed.farewell {
		t.Errorf("the provider is told to sign out %q by %s", hint, leaves)
	}
	s.i.secrets.add(hint, url.QueryEscape(hint))
	if m.isSAML {
		m.returnFromLogout(browser.Open(leaves.String()))
	}
}

// returnFromLogout brings back what the provider answers to a request to sign
// somebody out, and what is no request.
func (m *loginMethod) returnFromLogout(shown identity.Page) {
	s := m.of.scene
	s.t.Helper()
	if shown.Answer == nil {
		s.t.Fatalf("the provider leads nobody back who signed out there:\n%s", shown.Text())
	}
	answer := shown.Answer.Address
	told := answer.Query().Get("SAMLResponse")
	if told == "" {
		s.t.Errorf("the provider leads back to %s", answer)
	}
	s.i.secrets.add(told, url.QueryEscape(told))
	if got := visit(s.t, s.server, answer, nil); got.status != http.StatusSeeOther {
		s.t.Errorf("back from signing out there, Muster answers %d", got.status)
	}
	const canary = "canaryRequestOfNobody"
	s.i.secrets.add(canary)
	answer.RawQuery = "SAMLRequest=" + canary + "&RelayState=" + canary + "&Signature=" + canary
	if got := visit(s.t, s.server, answer, nil); got.status != http.StatusBadRequest {
		s.t.Errorf("what is no request is answered %d", got.status)
	}
}

// wayBack signs Ana in at the provider and stops where it leads back, with the
// cookies of the attempt.
func (m *loginMethod) wayBack(browser *identity.Browser, from string, kept func(*url.URL) []*http.Cookie) arrival {
	m.of.scene.t.Helper()
	back := m.pass(browser, from, ana)
	made := arrival{answer: back}
	for _, cookie := range kept(back.Address) {
		if strings.HasPrefix(cookie.Name, "muster_attempt_") && cookie.Value != "" {
			made.cookies = append(made.cookies, cookie)
		}
	}
	m.of.scene.i.secrets.add(made.secrets()...)
	return made
}

// seen is what a server answered.
type seen struct {
	status   int
	location *url.URL // nil where it leads nowhere
	cookies  []*http.Cookie
	text     string
}

// visit asks a server for an address of its own, and follows nowhere.
func visit(t *testing.T, s *server, at *url.URL, cookies []*http.Cookie) seen {
	t.Helper()
	return knock(t, s, http.MethodGet, at.RequestURI(), "", cookies)
}

// knock asks a server, as a browser with cookies.
func knock(t *testing.T, s *server, method, path, body string, cookies []*http.Cookie) seen {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.root+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for _, cookie := range cookies {
		r.AddCookie(&http.Cookie{Name: cookie.Name, Value: cookie.Value})
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := seen{status: response.StatusCode, cookies: response.Cookies(), text: string(text)}
	if location, err := response.Location(); err == nil {
		got.location = location
	}
	return got
}
