package scimserver

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

func TestParseTargetReadsThePathAsSent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		path       string
		connection directory.ConnectionID
		segments   []string
	}{
		{"/scim/v2/Users", "", []string{"Users"}},
		{"/scim/v2/c1/Users", "c1", []string{"Users"}},
		{"/scim/v2/c1//Users", "c1", []string{"Users"}},
		{"/scim/v2//c1/Users/", "c1", []string{"Users"}},
		{"/scim/v2/c1/Users/u1", "c1", []string{"Users", "u1"}},
		{"/scim/v2/Users/u1/", "", []string{"Users", "u1"}},
		{"/scim/v2/c1/Users/a%20b", "c1", []string{"Users", "a b"}},
		{"/scim/v2/c1/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", "c1", []string{"Schemas", "urn:ietf:params:scim:schemas:core:2.0:User"}},
		{"/scim/v2/c1", "c1", []string{}},
		{"/scim/v2/users", "users", []string{}}, // names of endpoints are exact
	} {
		got, err := parseTarget(mustURL(t, test.path))
		if err != nil {
			t.Errorf("parseTarget(%q): %v", test.path, err)
			continue
		}
		if got.connection != test.connection || !slices.Equal(got.segments, test.segments) {
			t.Errorf("parseTarget(%q) = %q %q, want %q %q", test.path, got.connection, got.segments, test.connection, test.segments)
		}
	}
}

func TestParseTargetRefusesOtherPaths(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"/", "/scim", "/scim/v1/Users", "/scim/v2x/Users", "/scim/v2%2fUsers",
		"/scim/v2/c1%2fUsers", "/scim/v2/c1/Users/a%2fb", "/scim/v2/c1/Users%00", "/scim/v2/a/b/c/d/e",
	} {
		if got, err := parseTarget(mustURL(t, path)); err == nil {
			t.Errorf("parseTarget(%q) = %v, want an error", path, got)
		}
	}
}

func TestRouteAnswersOnlyWhatExists(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, path string
		status       int // 0: found
		allow        string
	}{
		{"GET", "/scim/v2/c/Users", 0, ""},
		{"HEAD", "/scim/v2/c/Users", 0, ""},
		{"PATCH", "/scim/v2/c/Users/u", 0, ""},
		{"PUT", "/scim/v2/c/Users", http.StatusMethodNotAllowed, "GET, POST"},
		{"POST", "/scim/v2/c/Users/u", http.StatusMethodNotAllowed, "GET, PUT, PATCH, DELETE"},
		{"DELETE", "/scim/v2/c/ServiceProviderConfig", http.StatusMethodNotAllowed, "GET"},
		{"GET", "/scim/v2/c/ServiceProviderConfig/x", http.StatusNotFound, ""},
		{"GET", "/scim/v2/c/Roles", http.StatusNotFound, ""},
		{"GET", "/scim/v2/c", http.StatusNotFound, ""},
		{"GET", "/scim/v2/c/Users/u/emails", http.StatusNotFound, ""},
		{"GET", "/scim/v2/c/Me", http.StatusNotImplemented, ""},
		{"POST", "/scim/v2/c/Bulk", http.StatusNotImplemented, ""},
		{"POST", "/scim/v2/c/.search", http.StatusNotImplemented, ""},
		{"POST", "/scim/v2/c/Users/.search", http.StatusNotImplemented, ""},
	} {
		parsed, err := parseTarget(mustURL(t, test.path))
		if err != nil {
			t.Errorf("parseTarget(%q): %v", test.path, err)
			continue
		}
		w := httptest.NewRecorder()
		_, _, err = parsed.route(w, test.method)
		status := 0
		if refusal, ok := errors.AsType[*scim.Error](err); ok {
			status = refusal.Status
		}
		if status != test.status || w.Header().Get("Allow") != test.allow {
			t.Errorf("%s %s = %d, Allow %q; want %d, %q", test.method, test.path, status, w.Header().Get("Allow"), test.status, test.allow)
		}
	}
}

func TestPresentedTokenTakesEveryFormThatOktaSends(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"Bearer secret", "bearer secret", "BEARER secret", "secret", "Bearer Bearer secret", "  Bearer   secret  ",
	} {
		got, err := presentedToken(http.Header{"Authorization": {header}})
		if err != nil || got != "secret" {
			t.Errorf("presentedToken(%q) = %q, %v; want secret", header, got, err)
		}
	}
	for _, test := range []struct {
		name   string
		values []string
	}{
		{"none", nil},
		{"empty", []string{""}},
		{"only the scheme", []string{"Bearer"}},
		{"only the scheme and spaces", []string{"Bearer   "}},
		{"basic", []string{"Basic dXNlcjpwYXNz"}},
		{"another scheme", []string{"Digest secret"}},
		{"two headers", []string{"Bearer a", "Bearer b"}},
	} {
		got, err := presentedToken(http.Header{"Authorization": test.values})
		refusal, ok := errors.AsType[*scim.Error](err)
		if !ok || refusal.Status != http.StatusUnauthorized {
			t.Errorf("%s: presentedToken = %q, %v; want 401", test.name, got, err)
		}
	}
}

func TestEveryDirectoryCodeHasAWireForm(t *testing.T) {
	t.Parallel()
	for _, code := range directory.Codes() {
		answer, _ := errorOf(directory.Errorf(code, "A sentence."))
		if _, known := wireForms[code]; !known || answer.Detail != "A sentence." {
			t.Errorf("%s is answered %d %q, want a form of its own", code, answer.Status, answer.Detail)
		}
	}
	answer, internal := errorOf(errors.New("sql: no rows in result set"))
	if answer.Status != http.StatusInternalServerError || !internal || answer.Detail == "sql: no rows in result set" {
		t.Errorf("an internal error is answered %d %q", answer.Status, answer.Detail)
	}
}

func mustURL(t *testing.T, path string) *url.URL {
	t.Helper()
	u, err := url.ParseRequestURI(path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
