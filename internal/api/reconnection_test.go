package api_test

import (
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/api"
)

// TestTurningOnAgainIsPreviewed: what people edited while the connection was off is
// shown with what the provider said last, or as what comes twice.
func TestTurningOnAgainIsPreviewed(t *testing.T) {
	t.Parallel()
	for rule, twice := range map[string]bool{"match": false, "duplicate": true} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			owner, acme, connection, token := w.connected()
			ana := w.provision(token, "Ana Ruiz", "ana@pushed.example")
			crew := w.push(token, "Crew", ana.identity)
			setRules(owner, acme, connection.ID, map[string]string{"reconnect": rule})
			at := in(acme, "/connections/"+string(connection.ID))
			owner.post(at+"/disable", nil).want(http.StatusOK)
			owner.patch(in(acme, "/members/"+string(ana.member)), map[string]string{"name": "Ana María"}).want(http.StatusOK)
			owner.patch(in(acme, "/teams/"+string(crew)), map[string]string{"name": "Builders"}).want(http.StatusOK)

			got := read[api.Reconnection](owner.get(at + "/reconnection").want(http.StatusOK))
			if twice {
				if got.Members.Total != 0 || got.Teams.Total != 0 || got.Twice.Members != 1 || got.Twice.Teams != 1 || len(got.Twice.Items) != 2 {
					t.Errorf("the preview is %+v", got)
				}
				return
			}
			if got.Twice.Members+got.Twice.Teams != 0 || got.Members.Total != 1 || got.Teams.Total != 1 {
				t.Fatalf("the preview is %+v", got)
			}
			if member := got.Members.Items[0]; member.Name != "Ana María" || member.Asserted.Name != "Ana Ruiz" {
				t.Errorf("of the member it says %+v", member)
			}
			if team := got.Teams.Items[0]; team.Name != "Builders" || team.AssertedName != "Crew" {
				t.Errorf("of the team it says %+v", team)
			}
		})
	}
}
