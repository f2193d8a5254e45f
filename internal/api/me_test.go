package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestOnesOwnSessionsAndPassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	here := w.member(w.organization("Acme"), "Ana Ruiz", directory.RoleMember)
	there := w.stranger()
	there.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": goodPassword}).want(http.StatusCreated)
	sessions := read[api.All[api.Session]](here.get("/me/sessions").want(http.StatusOK)).Items
	if len(sessions) != 2 || sessions[0].Current == sessions[1].Current || sessions[0].Address != "127.0.0.1" {
		t.Fatalf("the sessions are %+v", sessions)
	}
	for _, session := range sessions {
		if !session.Current {
			here.remove("/me/sessions/" + string(session.ID)).want(http.StatusNoContent)
		}
	}
	there.get("/session").refused(http.StatusUnauthorized, "unauthorized")
	here.remove("/me/sessions/nobody").refused(http.StatusNotFound, "not_found")
	there.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": goodPassword}).want(http.StatusCreated)
	here.remove("/me/sessions").want(http.StatusNoContent)
	there.get("/session").refused(http.StatusUnauthorized, "unauthorized")

	w.clock.pass(time.Hour)
	const another = "seven bridges of an old town"
	here.do(http.MethodPut, "/me/password", map[string]string{"password": another}).refused(http.StatusForbidden, "step_up_required")
	here.do(http.MethodPut, "/me/password", map[string]string{"password": another, "current": "wrong"}).refused(http.StatusForbidden, "refused")
	here.do(http.MethodPut, "/me/password", map[string]string{"password": "short", "current": goodPassword}).refused(http.StatusBadRequest, "invalid")
	here.do(http.MethodPut, "/me/password", map[string]string{"password": another, "current": goodPassword}).want(http.StatusNoContent)
	there.post("/session/password", map[string]string{"email": "ana.ruiz@example.com", "password": another}).want(http.StatusCreated)
	there.remove("/me/password").refused(http.StatusForbidden, "refused") // it is the only way in
}

func TestPasskeysAreBegunOnlyWhereTheyWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t) // at an IP address, where browsers offer none
	ana := w.member(w.organization("Acme"), "Ana Ruiz", directory.RoleMember)
	if passkeys := read[api.All[api.Passkey]](ana.get("/me/passkeys").want(http.StatusOK)).Items; len(passkeys) != 0 {
		t.Errorf("the passkeys are %+v", passkeys)
	}
	w.stranger().post("/session/passkey/begin", map[string]string{}).refused(http.StatusForbidden, "refused")
	ana.post("/me/passkeys/begin", map[string]string{}).refused(http.StatusForbidden, "refused")
	ana.patch("/me/passkeys/bm9ib2R5", map[string]string{"name": "MacBook"}).refused(http.StatusNotFound, "not_found")
	ana.remove("/me/passkeys/bm9ib2R5").refused(http.StatusNotFound, "not_found")
}

func TestAPIKeysAreMadeListedAndRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	made := read[api.APIKeyMade](owner.post(in(acme, "/api-keys"), map[string]any{"name": "Report", "scopes": []string{"directory:read"}, "expires_in_days": 30}).want(http.StatusCreated))
	program := w.program(made.Secret)
	program.get(in(acme, "/members")).want(http.StatusOK)
	program.get(in(acme, "/activity")).refused(http.StatusForbidden, "forbidden")
	program.get("/session").refused(http.StatusForbidden, "forbidden")
	keys := read[api.All[api.APIKey]](owner.get(in(acme, "/api-keys")).want(http.StatusOK)).Items
	if len(keys) != 1 || keys[0].Name != "Report" || keys[0].CreatedBy.Name != "Olga Owner" || keys[0].LastFour != made.Secret[len(made.Secret)-4:] || keys[0].ExpiresAt == nil {
		t.Errorf("the keys are %+v", keys)
	}
	owner.post(in(acme, "/api-keys"), map[string]any{"name": "All", "scopes": []string{"organizations:write"}}).refused(http.StatusForbidden, "refused")
	ada := w.operator()
	ada.post(in(acme, "/api-keys"), map[string]any{"name": "Mine", "scopes": []string{"directory:read"}}).refused(http.StatusForbidden, "refused")
	owner.remove(in(acme, "/api-keys/"+string(made.Key.ID))).want(http.StatusNoContent)
	program.get(in(acme, "/members")).refused(http.StatusUnauthorized, "unauthorized")
	owner.remove(in(acme, "/api-keys/nobody")).refused(http.StatusNotFound, "not_found")
}
