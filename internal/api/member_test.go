package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestMembersAreListedWithTeamsLocksAndOrigin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	team := w.push(token, "Engineering", ana.identity)
	sales := read[api.Team](owner.post(in(acme, "/teams"), map[string]any{"name": "Sales", "member_ids": []directory.MemberID{ana.member}}).want(http.StatusCreated))
	list := read[api.List[api.Member]](owner.get(in(acme, "/members")).want(http.StatusOK))
	if len(list.Items) != 2 || list.NextCursor != nil || list.Total == nil || *list.Total != 2 {
		t.Fatalf("the list is %+v", list)
	}
	got := list.Items[0]
	if got.Name != "Ana Ruiz" || !got.SCIM || !got.Licensed || *got.IdentityID != ana.identity || got.Status != "active" || got.Role != "member" {
		t.Errorf("Ana is %+v", got)
	}
	if origin := got.Origin; origin.Kind != "connection" || *origin.ConnectionID != connection.ID || *origin.Provider != "okta" || origin.ProviderName != "Okta" || !*origin.On {
		t.Errorf("her origin is %+v", origin)
	}
	if want := []api.MemberTeam{{ID: team, Name: "Engineering", Provisioned: true}, {ID: sales.ID, Name: "Sales"}}; !slices.Equal(got.Teams, want) {
		t.Errorf("her teams are %+v, want %+v", got.Teams, want)
	}
	if !slices.Equal(got.Locked, []api.LockedPart{"name", "email", "status", "teams", "removal"}) {
		t.Errorf("locked of her is %q", got.Locked)
	}
	shown := read[api.MemberDetail](owner.get(in(acme, "/members/"+string(ana.member))).want(http.StatusOK))
	if len(shown.Locks) != 5 || shown.Locks[0].Reason != "Okta decides the name and address of Ana Ruiz." {
		t.Errorf("her locks are %+v", shown.Locks)
	}
	if olga := list.Items[1]; olga.Origin.Kind != "manual" || olga.SCIM || olga.Locked == nil || len(olga.Locked) != 0 || olga.Teams == nil {
		t.Errorf("Olga is %+v", olga)
	}
	refused := owner.patch(in(acme, "/members/"+string(ana.member)), map[string]string{"name": "Ana R."}).refused(http.StatusForbidden, "refused")
	if refused.Field != "name" || !strings.Contains(refused.Detail, "Okta decides") {
		t.Errorf("changing her name is refused by %+v", refused)
	}
	owner.post(in(acme, "/connections/"+string(connection.ID)+"/disable"), nil).want(http.StatusOK)
	after := read[api.MemberDetail](owner.patch(in(acme, "/members/"+string(ana.member)), map[string]string{"name": "Ana R."}).want(http.StatusOK))
	if after.Name != "Ana R." || len(after.Locks) != 0 || !after.SCIM || *after.Origin.On {
		t.Errorf("with the connection off she is %+v", after)
	}
}

func TestMembersAreFilteredPagedAndCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	w.provision(token, "Bo Li", "bo@example.com")
	owner.post(in(acme, "/members"), map[string]string{"name": "Cem Kaya", "email": "cem@example.com", "role": "administrator"}).want(http.StatusCreated)
	team := w.push(token, "Engineering", ana.identity)
	w.scim(token, http.MethodPatch, "/Users/"+string(ana.identity), `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}`).want(http.StatusOK)
	names := func(query string) string {
		t.Helper()
		var names []string
		for _, member := range read[api.List[api.Member]](owner.get(in(acme, "/members"+query)).want(http.StatusOK)).Items {
			names = append(names, member.Name)
		}
		return strings.Join(names, ", ")
	}
	for query, want := range map[string]string{
		"":                                 "Ana Ruiz, Bo Li, Cem Kaya, Olga Owner",
		"?q=RUIZ":                          "Ana Ruiz",
		"?q=@example.com&status=invited":   "Cem Kaya",
		"?status=invited&status=active":    "Bo Li, Cem Kaya, Olga Owner",
		"?role=owner&role=administrator":   "Cem Kaya, Olga Owner",
		"?source=manual":                   "Cem Kaya, Olga Owner",
		"?source=" + string(connection.ID): "Ana Ruiz, Bo Li",
		"?source=manual&source=" + string(connection.ID): "Ana Ruiz, Bo Li, Cem Kaya, Olga Owner",
		"?team=" + string(team):                          "Ana Ruiz",
		"?licensed=true":                                 "Bo Li, Cem Kaya, Olga Owner",
		"?q=nobody":                                      "",
	} {
		if got := names(query); got != want {
			t.Errorf("%s lists %q, want %q", query, got, want)
		}
	}
	var paged []string
	for cursor := ""; ; {
		page := read[api.List[api.Member]](owner.get(in(acme, "/members?limit=3&cursor="+cursor)).want(http.StatusOK))
		for _, member := range page.Items {
			paged = append(paged, member.Name)
		}
		if page.NextCursor == nil {
			break
		}
		cursor = *page.NextCursor
	}
	if got := strings.Join(paged, ", "); got != "Ana Ruiz, Bo Li, Cem Kaya, Olga Owner" {
		t.Errorf("the pages list %q", got)
	}
	counts := read[api.MemberCounts](owner.get(in(acme, "/members/counts")).want(http.StatusOK))
	if counts.Total != 4 || counts.Active != 2 || counts.Invited != 1 || counts.Deactivated != 1 || len(counts.BySource) != 2 {
		t.Errorf("the counts are %+v", counts)
	}
	for _, bad := range []string{"?cursor=nonsense", "?limit=0", "?limit=201", "?limit=many", "?role=king", "?source=x&unknown=1"} {
		if problem := owner.get(in(acme, "/members"+bad)).refused(http.StatusBadRequest, "invalid"); problem.Field == "" || problem.Remedy == "" {
			t.Errorf("%s is refused by %+v", bad, problem)
		}
	}
}

func TestInvitingTakesALicenseUntilNoneIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, acme := w.operator(), w.organization("Acme")
	ada.patch(in(acme, ""), map[string]int{"licenses": 1}).want(http.StatusOK)
	team := read[api.Team](ada.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated))
	invited := read[api.Invited](ada.post(in(acme, "/members"), map[string]any{"name": "Ana Ruiz", "email": "ana@example.com", "team_ids": []directory.TeamID{team.ID}}).want(http.StatusCreated))
	if invited.Member.Status != "invited" || !invited.Member.Licensed || len(invited.Member.Teams) != 1 {
		t.Errorf("the invited member is %+v", invited.Member)
	}
	ada.post(in(acme, "/members"), map[string]string{"name": "Bo Li", "email": "bo@example.com"}).refused(http.StatusForbidden, "no_license")
	if got := ada.post(in(acme, "/members"), map[string]string{"name": "Ana", "email": "ANA@example.com"}).refused(http.StatusConflict, "taken"); got.Field != "email" {
		t.Errorf("a taken address is refused by %+v", got)
	}
	licenses := read[api.Licenses](ada.get(in(acme, "/licenses")).want(http.StatusOK))
	if licenses.Bought != 1 || licenses.InUse != 1 || licenses.Free != 0 || !licenses.Low || licenses.Warning == "" {
		t.Errorf("the licenses are %+v", licenses)
	}
}

func TestMembersAreDeactivatedReactivatedSignedOutAndRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	mia := w.member(acme, "Mia Member", directory.RoleMember)
	path := in(acme, "/members/"+string(read[me](mia.get("/session")).Person.ID))
	if sessions := read[api.All[api.Session]](owner.get(path + "/sessions").want(http.StatusOK)).Items; len(sessions) != 1 || sessions[0].Current {
		t.Errorf("Mia's sessions are %+v", sessions)
	}
	owner.remove(path + "/sessions").want(http.StatusNoContent)
	mia.get("/session").refused(http.StatusUnauthorized, "unauthorized")
	if got := read[api.Member](owner.post(path+"/deactivate", nil).want(http.StatusOK)); got.Status != "deactivated" || got.Licensed {
		t.Errorf("deactivated she is %+v", got)
	}
	owner.post(path+"/link", nil).refused(http.StatusForbidden, "refused")
	if got := read[api.Member](owner.post(path+"/reactivate", nil).want(http.StatusOK)); got.Status != "active" || !got.Licensed {
		t.Errorf("reactivated she is %+v", got)
	}
	link := read[struct{ URL, Kind string }](owner.post(path+"/link", nil).want(http.StatusCreated))
	if link.Kind != "sign_in" || !strings.HasPrefix(link.URL, w.url+"/link#muster_link_") {
		t.Errorf("the link is %+v", link)
	}
	owner.remove(path).want(http.StatusNoContent)
	owner.get(path).refused(http.StatusNotFound, "not_found")

	self := in(acme, "/members/"+string(read[me](owner.get("/session")).Person.ID))
	owner.remove(self).refused(http.StatusForbidden, "refused")
	owner.patch(self, map[string]string{"role": "member"}).refused(http.StatusForbidden, "refused")
}

