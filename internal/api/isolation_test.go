package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// bodies are good ones for the routes that need one, so that a request is
// refused for its ids alone.
func bodies(r api.Route) any {
	body, known := map[string]any{
		"updateOrganization": map[string]any{"log_days": 90},
		"createSetupLink":    map[string]any{"label": "IT"},
		"inviteMember":       map[string]any{"name": "Eve", "email": "eve@example.com"},
		"updateMember":       map[string]any{"name": "Eve"},
		"createTeam":         map[string]any{"name": "Sales"},
		"renameTeam":         map[string]any{"name": "Marketing"},
		"addTeamMembers":     map[string]any{"member_ids": []string{"nobody"}},
		"createConnection":   map[string]any{"provider": "okta", "issue_token": false},
		"updateConnection":   map[string]any{"state": "disabled"},
		"enableConnection":   map[string]any{"issue_token": false},
		"createAPIKey":       map[string]any{"name": "Report", "scopes": []string{"directory:read"}},
		"createOwnerLink":    map[string]any{"name": "Eve", "email": "eve@example.com"},
	}[r.ID]
	if !known {
		return nil
	}
	return body
}

// queryOf is what a route cannot do without.
func queryOf(r api.Route, connection directory.ConnectionID) string {
	if r.ID == "exportSupportBundle" {
		return "?connection=" + string(connection)
	}
	return ""
}

// A foreign organization must be answered as one that does not exist, whatever is
// asked of it and by whom.
func TestForeignOrganizationsDoNotExist(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme, globex := w.organization("Acme"), w.organization("Globex")
			callers := w.callers(acme)
			owner := callers["owner"]()
			key := w.program(owner.apiKey(acme, directory.ScopeRead, directory.ScopeWrite, directory.ScopeActivity, directory.ScopeConnections))
			for _, r := range api.Routes() {
				if !r.NeedsOrganization {
					continue
				}
				for role, c := range map[string]*client{"owner": owner, "member": callers["member"](), "setup link": callers["setup link"](), "key": key} {
					foreign := c.do(r.Method, pathOf(r, globex)+queryOf(r, "nobody"), bodies(r))
					unknown := c.do(r.Method, pathOf(r, "06fgk2v8q9t5b1n4m7c3x0z2hs")+queryOf(r, "nobody"), bodies(r))
					got, want := foreign.refused(http.StatusNotFound, "not_found"), unknown.refused(http.StatusNotFound, "not_found")
					got.RequestID, want.RequestID = "", ""
					if !cmp.Equal(got, want) {
						t.Errorf("%s as %s: a foreign organization is answered %+v, an unknown one %+v", r.ID, role, got, want)
					}
				}
			}
		})
	}
}

// The ids of another organization's things, under one's own organization.
func TestForeignThingsDoNotExist(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme, globex := w.organization("Acme"), w.organization("Globex")
			owner := w.member(acme, "Olga Owner", directory.RoleOwner)
			ids := w.thingsOf(globex)
			own := string(read[me](owner.get("/session")).Person.ID)
			for _, r := range api.Routes() {
				if !r.NeedsOrganization || !r.Allows("owner") || strings.Count(r.Path, "{") < 2 && r.ID != "exportSupportBundle" {
					continue
				}
				ask := func(ids map[string]string) answer {
					path := strings.ReplaceAll(r.Path, "{org}", string(acme))
					for parameter, id := range ids {
						path = strings.ReplaceAll(path, parameter, id)
					}
					return owner.do(r.Method, path+queryOf(r, directory.ConnectionID(ids["{connection}"])), bodies(r))
				}
				unknown := map[string]string{"{step}": "assign"}
				for parameter := range ids {
					if parameter != "{step}" {
						unknown[parameter] = "06fgk2v8q9t5b1n4m7c3x0z2hs"
					}
				}
				foreign, nowhere := ask(ids), ask(unknown)
				got, want := foreign.refused(http.StatusNotFound, "not_found"), nowhere.refused(http.StatusNotFound, "not_found")
				got.RequestID, want.RequestID = "", ""
				if !cmp.Equal(got, want) {
					t.Errorf("%s: a foreign id is answered %+v, an unknown one %+v", r.ID, got, want)
				}
			}
			w.wantNothingForeign(owner, acme, ids, own)
		})
	}
}

// wantNothingForeign asks with foreign ids where they are no part of the path.
func (w *world) wantNothingForeign(owner *client, acme directory.OrganizationID, ids map[string]string, own string) {
	w.Helper()
	for _, query := range []string{
		"/members?team=" + ids["{team}"], "/members?source=" + ids["{connection}"], "/teams?source=" + ids["{connection}"],
		"/activity?member=" + ids["{member}"], "/activity?team=" + ids["{team}"], "/activity?connection=" + ids["{connection}"],
		"/requests?connection=" + ids["{connection}"], "/requests?person=" + ids["{member}"], "/requests?team=" + ids["{team}"],
	} {
		if items := read[struct{ Items []any }](owner.get(in(acme, query)).want(http.StatusOK)).Items; len(items) != 0 {
			w.Errorf("%s finds %v", query, items)
		}
	}
	owner.post(in(acme, "/teams"), map[string]any{"name": "Sales", "member_ids": []string{own, ids["{member}"]}}).refused(http.StatusNotFound, "not_found")
	owner.post(in(acme, "/members"), map[string]any{"name": "Eve", "email": "eve@example.com", "team_ids": []string{ids["{team}"]}}).refused(http.StatusNotFound, "not_found")
	team := read[api.Team](owner.post(in(acme, "/teams"), map[string]any{"name": "Sales"}).want(http.StatusCreated))
	owner.post(in(acme, "/teams/"+string(team.ID)+"/members"), map[string]any{"member_ids": []string{ids["{member}"]}}).refused(http.StatusNotFound, "not_found")
}

// thingsOf makes one of everything in an organization and returns the ids.
func (w *world) thingsOf(organization directory.OrganizationID) map[string]string {
	w.Helper()
	owner := w.member(organization, "Gina Globex", directory.RoleOwner)
	gina := read[me](owner.get("/session")).Person.ID
	team := read[api.Team](owner.post(in(organization, "/teams"), map[string]any{"name": "Engineering", "member_ids": []directory.MemberID{gina}}).want(http.StatusCreated))
	connection := read[api.ConnectionOpened](owner.post(in(organization, "/connections"), map[string]any{"provider": "okta", "issue_token": true}).want(http.StatusCreated)).Connection
	link := read[struct{ ID string }](owner.post(in(organization, "/setup-links"), map[string]any{"label": "IT"}).want(http.StatusCreated))
	key := read[api.APIKeyMade](owner.post(in(organization, "/api-keys"), map[string]any{"name": "Report", "scopes": []string{"directory:read"}}).want(http.StatusCreated)).Key
	w.record(organization, connection.ID, "request-of-globex")
	return map[string]string{
		"{member}": string(gina), "{team}": string(team.ID), "{connection}": string(connection.ID),
		"{link}": link.ID, "{key}": string(key.ID), "{request}": "request-of-globex", "{step}": "assign",
	}
}
