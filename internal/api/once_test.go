package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Whatever is made within an organization, or an organization itself, is made once
// however often it is sent. Links that somebody accepts, sessions and passkeys
// count once by themselves.
func TestEveryCreateMayBeRepeated(t *testing.T) {
	t.Parallel()
	for _, r := range api.Routes() {
		makes := r.Method == http.MethodPost && r.Creates && strings.HasPrefix(r.Path, "/organizations")
		if makes && !r.Once {
			t.Errorf("%s knows no Idempotency-Key", r.ID)
		}
	}
}

func TestARepeatedRequestMakesNothingTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner, admin := w.member(acme, "Olga Owner", directory.RoleOwner), w.member(acme, "Adam Admin", directory.RoleAdministrator)
	keyed := owner.with("Idempotency-Key", "key-1")
	first := keyed.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated)
	again := keyed.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated)
	if string(again.body) != string(first.body) || again.header.Get("ETag") != first.header.Get("ETag") || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the second answer is %v %s, the first %s", again.header, again.body, first.body)
	}
	keyed.post(in(acme, "/teams"), map[string]string{"name": "Marketing"}).refused(http.StatusConflict, "idempotency_conflict")
	admin.with("Idempotency-Key", "key-1").post(in(acme, "/teams"), map[string]string{"name": "Marketing"}).want(http.StatusCreated) // another's key is another key
	if teams := read[api.List[api.Team]](owner.get(in(acme, "/teams"))).Items; len(teams) != 2 {
		t.Errorf("there are %d teams, want 2", len(teams))
	}

	// What was refused changed nothing, so the key may be used for the repaired request.
	refused := owner.with("Idempotency-Key", "key-2")
	refused.post(in(acme, "/teams"), map[string]string{"name": "SALES"}).refused(http.StatusConflict, "taken")
	refused.post(in(acme, "/teams"), map[string]string{"name": "Support"}).want(http.StatusCreated)
}

func TestAShownSecretIsNeverShownAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	keyed := w.member(acme, "Olga Owner", directory.RoleOwner).with("Idempotency-Key", "key-1")
	body := map[string]any{"provider": "okta", "issue_token": true}
	keyed.post(in(acme, "/connections"), body).want(http.StatusCreated)
	if problem := keyed.post(in(acme, "/connections"), body).refused(http.StatusConflict, "idempotency_conflict"); problem.Remedy == "" {
		t.Errorf("the repeated request is refused by %+v", problem)
	}
	kept, claimed, err := w.store.ClaimAnswer(w.Context(), acme, directory.KeptAnswer{Key: "member " + string(read[me](keyed.get("/session")).Person.ID) + " key-1", CreatedAt: w.clock.now()})
	if err != nil || claimed || len(kept.Body) != 0 || kept.Status != http.StatusCreated {
		t.Errorf("kept is %+v, %v, %v; want the status alone", kept, claimed, err)
	}
}

func TestTwoAtOnceMakeOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	answers := make([]answer, 8)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			answers[i] = owner.with("Idempotency-Key", "key-1").post(in(acme, "/teams"), map[string]string{"name": "Sales"})
		})
	}
	group.Wait()
	for _, answer := range answers {
		if answer.status != http.StatusCreated {
			answer.refused(http.StatusConflict, "idempotency_conflict") // it was under way still
		}
	}
	if teams := read[api.List[api.Team]](owner.get(in(acme, "/teams"))).Items; len(teams) != 1 {
		t.Errorf("there are %d teams, want 1", len(teams))
	}
}

func TestWhoeverWasSlowerIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada := w.operator()
	owner, acme, connection, _ := w.connected()
	invited := read[api.Invited](owner.post(in(acme, "/members"), map[string]string{"name": "Eve", "email": "eve@example.com"}))
	team := read[api.Team](owner.post(in(acme, "/teams"), map[string]string{"name": "Sales"}))
	for path, change := range map[string]any{
		in(acme, ""): map[string]int{"licenses": 20},
		in(acme, "/members/"+string(invited.Member.ID)): map[string]string{"name": "Eva"},
		in(acme, "/teams/"+string(team.ID)):             map[string]string{"name": "Marketing"},
		in(acme, "/connections/"+string(connection.ID)): map[string]any{"policy": map[string]string{"unknown_member": "refuse"}},
	} {
		seen := ada.get(path).want(http.StatusOK).header.Get("ETag")
		w.clock.pass(1000)
		ada.with("If-Match", `"1"`).patch(path, change).refused(http.StatusPreconditionFailed, "precondition_failed")
		ada.with("If-Match", `nonsense`).patch(path, change).refused(http.StatusPreconditionFailed, "precondition_failed")
		after := ada.with("If-Match", seen).patch(path, change).want(http.StatusOK).header.Get("ETag")
		if after == seen || after != ada.get(path).header.Get("ETag") {
			t.Errorf("%s has the ETag %s before and %s after", path, seen, after)
		}
	}
	member := in(acme, "/members/"+string(invited.Member.ID))
	ada.with("If-Match", `"1"`).remove(member).refused(http.StatusPreconditionFailed, "precondition_failed")
	ada.with("If-Match", "*").remove(member).want(http.StatusNoContent)
}
