package webui_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/musterhq/muster/internal/webui"
)

var (
	page   = "<!doctype html><title>Muster</title>"
	script = strings.Repeat("export const answer = 42;\n", 100)
)

func newPanel(t *testing.T) http.Handler {
	t.Helper()
	handler, err := webui.Files(fstest.MapFS{
		"index.html":         {Data: []byte(page)},
		"theme.js":           {Data: []byte("(() => {})();")},
		"assets/app.js":      {Data: []byte(script)},
		"assets/app.css":     {Data: []byte("@layer base;")},
		"assets/inter.woff2": {Data: []byte("wOF2 and then bytes that do not pack")},
		"mark.svg":           {Data: []byte("<svg/>")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func ask(t *testing.T, handler http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	handler := newPanel(t)
	for _, test := range []struct {
		target      string
		status      int
		contentType string
		body        string
	}{
		{"/", 200, "text/html; charset=utf-8", page},
		{"/index.html", 200, "text/html; charset=utf-8", page},
		{"/o/01K3V9T6QH/members", 200, "text/html; charset=utf-8", page},
		{"/o/01K3V9T6QH/members/", 200, "text/html; charset=utf-8", page},
		{"/assets/app.js", 200, "text/javascript; charset=utf-8", script},
		{"/assets/app.css", 200, "text/css; charset=utf-8", "@layer base;"},
		{"/assets/inter.woff2", 200, "font/woff2", "wOF2 and then bytes that do not pack"},
		{"/mark.svg", 200, "image/svg+xml", "<svg/>"},
		{"/assets/gone.js", 404, "text/plain; charset=utf-8", "There is no such file.\n"},
		{"/assets", 200, "text/html; charset=utf-8", page},
		{"/assets/", 200, "text/html; charset=utf-8", page},
		{"/assets/members", 404, "text/plain; charset=utf-8", "There is no such file.\n"},
		{"/favicon.ico", 404, "text/plain; charset=utf-8", "There is no such file.\n"},
		{"/../handler.go", 404, "text/plain; charset=utf-8", "There is no such file.\n"},
		{"/assets/../theme.js", 200, "text/javascript; charset=utf-8", "(() => {})();"},
	} {
		r := ask(t, handler, http.MethodGet, test.target)
		if r.Code != test.status || r.Header().Get("Content-Type") != test.contentType {
			t.Errorf("GET %s: %d %s, want %d %s", test.target, r.Code, r.Header().Get("Content-Type"), test.status, test.contentType)
		}
		if got := r.Body.String(); got != test.body {
			t.Errorf("GET %s: body %q, want %q", test.target, got, test.body)
		}
	}
}

// TestEveryAnswerIsProtected: a refusal is a page of our origin like any other.
func TestEveryAnswerIsProtected(t *testing.T) {
	t.Parallel()
	handler := newPanel(t)
	want := map[string]string{
		"Content-Security-Policy":      webui.Policy,
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
	for _, test := range []struct{ method, target string }{
		{http.MethodGet, "/"},
		{http.MethodGet, "/members"},
		{http.MethodGet, "/assets/app.js"},
		{http.MethodGet, "/assets/gone.js"},
		{http.MethodPost, "/"},
	} {
		h := ask(t, handler, test.method, test.target).Header()
		for name, value := range want {
			if got := h.Get(name); got != value {
				t.Errorf("%s %s: %s is %q, want %q", test.method, test.target, name, got, value)
			}
		}
		if !strings.Contains(h.Get("Permissions-Policy"), "geolocation=()") {
			t.Errorf("%s %s: Permissions-Policy is %q", test.method, test.target, h.Get("Permissions-Policy"))
		}
	}
}

func TestPolicyForbidsInline(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"unsafe", "data:", "http:", "https:", "*", "nonce"} {
		if strings.Contains(webui.Policy, word) {
			t.Errorf("the policy allows %s: %s", word, webui.Policy)
		}
	}
	for _, directive := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(webui.Policy, directive) {
			t.Errorf("the policy lacks %s: %s", directive, webui.Policy)
		}
	}
}

func TestETag(t *testing.T) {
	t.Parallel()
	handler := newPanel(t)
	first := ask(t, handler, http.MethodGet, "/assets/app.js")
	etag := first.Header().Get("ETag")
	if etag == "" || first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q", etag, first.Header().Get("Cache-Control"))
	}
	if other := ask(t, handler, http.MethodGet, "/").Header().Get("ETag"); other == etag {
		t.Errorf("two files share the ETag %s", etag)
	}
	for _, test := range []struct {
		header string
		status int
	}{
		{etag, 304},
		{"W/" + etag, 304},
		{`"old", ` + etag, 304},
		{"*", 304},
		{`"old"`, 200},
		{strings.Trim(etag, `"`), 200},
	} {
		r := ask(t, handler, http.MethodGet, "/assets/app.js", "If-None-Match", test.header)
		if r.Code != test.status {
			t.Errorf("If-None-Match %s: %d, want %d", test.header, r.Code, test.status)
		}
		if r.Code == http.StatusNotModified && (r.Body.String() != "" || r.Header().Get("ETag") != etag) {
			t.Errorf("If-None-Match %s: a 304 with a body or another ETag %s", test.header, r.Header().Get("ETag"))
		}
	}
}

func TestGzip(t *testing.T) {
	t.Parallel()
	handler := newPanel(t)
	plain := ask(t, handler, http.MethodGet, "/assets/app.js")
	for _, test := range []struct {
		accept string
		packed bool
	}{
		{"gzip", true},
		{"br, GZIP;q=0.5", true},
		{"deflate, gzip; q=1.0", true},
		{"gzip;q=0", false},
		{"gzip;q=much", false},
		{"br", false},
		{"", false},
	} {
		r := ask(t, handler, http.MethodGet, "/assets/app.js", "Accept-Encoding", test.accept)
		if packed := r.Header().Get("Content-Encoding") == "gzip"; packed != test.packed {
			t.Errorf("Accept-Encoding %q: packed %v, want %v", test.accept, packed, test.packed)
			continue
		}
		if r.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary is %q", test.accept, r.Header().Get("Vary"))
		}
		if !test.packed {
			continue
		}
		unpacked, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(unpacked); err != nil || string(got) != script {
			t.Errorf("Accept-Encoding %q: unpacked to %d bytes, %v", test.accept, len(got), err)
		}
		if r.Header().Get("ETag") == plain.Header().Get("ETag") {
			t.Error("the packed and the plain file share an ETag")
		}
	}
	if font := ask(t, handler, http.MethodGet, "/assets/inter.woff2", "Accept-Encoding", "gzip"); font.Header().Get("Content-Encoding") != "" {
		t.Error("a font that does not pack was packed")
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	handler := newPanel(t)
	head := ask(t, handler, http.MethodHead, "/members")
	if head.Code != 200 || head.Body.String() != "" || head.Header().Get("Content-Length") != strconv.Itoa(len(page)) {
		t.Errorf("HEAD: %d, length %s, want 200 and %d without a body", head.Code, head.Header().Get("Content-Length"), len(page))
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		r := ask(t, handler, method, "/members")
		if r.Code != http.StatusMethodNotAllowed || r.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, r.Code, r.Header().Get("Allow"))
		}
	}
}

func TestIncompleteBuild(t *testing.T) {
	t.Parallel()
	if _, err := webui.Files(fstest.MapFS{"assets/app.js": {}}); err == nil || !strings.Contains(err.Error(), "make panel") {
		t.Errorf("without index.html: %v, want a sentence that names make panel", err)
	}
	odd := fstest.MapFS{"index.html": {}, "assets/app.wasm": {}}
	if _, err := webui.Files(odd); err == nil || !strings.Contains(err.Error(), "app.wasm") {
		t.Errorf("with a file of an unknown kind: %v, want its name", err)
	}
}
