package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func TestDemoOnce(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	out := muster(t, "demo", "--once", "--data", data, "--listen", "127.0.0.1:0")
	if !strings.Contains(out, "Halvorsen Optics has arrived: 250 people, 14 teams.") || !strings.Contains(out, "/scim/v2/") {
		t.Errorf("demo --once:\n%s", out)
	}
	members := decodeLines[memberLine](t, muster(t, "members", "--data", data, "--json"))
	if len(members) != 251 {
		t.Errorf("%d members, want 250 people and the owner", len(members))
	}
	for _, member := range members {
		if member.Role == directory.RoleOwner {
			if !strings.Contains(out, "Sign in as        "+member.Email+" with the password ") {
				t.Errorf("the demo does not say how %s gets in:\n%s", member.Email, out)
			}
			continue
		}
		if member.Status != directory.MemberActive || !member.Licensed || member.Origin == "" {
			t.Errorf("a member of the demo: %+v", member)
		}
	}
	teams := decodeLines[teamLine](t, muster(t, "teams", "--data", data, "--json"))
	if len(teams) != 14 {
		t.Errorf("%d teams, want 14", len(teams))
	}
	everybody := false
	for _, team := range teams {
		everybody = everybody || team.Members == 250
		if team.Members == 0 || team.Unknown != 0 {
			t.Errorf("a team of the demo: %+v", team)
		}
	}
	if !everybody {
		t.Errorf("no team holds everybody: %+v", teams)
	}

	entries := decodeLines[journalLine](t, muster(t, "journal", "--data", data, "--json"))
	for _, entry := range entries {
		if line := fmt.Sprintf("#%d %s\n", entry.Number, entry.Sentence); strings.Count(out, line) != 1 {
			t.Errorf("the demo told %d times: %s", strings.Count(out, line), line)
		}
	}

	again := muster(t, "demo", "--once", "--data", data, "--listen", "127.0.0.1:0", "--people", "5", "--groups", "2")
	if !strings.Contains(again, "Halvorsen Optics 2 has arrived: 5 people, 2 teams.") {
		t.Errorf("the demo in the same place again:\n%s", again)
	}
}

func TestDemoLives(t *testing.T) {
	t.Parallel()
	demo := begin(t, "demo", "--people", "20", "--groups", "5", "--pace", "1ms", "--listen", "127.0.0.1:0")
	address := demo.stdout.await(t, `Muster listens on (\S+)\n`)[1]
	data := demo.stdout.await(t, `muster members --data (\S+)\n`)[1]
	demo.stdout.await(t, `(?s)has arrived.*(── .*){5}`)
	s := serving{}
	if status, answer := s.send(t, "GET", address+"/readyz", "", ""); status != http.StatusOK {
		t.Errorf("GET /readyz of the demo: %d %s", status, answer)
	}
	if members := decodeLines[memberLine](t, muster(t, "members", "--data", data, "--json")); len(members) < 20 {
		t.Errorf("%d members beside a running demo", len(members))
	}
	demo.stop()
	if err := <-demo.ended; err != nil {
		t.Fatal(err)
	}
	demo.ended <- nil
	if _, err := try(t, "members", "--data", data); err == nil {
		t.Error("the demo left its data behind")
	}
	if errors := demo.stderr.String(); errors != "" {
		t.Errorf("the demo complained:\n%s", errors)
	}
}
