package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// operatorsBrowser is the browser of the installation's first owner, who came in
// by the link that the server printed.
type operatorsBrowser struct {
	*http.Client
	address   string
	forwarded string // what a proxy in between would add
}

func (s serving) setUp(t *testing.T, forwarded string) operatorsBrowser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	b := operatorsBrowser{&http.Client{Jar: jar, Transport: transport}, s.address, forwarded}
	token := s.stdout.await(t, `Set it up +\S+#(\S+)\n`)[1]
	b.ask(t, http.MethodPost, "/links/accept/password",
		fmt.Sprintf(`{"token":%q,"name":"Ada","email":"ada@example.com","password":"correct horse battery staple"}`, token), nil)
	return b
}

// ask sends a request, which must succeed, and reads its answer into a value.
func (b operatorsBrowser) ask(t *testing.T, method, path, body string, into any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, b.address+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("X-Forwarded-For", b.forwarded)
	response, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode/100 != 2 {
		t.Fatalf("%s %s answered %d: %s %v", method, path, response.StatusCode, text, err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
}

// TestTrustedProxies: who sits behind a proxy has their own address wherever one
// is shown, and only where the operator named the proxy.
func TestTrustedProxies(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		flags []string
		want  string
	}{
		"nobody is trusted":  {nil, "127.0.0.1"},
		"another is trusted": {[]string{"--trusted-proxies", "10.0.0.0/8"}, "127.0.0.1"},
		"the proxy is":       {[]string{"--trusted-proxies", "10.0.0.0/8,127.0.0.1"}, "198.51.100.7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, test.flags...)
			const forwarded = "192.0.2.66, 198.51.100.7, 10.1.2.3" // the first was made up by the client
			browser := s.setUp(t, forwarded)
			var mine struct {
				Items []struct{ Address string }
			}
			browser.ask(t, http.MethodGet, "/me/sessions", "", &mine)
			if len(mine.Items) != 1 || mine.Items[0].Address != test.want {
				t.Errorf("the session is at %+v, want %s", mine.Items, test.want)
			}

			var organizations struct {
				Items []struct{ ID directory.OrganizationID }
			}
			browser.ask(t, http.MethodGet, "/organizations?q=Demo", "", &organizations)
			in := "/organizations/" + string(organizations.Items[0].ID)
			var detail struct{ Address string }
			browser.ask(t, http.MethodGet, in+"/requests/"+s.lookUp(t, in, browser, forwarded), "", &detail)
			if detail.Address != test.want {
				t.Errorf("the provisioning log has the request at %q, want %s", detail.Address, test.want)
			}
			var health struct {
				LastAddress string `json:"last_address"`
			}
			browser.ask(t, http.MethodGet, in+"/connections/"+string(s.Connection)+"/health", "", &health)
			if health.LastAddress != test.want {
				t.Errorf("the connection was last asked from %q, want %s", health.LastAddress, test.want)
			}
		})
	}
}

// lookUp asks as the provider does, waits until the provisioning log has it, and
// returns the request's id.
func (s serving) lookUp(t *testing.T, in string, browser operatorsBrowser, forwarded string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stream, err := http.NewRequestWithContext(ctx, http.MethodGet, browser.address+"/api/v1"+in+"/stream", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	heard, err := browser.Do(stream)
	if err != nil {
		t.Fatal(err)
	}
	defer heard.Body.Close()
	lines := bufio.NewScanner(heard.Body)
	hear(t, lines, "event: activity") // from now on it listens

	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.TenantURL+"/Users", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.SecretToken)
	r.Header.Set("X-Forwarded-For", forwarded)
	answer, err := browser.Transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()

	hear(t, lines, "event: traffic")
	return answer.Header.Get("X-Request-Id")
}

// hear waits for a line of a stream. What never comes ends with the test.
func hear(t *testing.T, stream *bufio.Scanner, line string) {
	t.Helper()
	for stream.Scan() {
		if stream.Text() == line {
			return
		}
	}
	t.Fatalf("the stream ended without %q: %v", line, stream.Err())
}
