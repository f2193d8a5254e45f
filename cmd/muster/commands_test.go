package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/musterhq/muster/internal/directory"
)

func TestOrganizations(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "made by the first command")
	muster(t, "organization", "create", "Østby & Søn", "--licenses", "3", "--data", data)
	muster(t, "organization", "create", "Acme", "--licenses", "0", "--data", data)
	muster(t, "organization", "set-licenses", "østby & SØN", "--licenses", "7", "--data", data)

	got := decodeLines[organizationLine](t, muster(t, "organization", "list", "--json", "--data", data))
	want := []organizationLine{
		{Name: "Acme", Status: directory.OrganizationActive},
		{Name: "Østby & Søn", Status: directory.OrganizationActive, Licenses: 7},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(organizationLine{}, "ID")); diff != "" {
		t.Errorf("organizations (-want +got):\n%s", diff)
	}
	wantTable := `^NAME +LICENSES +IN USE +CONNECTIONS +STATUS +ID
Acme +0 +0 +0 +active +[0-9a-v]{26}
Østby & Søn +7 +0 +0 +active +[0-9a-v]{26}
$`
	if table := muster(t, "organization", "list", "--data", data); !regexp.MustCompile(wantTable).MatchString(table) {
		t.Errorf("table:\n%s", table)
	}

	_, err := try(t, "members", "--data", data)
	if err == nil || !strings.Contains(err.Error(), "--organization") {
		t.Errorf("members without saying of which organization: %v", err)
	}
	if out := muster(t, "members", "--data", data, "--organization", "ACME"); out != "There is no member yet.\n" {
		t.Errorf("members of an empty organization: %q", out)
	}
}

func TestConnectionCreate(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	muster(t, "organization", "create", "Acme", "--licenses", "5", "--data", data)

	forPeople := muster(t, "connection", "create", "--organization", "Acme", "--data", data, "--public-url", "https://muster.example.com:8443/")
	wantForPeople := `^Connection    ([0-9a-v]{26})
Tenant URL    https://muster\.example\.com:8443/scim/v2/([0-9a-v]{26})
Secret Token  muster_scim_[A-Za-z0-9_-]{49}
.+ not shown again\.
$`
	found := regexp.MustCompile(wantForPeople).FindStringSubmatch(forPeople)
	if found == nil || found[1] != found[2] {
		t.Errorf("connection create:\n%s", forPeople)
	}

	forPrograms := muster(t, "connection", "create", "--provider", "entra", "--preset", "nulab", "--rule", "unknown_member=refuse", "--rule", "sso_prerequisite=suggest", "--data", data, "--json")
	if !regexp.MustCompile(`^{"connection":"([0-9a-v]{26})","tenant_url":"http://127\.0\.0\.1:8080/scim/v2/[0-9a-v]{26}","secret_token":"muster_scim_[A-Za-z0-9_-]{49}"}\n$`).MatchString(forPrograms) {
		t.Errorf("connection create --json: %s", forPrograms)
	}

	chosen := directory.NulabPreset.Policy()
	chosen.UnknownMember, chosen.SSOPrerequisite = directory.RefuseUnknown, directory.SuggestSSO
	got := decodeLines[connectionLine](t, muster(t, "connection", "list", "--data", data, "--json"))
	if len(got) != 2 || got[0].Provider != directory.Okta || got[0].Policy != directory.Standard() || got[0].Preset != directory.StandardPreset ||
		got[1].Provider != directory.Entra || got[1].Policy != chosen || got[1].Preset != "" || got[1].Organization != "Acme" {
		t.Errorf("connection list: %+v", got)
	}
	if all := forPeople + forPrograms; strings.Contains(muster(t, "connection", "list", "--data", data), "muster_scim_") {
		t.Errorf("a token is shown twice, first in\n%s", all)
	}
}

