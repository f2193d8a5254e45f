package scimserver_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestCreateGroup with members and without (RFC 7644 §3.3).
func TestCreateGroup(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		got := d.post(t, "/Groups", groupBody("Crew", ada.ID, bob.ID, ada.ID)).want(t, http.StatusCreated)
		crew := decode[wireGroup](t, got)
		want := []wireValue{
			{Value: ada.ID, Ref: d.base + "/Users/" + ada.ID, Display: "ada@example.com", Type: "User"},
			{Value: bob.ID, Ref: d.base + "/Users/" + bob.ID, Display: "bob@example.com", Type: "User"},
		}
		if crew.DisplayName != "Crew" || !slices.Equal(*crew.Members, want) || crew.Meta.ResourceType != "Group" {
			t.Errorf("the created group is %s", got.body)
		}
		if got.header.Get("Location") != d.base+"/Groups/"+crew.ID || crew.Meta.Location != d.base+"/Groups/"+crew.ID {
			t.Errorf("the location is %q and %q", got.header.Get("Location"), crew.Meta.Location)
		}
		if read := d.get(t, "/Groups/"+crew.ID).want(t, http.StatusOK); string(read.body) != string(got.body) {
			t.Errorf("GET answers\n%s\nand POST answered\n%s", read.body, got.body)
		}
		for i, body := range []string{groupBody("Empty"), `{"displayName":"Bare"}`, `{"displayName":"Null","members":null,"schemas":["http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"]}`} {
			empty := decode[wireGroup](t, d.post(t, "/Groups", body).want(t, http.StatusCreated))
			if empty.Members == nil || len(*empty.Members) > 0 {
				t.Errorf("the empty group %d is %+v", i, empty)
			}
		}
	})
}

