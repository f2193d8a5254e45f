package api_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

var parameter = regexp.MustCompile(`\{[a-z]+\}`)

// pathOf fills a row's path: the organization, and ids that nobody has.
func pathOf(r api.Route, organization directory.OrganizationID) string {
	path := strings.ReplaceAll(r.Path, "{org}", string(organization))
	path = strings.ReplaceAll(path, "{step}", "assign")
	return parameter.ReplaceAllString(path, "nobody")
}

// callers are one of each kind, all of Acme but the operator.
func (w *world) callers(acme directory.OrganizationID) map[string]func() *client {
	w.Helper()
	sessions := map[string]*client{
		"operator":      w.operator(),
		"owner":         w.member(acme, "Olga Owner", directory.RoleOwner),
		"administrator": w.member(acme, "Adam Admin", directory.RoleAdministrator),
		"member":        w.member(acme, "Mia Member", directory.RoleMember),
		"setup link":    w.setupSession(acme),
	}
	callers := map[string]func() *client{}
	for role, c := range sessions {
		callers[role] = func() *client { return c }
	}
	return callers
}

// passed says whether a request came through the gate.
func passed(a answer) bool {
	if a.status/100 == 2 {
		return true
	}
	var problem api.Problem
	a.into(&problem)
	return problem.Code != "forbidden" && problem.Code != "unauthorized"
}

// knock asks a route with an empty body, which does nothing where one is needed.
func (c *client) knock(r api.Route, organization directory.OrganizationID) answer {
	if r.Streams {
		return c.listen(organization).close()
	}
	body := any(map[string]string{})
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		body = nil
	}
	return c.do(r.Method, pathOf(r, organization), body)
}

func TestEveryRouteLetsInWhomItsRowNames(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme := w.organization("Acme")
			callers := w.callers(acme)
			for _, r := range api.Routes() {
				for role, caller := range callers {
					c := *caller() // a copy: signing out must not take the cookie from the others
					if endsSessions(r) {
						c = *w.anotherSession(role, acme)
					}
					if got, want := passed(c.knock(r, acme)), r.Anyone || r.Allows(role); got != want {
						t.Errorf("%s as %s: let in %v, want %v", r.ID, role, got, want)
					}
				}
				if got := passed(w.stranger().knock(r, acme)); got != r.Anyone {
					t.Errorf("%s without a session: let in %v, want %v", r.ID, got, r.Anyone)
				}
			}
		})
	}
}

// endsSessions says whether knocking ends the caller's session.
func endsSessions(r api.Route) bool {
	return r.ID == "signOut"
}

func (w *world) anotherSession(role string, acme directory.OrganizationID) *client {
	w.Helper()
	if role == "setup link" {
		return w.setupSession(acme)
	}
	email := map[string]string{"operator": "ada@example.com", "owner": "olga.owner@example.com", "administrator": "adam.admin@example.com", "member": "mia.member@example.com"}[role]
	c := w.stranger()
	c.post("/session/password", map[string]string{"email": email, "password": goodPassword}).want(http.StatusCreated)
	return c
}

func TestEveryRouteLetsInKeysOfItsScopes(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme := w.organization("Acme")
			operator, owner := w.operator(), w.member(acme, "Olga Owner", directory.RoleOwner)
			installation := read[me](operator.get("/session")).Organization.ID
			for _, scope := range directory.Scopes() {
				ofAcme := ""
				if scope != directory.ScopeOrganizations {
					ofAcme = owner.apiKey(acme, scope)
				}
				ofAll := operator.apiKey(installation, scope)
				for _, r := range api.Routes() {
					if r.Anyone {
						continue
					}
					has := slices.Contains(r.Scopes, scope)
					if ofAcme != "" {
						if got, want := passed(w.program(ofAcme).knock(r, acme)), has && r.Allows("owner"); got != want {
							t.Errorf("%s with Acme's key for %s: let in %v, want %v", r.ID, scope, got, want)
						}
					}
					if got, want := passed(w.program(ofAll).knock(r, acme)), has && r.Allows("operator"); got != want {
						t.Errorf("%s with the installation's key for %s: let in %v, want %v", r.ID, scope, got, want)
					}
				}
			}
		})
	}
}

// apiKey makes a key and returns its secret.
func (c *client) apiKey(organization directory.OrganizationID, scopes ...directory.Scope) string {
	c.w.Helper()
	return read[api.APIKeyMade](c.post(in(organization, "/api-keys"), map[string]any{"name": "Report", "scopes": scopes}).want(http.StatusCreated)).Secret
}

