package e2e_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/musterhq/muster/e2e/identity"
)

// sessionCookie is the name of the cookie of a session, over http with one's own
// machine.
const sessionCookie = "muster_session"

// farewellCookie is that of what a provider wants when somebody signs out.
const farewellCookie = "muster_farewell"

// arrival is somebody on their way back from a provider: its answer, and the
// cookies that their browser sends with it.
type arrival struct {
	answer  identity.Answer
	cookies []*http.Cookie
}

// setOut lets Ana sign in at the provider: see setOutAs.
func (m *loginMethod) setOut() arrival {
	m.of.scene.t.Helper()
	return m.setOutAs(ana)
}

// setOutAs lets a new browser sign in at the provider, and stops it where the
// provider leads back.
func (m *loginMethod) setOutAs(who string) arrival {
	t := m.of.scene.t
	t.Helper()
	browser := identity.NewBrowser(t, m.Addresses.Start+"/")
	back := m.pass(browser, m.Addresses.Start, who)
	made := arrival{answer: back, cookies: browser.Cookies(back.Address)}
	if len(made.cookies) != 1 || !strings.HasPrefix(made.cookies[0].Name, "muster_attempt_") {
		t.Fatalf("the browser keeps %v, want the cookie of its attempt", made.cookies)
	}
	m.of.scene.i.secrets.add(made.secrets()...)
	return made
}

// pass signs somebody in at the provider, where an address leads to.
func (m *loginMethod) pass(browser *identity.Browser, address, who string) identity.Answer {
	m.of.scene.t.Helper()
	name := who
	if m.isSAML {
		name = nameOf(who)
	}
	return browser.SignIn(browser.Open(address), name, anasPassword)
}

// secrets are what must be in no log of an arrival.
func (a arrival) secrets() []string {
	var all []string
	for _, value := range []string{a.answer.Address.Query().Get("code"), a.answer.Form.Get("SAMLResponse")} {
		if value != "" {
			all = append(all, value)
		}
	}
	for _, cookie := range a.cookies {
		all = append(all, cookie.Value)
	}
	return all
}

// landing is how Muster answered somebody who came back.
type landing struct {
	status  int
	to      *url.URL
	session string
	// farewell is what the browser keeps for when its person signs out.
	farewell string
}

// refused is the rule that a browser is sent away with.
func (l landing) refused() string { return l.to.Query().Get("refused") }

// at brings an arrival to a server: to the address that the provider named, or to
// that of another login method.
func (a arrival) at(t *testing.T, s *server, path string) landing {
	t.Helper()
	got, err := a.bring(t, s, path)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (a arrival) bring(t *testing.T, s *server, path string) (landing, error) {
	response, err := a.send(t, s, path)
	if err != nil {
		return landing{}, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusSeeOther {
		text, err := io.ReadAll(response.Body)
		return landing{status: response.StatusCode, to: &url.URL{Path: string(text)}}, err
	}
	got := landing{status: response.StatusCode}
	if got.to, err = response.Location(); err != nil {
		return landing{}, err
	}
	for _, cookie := range response.Cookies() {
		switch cookie.Name {
		case sessionCookie:
			got.session = cookie.Value
		case farewellCookie:
			got.farewell = cookie.Value
		}
	}
	if (got.session == "") == (got.refused() == "") {
		return landing{}, errors.New("a browser is let in and refused, or neither")
	}
	return got, nil
}

// send sends the request that a provider's page or redirect has a browser send.
func (a arrival) send(t *testing.T, s *server, path string) (*http.Response, error) {
	method, body := http.MethodGet, io.Reader(http.NoBody)
	if a.answer.Form != nil {
		method, body = http.MethodPost, strings.NewReader(a.answer.Form.Encode())
	}
	address := s.root + path
	if a.answer.Address.RawQuery != "" {
		address += "?" + a.answer.Address.RawQuery
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		return nil, err
	}
	if a.answer.Form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, cookie := range a.cookies {
		r.AddCookie(&http.Cookie{Name: cookie.Name, Value: cookie.Value})
	}
	return http.DefaultTransport.RoundTrip(r)
}

// signedIn is who the JSON API says is asking.
type signedIn struct {
	Person       struct{ Email string }
	Organization struct{ ID string }
}

// whoIs asks a server whose a session is.
func (s *server) whoIs(t *testing.T, session string) (status int, who signedIn) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.root+"/api/v1/session", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: session})
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		if err := json.NewDecoder(response.Body).Decode(&who); err != nil {
			t.Fatal(err)
		}
	}
	return response.StatusCode, who
}

// wantIn demands a session that is the provisioned person's.
func (m *loginMethod) wantIn(s *server, got landing) {
	t := m.of.scene.t
	t.Helper()
	if got.session == "" {
		t.Fatalf("the person was sent to %s, want to be let in", got.to)
	}
	m.of.scene.i.secrets.add(got.session)
	if status, who := s.whoIs(t, got.session); status != http.StatusOK || who.Person.Email != ana || who.Organization.ID != m.of.id {
		t.Errorf("the session is answered %d, %+v; want %s of %s", status, who, ana, m.of.name)
	}
}

// wantOut demands that somebody was sent away by a rule.
func wantOut(t *testing.T, got landing, rule string) {
	t.Helper()
	if got.session != "" || got.to.Path != "/sign-in" || got.refused() != rule {
		t.Errorf("the person was sent to %s with the session %q, want to be refused by %s", got.to, got.session, rule)
	}
}
