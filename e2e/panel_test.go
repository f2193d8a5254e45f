package e2e_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
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
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.stdout.awaitMatch(await(t), regexp.MustCompile(`^Set it up +\S+#(\S+)$`))
	if err != nil {
		t.Fatalf("the server prints no link: %v", err)
	}
	b := &panel{t: t, http: &http.Client{Jar: jar, Timeout: patience}, root: s.root + "/api/v1"}
	b.ask(http.MethodPost, "/links/accept/password",
		fmt.Sprintf(`{"token":%q,"name":"Ada","email":"ada@example.com","password":"correct horse battery staple"}`, found[1]), nil)
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
