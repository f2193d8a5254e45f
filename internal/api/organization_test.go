package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestOrganizationsAreMadeListedAndChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada := w.operator()
	made := ada.post("/organizations", map[string]any{"name": "Acme", "licenses": 5}).want(http.StatusCreated)
	acme := read[api.Organization](made)
	if acme.Kind != "customer" || acme.Status != "active" || !acme.Provisioning || acme.LogDays != 30 || acme.Licenses != (api.LicenseCounts{Bought: 5, Free: 5}) {
		t.Errorf("it is %+v", acme)
	}
	ada.post("/organizations", map[string]any{"name": "acme", "licenses": 5}).refused(http.StatusConflict, "taken")
	ada.post("/organizations", map[string]any{"name": "Globex", "licenses": 0, "provisioning": false}).want(http.StatusCreated)
	names := func(query string) string {
		t.Helper()
		var names []string
		for _, organization := range read[api.List[api.Organization]](ada.get("/organizations" + query).want(http.StatusOK)).Items {
			names = append(names, organization.Name)
		}
		return strings.Join(names, ", ")
	}
	if got := names(""); got != "Acme, Globex" { // the installation is none of them
		t.Errorf("listed are %q", got)
	}
	if got := names("?q=GLOB"); got != "Globex" {
		t.Errorf("looking for Globex: %q", got)
	}
	first := read[api.List[api.Organization]](ada.get("/organizations?limit=1"))
	if got := names("?limit=1&cursor=" + *first.NextCursor); got != "Globex" {
		t.Errorf("on the second page: %q", got)
	}
	path := in(acme.ID, "")
	if got := read[api.Organization](ada.patch(path, map[string]any{"status": "suspended", "licenses": 7}).want(http.StatusOK)); got.Status != "suspended" || got.Licenses.Bought != 7 {
		t.Errorf("suspended it is %+v", got)
	}
}

func TestASuspendedOrganizationLetsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada := w.operator()
	owner, acme, _, token := w.connected()
	ada.patch(in(acme, ""), map[string]string{"status": "suspended"}).want(http.StatusOK)
	owner.get("/session").refused(http.StatusForbidden, "disabled")
	w.scim(token, http.MethodGet, "/Users", "").want(http.StatusForbidden)
	ada.get(in(acme, "/members")).want(http.StatusOK)
	ada.patch(in(acme, ""), map[string]string{"status": "active"}).want(http.StatusOK)
	owner.get("/session").refused(http.StatusUnauthorized, "unauthorized") // who signs in anew is in
	ada.get("/session").want(http.StatusOK)
}

func TestOwnersChangeOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	if got := read[api.Organization](owner.patch(in(acme, ""), map[string]int{"log_days": 90}).want(http.StatusOK)); got.LogDays != 90 {
		t.Errorf("it keeps requests for %d days", got.LogDays)
	}
	for field, value := range map[string]any{"name": "Mine", "licenses": 1000, "status": "active", "provisioning": true} {
		if problem := owner.patch(in(acme, ""), map[string]any{field: value}).refused(http.StatusForbidden, "forbidden"); problem.Field != field {
			t.Errorf("changing the %s is refused by %+v", field, problem)
		}
	}
}

func TestTheFirstOwnerIsInvitedByTheOperator(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, acme := w.operator(), w.organization("Acme")
	invited := read[api.OwnerInvited](ada.post(in(acme, "/owner-link"), map[string]string{"name": "Ana Ruiz", "email": "ana@example.com"}).want(http.StatusCreated))
	_, token, _ := strings.Cut(invited.URL, "#")
	if got := read[me](w.accept(token, "").get("/session")); got.Role != "owner" || got.Organization.ID != acme || got.Person.ID != invited.Member.ID {
		t.Errorf("she comes in as %+v", got)
	}
}
