package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// TestMergingMembersOverTheAPI goes the way of the panel: the preview, the deed by its
// version, and one entry in the activity that the histories of both find.
func TestMergingMembersOverTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	pushed := w.provision(token, "Ana Ruiz", "ana@pushed.example").member
	admin := w.member(acme, "Adam Admin", directory.RoleAdministrator)
	old := w.member(acme, "Old Ana", directory.RoleMember)
	gone := read[me](old.get("/session")).Person.ID
	team := read[api.Team](owner.post(in(acme, "/teams"), map[string]any{"name": "Chess", "member_ids": []directory.MemberID{gone}}).want(http.StatusCreated))
	at := in(acme, "/members/"+string(gone)+"/merge")

	plan := read[api.MemberMerge](admin.get(at + "?with=" + string(pushed)).want(http.StatusOK))
	if plan.Stays.ID != pushed || plan.Goes.ID != gone || plan.Choice || plan.StepUp || plan.Refusal != nil || plan.Detaches != nil ||
		len(plan.Joins) != 1 || plan.Joins[0].ID != team.ID || *plan.License != "released" || !plan.Ends.Password || plan.Version == "" {
		t.Fatalf("the preview says %+v", plan)
	}
	before := w.head(acme)
	body := map[string]any{"with": pushed, "version": "another"}
	refusal := admin.post(at, body).refused(http.StatusPreconditionFailed, "precondition_failed")
	if refusal.Rule != "merge_changed" || w.head(acme) != before {
		t.Errorf("another version is answered %+v", refusal)
	}
	body["version"] = plan.Version
	w.clock.pass(access.FreshFor + time.Second) // two plain members need no fresh proof
	merged := read[api.Member](admin.post(at, body).want(http.StatusOK))
	if merged.ID != pushed || len(merged.Teams) != 1 || *merged.Source.ConnectionID != connection.ID {
		t.Errorf("who stays is %+v", merged)
	}
	admin.get(in(acme, "/members/"+string(gone))).refused(http.StatusNotFound, "not_found")
	old.get("/session").refused(http.StatusUnauthorized, "unauthorized")
	admin.post(at, body).refused(http.StatusNotFound, "not_found")

	told := "Adam Admin merged Old Ana into Ana Ruiz, who joined Chess; the license of Old Ana became free; the password of Old Ana ended"
	for _, of := range []string{"member=" + string(gone), "member=" + string(pushed), "team=" + string(team.ID), "kind=member.merged"} {
		found := read[api.Activity](owner.get(in(acme, "/activity?limit=1&"+of))).Items
		if len(found) != 1 || found[0].Sentence != told || found[0].Member.ID != gone ||
			found[0].Successor.ID != pushed || found[0].Successor.Name != "Ana Ruiz" || len(found[0].Joined) != 1 || found[0].Joined[0] != (api.TeamReference{ID: team.ID, Name: "Chess"}) {
			t.Errorf("the activity by %s tells %+v", of, found)
		}
	}
}

// TestAMergeOfAdministratorsWantsAFreshProof, and an owner where a role is handed on.
func TestAMergeOfAdministratorsWantsAFreshProof(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, _, token := w.connected()
	pushed := w.provision(token, "Ana Ruiz", "ana@pushed.example").member
	first, second := w.member(acme, "First Admin", directory.RoleAdministrator), w.member(acme, "Second Admin", directory.RoleAdministrator)
	id := read[me](second.get("/session")).Person.ID
	at := in(acme, "/members/"+string(pushed)+"/merge")
	plan := read[api.MemberMerge](owner.get(at + "?with=" + string(id)))
	if !plan.StepUp || plan.Role != "administrator" {
		t.Errorf("the preview says %+v", plan)
	}
	refused := read[api.MemberMerge](first.get(at + "?with=" + string(id)))
	if refused.Refusal == nil || refused.Refusal.Rule != "merge_role" || !strings.HasPrefix(refused.Refusal.Detail, "Second Admin is an administrator, and only an owner") {
		t.Errorf("an administrator is shown %+v", refused.Refusal)
	}
	first.post(at, map[string]any{"with": id, "version": refused.Version}).refused(http.StatusForbidden, "refused")
	body := map[string]any{"with": id, "version": plan.Version}
	w.clock.pass(access.FreshFor + time.Second)
	owner.post(at, body).refused(http.StatusForbidden, "step_up_required")
	owner.post("/session/step-up/password", map[string]string{"password": goodPassword}).want(http.StatusOK)
	if merged := read[api.Member](owner.post(at, body).want(http.StatusOK)); merged.Role != "administrator" {
		t.Errorf("who stays is %+v", merged)
	}
}

func TestMergingTeamsOverTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, _, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@pushed.example").identity
	pushed := w.push(token, "Crew", ana)
	me := read[me](owner.get("/session")).Person.ID
	manual := read[api.Team](owner.post(in(acme, "/teams"), map[string]any{"name": "Old crew", "member_ids": []directory.MemberID{me}}).want(http.StatusCreated))
	at := in(acme, "/teams/"+string(manual.ID)+"/merge")
	plan := read[api.TeamMerge](owner.get(at + "?with=" + string(pushed)).want(http.StatusOK))
	if plan.Stays.ID != pushed || plan.Comes.Count != 0 || plan.Left.Count != 1 || *plan.Left.First[0].ID != me || plan.Why.Rule != "provider_decides_team_members" {
		t.Errorf("the preview says %+v", plan)
	}
	owner.post(at, map[string]any{"with": pushed, "version": "another"}).refused(http.StatusPreconditionFailed, "precondition_failed")
	if merged := read[api.Team](owner.post(at, map[string]any{"with": pushed, "version": plan.Version}).want(http.StatusOK)); merged.ID != pushed || merged.Size != 1 {
		t.Errorf("what stays is %+v", merged)
	}
	for _, of := range []directory.TeamID{manual.ID, pushed} {
		found := read[api.Activity](owner.get(in(acme, "/activity?limit=1&team="+string(of)))).Items
		if len(found) != 1 || found[0].Sentence != "Olga Owner merged the team Old crew into Crew" || found[0].Into == nil || found[0].Into.Name != "Crew" {
			t.Errorf("the history of %s tells %+v", of, found)
		}
	}
	owner.get(at+"?with="+string(pushed)).refused(http.StatusNotFound, "not_found")
	owner.get(in(acme, "/teams/"+string(pushed)+"/merge?with="+string(pushed))).refused(http.StatusBadRequest, "invalid")
}

// head is the number of the newest entry.
func (w *world) head(organization directory.OrganizationID) int64 {
	w.Helper()
	head, err := w.store.View(w.Context(), organization).Head()
	w.ok(err)
	return head
}
