package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestEveryCodeHasAForm(t *testing.T) {
	t.Parallel()
	forms := api.Forms()
	for _, code := range directory.Codes() {
		if forms[code] < 400 {
			t.Errorf("%v is answered with %d", code, forms[code])
		}
	}
}

func TestBadInputGetsASentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	for _, test := range []struct{ body, field, detail string }{
		{`{"name":"Eve"}`, "email", "email is missing."},
		{`{"name":"Eve","email":"eve@example.com","admin":true}`, "admin", "There is no field admin here."},
		{`{"name":1,"email":"eve@example.com"}`, "name", "name must be a text."},
		{`{"name":"","email":"eve@example.com"}`, "name", "name is empty."},
		{`{"name":"Eve","email":"eve@example.com","role":"king"}`, "role", "role has a value that is not known here."},
		{`{"name":"Eve","email":"eve@example.com","team_ids":"x"}`, "team_ids", "team_ids must be a list."},
		{`{"name":"Eve","email":"eve@example.com","team_ids":[1]}`, "team_ids[0]", "team_ids[0] must be a text."},
		{`{"name":"Eve","email":"no address"}`, "email", "A member needs an email address, such as ana@example.com."},
		{`{"name":"` + strings.Repeat("x", 1025) + `","email":"eve@example.com"}`, "name", "name is too long."},
		{`{"name":`, "", "The body is not JSON that can be read."},
		{`[]`, "", "The body must be an object."},
		{``, "", "The request needs a body."},
	} {
		problem := owner.post(in(acme, "/members"), test.body).refused(http.StatusBadRequest, "invalid")
		if problem.Field != test.field || problem.Detail != test.detail {
			t.Errorf("%.60s is refused about %q: %q, want %q: %q", test.body, problem.Field, problem.Detail, test.field, test.detail)
		}
	}
	owner.post(in(acme, "/members"), `{"name":"`+strings.Repeat("x", 1<<20)+`"}`).refused(http.StatusRequestEntityTooLarge, "invalid")
	owner.with("Content-Type", "application/x-www-form-urlencoded").post(in(acme, "/members"), "name=Eve").refused(http.StatusUnsupportedMediaType, "invalid")
	owner.with("Content-Encoding", "gzip").post(in(acme, "/members"), "x").refused(http.StatusUnsupportedMediaType, "invalid")
}

func TestAddressesThatAreNotThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.stranger()
	for _, path := range []string{"/api/v1/nothing", "/api/v2/installation", "/api", "/api/v1//installation", "/api/v1/links/../installation", "/api/v1/installation/"} {
		c.get(path).refused(http.StatusNotFound, "not_found")
	}
	answer := c.do(http.MethodPut, "/installation", map[string]string{})
	answer.refused(http.StatusMethodNotAllowed, "invalid")
	if answer.header.Get("Allow") != "GET" {
		t.Errorf("Allow is %q", answer.header.Get("Allow"))
	}
}

func TestEveryAnswerIsNeitherKeptNorSniffed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/api/v1/installation", "/api/v1/session", "/api/openapi.json", "/api/nothing"} {
		header := w.stranger().get(path).header
		if header.Get("Cache-Control") != "no-store" || header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s answers %v", path, header)
		}
	}
}

func TestOtherSitesCannotUseABrowsersSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	foreign := owner.with("Origin", "https://evil.example").with("Sec-Fetch-Site", "cross-site")
	foreign.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).refused(http.StatusForbidden, "forbidden")
	foreign.remove("/session").refused(http.StatusForbidden, "forbidden")
	foreign.post("/session/password", map[string]string{"email": "x@example.com", "password": "x"}).refused(http.StatusForbidden, "forbidden")
	owner.with("Origin", w.url).with("Sec-Fetch-Site", "same-origin").post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated)
	// A key is not sent by a browser on its own, so a page that has one may use it.
	w.program(owner.apiKey(acme, directory.ScopeWrite)).with("Origin", "https://tools.example").post(in(acme, "/teams"), map[string]string{"name": "Build"}).want(http.StatusCreated)
}

func TestAKeyIsNeverTakenForTheSessionBesideIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	for _, header := range []string{"Bearer nonsense", "Bearer ", "Basic eDp5", "nonsense"} {
		owner.with("Authorization", header).get("/session").refused(http.StatusUnauthorized, "unauthorized")
	}
}