func TestMembersAndTeams(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.createUser(t, "ana@example.com", "Ana Petrović")
	s.createUser(t, "evil@example.com", "Evil\x1b]0;title\x07")
	s.send(t, "POST", s.TenantURL+"/Groups", s.SecretToken, `{"displayName":"Engineering","members":[{"value":"nobody"}]}`)

	members := decodeLines[memberLine](t, muster(t, "members", "--data", s.data, "--json"))
	if len(members) != 2 || members[0].Name != "Ana Petrović" || !members[0].Licensed || members[0].Origin != s.Connection || members[1].Name != "Evil\x1b]0;title\x07" {
		t.Errorf("members: %+v", members)
	}
	table := muster(t, "members", "--data", s.data)
	if strings.ContainsAny(table, "\x1b\x07") {
		t.Errorf("the table commands the terminal: %q", table)
	}
	if !regexp.MustCompile(`(?m)^Ana Petrović +ana@example\.com +active +member +yes +Okta$`).MatchString(table) {
		t.Errorf("members:\n%s", table)
	}

	teams := decodeLines[teamLine](t, muster(t, "teams", "--data", s.data, "--json"))
	if len(teams) != 1 || teams[0].Name != "Engineering" || teams[0].Members != 0 || teams[0].Unknown != 1 {
		t.Errorf("teams: %+v", teams)
	}
	if table := muster(t, "teams", "--data", s.data); !regexp.MustCompile(`(?m)^Engineering +0 +1 +Okta$`).MatchString(table) {
		t.Errorf("teams:\n%s", table)
	}
}

// TestTeamsWithUnknownPeople holds that who administers Okta is told what to do
// about people who were pushed in a group and never assigned.
func TestTeamsWithUnknownPeople(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, group := range []string{
		`{"displayName":"Engineering","members":[{"value":"p2"},{"value":"p1"},{"value":"p3"}]}`,
		`{"displayName":"Sales","members":[{"value":"p1"}]}`,
		`{"displayName":"Nobody"}`,
	} {
		s.send(t, "POST", s.TenantURL+"/Groups", s.SecretToken, group)
	}

	want := `\nNobody +0 +0 +Okta

Engineering: 3 pushed people are unknown here: assign them, then Push Now\.
Sales: 1 pushed person is unknown here: assign them, then Push Now\.
$`
	if table := muster(t, "teams", "--data", s.data); !regexp.MustCompile(want).MatchString(table) {
		t.Errorf("teams:\n%s", table)
	}

	got := map[string][]directory.IdentityID{}
	for _, team := range decodeLines[teamLine](t, muster(t, "teams", "--data", s.data, "--json")) {
		got[team.Name] = team.UnknownIDs
		if int(team.Unknown) != len(team.UnknownIDs) {
			t.Errorf("%s: %d unknown people, ids %v", team.Name, team.Unknown, team.UnknownIDs)
		}
	}
	wantIDs := map[string][]directory.IdentityID{"Engineering": {"p1", "p2", "p3"}, "Sales": {"p1"}, "Nobody": nil}
	if diff := cmp.Diff(wantIDs, got); diff != "" {
		t.Errorf("ids of unknown people (-want +got):\n%s", diff)
	}
}

func TestJournal(t *testing.T) {
	t.Parallel()
	s := serve(t)
	follower := begin(t, "journal", "--follow", "--after", "1", "--data", s.data)
	follower.stdout.await(t, `#3 The operator issued a Secret Token for Okta\n`)
	s.createUser(t, "ana@example.com", "Ana Petrović")
	follower.stdout.await(t, `\n\d\d:\d\d:\d\d #4 Okta \(SCIM\) added Ana Petrović\n`)
	if printed := follower.stdout.String(); strings.Contains(printed, " #1 ") || strings.Count(printed, " #2 ") != 1 {
		t.Errorf("journal --follow --after 1:\n%s", printed)
	}

	entries := decodeLines[journalLine](t, muster(t, "journal", "--data", s.data, "--json"))
	for i, entry := range entries {
		if entry.Number != int64(i+1) || entry.Sentence == "" {
			t.Errorf("entry %d of the journal: %+v", i+1, entry)
		}
	}
	last := entries[len(entries)-1]
	if len(entries) != 4 || last.Kind != directory.MemberCreated || last.Sentence != "Okta (SCIM) added Ana Petrović" || last.Request == "" {
		t.Errorf("the journal ends with %+v", last)
	}
	if rest := decodeLines[journalLine](t, muster(t, "journal", "--data", s.data, "--json", "--after", "3")); len(rest) != 1 {
		t.Errorf("after number 3: %+v", rest)
	}
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if out := muster(t, "migrate", "--data", data); !regexp.MustCompile(`^The schema went from 0 to \d+\.\n$`).MatchString(out) {
		t.Errorf("the first time: %q", out)
	}
	if out := muster(t, "migrate", "--data", data); !regexp.MustCompile(`^The schema is up to date \(\d+\)\.\n$`).MatchString(out) {
		t.Errorf("the second time: %q", out)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if out := muster(t, "version"); !regexp.MustCompile(`^muster \S+ \(schema \d+, go\S+, \w+/\w+\)\n$`).MatchString(out) {
		t.Errorf("version: %q", out)
	}
}
