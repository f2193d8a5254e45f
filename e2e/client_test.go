package e2e_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// client is a bare SCIM client for what the stand-ins do not do: it says what
// was answered and judges nothing. A request is never repeated behind its back.
type client struct {
	base  string // the Tenant URL
	token string
	http  *http.Client
}

// newClient makes a client of a connection. A request that takes longer than
// patience is a failure of the server.
func newClient(base, token string) *client {
	transport := &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second}
	return &client{base: base, token: token, http: &http.Client{Transport: transport, Timeout: patience}}
}

// answer is a whole answer.
type answer struct {
	status int
	body   string
}

// send sends a request and reads its whole answer. The error means that none
// came, or not all of it: what the request did is unknown then.
func (c *client) send(ctx context.Context, method, path, id, body string) (answer, error) {
	// A reader of a type that net/http does not know cannot be sent again, so
	// a broken connection is told and not papered over.
	var sent io.Reader = http.NoBody
	if body != "" {
		sent = struct{ io.Reader }{strings.NewReader(body)}
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, sent)
	if err != nil {
		return answer{}, err
	}
	request.ContentLength = int64(len(body))
	request.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		request.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	if id != "" {
		request.Header.Set("X-Request-Id", id)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, fmt.Errorf("read the answer: %w", err)
	}
	return answer{status: response.StatusCode, body: string(text)}, nil
}
