package api_test

import (
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/api"
)

// TestWhatTheRulesLetPeopleEdit: the locks that are shown and what is refused follow
// the rules read_only and on_disable.
func TestWhatTheRulesLetPeopleEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	crew := w.push(token, "Crew", ana.identity)
	member, team := in(acme, "/members/"+string(ana.member)), in(acme, "/teams/"+string(crew))
	rename := func(path, name string) answer { return owner.patch(path, map[string]string{"name": name}) }
	locked := func(path string) bool {
		locks := read[struct{ Locks []api.Lock }](owner.get(path).want(http.StatusOK)).Locks
		for _, lock := range locks {
			if lock.What == "name" {
				return true
			}
		}
		return false
	}
	for _, test := range []struct {
		off        bool
		rules      map[string]string
		wantLocked bool
		sentence   string
	}{
		{rules: map[string]string{}, wantLocked: true, sentence: "Okta decides the name and address of Ana Ruiz."},
		{off: true, rules: map[string]string{"on_disable": "locked"}, wantLocked: true, sentence: "While the connection is off, name, address and teams of Ana Ruiz stay as Okta left them."},
		{off: true, rules: map[string]string{"on_disable": "editable"}},
		{rules: map[string]string{"read_only": "editable"}},
	} {
		path := in(acme, "/connections/"+string(connection.ID))
		if test.off {
			owner.post(path+"/disable", nil).want(http.StatusOK)
		} else if state := read[api.Connection](owner.get(path).want(http.StatusOK)).State; state == "disabled" {
			owner.post(path+"/enable", map[string]bool{"issue_token": false}).want(http.StatusOK)
		}
		setRules(owner, acme, connection.ID, test.rules)
		for _, path := range []string{member, team} {
			if got := locked(path); got != test.wantLocked {
				t.Errorf("under %v, off %t: %s is locked %t, want %t", test.rules, test.off, path, got, test.wantLocked)
			}
		}
		if !test.wantLocked {
			rename(member, "Ana María Ruiz").want(http.StatusOK)
			rename(member, "Ana Ruiz").want(http.StatusOK)
			rename(team, "Mine").want(http.StatusOK)
			rename(team, "Crew").want(http.StatusOK)
			continue
		}
		if problem := rename(member, "Ana María Ruiz").refused(http.StatusForbidden, "refused"); problem.Detail != test.sentence {
			t.Errorf("under %v, off %t: refused with %q, want %q", test.rules, test.off, problem.Detail, test.sentence)
		}
		rename(team, "Mine").refused(http.StatusForbidden, "refused")
	}
}
