package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// An address in a verified domain leads to the login methods of whoever verified
// it, whoever has the address; every other leads nowhere.
func TestAddressesFindTheirWayIn(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme := w.organization("Acme")
			owner, stranger := w.member(acme, "Olga Owner", directory.RoleOwner), w.stranger()
			find := func(email string) api.WaysIn {
				t.Helper()
				return read[api.WaysIn](stranger.post("/session/find", map[string]string{"email": email}).want(http.StatusOK))
			}
			for _, domain := range []string{"acme.example", "Bücher.example"} {
				added := read[api.Domain](owner.post(in(acme, "/domains"), map[string]string{"name": domain}).want(http.StatusCreated))
				if got := find("ana@" + domain); len(got.Items) != 0 || !got.Passwords {
					t.Errorf("before %s is verified: %+v", domain, got)
				}
				owner.post(in(acme, "/domains/"+added.Name+"/verify"), map[string]string{}).refused(http.StatusForbidden, "refused")
				w.records[added.RecordName] = []string{"something else", added.Record}
				owner.post(in(acme, "/domains/"+added.Name+"/verify"), map[string]string{}).want(http.StatusOK)
			}
			method := in(acme, "/login-methods/") + string(read[api.LoginMethod](owner.post(in(acme, "/login-methods"),
				map[string]string{"provider": "okta", "protocol": "oidc"}).want(http.StatusCreated)).ID)
			owner.post(method+"/activate", map[string]string{}).refused(http.StatusForbidden, "refused") // nothing is known of Okta yet
			settings := map[string]string{"issuer": "https://acme.okta.test", "client_id": "0oa1", "client_secret": "a secret of Okta's"}
			shown := owner.do(http.MethodPatch, method, map[string]any{"oidc": settings}).want(http.StatusOK)
			if strings.Contains(string(shown.body), settings["client_secret"]) {
				t.Error("the client secret is shown")
			}
			if got := find("ana@acme.example"); len(got.Items) != 0 {
				t.Errorf("a login method that is not active is offered: %+v", got)
			}
			owner.post(method+"/activate", map[string]string{}).want(http.StatusOK)
			for _, email := range []string{"ana@acme.example", "nobody@ACME.example", "ana@bücher.example", "ana@xn--bcher-kva.example"} {
				got := find(email)
				if len(got.Items) != 1 || got.Items[0].Name != "Okta" || !strings.HasPrefix(got.Items[0].Start, "/sso/") || !got.Passwords {
					t.Errorf("%s is led to %+v", email, got)
				}
			}
			for _, email := range []string{"ana", "ana@", "@", "ana@globex.example", "ana@sub.acme.example", "ana@acme.example@globex.example"} {
				if got := find(email); len(got.Items) != 0 {
					t.Errorf("%q is led to %+v", email, got)
				}
			}
		})
	}
}

// TestNobodyUntiesWhoIsAboveThem: by which account of the provider an owner comes
// in next is not for an administrator to open, nor for a key of theirs.
func TestNobodyUntiesWhoIsAboveThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner, admin := w.member(acme, "Olga Owner", directory.RoleOwner), w.member(acme, "Adam Admin", directory.RoleAdministrator)
	method := read[api.LoginMethod](owner.post(in(acme, "/login-methods"), map[string]string{"provider": "okta", "protocol": "oidc"}).want(http.StatusCreated)).ID
	tied := map[directory.Role]string{}
	for role, who := range map[directory.Role]*client{directory.RoleOwner: owner, directory.RoleAdministrator: admin} {
		id := read[me](who.get("/session")).Person.ID
		tied[role] = in(acme, "/members/"+string(id)+"/logins")
		w.ok(w.store.Update(t.Context(), acme, func(tx directory.Tx) error {
			at := w.clock.now()
			return tx.CreateLogin(directory.Login{Method: method, Subject: string(role), Member: id, CreatedAt: at, UsedAt: at})
		}))
	}
	for name, who := range map[string]*client{
		"an administrator":       admin,
		"an administrator's key": w.program(admin.apiKey(acme, directory.ScopeRead, directory.ScopeWrite)),
	} {
		who.remove(tied[directory.RoleOwner]+"/"+string(method)).refused(http.StatusForbidden, "refused")
		if left := read[api.All[api.Login]](owner.get(tied[directory.RoleOwner])).Items; len(left) != 1 {
			t.Errorf("%s left the owner the ties %+v, want the one", name, left)
		}
	}
	owner.remove(tied[directory.RoleOwner]+"/nothing").refused(http.StatusNotFound, "not_found")
	admin.remove(tied[directory.RoleAdministrator] + "/" + string(method)).want(http.StatusNoContent)
	owner.remove(tied[directory.RoleOwner] + "/" + string(method)).want(http.StatusNoContent)
}

// TestOwnersActivate: those who set a login method up and are no owner are told so
// beforehand, and refused, as long as there is an owner.
func TestOwnersActivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme, empty := w.organization("Acme"), w.organization("Empty")
	owner, admin := w.member(acme, "Olga Owner", directory.RoleOwner), w.member(acme, "Adam Admin", directory.RoleAdministrator)
	for name, test := range map[string]struct {
		who *client
		of  directory.OrganizationID
		may bool
	}{
		"an owner":                       {owner, acme, true},
		"an administrator":               {admin, acme, false},
		"a setup link":                   {w.setupSession(acme), acme, false},
		"a setup link without any owner": {w.setupSession(empty), empty, true},
		"an owner's key":                 {w.program(owner.apiKey(acme, directory.ScopeRead, directory.ScopeConnections)), acme, false},
		"the operator":                   {w.operator(), acme, true},
	} {
		made := read[api.LoginMethod](test.who.post(in(test.of, "/login-methods"), map[string]string{"provider": "okta", "protocol": "oidc"}).want(http.StatusCreated))
		method := in(test.of, "/login-methods/") + string(made.ID)
		provider := func(client string) map[string]any {
			return map[string]any{"oidc": map[string]string{"issuer": "https://acme.okta.test", "client_id": client}}
		}
		test.who.patch(method, provider("0oa1")).want(http.StatusOK)
		shown := read[api.LoginMethod](test.who.get(method).want(http.StatusOK))
		if shown.OwnersOnly == test.may {
			t.Errorf("%s is told that owners only activate: %t", name, shown.OwnersOnly)
		}
		if test.may {
			test.who.post(method+"/activate", map[string]string{}).want(http.StatusOK)
			test.who.patch(method, provider("0oa2")).want(http.StatusOK)
			continue
		}
		for _, refused := range []answer{
			test.who.post(method+"/activate", map[string]string{}),
			func() answer {
				owner.post(method+"/activate", map[string]string{}).want(http.StatusOK)
				return test.who.patch(method, provider("0oa2"))
			}(),
		} {
			problem := refused.refused(http.StatusForbidden, "refused")
			if told := problem.Detail + " " + problem.Remedy; !strings.Contains(told, "an owner has to") || !strings.Contains(told, "Settings › Login methods › Activate") {
				t.Errorf("%s is told %q", name, told)
			}
		}
		test.who.post(method+"/deactivate", map[string]string{}).want(http.StatusOK)
	}
}
