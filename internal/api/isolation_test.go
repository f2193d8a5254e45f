package api_test

import (
	"net/http"
	"slices"
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
		"createLoginMethod":  map[string]any{"provider": "okta", "protocol": "oidc"},
		"updateLoginMethod":  map[string]any{"name": "Okta"},
		"readLoginMetadata":  map[string]any{"file": metadata},
		"setSignInRule":      map[string]any{"providers_only": true, "break_glass": "nobody"},
		"addDomain":          map[string]any{"name": "example.com"},
		"createOwnerLink":    map[string]any{"name": "Eve", "email": "eve@example.com"},
		"mergeMembers":       map[string]any{"with": "nobody", "version": "v"},
		"mergeTeams":         map[string]any{"with": "nobody", "version": "v"},
		"confirmAdoption":    map[string]any{"connection_id": "nobody", "user_name": "nobody"},
	}[r.ID]
	if !known {
		return nil
	}
	return body
}

// queryOf is what a route cannot do without.
func queryOf(r api.Route, connection directory.ConnectionID) string {
	switch r.ID {
	case "exportSupportBundle":
		return "?connection=" + string(connection)
	case "previewMemberMerge", "previewTeamMerge":
		return "?with=nobody"
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
				for role, c := range map[string]*client{
					"owner": owner, "administrator": callers["administrator"](), "member": callers["member"](), "setup link": callers["setup link"](), "key": key,
				} {
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

// The ids of another organization's things, under one's own organization, or under
// the one that an operator looks at.
func TestForeignThingsDoNotExist(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme, globex := w.organization("Acme"), w.organization("Globex")
			callers := w.callers(acme)
			owner := callers["owner"]()
			ids := w.thingsOf(globex)
			own := string(read[me](owner.get("/session")).Person.ID)
			for role, caller := range callers {
				for _, r := range api.Routes() {
					if r.NeedsOrganization && r.Allows(role) && namesAThing(r) {
						caller().wantForeignAsUnknown(role, r, acme, ids)
					}
				}
			}
			scopes := []directory.Scope{directory.ScopeRead, directory.ScopeWrite, directory.ScopeActivity, directory.ScopeConnections}
			key := w.program(owner.apiKey(acme, scopes...))
			for _, r := range api.Routes() {
				opens := slices.ContainsFunc(r.Scopes, func(scope directory.Scope) bool { return slices.Contains(scopes, scope) })
				if r.NeedsOrganization && opens && namesAThing(r) {
					key.wantForeignAsUnknown("key", r, acme, ids)
				}
			}
			w.wantNothingForeign(owner, acme, ids, own)
		})
	}
}

// namesAThing says whether a request to a route names more than the organization.
func namesAThing(r api.Route) bool {
	return strings.Count(r.Path, "{") > 1 || r.ID == "exportSupportBundle"
}

// wantForeignAsUnknown asks a route of an organization with ids of another's
// things, which must be answered as ids that nobody has.
func (c *client) wantForeignAsUnknown(role string, r api.Route, organization directory.OrganizationID, ids map[string]string) {
	c.w.Helper()
	ask := func(ids map[string]string) api.Problem {
		c.w.Helper()
		path := strings.ReplaceAll(r.Path, "{org}", string(organization))
		for parameter, id := range ids {
			path = strings.ReplaceAll(path, parameter, id)
		}
		problem := c.do(r.Method, path+queryOf(r, directory.ConnectionID(ids["{connection}"])), bodies(r)).refused(http.StatusNotFound, "not_found")
		problem.RequestID = ""
		return problem
	}
	unknown := map[string]string{"{step}": "assign"}
	for parameter := range ids {
		if parameter != "{step}" {
			unknown[parameter] = "06fgk2v8q9t5b1n4m7c3x0z2hs"
		}
	}
	if foreign, nowhere := ask(ids), ask(unknown); !cmp.Equal(foreign, nowhere) {
		c.w.Errorf("%s as %s: a foreign id is answered %+v, an unknown one %+v", r.ID, role, foreign, nowhere)
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
	for _, merge := range []struct{ path, foreign string }{
		{"/members/" + own + "/merge", ids["{member}"]},
		{"/teams/" + string(team.ID) + "/merge", ids["{team}"]},
	} {
		owner.get(in(acme, merge.path+"?with="+merge.foreign)).refused(http.StatusNotFound, "not_found")
		owner.post(in(acme, merge.path), map[string]any{"with": merge.foreign, "version": "v"}).refused(http.StatusNotFound, "not_found")
	}
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
	method := read[api.LoginMethod](owner.post(in(organization, "/login-methods"), map[string]any{"provider": "okta", "protocol": "saml"}).want(http.StatusCreated))
	domain := read[api.Domain](owner.post(in(organization, "/domains"), map[string]any{"name": "globex.example"}).want(http.StatusCreated))
	w.record(organization, connection.ID, "request-of-globex")
	return map[string]string{
		"{member}": string(gina), "{team}": string(team.ID), "{connection}": string(connection.ID),
		"{link}": link.ID, "{key}": string(key.ID), "{request}": "request-of-globex", "{step}": "assign",
		"{method}": string(method.ID), "{domain}": domain.Name,
	}
}