// TestGroupNames: unique within the connection; the old name and a deleted one
// are free at once, and one's own is no conflict.
func TestGroupNames(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		crew, other := d.pushed(t, "Crew Ä"), d.pushed(t, "Other")
		d.post(t, "/Groups", groupBody("CREW ä")).refused(t, http.StatusConflict, "uniqueness", "Crew Ä", crew.ID)
		d.put(t, "/Groups/"+other.ID, groupBody("crew ä")).refused(t, http.StatusConflict, "uniqueness")
		d.patch(t, "/Groups/"+other.ID, patchBody(`{"op":"replace","value":{"displayName":"crew Ä"}}`)).refused(t, http.StatusConflict, "uniqueness")
		d.writesNothing(t, "a PUT of the group's own name", func() {
			d.put(t, "/Groups/"+crew.ID, groupBody("Crew Ä")).want(t, http.StatusOK)
		})
		if got := decode[wireGroup](t, d.put(t, "/Groups/"+crew.ID, groupBody("CREW Ä")).want(t, http.StatusOK)); got.DisplayName != "CREW Ä" {
			t.Errorf("the name is %q, want it as it was sent", got.DisplayName)
		}
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"replace","value":{"id":"`+crew.ID+`","displayName":"Renamed"}}`)).want(t, http.StatusOK)
		d.put(t, "/Groups/"+other.ID, groupBody("Crew Ä")).want(t, http.StatusOK)
		d.delete(t, "/Groups/"+other.ID).want(t, http.StatusNoContent)
		again := d.pushed(t, "Crew Ä")
		if again.ID == other.ID {
			t.Error("a deleted id was given out again")
		}
		d.get(t, "/Groups/"+other.ID).refused(t, http.StatusNotFound, "", other.ID)
		if got := d.lookup(t, "/Groups", `displayName eq "crew ä"`); !slices.Equal(got, []string{again.ID}) {
			t.Errorf("the name finds %v, want %s", got, again.ID)
		}
	})
}

// TestOktaGroupPush is the order of a push from a catalog app: create with
// members, the same members once more, then the name before every change.
func TestOktaGroupPush(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		at := "/Groups/" + crew.ID
		d.writesNothing(t, "adding who is there, and the name as it is", func() {
			d.patch(t, at, patchBody(`{"op":"add","path":"members","value":`+memberList(ada.ID)+`}`)).want(t, http.StatusOK)
			d.patch(t, at, patchBody(`{"op":"replace","value":{"id":"`+crew.ID+`","displayName":"Crew"}}`)).want(t, http.StatusOK)
			d.patch(t, at, patchBody(`{"op":"remove","path":"members[value eq \"`+bob.ID+`\"]"}`)).want(t, http.StatusOK)
			d.patch(t, at, patchBody(`{"op":"replace","path":"members","value":`+memberList(ada.ID)+`}`)).want(t, http.StatusOK)
			d.put(t, at, groupBody("Crew", ada.ID)).want(t, http.StatusOK)
		})
		for _, step := range []struct {
			body string
			want []string
		}{
			{`{"op":"add","path":"members","value":` + memberList(bob.ID) + `}`, []string{ada.ID, bob.ID}},
			{`{"op":"replace","value":{"id":"` + crew.ID + `","displayName":"Staff"}}`, []string{ada.ID, bob.ID}},
			{`{"op":"remove","path":"members[value eq \"` + ada.ID + `\"]"}`, []string{bob.ID}},
			{`{"op":"add","path":"members","value":[{"value":"` + ada.ID + `","display":null,"$ref":null}]}`, []string{ada.ID, bob.ID}},
			{`{"op":"Remove","path":"members","value":[{"value":"` + bob.ID + `"}]}`, []string{ada.ID}},
			{`{"op":"remove","path":"members[value eq \"` + ada.ID + `\"]"},{"op":"add","path":"members","value":` + memberList(bob.ID) + `}`, []string{bob.ID}},
			{`{"op":"add","value":{"members":` + memberList(ada.ID) + `}}`, []string{ada.ID, bob.ID}},
			{`{"op":"replace","path":"members","value":[]}`, nil},
			{`{"op":"replace","path":"members","value":` + memberList(ada.ID, bob.ID) + `}`, []string{ada.ID, bob.ID}},
			{`{"op":"remove","path":"members[value eq \"` + ada.ID + `\" or value eq \"` + bob.ID + `\"]"}`, nil},
			{`{"op":"add","path":"members","value":"` + ada.ID + `"}`, []string{ada.ID}},
			{`{"op":"replace","value":{"id":"` + crew.ID + `","displayName":"Staff","members":[]}}`, nil},
			{`{"op":"add","path":"members","value":` + memberList(ada.ID, bob.ID) + `}`, []string{ada.ID, bob.ID}},
			{`{"op":"remove","path":"members"}`, nil},
		} {
			slices.Sort(step.want)
			got := decode[wireGroup](t, d.patch(t, at, patchBody(step.body)).want(t, http.StatusOK))
			if !slices.Equal(got.memberIDs(), append([]string{}, step.want...)) {
				t.Errorf("%s is answered with %v, want %v", step.body, got.memberIDs(), step.want)
			}
			if stored := d.group(t, crew.ID).memberIDs(); !slices.Equal(stored, append([]string{}, step.want...)) {
				t.Errorf("%s leaves %v, want %v", step.body, stored, step.want)
			}
		}
		if got := d.group(t, crew.ID).DisplayName; got != "Staff" {
			t.Errorf("the name is %q", got)
		}
	})
}

// TestWizardGroupPut: the wizard app puts whole groups, members in any order.
func TestWizardGroupPut(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.people(t, 20)
		crew := d.pushed(t, "Crew", ids[:10]...)
		shuffled := slices.Clone(ids[5:])
		slices.Reverse(shuffled)
		got := decode[wireGroup](t, d.put(t, "/Groups/"+crew.ID, `{"id":"`+crew.ID+`",`+groupBody("Crew", shuffled...)[1:]).want(t, http.StatusOK))
		if !slices.Equal(got.memberIDs(), ids[5:]) {
			t.Errorf("the group holds %v, want %v", got.memberIDs(), ids[5:])
		}
		entries := d.journal(t, 0)
		last := entries[len(entries)-1]
		if last.Kind != directory.TeamMembersChanged || len(last.Added) != 10 || len(last.Removed) != 5 {
			t.Errorf("the journal tells %s of %d and %d, want 10 joined and 5 left", last.Kind, len(last.Added), len(last.Removed))
		}
		if got := decode[wireGroup](t, d.put(t, "/Groups/"+crew.ID, `{"displayName":"Crew"}`).want(t, http.StatusOK)); len(got.memberIDs()) != 0 {
			t.Errorf("a PUT without members leaves %v", got.memberIDs())
		}
	})
}

// TestGroupAnswersStaySmall: a PATCH of a group of more than 100 members answers
// 204, unless the request says what it wants to see (RFC 7644 §3.5.2). GET and
// the list show everyone.
func TestGroupAnswersStaySmall(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.people(t, 102)
		crew := d.pushed(t, "Crew", ids[:100]...)
		at := "/Groups/" + crew.ID
		add := func(id string) string {
			return patchBody(`{"op":"add","path":"members","value":` + memberList(id) + `}`)
		}
		if got := decode[wireGroup](t, d.patch(t, at, add(ids[99])).want(t, http.StatusOK)); len(*got.Members) != 100 {
			t.Errorf("a PATCH of 100 shows %d members", len(*got.Members))
		}
		d.patch(t, at, add(ids[100])).want(t, http.StatusNoContent)
		d.patch(t, at, add(ids[100])).want(t, http.StatusNoContent) // and nothing to do
		if got := decode[wireGroup](t, d.patch(t, at+"?attributes=displayName", add(ids[101])).want(t, http.StatusOK)); got.Members != nil || got.DisplayName != "Crew" || got.ID != crew.ID {
			t.Errorf("a PATCH that asks for displayName shows %+v", got)
		}
		if got := decode[wireGroup](t, d.patch(t, at+"?excludedAttributes=members", add(ids[101])).want(t, http.StatusOK)); got.Members != nil || got.DisplayName != "Crew" {
			t.Errorf("a PATCH without members shows %+v", got)
		}
		if got := decode[wireGroup](t, d.patch(t, at+"?attributes=members", add(ids[101])).want(t, http.StatusOK)); len(*got.Members) != 102 || got.DisplayName != "" {
			t.Errorf("a PATCH that asks for members shows %d of them", len(*got.Members))
		}
		if got := d.group(t, crew.ID).memberIDs(); !slices.Equal(got, ids) {
			t.Errorf("GET shows %d members, want 102", len(got))
		}
		list := decode[wireList[wireGroup]](t, d.get(t, "/Groups").want(t, http.StatusOK))
		if len(list.Resources) != 1 || !slices.Equal(list.Resources[0].memberIDs(), ids) {
			t.Errorf("the list does not show the members")
		}
	})
}

// TestGroupProjection: what is excluded or not asked for is not shown
// (RFC 7644 §3.9).
func TestGroupProjection(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		for query, want := range map[string]string{
			"excludedAttributes=members":                   `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"` + crew.ID + `","displayName":"Crew","meta":`,
			"excludedAttributes=members,meta":              `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"` + crew.ID + `","displayName":"Crew"}`,
			"attributes=displayName":                       `"id":"` + crew.ID + `","displayName":"Crew"}`,
			"attributes=members.value":                     `"members":[{"value":"` + ada.ID + `"}]}`,
			"attributes=id":                                `"id":"` + crew.ID + `"}`,
			"excludedAttributes=members.display,meta,$ref": `"members":[{"value":"` + ada.ID + `","$ref":"` + d.base + `/Users/` + ada.ID + `","type":"User"}]}`,
		} {
			got := d.get(t, "/Groups/"+crew.ID+"?"+query).want(t, http.StatusOK)
			if !strings.Contains(string(got.body), want) {
				t.Errorf("%s shows\n%s\nwant in it\n%s", query, got.body, want)
			}
			if listed := d.get(t, "/Groups?"+query).want(t, http.StatusOK); !strings.Contains(string(listed.body), string(got.body)) {
				t.Errorf("%s shows in a list\n%s\nand alone\n%s", query, listed.body, got.body)
			}
		}
		d.get(t, "/Groups?attributes=id&excludedAttributes=members").refused(t, http.StatusBadRequest, "invalidValue")
		user := d.get(t, "/Users/"+ada.ID+"?attributes=userName,name.givenName,emails.value").want(t, http.StatusOK)
		want := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"` + ada.ID + `","userName":"ada@example.com","name":{"givenName":"Ada"},"emails":[{"value":"ada@example.com"}]}`
		if string(user.body) != want {
			t.Errorf("the user is shown as\n%s\nwant\n%s", user.body, want)
		}
	})
}