func TestAdministratorsCannotActAboveThemselves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := in(acme, "/members/"+string(read[me](w.member(acme, "Olga Owner", directory.RoleOwner).get("/session")).Person.ID))
	admin := w.member(acme, "Adam Admin", directory.RoleAdministrator)
	admin.post(owner+"/link", nil).refused(http.StatusForbidden, "refused")
	admin.remove(owner+"/sessions").refused(http.StatusForbidden, "refused")
	admin.post(owner+"/deactivate", nil).refused(http.StatusForbidden, "refused")
	admin.post(in(acme, "/members"), map[string]string{"name": "Eve", "email": "eve@example.com", "role": "owner"}).refused(http.StatusForbidden, "refused")
}

func TestTheIdentityIsShownAsItWasSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	got := read[api.Identity](owner.get(in(acme, "/members/"+string(ana.member)+"/identity")).want(http.StatusOK))
	if got.ConnectionID != connection.ID || got.UserName != "ana@example.com" || !got.Active {
		t.Errorf("the identity is %+v", got)
	}
	if !slices.Contains(got.Attributes, api.Attribute{Path: "name.givenName", Label: "First name", Value: "Ana"}) ||
		!slices.Contains(got.Attributes, api.Attribute{Path: "emails[0].value", Label: "Email", Value: "ana@example.com"}) {
		t.Errorf("its attributes are %+v", got.Attributes)
	}
	if !strings.Contains(string(got.Resource), `"userName":"ana@example.com"`) {
		t.Errorf("its resource is %s", got.Resource)
	}
	olga := read[me](owner.get("/session")).Person.ID
	owner.get(in(acme, "/members/"+string(olga)+"/identity")).refused(http.StatusNotFound, "not_found")
}

func TestMembersAreExported(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	owner.post(in(acme, "/members"), map[string]string{"name": "=HYPERLINK(1)", "email": "eve@example.com"}).want(http.StatusCreated)
	answer := owner.get(in(acme, "/members.csv")).want(http.StatusOK)
	lines := strings.Split(strings.TrimSpace(string(answer.body)), "\r\n")
	if len(lines) != 3 || answer.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(answer.header.Get("Content-Disposition"), "members.csv") {
		t.Fatalf("the export is %v %q", answer.header, answer.body)
	}
	if !strings.HasPrefix(lines[1], `"'=HYPERLINK(1)",eve@example.com,invited,member,manual,true,`) {
		t.Errorf("Eve's line is %q", lines[1])
	}
	if lines := strings.Count(string(owner.get(in(acme, "/members.csv?role=owner")).body), "\r\n"); lines != 2 {
		t.Errorf("the filtered export has %d lines, want 2", lines)
	}
}

// TestListsAndPagesLockTheSame: whoever was deactivated here while the connection
// was off may be reactivated here, and both the list and their own page say so.
func TestListsAndPagesLockTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana, ben := w.provision(token, "Ana Ruiz", "ana@example.com"), w.provision(token, "Ben Okafor", "ben@example.com")
	w.scim(token, http.MethodPatch, "/Users/"+string(ben.identity),
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}`).want(http.StatusOK)
	w.provision(token, "Cleo Park", "cleo@example.com")
	path := in(acme, "/connections/"+string(connection.ID))
	owner.post(path+"/disable", nil).want(http.StatusOK)
	owner.post(in(acme, "/members/"+string(ana.member)+"/deactivate"), nil).want(http.StatusOK)
	owner.post(path+"/enable", map[string]any{"issue_token": false}).want(http.StatusOK)

	want := map[string][]api.LockedPart{
		"Ana Ruiz":   {"name", "email", "teams", "removal"},
		"Ben Okafor": {"name", "email", "status", "teams", "removal"},
		"Cleo Park":  {"name", "email", "status", "teams", "removal"},
		"Olga Owner": {},
	}
	list := read[api.List[api.Member]](owner.get(in(acme, "/members")).want(http.StatusOK)).Items
	if len(list) != len(want) {
		t.Fatalf("the list has %d members, want %d", len(list), len(want))
	}
	for _, listed := range list {
		shown := read[api.MemberDetail](owner.get(in(acme, "/members/"+string(listed.ID))).want(http.StatusOK))
		why := []api.LockedPart{}
		for _, lock := range shown.Locks {
			why = append(why, lock.What)
		}
		if !slices.Equal(listed.Locked, want[listed.Name]) || !slices.Equal(shown.Locked, listed.Locked) || !slices.Equal(why, listed.Locked) {
			t.Errorf("of %s the list locks %q and their page %q, with reasons for %q, want %q", listed.Name, listed.Locked, shown.Locked, why, want[listed.Name])
		}
	}
	owner.post(in(acme, "/members/"+string(ana.member)+"/reactivate"), nil).want(http.StatusOK)
}
