package api_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// open is a stream that is being heard.
type open struct {
	c        *client
	response *http.Response
	lines    *bufio.Scanner
	cancel   context.CancelFunc
}

// listen opens an organization's stream.
func (c *client) listen(organization directory.OrganizationID) *open {
	c.w.Helper()
	ctx, cancel := context.WithCancel(c.w.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.w.url+"/api/v1"+in(organization, "/stream"), nil)
	c.w.ok(err)
	if c.cookie != nil {
		r.AddCookie(c.cookie)
	}
	if c.key != "" {
		r.Header.Set("Authorization", "Bearer "+c.key)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	c.w.ok(err)
	c.w.Cleanup(func() { response.Body.Close(); cancel() })
	return &open{c: c, response: response, lines: bufio.NewScanner(response.Body), cancel: cancel}
}

// close ends the stream and returns how it was answered; a refusal is read.
func (o *open) close() answer {
	o.c.w.Helper()
	a := answer{w: o.c.w, what: "GET stream", status: o.response.StatusCode, header: o.response.Header}
	if a.status != http.StatusOK {
		for o.lines.Scan() {
			a.body = append(a.body, o.lines.Bytes()...)
		}
	}
	o.cancel()
	o.response.Body.Close()
	return a
}

// hear waits for a line that begins so. What never comes ends with the test.
func (o *open) hear(begins string) string {
	o.c.w.Helper()
	for o.lines.Scan() {
		if strings.HasPrefix(o.lines.Text(), begins) {
			return o.lines.Text()
		}
	}
	o.c.w.Fatalf("the stream ended before %q was heard: %v", begins, o.lines.Err())
	return ""
}

func TestTheStreamTellsWhatToFetchAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, _ := w.connected()
	stream := owner.listen(acme)
	if got := stream.response.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("it is answered as %q", got)
	}
	before := stream.hear(`data: {"head":`)
	owner.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated)
	stream.hear("event: activity")
	if after := stream.hear(`data: {"head":`); after == before {
		t.Errorf("the head is %s before and after", after)
	}
	stream.hear("event: directory")
	w.record(acme, connection.ID, "request-1")
	stream.hear("event: traffic")
	if got, want := stream.hear("data: "), `data: {"connection_id":"`+string(connection.ID)+`"}`; got != want {
		t.Errorf("it tells %s, want %s", got, want)
	}
	late := owner.listen(acme)
	late.hear("event: activity") // whoever comes later hears where things stand
}