// TestUnknownMembers: by the standard policy those who are known are applied, and
// the unknown are skipped, shown with the team and named in the journal once.
func TestUnknownMembers(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		foreign := d.beside(t, doorOptions{}).person(t, "eve@example.com")
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID, "nobody", foreign.ID)
		if ids := crew.memberIDs(); !slices.Equal(ids, []string{ada.ID}) {
			t.Errorf("the group holds %v, want the known one", ids)
		}
		named := []string{foreign.ID, "nobody"}
		slices.Sort(named)
		entries := d.journal(t, 0)
		notice := entries[len(entries)-1]
		if notice.Kind != directory.NoticeUnknownMembers || !slices.Equal(notice.Personal.Named, named) || string(notice.Team) != crew.ID {
			t.Errorf("the last entry is %+v", notice)
		}
		team, err := d.view(t).Team(d.connection.ID, directory.TeamID(crew.ID))
		if err != nil || team.Unknown != 2 || team.Size != 1 {
			t.Errorf("the team holds %d and misses %d (%v), want 1 and 2", team.Size, team.Unknown, err)
		}
		d.writesNothing(t, "the same unknown people once more", func() {
			d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"add","path":"members","value":`+memberList(ada.ID, "nobody")+`}`)).want(t, http.StatusOK)
			d.put(t, "/Groups/"+crew.ID, groupBody("Crew", "nobody", foreign.ID, ada.ID)).want(t, http.StatusOK)
		})
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"remove","path":"members[value eq \"nobody\"]"}`)).want(t, http.StatusOK)
		d.put(t, "/Groups/"+crew.ID, groupBody("Crew", ada.ID)).want(t, http.StatusOK)
		if team, err = d.view(t).Team(d.connection.ID, directory.TeamID(crew.ID)); err != nil || team.Unknown != 0 {
			t.Errorf("the team still misses %d (%v)", team.Unknown, err)
		}
	})
}

