package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/traffic"
)

// TestTwoTokensAreShownAndRevoked: while one replaces the other both are shown, each
// with its own last use, and each ends by itself.
func TestTwoTokensAreShownAndRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, former := w.connected()
	path := in(acme, "/connections/"+string(connection.ID))
	owner.patch(path, map[string]any{"policy": map[string]string{"token_rotation": "overlap"}}).want(http.StatusOK)
	w.record(acme, connection.ID, "before")
	w.clock.pass(time.Minute)
	second := read[api.SecretTokenMade](owner.post(path+"/token", nil).want(http.StatusCreated))
	shown := second.Connection
	if shown.FormerToken == nil || shown.FormerToken.LastFour != former[len(former)-4:] || shown.FormerToken.EndsAt == nil || shown.Token.EndsAt != nil {
		t.Fatalf("the tokens are %+v and %+v", shown.Token, shown.FormerToken)
	}
	if shown.FormerToken.LastUsedAt == nil || shown.FormerToken.LastUsedFrom != "198.51.100.7" || shown.Token.LastUsedAt != nil {
		t.Errorf("before the new one is used they were used %+v and %+v", shown.Token, shown.FormerToken)
	}
	for _, token := range []string{former, second.SecretToken} {
		w.scim(token, http.MethodGet, "/Users", "").want(http.StatusOK)
	}
	w.clock.pass(time.Minute)
	w.record(acme, connection.ID, "by the former", func(r *traffic.Request) {
		r.Facts.FormerToken, r.Address = true, "198.51.100.8"
	})
	w.clock.pass(time.Minute)
	w.record(acme, connection.ID, "by the new one", func(r *traffic.Request) { r.Address = "198.51.100.9" })
	shown = read[api.Connection](owner.get(path).want(http.StatusOK))
	if shown.Token.LastUsedFrom != "198.51.100.9" || shown.FormerToken.LastUsedFrom != "198.51.100.8" ||
		!time.Time(*shown.FormerToken.LastUsedAt).Before(time.Time(*shown.Token.LastUsedAt)) {
		t.Errorf("they were used %+v and %+v", shown.Token, shown.FormerToken)
	}

	w.setupSession(acme).remove(path + "/tokens/" + string(shown.FormerToken.ID)).want(http.StatusNoContent)
	w.scim(former, http.MethodGet, "/Users", "").want(http.StatusUnauthorized)
	w.scim(second.SecretToken, http.MethodGet, "/Users", "").want(http.StatusOK)
	owner.remove(path+"/tokens/"+string(shown.FormerToken.ID)).refused(http.StatusNotFound, "not_found")
	if shown = read[api.Connection](owner.get(path).want(http.StatusOK)); shown.FormerToken != nil || !shown.HasToken {
		t.Errorf("after the former was revoked it is %+v", shown)
	}
}
