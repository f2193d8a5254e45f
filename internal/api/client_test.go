package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// client is a browser with its cookie, or a program with its key.
type client struct {
	w      *world
	cookie *http.Cookie
	key    string
	header http.Header
}

func (w *world) stranger() *client { return &client{w: w} }

func (w *world) program(key string) *client { return &client{w: w, key: key} }

// with is the client with one more header.
func (c *client) with(name, value string) *client {
	other := *c
	other.header = c.header.Clone()
	if other.header == nil {
		other.header = http.Header{}
	}
	other.header.Set(name, value)
	return &other
}

// answer is what the server answered.
type answer struct {
	w      *world
	what   string
	status int
	header http.Header
	body   []byte
}

func (c *client) get(path string) answer            { return c.do(http.MethodGet, path, nil) }
func (c *client) post(path string, body any) answer { return c.do(http.MethodPost, path, body) }
func (c *client) patch(path string, body any) answer {
	return c.do(http.MethodPatch, path, body)
}
func (c *client) remove(path string) answer { return c.do(http.MethodDelete, path, nil) }

// do sends a request below /api/v1, or to a whole path. A string is sent as it
// is, anything else as JSON.
func (c *client) do(method, path string, body any) answer {
	c.w.Helper()
	if !strings.HasPrefix(path, "/api") {
		path = "/api/v1" + path
	}
	var sent []byte
	switch body := body.(type) {
	case nil:
	case string:
		sent = []byte(body)
	default:
		var err error
		sent, err = json.Marshal(body)
		c.w.ok(err)
	}
	r, err := http.NewRequestWithContext(c.w.Context(), method, c.w.url+path, bytes.NewReader(sent))
	c.w.ok(err)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.cookie != nil {
		r.AddCookie(c.cookie)
	}
	if c.key != "" {
		r.Header.Set("Authorization", "Bearer "+c.key)
	}
	for name, values := range c.header {
		r.Header[name] = values
	}
	return c.send(r)
}

func (c *client) send(r *http.Request) answer {
	c.w.Helper()
	response, err := http.DefaultTransport.RoundTrip(r)
	c.w.ok(err)
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	c.w.ok(err)
	for _, cookie := range response.Cookies() {
		c.cookie = cookie
		if cookie.MaxAge < 0 {
			c.cookie = nil
		}
	}
	return answer{w: c.w, what: r.Method + " " + r.URL.RequestURI(), status: response.StatusCode, header: response.Header, body: read}
}

// want fails the test unless the answer has the status.
func (a answer) want(status int) answer {
	a.w.Helper()
	if a.status != status {
		a.w.Fatalf("%s answered %d, want %d: %s", a.what, a.status, status, a.body)
	}
	return a
}

// refused fails the test unless the answer is a problem of this kind, and
// returns it.
func (a answer) refused(status int, code api.ProblemCode) api.Problem {
	a.w.Helper()
	a.want(status)
	var problem api.Problem
	a.into(&problem)
	if problem.Code != code {
		a.w.Errorf("%s was refused as %q, want %q: %s", a.what, problem.Code, code, a.body)
	}
	if a.header.Get("Content-Type") != "application/problem+json" || problem.Status != status || problem.Title != http.StatusText(status) ||
		problem.Detail == "" || problem.Rule == "" || problem.RequestID != a.header.Get("X-Request-Id") {
		a.w.Errorf("%s answered an incomplete problem: %v %s", a.what, a.header, a.body)
	}
	return problem
}

func (a answer) into(v any) {
	a.w.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.w.Fatalf("%s answered what is no JSON: %v: %s", a.what, err, a.body)
	}
}

// read is the body of an answer, which must be a success.
func read[T any](a answer) T {
	a.w.Helper()
	if a.status/100 != 2 {
		a.w.Fatalf("%s answered %d: %s", a.what, a.status, a.body)
	}
	var v T
	a.into(&v)
	return v
}

// in is a path of an organization.
func in(organization directory.OrganizationID, rest string) string {
	return "/organizations/" + string(organization) + rest
}
