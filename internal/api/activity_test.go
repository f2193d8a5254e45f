package api_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

func TestActivityTellsWhoDidWhat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	team := w.push(token, "Engineering", ana.identity, "somebody-unknown")
	entries := read[api.Activity](owner.get(in(acme, "/activity")).want(http.StatusOK))
	if entries.NextBefore != nil || entries.SearchedTo != 1 {
		t.Errorf("the page ends with %v, searched to %d", entries.NextBefore, entries.SearchedTo)
	}
	byKind := map[api.EntryKind]api.Entry{}
	previous := entries.Items[0].Number + 1
	for _, entry := range entries.Items {
		byKind[entry.Kind] = entry
		if entry.Number != previous-1 {
			t.Errorf("entry %d follows %d", entry.Number, previous)
		}
		previous = entry.Number
	}
	created := byKind["member.created"]
	if created.Member == nil || created.Actor.Provider == nil || created.Connection == nil {
		t.Fatalf("her creation is told as %+v", created)
	}
	if created.Sentence != "Okta (SCIM) added Ana Ruiz" || created.Actor.Kind != "connection" || *created.Actor.Provider != "okta" ||
		*created.Member != (api.MemberReference{ID: ana.member, Name: "Ana Ruiz"}) || created.Connection.ID != connection.ID || created.Request != ana.request {
		t.Errorf("her creation is told as %+v", created)
	}
	joined := byKind["team.members_changed"]
	if joined.Team == nil || joined.Team.ID != team || joined.People.AddedCount != 1 || !slices.Equal(joined.People.Added, []api.MemberReference{{ID: ana.member, Name: "Ana Ruiz"}}) ||
		joined.Sentence != "Okta (SCIM) added Ana Ruiz to the team Engineering" {
		t.Errorf("her joining is told as %+v", joined)
	}
	if unknown := byKind["notice.unknown_members"]; !unknown.Refused || !slices.Equal(unknown.People.Named, []string{"somebody-unknown"}) {
		t.Errorf("the unknown are told as %+v", unknown)
	}
	if made := byKind["connection.created"]; made.Actor.Name != "Olga Owner" || made.Sentence != "Olga Owner created a connection to Okta" || made.Refused {
		t.Errorf("the connection is told as %+v", made)
	}
}

// Who joined as one of many is named in their own history, and not another of them.
func TestAMembersHistoryNamesThemFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, _, token := w.connected()
	var people []directory.IdentityID
	var last provisioned
	for _, name := range []string{"Ana", "Bo", "Cem", "Dan", "Eva", "Fay", "Gil"} {
		last = w.provision(token, name, strings.ToLower(name)+"@example.com")
		people = append(people, last.identity)
	}
	pushed := w.push(token, "Engineering", people...)
	owner.post(in(acme, "/teams"), map[string]any{"name": "Chess", "member_ids": []directory.MemberID{w.memberBehind(token, people[0]), last.member}}).
		want(http.StatusCreated)
	var sentences []string
	for _, entry := range read[api.Activity](owner.get(in(acme, "/activity?kind=team.members_changed&member="+string(last.member))).want(http.StatusOK)).Items {
		sentences = append(sentences, entry.Sentence)
		if first := entry.People.Added[0]; first.ID != last.member {
			t.Errorf("%q begins with %+v", entry.Sentence, first)
		}
	}
	want := []string{"Olga Owner added Gil and Ana to the team Chess", "Okta (SCIM) added 7 people to the team Engineering"}
	if !slices.Equal(sentences, want) {
		t.Errorf("the history of Gil says %q, want %q", sentences, want)
	}
	for _, entry := range read[api.Activity](owner.get(in(acme, "/activity?kind=team.members_changed&team="+string(pushed))).want(http.StatusOK)).Items {
		if entry.People.Added[0].Name != "Ana" || len(entry.People.Added) != 5 {
			t.Errorf("where nobody is asked about, %+v are named", entry.People.Added)
		}
	}
}