// What those with the least rights may do is written down a second time, so that
// a slip in the table does not pass for the rule.
func TestWhatMembersAndSetupLinksMay(t *testing.T) {
	t.Parallel()
	ofOneself := []string{
		"getSession", "signOut", "stepUpWithPassword", "beginStepUpWithPasskey", "finishStepUpWithPasskey",
		"listMySessions", "endMyOtherSessions", "endMySession", "setMyPassword", "removeMyPassword",
		"getProviderSignOut", "listMyPasskeys", "beginAddingPasskey", "finishAddingPasskey", "renameMyPasskey", "removeMyPasskey", "listMyLogins",
	}
	for role, want := range map[string][]string{
		"member": append(ofOneself,
			"getOrganization", "getSummary", "getLicenses", "stream",
			"listMembers", "countMembers", "getMember", "listTeams", "getTeam", "listTeamMembers"),
		"setup link": {
			"getSession", "signOut", "getLicenses", "stream",
			"listConnections", "createConnection", "getConnection", "updateConnection", "enableConnection", "disableConnection",
			"createSecretToken", "revokeSecretToken", "getConsequences", "getConnectionHealth", "getGuide", "tickGuideStep", "untickGuideStep",
			"listLoginMethods", "createLoginMethod", "getLoginMethod", "updateLoginMethod", "readLoginMetadata", "testLoginMethod",
			"activateLoginMethod", "deactivateLoginMethod", "addSigningCertificate", "useNewSigningCertificate",
			"listDomains", "addDomain", "verifyDomain", "removeDomain",
		},
	} {
		var got []string
		for _, r := range api.Routes() {
			if r.Allows(role) {
				got = append(got, r.ID)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("a %s may\n %v, want\n %v", role, got, want)
		}
	}
}

func TestFreshProofIsAskedWhereTheTableSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner, it := w.member(acme, "Olga Owner", directory.RoleOwner), w.setupSession(acme)
	key := owner.apiKey(acme, directory.ScopeConnections, directory.ScopeWrite)
	w.clock.pass(access.FreshFor + time.Second)
	for _, r := range api.Routes() {
		if !r.Allows("owner") || endsSessions(r) {
			continue
		}
		var problem api.Problem
		if answer := owner.knock(r, acme); answer.status/100 != 2 {
			answer.into(&problem)
		}
		if got := problem.Code == "step_up_required"; got != r.StepUp {
			t.Errorf("%s asks for a fresh proof: %v, want %v", r.ID, got, r.StepUp)
		}
		for _, c := range []*client{it, w.program(key)} { // they have nothing to prove anew
			if answer := c.knock(r, acme); answer.status/100 != 2 {
				answer.into(&problem)
				if problem.Code == "step_up_required" {
					t.Errorf("%s asks one without a password for a fresh proof", r.ID)
				}
			}
		}
	}
	problem := owner.post(in(acme, "/connections"), map[string]any{"provider": "okta", "issue_token": true}).refused(http.StatusForbidden, "step_up_required")
	if problem.Remedy == "" {
		t.Error("the refusal does not say how to go on")
	}
	owner.post("/session/step-up/password", map[string]string{"password": "wrong horse"}).refused(http.StatusForbidden, "refused")
	owner.post("/session/step-up/password", map[string]string{"password": goodPassword}).want(http.StatusOK)
	owner.post(in(acme, "/connections"), map[string]any{"provider": "okta", "issue_token": true}).want(http.StatusCreated)
}

func TestGrantingARoleAsksForAFreshProof(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	mia := read[me](w.member(acme, "Mia Member", directory.RoleMember).get("/session")).Person.ID
	w.clock.pass(access.FreshFor + time.Second)
	owner.post(in(acme, "/members"), map[string]string{"name": "Eve", "email": "eve@example.com"}).want(http.StatusCreated)
	owner.post(in(acme, "/members"), map[string]string{"name": "Eva", "email": "eva@example.com", "role": "owner"}).refused(http.StatusForbidden, "step_up_required")
	owner.patch(in(acme, "/members/"+string(mia)), map[string]string{"name": "Mia M."}).want(http.StatusOK)
	owner.patch(in(acme, "/members/"+string(mia)), map[string]string{"role": "owner"}).refused(http.StatusForbidden, "step_up_required")
}
