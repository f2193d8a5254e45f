package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// me is what the tests look at of who is signed in; times are text here.
type me struct {
	Kind         string
	Role         api.CallerRole
	Person       *api.Person
	Organization api.MyOrganization
	ProvedAt     time.Time `json:"proved_at"`
	StepUpUntil  time.Time `json:"step_up_until"`
	Setup        *struct{ Label string }
	Methods      api.Methods
	Proofs       api.Proofs
}

func TestTheFirstOperatorComesInByTheirLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if installation := read[api.Installation](w.stranger().get("/installation")); !installation.FirstRun || installation.PublicURL != w.url || installation.Version != "1.2.3" {
		t.Errorf("before: %+v", installation)
	}
	ada := w.operator()
	got := read[me](ada.get("/session"))
	if got.Role != "operator" || got.Person.Name != "Ada Operator" || got.Organization.Kind != "installation" || !got.Methods.Password || got.Methods.Passkeys != 0 || got.Proofs != (api.Proofs{Password: true}) {
		t.Errorf("the operator is %+v", got)
	}
	if got.StepUpUntil.Sub(got.ProvedAt) != 10*time.Minute {
		t.Errorf("a proof counts from %v until %v, want ten minutes", got.ProvedAt, got.StepUpUntil)
	}
	if read[api.Installation](w.stranger().get("/installation")).FirstRun {
		t.Error("after the operator has come in, it is the first run still")
	}
}

func TestSigningInAndOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	w.member(acme, "Ana Ruiz", directory.RoleOwner)
	browser := w.stranger()
	browser.get("/session").refused(http.StatusUnauthorized, "unauthorized")
	browser.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": "wrong horse battery staple"}).refused(http.StatusUnauthorized, "unauthorized")
	answer := browser.post("/session/password", map[string]string{"email": "Ana.Ruiz@example.com", "password": goodPassword}).want(http.StatusCreated)
	if got := read[me](answer); got.Role != "owner" || got.Organization.ID != acme {
		t.Errorf("signed in as %+v", got)
	}
	cookie := answer.header.Get("Set-Cookie")
	for _, part := range []string{"muster_session=muster_session_", "Path=/", "HttpOnly", "SameSite=Lax", "Expires="} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %q", cookie, part)
		}
	}
	stolen := *browser
	browser.remove("/session").want(http.StatusNoContent)
	if browser.cookie != nil {
		t.Error("signing out left the cookie")
	}
	stolen.get("/session").refused(http.StatusUnauthorized, "unauthorized")
}

func TestAnAddressInSeveralOrganizationsMustChoose(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme, globex := w.organization("Acme"), w.organization("Globex")
	w.member(acme, "Ana Ruiz", directory.RoleMember)
	w.member(globex, "Ana Ruiz", directory.RoleOwner)
	credentials := map[string]string{"email": "ana.ruiz@example.com", "password": goodPassword}
	browser := w.stranger()
	answer := browser.post("/session/password", credentials).want(http.StatusOK)
	choose := read[api.Choose](answer).Choose
	if len(choose) != 2 || choose[0].Name != "Acme" || choose[1].ID != globex || browser.cookie != nil {
		t.Errorf("choose among %+v, with the cookie %v", choose, browser.cookie)
	}
	credentials["organization"] = string(globex)
	if got := read[me](browser.post("/session/password", credentials).want(http.StatusCreated)); got.Organization.Name != "Globex" {
		t.Errorf("signed in at %+v", got.Organization)
	}
}

func TestLinksAreLookedAtAndUsedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, acme := w.operator(), w.organization("Acme")
	invited := read[api.Invited](ada.post(in(acme, "/members"), map[string]string{"name": "Ana Ruiz", "email": "ana@example.com"}).want(http.StatusCreated))
	address, token, found := strings.Cut(invited.InvitationURL, "#")
	if !found || address != w.url+"/link" {
		t.Fatalf("the invitation's address is %q", invited.InvitationURL)
	}
	type view struct {
		Kind, Reason string
		Organization api.OrganizationReference
		Person       api.LinkPerson
		Usable       bool
	}
	look := func() view {
		return read[view](w.stranger().post("/links/look", map[string]string{"token": token}).want(http.StatusOK))
	}
	if got := look(); got.Kind != "invitation" || !got.Usable || got.Person.Email != "ana@example.com" || got.Organization.ID != acme {
		t.Errorf("before: %+v", got)
	}
	ana := w.accept(token, "Ana María Ruiz")
	if got := read[me](ana.get("/session")); got.Person.Name != "Ana María Ruiz" || got.Role != "member" {
		t.Errorf("joined as %+v", got.Person)
	}
	if got := look(); got.Usable || got.Reason == "" {
		t.Errorf("after: %+v", got)
	}
	w.stranger().post("/links/accept/password", join{Token: token, Password: goodPassword}).refused(http.StatusForbidden, "refused")
	w.stranger().post("/links/look", map[string]string{"token": "muster_link_nonsense"}).refused(http.StatusNotFound, "not_found")
}

func TestASetupLinkOpensItsSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, acme := w.operator(), w.organization("Acme")
	made := read[struct{ ID, URL, Label string }](ada.post(in(acme, "/setup-links"), map[string]any{"label": "IT at Acme", "expires_in_hours": 2}).want(http.StatusCreated))
	_, token, _ := strings.Cut(made.URL, "#")
	it := w.stranger()
	got := read[me](it.post("/links/open", map[string]string{"token": token}).want(http.StatusCreated))
	if got.Kind != "setup" || got.Role != "setup" || got.Person != nil || got.Setup == nil || got.Setup.Label != "IT at Acme" || got.Organization.ID != acme {
		t.Errorf("opened as %+v", got)
	}
	links := read[struct{ Items []map[string]any }](ada.get(in(acme, "/setup-links"))).Items
	if len(links) != 1 || links[0]["usable"] != true || links[0]["used_at"] == nil || links[0]["url"] != nil {
		t.Errorf("the links are %v", links)
	}
	ada.remove(in(acme, "/setup-links/"+made.ID)).want(http.StatusNoContent)
	it.get("/session").refused(http.StatusUnauthorized, "unauthorized")
}

func TestGuessingIsSlowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.member(w.organization("Acme"), "Ana Ruiz", directory.RoleOwner)
	browser := w.stranger()
	for range 60 {
		answer := browser.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": "wrong horse battery staple"})
		if answer.status == http.StatusUnauthorized {
			continue
		}
		answer.refused(http.StatusTooManyRequests, "rate_limited")
		if wait := answer.header.Get("Retry-After"); wait == "" || wait == "0" {
			t.Errorf("Retry-After is %q", wait)
		}
		return
	}
	t.Error("sixty guesses were not slowed")
}

// TestGuessingBehindAProxySlowsNobodyElse: whoever guesses many passwords is
// slowed by their own address, whatever they claim it to be, and others who come
// by the same proxy are not.
func TestGuessingBehindAProxySlowsNobodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	w.member(acme, "Ana Ruiz", directory.RoleOwner)
	guess := func(attempt int) answer {
		forwarded := fmt.Sprintf("192.0.%d.1, 198.51.100.7", attempt) // the first is made up
		return w.stranger().with("X-Forwarded-For", forwarded).post("/session/password",
			map[string]string{"email": fmt.Sprintf("person%d@example.com", attempt), "password": "wrong horse battery staple"})
	}
	attempts := 0
	for attempts < 500 && guess(attempts).status == http.StatusUnauthorized {
		attempts++
	}
	guess(attempts+1).refused(http.StatusTooManyRequests, "rate_limited")
	other := w.stranger().with("X-Forwarded-For", "192.0.0.1, 203.0.113.9")
	other.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": goodPassword}).want(http.StatusCreated)
	if got := read[api.All[api.Session]](other.get("/me/sessions")).Items[0].Address; got != "203.0.113.9" {
		t.Errorf("the session is at %q", got)
	}
}

// That nobody is signed in is an answer, and no failure.
func TestTheVisitorIsSomebodyOrNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	key := owner.apiKey(acme, directory.ScopeRead)
	gone := *owner
	if got := read[api.Visitor](w.stranger().get("/visitor")); got.SignedIn || got.Me != nil {
		t.Errorf("a stranger is %+v", got)
	}
	if got := read[api.Visitor](owner.get("/visitor")); !got.SignedIn || got.Me == nil || got.Me.Person.Name != "Olga Owner" {
		t.Errorf("the owner is %+v", got)
	}
	w.program(key).get("/visitor").refused(http.StatusForbidden, "forbidden")
	w.program("nonsense").get("/visitor").refused(http.StatusUnauthorized, "unauthorized")
	owner.remove("/session").want(http.StatusNoContent)
	if got := read[api.Visitor](gone.get("/visitor")); got.SignedIn {
		t.Errorf("who has signed out is %+v", got)
	}
}