func TestActivityIsFilteredAndPaged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	w.clock.pass(20 * time.Minute)
	team := w.push(token, "Engineering", ana.identity, "somebody-unknown")
	olga := string(read[me](owner.get("/session")).Person.ID)
	kinds := func(query string) string {
		t.Helper()
		var kinds []string
		for _, entry := range read[api.Activity](owner.get(in(acme, "/activity"+query)).want(http.StatusOK)).Items {
			kinds = append(kinds, string(entry.Kind))
		}
		slices.Sort(kinds)
		return strings.Join(slices.Compact(kinds), " ")
	}
	for query, want := range map[string]string{
		"?kind=member.created":                                   "member.created",
		"?kind=member.created&kind=team.created":                 "member.created team.created",
		"?refusals=true":                                         "notice.unknown_members",
		"?member=" + string(ana.member):                          "member.created team.members_changed",
		"?team=" + string(team):                                  "notice.unknown_members team.created team.members_changed",
		"?actor=" + olga:                                         "connection.created connection.token_created member.joined member.sign_in_changed",
		"?actor=" + string(connection.ID) + "&kind=team.created": "team.created",
		"?actor=operator":                                        "member.invited member.link_created organization.created",
		"?connection=" + string(connection.ID) + "&kind=connection.created": "connection.created",
		"?q=RUIZ":                     "member.created",
		"?since=2026-03-02T12:10:00Z": "notice.unknown_members team.created team.members_changed",
		"?until=2026-03-02T12:10:00Z&kind=team.created": "",
	} {
		if got := kinds(query); got != want {
			t.Errorf("%s lists %q, want %q", query, got, want)
		}
	}
	var numbers []int64
	for before := ""; ; {
		page := read[api.Activity](owner.get(in(acme, "/activity?limit=3"+before)).want(http.StatusOK))
		for _, entry := range page.Items {
			numbers = append(numbers, entry.Number)
		}
		if page.NextBefore == nil {
			break
		}
		before = "&before=" + number(*page.NextBefore)
	}
	all := read[api.Activity](owner.get(in(acme, "/activity"))).Items
	if len(numbers) != len(all) || !slices.IsSortedFunc(numbers, func(a, b int64) int { return int(b - a) }) {
		t.Errorf("the pages hold %v of %d entries", numbers, len(all))
	}
	owner.get(in(acme, "/activity?kind=member.promoted")).refused(http.StatusBadRequest, "invalid")
	owner.get(in(acme, "/activity?since=yesterday")).refused(http.StatusBadRequest, "invalid")
}

func TestASearchLooksAtABoundedNumberOfEntries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	w.ok(w.store.Update(w.Context(), acme, func(tx directory.Tx) error {
		for range 10_500 {
			if _, err := tx.Append(directory.Entry{At: w.clock.now(), Kind: directory.TeamUpdated, Actor: directory.Actor{Kind: directory.ActorOperator, Name: "operator"}}); err != nil {
				return err
			}
		}
		return nil
	}))
	first := read[api.Activity](owner.get(in(acme, "/activity?kind=member.joined")).want(http.StatusOK))
	if len(first.Items) != 0 || first.NextBefore == nil || first.SearchedTo != *first.NextBefore || first.SearchedTo < 400 {
		t.Fatalf("the first page is %d entries, searched to %d", len(first.Items), first.SearchedTo)
	}
	second := read[api.Activity](owner.get(in(acme, "/activity?kind=member.joined&before="+number(*first.NextBefore))).want(http.StatusOK))
	if len(second.Items) != 1 || second.NextBefore != nil {
		t.Errorf("the second page is %+v", second)
	}
}

func TestActivityIsExported(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, _, token := w.connected()
	w.provision(token, "=1+1 Ruiz", "ana@example.com")
	all := read[api.Activity](owner.get(in(acme, "/activity"))).Items
	file := owner.get(in(acme, "/activity/export")).want(http.StatusOK)
	lines, err := csv.NewReader(strings.NewReader(string(file.body))).ReadAll()
	w.ok(err)
	if len(lines) != len(all)+1 || lines[1][0] != number(all[0].Number) || lines[1][4] != all[0].Sentence {
		t.Errorf("the export is %v", lines)
	}
	exported := read[[]api.Entry](owner.get(in(acme, "/activity/export?format=json")).want(http.StatusOK))
	if len(exported) != len(all) || exported[0].Sentence != all[0].Sentence {
		t.Errorf("%d entries are exported as JSON, want %d", len(exported), len(all))
	}
	if none := read[[]api.Entry](owner.get(in(acme, "/activity/export?format=json&q=nobody-at-all")).want(http.StatusOK)); len(none) != 0 {
		t.Errorf("nothing is exported as %v", none)
	}
	owner.get(in(acme, "/activity/export?format=xml")).refused(http.StatusBadRequest, "invalid")
}
