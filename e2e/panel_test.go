package e2e_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// panel is a browser in which the installation's first owner is signed in.
type panel struct {
	t    testing.TB
	http *http.Client
	root string
}

// setUp follows the link that a new server prints.
func (s *server) setUp(t testing.TB) *panel {
	t.Helper()
	found, err := s.stdout.awaitMatch(await(t), regexp.MustCompile(`^Set it up +\S+#(\S+)$`))
	if err != nil {
		t.Fatalf("the server prints no link: %v", err)
	}
	return s.accept(t, found[1], "ada@example.com")
}

// accept lets somebody in by the token of the link that invites them.
func (s *server) accept(t testing.TB, token, email string) *panel {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &panel{t: t, http: &http.Client{Jar: jar, Timeout: patience}, root: s.root + "/api/v1"}
	b.ask(http.MethodPost, "/links/accept/password",
		fmt.Sprintf(`{"token":%q,"name":"Ada","email":%q,"password":"correct horse battery staple"}`, token, email), nil)
	return b
}

// ask sends a request, which must succeed, and reads its answer into a value.
func (b *panel) ask(method, path, body string, into any) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.root+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode/100 != 2 {
		b.t.Fatalf("%s %s answered %d: %s %v", method, path, answer.StatusCode, text, err)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(text, into); err != nil {
		b.t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
}

// read returns an answer as it is.
func (b *panel) read(path string) string {
	b.t.Helper()
	var text json.RawMessage
	b.ask(http.MethodGet, path, "", &text)
	return string(text)
}

// apiKey makes a key of the installation that may do everything.
func (b *panel) apiKey() string {
	b.t.Helper()
	var me struct{ Organization struct{ ID string } }
	b.ask(http.MethodGet, "/session", "", &me)
	var made struct{ Secret string }
	b.ask(http.MethodPost, "/organizations/"+me.Organization.ID+"/api-keys",
		`{"name":"Examples","scopes":["directory:write","activity:read","connections:write","organizations:write"]}`, &made)
	return made.Secret
}

// secrets are those by which the browser is signed in.
func (b *panel) secrets() []string {
	b.t.Helper()
	root, err := url.Parse(b.root)
	if err != nil {
		b.t.Fatal(err)
	}
	var all []string
	for _, cookie := range b.http.Jar.Cookies(root) {
		all = append(all, cookie.Value)
	}
	if len(all) == 0 {
		b.t.Fatal("nobody is signed in")
	}
	return all
}
