package okta

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"
)

// IdleTimeout is how long Okta waits without a byte on the socket before it
// gives a request up.
const IdleTimeout = 60 * time.Second

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 256 << 20

const userAgent = "Okta SCIM Client 1.0.0"

// wire sends requests with Okta's headers and reads whole answers.
type wire struct {
	// base is the tenant URL as it was typed: a trailing slash gives "//Users".
	base          string
	authorization string
	client        *http.Client
	now           func() time.Time
	sleep         func(context.Context, time.Duration) error
	record        func(Exchange)
}

// parameter is one query parameter; their order is part of the dialect.
type parameter struct{ name, value string }

// request is one request to a path under the base URL.
type request struct {
	method string
	path   string
	query  []parameter
	// body is JSON, nil for none.
	body []byte
	// header overrides the usual headers.
	header http.Header
}

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// newHTTPClient returns a client on transport, or on a new transport of its
// own that keeps as many connections alive as there are requests at once.
func newHTTPClient(transport http.RoundTripper, parallel int) *http.Client {
	if transport == nil {
		transport = &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			MaxIdleConns:        parallel,
			MaxIdleConnsPerHost: parallel,
			MaxConnsPerHost:     parallel,
			IdleConnTimeout:     90 * time.Second,
			ForceAttemptHTTP2:   true,
			// Okta asks for gzip and deflate itself; see decode.
			DisableCompression: true,
		}
	}
	return &http.Client{
		Transport: transport,
		// What Okta does on a redirect is not documented: it counts as a
		// refusal here, so that a server cannot come to depend on it.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// send sends r, again after each 429, and returns the last answer. It notes
// every exchange on the task.
func (w *wire) send(ctx context.Context, t *running, r request) (answer, error) {
	var wait time.Duration
	for attempt := 1; ; attempt++ {
		a, err := w.exchange(ctx, t, r)
		if err != nil {
			return answer{}, err
		}
		if a.status != http.StatusTooManyRequests || attempt == MaxAttempts {
			return a, nil
		}
		header := a.header.Get("Retry-After")
		if _, whole := retryAfter(header); !whole {
			t.warn("The server answered 429 with Retry-After %q. Okta reads whole seconds only and waits %s instead.", header, DefaultRetryWait)
		}
		wait = retryWait(wait, header)
		t.task.Waited += wait
		if err := w.sleep(ctx, wait); err != nil {
			return answer{}, err
		}
	}
}

// exchange sends r once.
func (w *wire) exchange(ctx context.Context, t *running, r request) (answer, error) {
	began := w.now()
	a, err := w.roundTrip(ctx, r)
	took := w.now().Sub(began)
	t.task.Exchanges = append(t.task.Exchanges, ExchangeSummary{Method: r.method, Path: r.path, Status: a.status, Took: took})
	if w.record != nil {
		w.record(Exchange{
			Method: r.method, Path: r.path, Query: encodeQuery(r.query), Body: r.body,
			Status: a.status, Answer: a.body, Err: err, Began: began, Took: took,
		})
	}
	return a, err
}

// errIdle is why a request was given up that got no byte for IdleTimeout.
var errIdle = fmt.Errorf("the remote server did not answer within %d seconds", IdleTimeout/time.Second)

func (w *wire) roundTrip(ctx context.Context, r request) (answer, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	idle := time.AfterFunc(IdleTimeout, func() { cancel(errIdle) })
	defer idle.Stop()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotFirstResponseByte: func() { idle.Reset(IdleTimeout) },
	})

	target := w.base + r.path
	if len(r.query) > 0 {
		target += "?" + encodeQuery(r.query)
	}
	var body io.Reader
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return answer{}, err
	}
	req.Header = http.Header{
		"Accept":          {"application/scim+json"},
		"Accept-Charset":  {"utf-8"},
		"User-Agent":      {userAgent},
		"Authorization":   {w.authorization},
		"Connection":      {"Keep-Alive"},
		"Accept-Encoding": {"gzip,deflate"},
	}
	// A DELETE carries the content type though it has no body; a GET does not.
	if r.method != http.MethodGet {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for name, values := range r.header {
		req.Header[name] = values
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return answer{}, transportError(ctx, err)
	}
	defer resp.Body.Close()
	text, err := readBody(resp, idle)
	if err != nil {
		return answer{status: resp.StatusCode}, transportError(ctx, err)
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: text}, nil
}

// transportError says what broke without the URL, which Okta does not show.
func transportError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errIdle) {
		return errIdle
	}
	var inner *url.Error
	if errors.As(err, &inner) {
		return inner.Err
	}
	return err
}

// readBody reads an answer, pushing the idle timer back with every read.
func readBody(resp *http.Response, idle *time.Timer) ([]byte, error) {
	var from io.Reader = &wakingReader{from: resp.Body, idle: idle}
	switch strings.ToLower(resp.Header.Get("Content-Encoding")) {
	case "gzip":
		unzipped, err := gzip.NewReader(from)
		if err != nil {
			return nil, fmt.Errorf("the answer says it is gzip: %w", err)
		}
		from = unzipped
	case "deflate":
		text, err := io.ReadAll(from)
		if err != nil {
			return nil, err
		}
		return inflate(text)
	}
	text, err := io.ReadAll(io.LimitReader(from, maxAnswer+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxAnswer {
		return nil, fmt.Errorf("the answer is longer than %d MiB", maxAnswer>>20)
	}
	return text, nil
}

// inflate undoes "deflate", which servers take for zlib (RFC 9110 §8.4.1.2) or
// for the bare stream.
func inflate(text []byte) ([]byte, error) {
	wrapped, err := zlib.NewReader(bytes.NewReader(text))
	if err == nil {
		return io.ReadAll(io.LimitReader(wrapped, maxAnswer))
	}
	return io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(text)), maxAnswer))
}

type wakingReader struct {
	from io.Reader
	idle *time.Timer
}

func (r *wakingReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if n > 0 {
		r.idle.Reset(IdleTimeout)
	}
	return n, err
}

// encodeQuery writes parameters in their order, a space as %20.
func encodeQuery(query []parameter) string {
	var b strings.Builder
	for i, p := range query {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.name)
		b.WriteByte('=')
		b.WriteString(strings.ReplaceAll(url.QueryEscape(p.value), "+", "%20"))
	}
	return b.String()
}
