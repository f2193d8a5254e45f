package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestTeamsAreMadeRenamedFilledAndDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, _, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	olga := read[me](owner.get("/session")).Person.ID
	made := owner.post(in(acme, "/teams"), map[string]any{"name": "Sales", "member_ids": []directory.MemberID{olga}}).want(http.StatusCreated)
	team := read[api.Team](made)
	path := in(acme, "/teams/"+string(team.ID))
	if team.Size != 1 || team.SCIM || team.Origin.Kind != "manual" || len(team.Locks) != 0 || made.header.Get("ETag") == "" {
		t.Errorf("the team is %+v", team)
	}
	owner.post(in(acme, "/teams"), map[string]any{"name": "SALES"}).refused(http.StatusConflict, "taken")
	names := func(rest string) string {
		t.Helper()
		var names []string
		for _, member := range read[api.List[api.Member]](owner.get(path + rest).want(http.StatusOK)).Items {
			names = append(names, member.Name)
		}
		return strings.Join(names, ", ")
	}
	if got := names("/candidates"); got != "Ana Ruiz" {
		t.Errorf("who may join: %q", got)
	}
	if got := read[api.Team](owner.post(path+"/members", map[string]any{"member_ids": []directory.MemberID{ana.member}}).want(http.StatusOK)); got.Size != 2 {
		t.Errorf("with Ana the team is %+v", got)
	}
	if got := names("/members"); got != "Ana Ruiz, Olga Owner" {
		t.Errorf("who is in it: %q", got)
	}
	if got := names("/members?q=olga"); got != "Olga Owner" {
		t.Errorf("looking for Olga: %q", got)
	}
	if got := read[api.Team](owner.remove(path + "/members/" + string(olga)).want(http.StatusOK)); got.Size != 1 {
		t.Errorf("without Olga the team is %+v", got)
	}
	if got := read[api.Team](owner.patch(path, map[string]string{"name": "Marketing"}).want(http.StatusOK)); got.Name != "Marketing" {
		t.Errorf("renamed the team is %+v", got)
	}
	owner.remove(path).want(http.StatusNoContent)
	owner.get(path).refused(http.StatusNotFound, "not_found")
}

func TestPushedTeamsAreLockedAndShowWhoIsUnknown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	id := w.push(token, "Engineering", ana.identity, "somebody-unknown")
	path := in(acme, "/teams/"+string(id))
	team := read[api.Team](owner.get(path).want(http.StatusOK))
	if !team.SCIM || team.Size != 1 || team.Unknown != 1 || len(team.Locks) != 3 || *team.Origin.ConnectionID != connection.ID {
		t.Errorf("the team is %+v", team)
	}
	if unknown := read[api.All[api.UnknownPerson]](owner.get(path + "/unknown").want(http.StatusOK)).Items; len(unknown) != 1 || unknown[0].ID != "somebody-unknown" {
		t.Errorf("unknown are %+v", unknown)
	}
	if candidates := read[api.List[api.Member]](owner.get(path + "/candidates")).Items; len(candidates) != 0 {
		t.Errorf("candidates are %+v", candidates)
	}
	owner.patch(path, map[string]string{"name": "Build"}).refused(http.StatusForbidden, "refused")
	owner.remove(path).refused(http.StatusForbidden, "refused")
	owner.remove(path+"/members/"+string(ana.member)).refused(http.StatusForbidden, "refused")
	list := func(query string) int {
		t.Helper()
		return len(read[api.List[api.Team]](owner.get(in(acme, "/teams"+query)).want(http.StatusOK)).Items)
	}
	for query, want := range map[string]int{"": 1, "?source=manual": 0, "?source=" + string(connection.ID): 1, "?q=gineer": 1, "?q=sales": 0} {
		if got := list(query); got != want {
			t.Errorf("%s lists %d teams, want %d", query, got, want)
		}
	}
}
