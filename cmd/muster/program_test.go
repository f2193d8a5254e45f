package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lines is what a command prints, readable while it runs.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{} // closed and replaced with every write
}

func newLines() *lines { return &lines{more: make(chan struct{})} }

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.more)
	l.more = make(chan struct{})
	return l.text.Write(p)
}

func (l *lines) String() string {
	text, _ := l.read()
	return text
}

func (l *lines) read() (text string, more <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String(), l.more
}

// await returns the first match of a pattern, as soon as it is printed.
func (l *lines) await(t *testing.T, pattern string) []string {
	t.Helper()
	wanted := regexp.MustCompile(pattern)
	late := time.After(time.Minute)
	for {
		text, more := l.read()
		if found := wanted.FindStringSubmatch(text); found != nil {
			return found
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("nothing like %q was printed:\n%s", pattern, text)
		}
	}
}

// command is a command that runs while the test goes on.
type command struct {
	stdout, stderr *lines
	stop           context.CancelFunc
	ended          chan error
}

// begin runs a command in the background; it is stopped at the end of the test,
// and must then end well.
func begin(t *testing.T, args ...string) *command {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	c := &command{stdout: newLines(), stderr: newLines(), stop: stop, ended: make(chan error, 1)}
	go func() { c.ended <- run(ctx, args, noEnvironment, c.stdout, c.stderr) }()
	t.Cleanup(func() {
		stop()
		if err := <-c.ended; err != nil {
			t.Errorf("muster %s: %v", strings.Join(args, " "), err)
		}
		c.ended <- nil
	})
	return c
}

func noEnvironment(string) string { return "" }

// try runs a command to its end.
func try(t *testing.T, args ...string) (stdout string, err error) {
	t.Helper()
	var out, other bytes.Buffer
	err = run(t.Context(), args, noEnvironment, &out, &other)
	return out.String(), err
}

// muster runs a command that must succeed.
func muster(t *testing.T, args ...string) string {
	t.Helper()
	out, err := try(t, args...)
	if err != nil {
		t.Fatalf("muster %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// serving is a server with one organization and one connection.
type serving struct {
	*command
	data    string
	address string // http://…
	credentials
}

func serve(t *testing.T, flags ...string) serving {
	t.Helper()
	s := serving{data: t.TempDir()}
	muster(t, "organization", "create", "Demo", "--licenses", "50", "--data", s.data)
	s.command = begin(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", s.data}, flags...)...)
	s.address = s.stdout.await(t, `Muster listens on (\S+)\n`)[1]
	s.credentials = decode[credentials](t, muster(t, "connection", "create", "--data", s.data, "--public-url", s.address, "--json"))
	return s
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

// decodeLines reads one JSON object a line.
func decodeLines[T any](t *testing.T, text string) []T {
	t.Helper()
	var values []T
	for scanner := bufio.NewScanner(strings.NewReader(text)); scanner.Scan(); {
		values = append(values, decode[T](t, scanner.Text()))
	}
	return values
}

// send makes a request of the connection with a token.
func (s serving) send(t *testing.T, method, target, token, body string) (status int, answer string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/scim+json")
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// createUser lets the provider create a person.
func (s serving) createUser(t *testing.T, userName, name string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:User"}, "userName": userName, "displayName": name, "active": true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, answer := s.send(t, "POST", s.TenantURL+"/Users", s.SecretToken, string(body)); status != http.StatusCreated {
		t.Fatalf("create %s: %d %s", userName, status, answer)
	}
}
