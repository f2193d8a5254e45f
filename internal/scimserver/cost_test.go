package scimserver_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestCosts counts the statements and the rows that requests cost, in a small
// directory and in a larger one: what a request costs depends on what it names,
// never on how much is there.
func TestCosts(t *testing.T) {
	t.Parallel()
	engine, tap := tapped(t)
	d := newDoor(t, engine, doorOptions{})
	few := d.crowd(t, "few", 20)
	crew := d.pushed(t, "Crew", few...)
	small := d.costs(t, tap, crew.ID, few)

	many := d.crowd(t, "many", 1200)
	d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"add","path":"members","value":`+memberList(many...)+`}`)).want(t, http.StatusNoContent)
	large := d.costs(t, tap, crew.ID, many)

	most := map[string]int{ // begin and commit included
		"lookup by user name": 2, "lookup by email": 2, "lookup by external id": 2, "lookup of nobody": 2,
		"read by id": 2, "page of 100": 3, "total alone": 2,
		"unchanged PUT": 2, "PUT of a user": 14, "deactivation": 15, "reactivation": 16, "create": 14,
		"group by name without members": 2, "groups without members": 3, "group without members": 2, "groups of a person": 3,
		"name as it is": 2, "name and member as they are": 4, "rename": 12,
		"one member joins": 17, "a thousand join": 17, "one member leaves": 15, "a thousand leave": 15,
	}
	for what, cost := range large {
		if limit, known := most[what]; !known || len(cost.statements) > limit {
			t.Errorf("%s takes %d statements, want at most %d:\n%s", what, len(cost.statements), limit, listed(cost.statements))
		}
		if small, known := small[what]; known && (len(small.statements) != len(cost.statements) || !maps.Equal(small.written, cost.written)) {
			t.Errorf("%s takes %d statements and writes %v among few, and %d and %v among many:\n%s", what, len(small.statements), small.written, len(cost.statements), cost.written, listed(cost.statements))
		}
	}
	if single, batch := large["one member joins"], large["a thousand join"]; len(single.statements) != len(batch.statements) {
		t.Errorf("one member takes %d statements and a thousand %d:\n%s", len(single.statements), len(batch.statements), listed(batch.statements))
	}

	for what, want := range map[string]map[string]int{
		"unchanged PUT":               {},
		"name as it is":               {},
		"name and member as they are": {},
		"one member joins":            {"organizations": 1, "teams": 1, "team_identities": 1, "journal": 1},
		"one member leaves":           {"organizations": 1, "teams": 1, "journal": 1},
		"a thousand join":             {"organizations": 1, "teams": 1, "team_identities": 1000, "journal": 1},
	} {
		if got := large[what].written; !maps.Equal(got, want) {
			t.Errorf("%s writes %v, want %v", what, got, want)
		}
	}
	for what, cost := range large {
		if !strings.Contains(what, "without members") {
			continue
		}
		if i := slices.IndexFunc(cost.statements, func(text string) bool { return strings.Contains(text, "team_identities") }); i >= 0 {
			t.Errorf("%s reads memberships: %s", what, cost.statements[i])
		}
	}
}

// cost is what a request costs.
type cost struct {
	statements []string
	written    map[string]int
}

// costs sends every kind of request once and returns what each cost. The people
// are in the group.
func (d *door) costs(t *testing.T, tap *wiretap, group string, people []string) map[string]cost {
	t.Helper()
	ada, at := d.user(t, people[0]), "/Groups/"+group
	escaped := strings.NewReplacer(" ", "%20", `"`, "%22", "[", "%5B", "]", "%5D")
	newcomer := directory.NewID()
	requests := []struct {
		what                  string
		method, address, body string
	}{
		{"lookup by user name", "GET", `/Users?filter=userName eq "` + ada.UserName + `"`, ""},
		{"lookup by email", "GET", `/Users?filter=emails[type eq "work" and value eq "` + ada.UserName + `"]`, ""},
		{"lookup by external id", "GET", `/Users?filter=externalId eq "` + ada.ExternalID + `"`, ""},
		{"lookup of nobody", "GET", `/Users?filter=userName eq "nobody"`, ""},
		{"read by id", "GET", "/Users/" + ada.ID, ""},
		{"page of 100", "GET", "/Users?startIndex=1&count=10", ""},
		{"total alone", "GET", "/Users?count=0", ""},
		{"", "PUT", "/Users/" + ada.ID, personBody(ada.UserName)},
		{"unchanged PUT", "PUT", "/Users/" + ada.ID, personBody(ada.UserName)},
		{"PUT of a user", "PUT", "/Users/" + ada.ID, strings.Replace(personBody(ada.UserName), "Lovelace", newcomer, 2)},
		{"deactivation", "PATCH", "/Users/" + ada.ID, patchBody(`{"op":"replace","value":{"active":false}}`)},
		{"reactivation", "PATCH", "/Users/" + ada.ID, patchBody(`{"op":"replace","value":{"active":true}}`)},
		{"create", "POST", "/Users", personBody(newcomer)},
		{"group by name without members", "GET", `/Groups?excludedAttributes=members&filter=displayName eq "Crew"`, ""},
		{"groups without members", "GET", "/Groups?excludedAttributes=members", ""},
		{"group without members", "GET", at + "?attributes=displayName", ""},
		{"groups of a person", "GET", `/Groups?attributes=id&filter=members[value eq "` + people[1] + `"]`, ""},
		{"name as it is", "PATCH", at + "?attributes=id", patchBody(`{"op":"replace","value":{"displayName":"Crew"}}`)},
		{"name and member as they are", "PATCH", at + "?attributes=id", patchBody(`{"op":"replace","value":{"displayName":"Crew"}}`, `{"op":"add","path":"members","value":`+memberList(people[1])+`}`)},
		{"one member leaves", "PATCH", at + "?attributes=id", patchBody(`{"op":"remove","path":"members[value eq \"` + people[1] + `\"]"}`)},
		{"one member joins", "PATCH", at + "?attributes=id", patchBody(`{"op":"add","path":"members","value":` + memberList(people[1]) + `}`)},
		{"rename", "PATCH", at + "?attributes=id", patchBody(`{"op":"replace","path":"displayName","value":"Crew ` + newcomer + `"}`)},
		{"", "PATCH", at + "?attributes=id", patchBody(`{"op":"replace","path":"displayName","value":"Crew"}`)},
	}
	if len(people) >= 1000 {
		requests = append(requests, []struct{ what, method, address, body string }{
			{"a thousand leave", "PATCH", at + "?attributes=id", patchBody(`{"op":"remove","path":"members","value":` + memberList(people[:1000]...) + `}`)},
			{"a thousand join", "PATCH", at + "?attributes=id", patchBody(`{"op":"add","path":"members","value":` + memberList(people[:1000]...) + `}`)},
		}...)
	}
	costs := map[string]cost{}
	for _, request := range requests {
		before := d.rows(t)
		var got answer
		statements := tap.during(func() { got = d.send(t, request.method, escaped.Replace(request.address), request.body) })
		if got.status >= 300 {
			t.Fatalf("%s: %s is answered %d %s", request.what, got.asked, got.status, got.body)
		}
		if request.what != "" {
			costs[request.what] = cost{statements, d.rows(t).written(before)}
		}
	}
	return costs
}
