package api_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// TestWhatCameTwiceNamesEachOther: under duplicate the provider creates anew whom and
// what people edited meanwhile, and each of the two is shown with the other.
func TestWhatCameTwiceNamesEachOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@pushed.example")
	crew := w.push(token, "Crew", ana.identity)
	setRules(owner, acme, connection.ID, map[string]string{"reconnect": "duplicate"})
	at := in(acme, "/connections/"+string(connection.ID))
	member, team := in(acme, "/members/"+string(ana.member)), in(acme, "/teams/"+string(crew))
	owner.post(at+"/disable", nil).want(http.StatusOK)
	owner.patch(member, map[string]string{"email": "ana.maria@pushed.example"}).want(http.StatusOK)
	owner.patch(team, map[string]string{"name": "Builders"}).want(http.StatusOK)
	if got := read[api.Member](owner.get(member)); len(got.Duplicates) != 0 {
		t.Errorf("before anybody came twice %s is a duplicate of %+v", got.Name, got.Duplicates)
	}
	token = *read[api.ConnectionOpened](owner.post(at+"/enable", map[string]bool{"issue_token": true}).want(http.StatusOK)).SecretToken
	again := w.provision(token, "Ana Again", "ana@pushed.example")
	anew := w.push(token, "Crew", again.identity)
	if again.member == ana.member || anew == crew {
		t.Fatalf("%s and %s were found again", again.member, anew)
	}

	wantTwice := func(what string, got []api.Duplicate, want api.Duplicate) {
		if diff := cmp.Diff([]api.Duplicate{want}, got); diff != "" {
			t.Errorf("%s is a duplicate of others (-want +got):\n%s", what, diff)
		}
	}
	older, newer := read[api.Member](owner.get(member)), read[api.Member](owner.get(in(acme, "/members/"+string(again.member))))
	wantTwice("who was edited", older.Duplicates, api.Duplicate{ID: string(again.member), Name: "Ana Again", Newer: true})
	wantTwice("who came anew", newer.Duplicates, api.Duplicate{ID: string(ana.member), Name: "Ana Ruiz"})
	wantTwice("what was renamed", read[api.Team](owner.get(team)).Duplicates, api.Duplicate{ID: string(anew), Name: "Crew", Newer: true})
	wantTwice("what came anew", read[api.Team](owner.get(in(acme, "/teams/"+string(anew)))).Duplicates, api.Duplicate{ID: string(crew), Name: "Builders"})
	for _, one := range read[api.List[api.Member]](owner.get(in(acme, "/members"))).Items {
		if want := one.ID == ana.member || one.ID == again.member; want != (len(one.Duplicates) == 1) {
			t.Errorf("the list says of %s %+v", one.Name, one.Duplicates)
		}
	}
}
