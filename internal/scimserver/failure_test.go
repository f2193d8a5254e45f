package scimserver_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/sqlstore"
)

// TestUnavailableStore: while the database cannot work the answer is 503 in
// SCIM's form, with a whole number of seconds to wait: Okta reads no other.
func TestUnavailableStore(t *testing.T) {
	t.Parallel()
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir(), sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := newDoor(t, engine{"sqlite", func() (opened, error) { return opened{store: store}, nil }}, doorOptions{})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, request := range [][2]string{{"GET", "/Users"}, {"POST", "/Users"}, {"GET", "/Groups/x"}} {
		recorder := httptest.NewRecorder()
		r := httptest.NewRequest(request[0], d.base+request[1], strings.NewReader(personBody("ada")))
		r.Header.Set("Authorization", d.token)
		d.handler.ServeHTTP(recorder, r)
		var got wireError
		if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if recorder.Code != http.StatusServiceUnavailable || got.Status != "503" || recorder.Header().Get("Retry-After") != "5" ||
			recorder.Header().Get("Content-Type") != "application/scim+json" || brokenSentence(got.Detail) != "" || leaks.MatchString(got.Detail) {
			t.Errorf("%v is answered %d %v %s", request, recorder.Code, recorder.Header(), recorder.Body)
		}
	}
}

// TestPanicIsAnsweredInSCIM: when the server must answer for the door it does so
// in the door's form, and shows nothing of what happened.
func TestPanicIsAnsweredInSCIM(t *testing.T) {
	t.Parallel()
	server := scimserver.New(scimserver.Config{})
	handler := httpserver.New(httpserver.Config{Doors: []httpserver.Door{{
		Prefix:  "/scim",
		Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("sql: the inside") }),
		Failure: server.Failure,
	}}})
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil))
	var got wireError
	if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if recorder.Code != http.StatusInternalServerError || got.Status != "500" || leaks.MatchString(got.Detail) ||
		recorder.Header().Get("Content-Type") != "application/scim+json" || !strings.Contains(got.Detail, recorder.Header().Get("X-Request-Id")) {
		t.Errorf("a panic is answered %d %v %s", recorder.Code, recorder.Header(), recorder.Body)
	}
}
