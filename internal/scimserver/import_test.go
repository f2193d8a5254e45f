package scimserver_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
)

// TestImportDuringDeletes walks all people page by page, twice at once, while
// people before the current page leave and others join: whoever is there
// throughout is seen exactly once.
func TestImportDuringDeletes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		var ids []string
		for i := range 120 {
			ids = append(ids, d.person(t, fmt.Sprintf("p%d@example.com", i)).ID)
		}
		seen := []map[string]int{{}, {}}
		left := map[string]bool{}
		for start, joined := 1, 0; start <= 140; start += 20 {
			for walk := range seen {
				list := decode[wireList[wireUser]](t, d.get(t, fmt.Sprintf("/Users?startIndex=%d&count=20", start)).want(t, http.StatusOK))
				for _, user := range list.Resources {
					seen[walk][user.ID]++
				}
				if start == 1 {
					continue
				}
				// Two of those already seen leave, and one more person joins.
				for range 2 {
					left[ids[joined]] = true
					d.delete(t, "/Users/"+ids[joined]).want(t, http.StatusNoContent)
					joined++
				}
				d.person(t, fmt.Sprintf("late%d@example.com", joined))
			}
		}
		for walk, seen := range seen {
			for _, id := range ids {
				if !left[id] && seen[id] != 1 {
					t.Errorf("walk %d saw %s %d times, want once", walk, id, seen[id])
				}
			}
		}
	})
}

// TestImportOfGroups pages through groups with their members.
func TestImportOfGroups(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		var want, got []string
		for i := range 5 {
			want = append(want, d.pushed(t, fmt.Sprintf("Group %d", i), ada.ID).ID)
		}
		for start := 1; start <= 5; start += 2 {
			list := decode[wireList[wireGroup]](t, d.get(t, fmt.Sprintf("/Groups?startIndex=%d&count=2", start)).want(t, http.StatusOK))
			if *list.TotalResults != 5 || *list.ItemsPerPage != len(list.Resources) {
				t.Errorf("the page at %d counts %d and %d", start, *list.TotalResults, *list.ItemsPerPage)
			}
			for _, group := range list.Resources {
				got = append(got, group.ID)
				if ids := group.memberIDs(); !slices.Equal(ids, []string{ada.ID}) {
					t.Errorf("%s holds %v", group.DisplayName, ids)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the pages hold %v, want %v", got, want)
		}
	})
}

// TestLargeGroupIsStreamed: a group of more members than are read at a time is
// answered whole, each once, without a length known beforehand.
func TestLargeGroupIsStreamed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.crowd(t, "person", 1001)
		got := d.post(t, "/Groups", groupBody("Crew", ids...)).want(t, http.StatusCreated)
		crew := decode[wireGroup](t, got)
		if !slices.Equal(crew.memberIDs(), ids) || got.header.Get("Content-Length") != "" {
			t.Errorf("the answer holds %d members and the length %q", len(crew.memberIDs()), got.header.Get("Content-Length"))
		}
		if again := decode[wireGroup](t, d.put(t, "/Groups/"+crew.ID, groupBody("Crew", ids[1:]...)).want(t, http.StatusOK)); !slices.Equal(again.memberIDs(), ids[1:]) {
			t.Errorf("after a PUT the answer holds %d members, want 1,000", len(again.memberIDs()))
		}
	})
}

// TestLookupAnswerIsSmall: a lookup's answer holds what the client sent and what
// RFC 7643 wants, and no byte more.
func TestLookupAnswerIsSmall(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := decode[wireUser](t, d.post(t, "/Users", `{"userName":"ada","externalId":"1","active":true}`).want(t, http.StatusCreated))
		got := d.get(t, `/Users?filter=userName%20eq%20%22ada%22&startIndex=1&count=100`).want(t, http.StatusOK)
		want := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[` +
			`{"id":"` + ada.ID + `","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"1","userName":"ada","active":true,` +
			`"meta":{"resourceType":"User","created":"` + ada.Meta.Created + `","lastModified":"` + ada.Meta.LastModified + `","location":"` + d.base + `/Users/` + ada.ID + `"}}]}`
		if string(got.body) != want {
			t.Errorf("the lookup is answered\n%s\nwant\n%s", got.body, want)
		}
		if len(got.header) > 4 { // Content-Length, Content-Type, Date, X-Request-Id
			t.Errorf("the answer has the headers %v", got.header)
		}
	})
}
