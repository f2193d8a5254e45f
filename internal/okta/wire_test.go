package okta_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

const emptyList = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}`

// appAt makes an app at a base URL.
func appAt(t *testing.T, settings okta.Settings, options okta.AppOptions) *okta.App {
	t.Helper()
	app, err := okta.NewApp(okta.NewOrg(1), settings, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Close)
	return app
}

// TestHeaders holds the headers of requests with and without a body to the
// captured ones, as they arrive over a real connection.
func TestHeaders(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[string]http.Header{}
	directory := oktatest.New()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		seen[req.Method] = req.Header.Clone()
		mu.Unlock()
		directory.ServeHTTP(w, req)
	}))
	defer server.Close()

	app := appAt(t, okta.NewSettings(okta.Catalog, server.URL, oktatest.Token), okta.AppOptions{})
	person := app.Org().AddPerson(okta.Profile{Login: "ada@b"})
	group := app.Org().AddGroup("Ops")
	err := errors.Join(app.Assign(t.Context(), person.ID), app.PushGroup(t.Context(), group.ID),
		app.UnlinkGroup(t.Context(), group.ID, okta.DeleteInTarget))
	if err != nil {
		t.Fatal(err)
	}
	common := http.Header{
		"Accept":          {"application/scim+json"},
		"Accept-Charset":  {"utf-8"},
		"Accept-Encoding": {"gzip,deflate"},
		"Authorization":   {"Bearer " + oktatest.Token},
		"Connection":      {"Keep-Alive"},
		"User-Agent":      {"Okta SCIM Client 1.0.0"},
	}
	for method, wantType := range map[string]string{
		http.MethodGet:    "",
		http.MethodPost:   "application/scim+json; charset=utf-8",
		http.MethodDelete: "application/scim+json; charset=utf-8",
	} {
		want := common.Clone()
		if wantType != "" {
			want.Set("Content-Type", wantType)
		}
		got := seen[method].Clone()
		got.Del("Content-Length")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the headers of %s differ (-want +got):\n%s", method, diff)
		}
	}
}

// TestConnectionsAreKept holds that requests one after another share one
// connection.
func TestConnectionsAreKept(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(oktatest.New())
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	app := appAt(t, okta.NewSettings(okta.Catalog, server.URL, oktatest.Token), okta.AppOptions{})
	for range 5 {
		if err := app.TestConnection(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections were opened for requests one after another", n)
	}
}

// TestCredentials holds each form to what the administrator's form makes of it.
func TestCredentials(t *testing.T) {
	t.Parallel()
	for credential, want := range map[okta.Credential]string{
		okta.Bearer:         "Bearer secret",
		okta.RawHeader:      "secret",
		okta.PrefixedHeader: "Bearer secret",
		okta.Basic:          "Basic c2VjcmV0",
	} {
		if got := credential.Authorization("secret"); got != want {
			t.Errorf("%s sends %q, not %q", credential, got, want)
		}
	}
}

// TestCompressedAnswers reads what servers compress.
func TestCompressedAnswers(t *testing.T) {
	t.Parallel()
	for name, compress := range map[string]func(io.Writer) io.WriteCloser{
		"gzip":         func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"deflate":      func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"deflate bare": func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 5); return z },
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			var body bytes.Buffer
			z := compress(&body)
			if _, err := io.WriteString(z, emptyList); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", strings.Fields(name)[0])
				_, _ = w.Write(body.Bytes())
			}))
			defer server.Close()
			app := appAt(t, okta.NewSettings(okta.Catalog, server.URL, "x"), okta.AppOptions{})
			if err := app.TestConnection(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// slowly answers in two pieces with a pause before each.
type slowly struct{ pause time.Duration }

func (s slowly) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := wait(req.Context(), s.pause); err != nil {
		return nil, err
	}
	reader, writer := io.Pipe()
	go func() {
		for _, piece := range []string{emptyList[:20], emptyList[20:]} {
			if err := wait(req.Context(), s.pause); err != nil {
				_ = writer.CloseWithError(err)
				return
			}
			_, _ = io.WriteString(writer, piece)
		}
		_ = writer.Close()
	}()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: reader, Request: req}, nil
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestIdleTimeout holds that an answer may take long as long as something
// comes every minute.
func TestIdleTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		settings := okta.NewSettings(okta.Catalog, "http://scim.example", "x")
		// The first byte is not seen by a transport without a network, so the
		// first two pauses count together.
		if err := appAt(t, settings, okta.AppOptions{Transport: slowly{pause: 29 * time.Second}}).TestConnection(t.Context()); err != nil {
			t.Errorf("87 seconds in pieces: %v", err)
		}
		err := appAt(t, settings, okta.AppOptions{Transport: slowly{pause: 61 * time.Second}}).TestConnection(t.Context())
		if err == nil || !strings.Contains(err.Error(), "did not answer within 60 seconds") {
			t.Errorf("61 seconds of silence: %v", err)
		}
	})
}

// throttler answers 429 with the given Retry-After headers, then an empty list.
type throttler struct {
	mu      sync.Mutex
	headers []string
}

func (s *throttler) RoundTrip(req *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	resp := httptest.NewRecorder()
	if len(s.headers) > 0 {
		if s.headers[0] != "" {
			resp.Header().Set("Retry-After", s.headers[0])
		}
		s.headers = s.headers[1:]
		resp.WriteHeader(http.StatusTooManyRequests)
		_, _ = resp.WriteString(`{"detail":"slow down","status":"429"}`)
		return resp.Result(), nil
	}
	_, _ = resp.WriteString(emptyList)
	return resp.Result(), nil
}

// TestRetrySchedule holds the waits after 429 to Okta's documentation.
func TestRetrySchedule(t *testing.T) {
	t.Parallel()
	many := func(n int, header string) []string {
		headers := make([]string, n)
		for i := range headers {
			headers[i] = header
		}
		return headers
	}
	for name, test := range map[string]struct {
		headers []string
		waits   []time.Duration
		fails   bool
	}{
		"seconds":                {[]string{"7"}, []time.Duration{7 * time.Second}, false},
		"seconds doubled":        {many(3, "7"), []time.Duration{7 * time.Second, 14 * time.Second, 28 * time.Second}, false},
		"more seconds asked":     {[]string{"7", "30"}, []time.Duration{7 * time.Second, 30 * time.Second}, false},
		"none":                   {many(2, ""), []time.Duration{5 * time.Minute, 10 * time.Minute}, false},
		"date":                   {[]string{"Wed, 21 Oct 2026 07:28:00 GMT"}, []time.Duration{5 * time.Minute}, false},
		"fraction":               {[]string{"1.5"}, []time.Duration{5 * time.Minute}, false},
		"negative":               {[]string{"-1"}, []time.Duration{5 * time.Minute}, false},
		"ninth answer":           {many(9, "0"), make([]time.Duration, 9), false},
		"given up at attempt 10": {many(10, "0"), make([]time.Duration, 9), true},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			var waits []time.Duration
			app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", "x"), okta.AppOptions{
				Transport: &throttler{headers: test.headers},
				Sleep:     func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil },
			})
			err := app.TestConnection(t.Context())
			if diff := cmp.Diff(test.waits, waits); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
			var remote *okta.RemoteError
			if test.fails != (errors.As(err, &remote) && remote.Status == http.StatusTooManyRequests) {
				t.Errorf("the task ends with %v", err)
			}
		})
	}
}

// TestRetryWaitsOnTheClock holds that without a Sleep of the caller's the wait
// is a real one, and that it shows in the task.
func TestRetryWaitsOnTheClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", "x"), okta.AppOptions{Transport: &throttler{headers: []string{"90"}}})
		began := time.Now()
		if err := app.TestConnection(t.Context()); err != nil {
			t.Fatal(err)
		}
		task := app.Log.Tasks()[0]
		if waited := time.Since(began); waited != 90*time.Second || task.Waited != waited || task.Took != waited {
			t.Errorf("the task waited %s and took %s, %s passed", task.Waited, task.Took, waited)
		}
	})
}

// TestErrorSentences holds bodies of errors to what Okta makes of them.
func TestErrorSentences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status int
		body   string
		want   string
	}{
		{401, `{"detail":"Token revoked."}`, "Error authenticating: Unauthorized. Errors reported by remote server: Token revoked."},
		{403, `{"detail":"No."}`, "Error validating the credentials of app Muster: Forbidden. Errors reported by remote server: No."},
		{500, ``, "Internal Server Error. Errors reported by remote server: no error given: the body of the answer is empty"},
		{502, `<html>`, "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html'"},
		{400, `{"detail":7}`, "the detail is no text"},
		{400, `[]`, "Invalid JSON"},
		{499, `{"detail":"x"}`, "HTTP 499. Errors reported by remote server: x"},
		{200, ``, "the remote server returned an empty body"},
		{200, `{"totalResults":0}`, "No schema's defined"},
		{200, `{"schemas":"x","totalResults":0}`, "no array of strings"},
		{200, `{"schemas":["x"],"totalResults":0}`, "lack urn:ietf:params:scim:api:messages:2.0:ListResponse"},
		{200, strings.Replace(emptyList, `"totalResults":0,`, "", 1), "no totalResults"},
		{200, strings.Replace(emptyList, `:0`, ":0.5", 1), "cannot read 0.5 as a whole number"},
		{200, strings.Replace(emptyList, `:0,"Resources":[]`, ":1", 1), "counts 1 results and has no Resources"},
		{200, strings.Replace(emptyList, `[]}`, "[1]}", 1), "no array of objects"},
	} {
		t.Run(fmt.Sprintf("%d_%s", test.status, test.body), func(t *testing.T) {
			t.Parallel()
			app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", "x"), okta.AppOptions{
				Transport: answering(test.status, test.body),
			})
			err := app.TestConnection(t.Context())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

// TestLowerCaseList holds that Okta takes the lower-case names of a list.
func TestLowerCaseList(t *testing.T) {
	t.Parallel()
	body := strings.NewReplacer("totalResults", "totalresults", "Resources", "resources").Replace(emptyList)
	app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", "x"), okta.AppOptions{Transport: answering(200, body)})
	if err := app.TestConnection(t.Context()); err != nil {
		t.Error(err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func answering(status int, body string) http.RoundTripper {
	return roundTripper(func(*http.Request) (*http.Response, error) {
		resp := httptest.NewRecorder()
		resp.WriteHeader(status)
		_, _ = resp.WriteString(body)
		return resp.Result(), nil
	})
}

// TestLookupTakes404 holds that a lookup answered with 404 found nobody.
func TestLookupTakes404(t *testing.T) {
	t.Parallel()
	directory := oktatest.New()
	app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", oktatest.Token), okta.AppOptions{
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			if req.URL.Query().Has("filter") {
				return answering(404, `{"detail":"none"}`).RoundTrip(req)
			}
			return directory.RoundTrip(req)
		}),
	})
	person := app.Org().AddPerson(okta.Profile{Login: "ada@b"})
	if err := app.Assign(t.Context(), person.ID); err != nil {
		t.Error(err)
	}
}

func readAll(t *testing.T, req *http.Request) string {
	t.Helper()
	text, err := io.ReadAll(req.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