// TestUnknownMembersRefused by the other policy: 400 that names them, and nothing
// of the push is kept but an entry for each group.
func TestUnknownMembersRefused(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		policy := directory.Standard()
		policy.UnknownMember = directory.RefuseUnknown
		d := newDoor(t, engine, doorOptions{policy: policy})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew")
		d.writesRefusals(t, "a refused push", 2, func() {
			d.post(t, "/Groups", groupBody("Other", ada.ID, "nobody")).refused(t, http.StatusBadRequest, "invalidValue", "nobody", "Okta")
			d.put(t, "/Groups/"+crew.ID, groupBody("Renamed", ada.ID, "nobody")).refused(t, http.StatusBadRequest, "invalidValue", "nobody")
			d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"replace","value":{"displayName":"Renamed"}}`,
				`{"op":"add","path":"members","value":`+memberList(ada.ID, "nobody")+`}`)).refused(t, http.StatusBadRequest, "invalidValue", "nobody")
		})
	})
}

// TestGroupRefusals: what a group cannot be.
func TestGroupRefusals(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		d.writesNothing(t, "what is refused", func() {
			for _, body := range []string{
				`{"members":[]}`, `{"displayName":""}`, `{"displayName":7}`, `{"displayName":"X","members":"y z"}x`, `{"displayName":"X","members":7}`,
				`{"displayName":"X","members":[{"display":"no value"}]}`, `{"displayName":"X","members":[{"value":7}]}`,
				`{"displayName":"X","members":[{"value":"` + crew.ID + `","type":"Group"}]}`, `{"displayName":"X","members":[],"Members":[]}`,
			} {
				for _, got := range []answer{d.post(t, "/Groups", body), d.put(t, "/Groups/"+crew.ID, body)} {
					if got.status != http.StatusBadRequest {
						t.Errorf("%s is answered %d %s, want 400", body, got.status, got.body)
					}
				}
			}
			for _, test := range []struct{ operation, scimType string }{
				{`{"op":"replace","path":"members[value eq \"` + ada.ID + `\"].value","value":"x"}`, "mutability"},
				{`{"op":"add","path":"members[value eq \"` + ada.ID + `\"]","value":{"value":"x"}}`, "mutability"},
				{`{"op":"remove","path":"members[display eq \"x\"]"}`, "invalidFilter"},
				{`{"op":"remove","path":"members[nosuch eq \"x\"]"}`, "invalidFilter"},
				{`{"op":"remove","path":"displayName"}`, "mutability"},
				{`{"op":"replace","path":"owner","value":"x"}`, "invalidPath"},
				{`{"op":"replace","path":"id","value":"x"}`, "mutability"},
				{`{"op":"replace","value":[]}`, "invalidValue"},
			} {
				d.patch(t, "/Groups/"+crew.ID, patchBody(test.operation)).refused(t, http.StatusBadRequest, test.scimType)
			}
		})
	})
}

// TestManyOperations: the profiles want fifty operations on members in one PATCH
// (I-41); a thousand of them are one change.
func TestManyOperations(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.people(t, 50)
		crew := d.pushed(t, "Crew")
		var operations []string
		for i := range 1000 {
			if id := ids[i%50]; i%100 < 50 {
				operations = append(operations, fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":"%s"}]}`, id))
			} else {
				operations = append(operations, fmt.Sprintf(`{"op":"remove","path":"members[value eq \"%s\"]"}`, id))
			}
		}
		head := d.head(t)
		d.writesNothing(t, "a thousand operations that undo each other", func() {
			d.patch(t, "/Groups/"+crew.ID, patchBody(operations...)).want(t, http.StatusOK)
		})
		d.patch(t, "/Groups/"+crew.ID, patchBody(operations[:950]...)).want(t, http.StatusOK)
		if entries := d.journal(t, head); len(entries) != 1 || len(entries[0].Added) != 50 {
			t.Errorf("the journal tells it in %d entries, want one of fifty", len(entries))
		}
	})
}
