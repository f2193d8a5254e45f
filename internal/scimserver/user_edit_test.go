package scimserver_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestDeactivatedPeopleStayReadable by id and by lookup: Okta would create them
// again.
func TestDeactivatedPeopleStayReadable(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		for _, body := range []string{
			`{"op":"replace","value":{"active":false}}`,            // Okta
			`{"op":"Replace","path":"active","value":"False"}`,     // Entra
			`{"op":"Add","path":"active","value":false}`,           // Rancher's customers
			`{"op":"replace","path":"active","value":[false]}`,     // seen by one peer
			`{"op":"replace","value":"x"},{"op":"replace"}`,        // refused below
			`{"op":"replace","path":"active","value":"perhaps"}`,   // refused below
			`{"op":"remove","path":"active","value":{"x":"y"}}`,    // what is not said stays
			`{"op":"replace","path":"active","value":null}`,        // the same
			`{"op":"replace","value":{"active":"false","id":"x"}}`, // an id is passed over
		} {
			before := d.user(t, ada.ID)
			got := d.patch(t, "/Users/"+ada.ID, patchBody(body))
			after := d.user(t, ada.ID)
			switch {
			case strings.Contains(body, `"x"}`) && strings.Contains(body, "replace\"}"), strings.Contains(body, "perhaps"):
				got.want(t, http.StatusBadRequest)
				if *after.Active != *before.Active {
					t.Errorf("%s was refused and changed active", body)
				}
			case strings.Contains(body, "remove"), strings.Contains(body, "null"):
				if *after.Active != *before.Active {
					t.Errorf("%s changed active to %v", body, *after.Active)
				}
			default:
				got.want(t, http.StatusOK)
				if *after.Active || *decode[wireUser](t, got).Active {
					t.Errorf("%s left the user active", body)
				}
				if found := d.lookup(t, "/Users", `userName eq "ada@example.com"`); !slices.Equal(found, []string{ada.ID}) {
					t.Errorf("after %s the lookup finds %v", body, found)
				}
				if groups := after.Groups; len(groups) != 1 || groups[0].Value != crew.ID {
					t.Errorf("after %s the user is in %v, want the pushed group kept", body, groups)
				}
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":true}}`)).want(t, http.StatusOK)
			}
		}
	})
}

// TestPutEcho sends back what GET answered, with changes, as Okta does: what the
// server owns is passed over, groups included.
func TestPutEcho(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		echo := d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK)
		d.writesNothing(t, "an unchanged echo", func() {
			if got := d.put(t, "/Users/"+ada.ID, string(echo.body)).want(t, http.StatusOK); string(got.body) != string(echo.body) {
				t.Errorf("the echo is answered\n%s\nwant\n%s", got.body, echo.body)
			}
		})
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(echo.body, &fields); err != nil {
			t.Fatal(err)
		}
		fields["groups"] = json.RawMessage(`[]`)
		fields["id"] = json.RawMessage(`"somebody-else"`)
		fields["meta"] = json.RawMessage(`{"version":"W/\"1\"","resourceType":"Nonsense","location":null}`)
		fields["schemas"] = json.RawMessage(`["urn:scim:schemas:core:2.0","urn:example:never"]`)
		fields["title"] = json.RawMessage(`"Countess"`)
		body, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		got := decode[wireUser](t, d.put(t, "/Users/"+ada.ID, string(body)).want(t, http.StatusOK))
		if got.ID != ada.ID || got.Title != "Countess" || got.Meta.ResourceType != "User" || got.Meta.Created != ada.Meta.Created ||
			!slices.Equal(got.Schemas, []string{"urn:ietf:params:scim:schemas:core:2.0:User"}) {
			t.Errorf("the answer is %+v", got)
		}
		if len(got.Groups) != 1 || got.Groups[0].Value != crew.ID || got.Groups[0].Display != "Crew" || got.Groups[0].Ref != d.base+"/Groups/"+crew.ID {
			t.Errorf("groups are %+v, want the one group", got.Groups)
		}
		d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"groups":[],"title":"Ada"}}`)).want(t, http.StatusOK)
		d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"remove","path":"groups"}`)).refused(t, http.StatusBadRequest, "mutability")
		if ids := d.group(t, crew.ID).memberIDs(); !slices.Equal(ids, []string{ada.ID}) {
			t.Errorf("the group holds %v, want it untouched", ids)
		}
	})
}

// TestPutReplaces: what a PUT leaves out is gone (RFC 7644 §3.5.1), except for
// active: a forgotten mapping must neither lock everybody out nor let anybody in.
func TestPutReplaces(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		got := decode[wireUser](t, d.put(t, "/Users/"+ada.ID, `{"userName":"ada@example.com"}`).want(t, http.StatusOK))
		if got.DisplayName != "" || got.ExternalID != "" || len(got.Emails) > 0 || !*got.Active {
			t.Errorf("the replaced user is %+v", got)
		}
		d.put(t, "/Users/"+ada.ID, `{"userName":"ada@example.com","active":false}`).want(t, http.StatusOK)
		if got := decode[wireUser](t, d.put(t, "/Users/"+ada.ID, `{"userName":"ada@example.com","title":"X"}`).want(t, http.StatusOK)); *got.Active {
			t.Error("a PUT without active reactivated the user")
		}
		if got := decode[wireUser](t, d.put(t, "/Users/"+ada.ID, `{"userName":"ada@example.com","emails":[],"name":{},"title":"","nickName":null,"active":true}`).want(t, http.StatusOK)); !*got.Active {
			t.Errorf("empty values are answered %+v", got)
		}
	})
}

// TestNoOpPushesWriteNothing: Okta repeats whole profiles all day.
func TestNoOpPushesWriteNothing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		before := d.user(t, ada.ID)
		for what, push := range map[string]func() answer{
			"the same PUT":         func() answer { return d.put(t, "/Users/"+ada.ID, personBody("ada@example.com")) },
			"PUT in another order": func() answer { return d.put(t, "/Users/"+ada.ID, reordered(t, personBody("ada@example.com"))) },
			"active as it is": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":true}}`))
			},
			"the same name": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"add","path":"displayName","value":"Ada Lovelace"}`))
			},
			"an email that is there": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"add","path":"emails","value":[{"value":"ada@example.com","type":"work"}]}`))
			},
			"removing what is not there": func() answer { return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"remove","path":"title"}`)) },
			"there and back": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"add","path":"title","value":"X"}`, `{"op":"remove","path":"title"}`))
			},
			"a password and nothing else": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"password":"x"}}`))
			},
			"a whole complex with a part": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":"name","value":{"givenName":"Ada"}}`))
			},
			"an empty value without value": func() answer {
				return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":"nickName","value":null}`))
			},
		} {
			d.writesNothing(t, what, func() { push().want(t, http.StatusOK) })
		}
		if after := d.user(t, ada.ID); after.Meta.LastModified != before.Meta.LastModified {
			t.Errorf("lastModified is %s, want %s", after.Meta.LastModified, before.Meta.LastModified)
		}
	})
}

// reordered is a JSON object with its fields the other way round.
func reordered(t testing.TB, body string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(body))
	if _, err := decoder.Token(); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
		fields = append(fields, quoted(name.(string))+": "+string(value))
	}
	slices.Reverse(fields)
	return "{\n" + strings.Join(fields, " ,\n") + "}"
}

// TestUnknownAttributesAreKept with their spelling and their bytes, on every way
// they can come.
func TestUnknownAttributesAreKept(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		got := d.post(t, "/Users", `{"userName":"ada","shoeSize":38.50,"name":{"givenName":"Ada","nachName":"L"},`+
			`"urn:okta:crew_1:2.0:user:custom":{"rank":1e2,"tags":["a",null],"deep":{"B":{}}}}`).want(t, http.StatusCreated)
		ada := decode[wireUser](t, got)
		for _, kept := range []string{`"shoeSize":38.50`, `"nachName":"L"`, `"urn:okta:crew_1:2.0:user:custom":{"rank":1e2,"tags":["a",null],"deep":{"B":{}}}`} {
			if !strings.Contains(string(got.body), kept) {
				t.Errorf("%s is not in %s", kept, got.body)
			}
		}
		// Entra sends custom attributes together with a leaver's deactivation.
		patched := d.patch(t, "/Users/"+ada.ID, patchBody(
			`{"op":"Replace","path":"active","value":"False"}`,
			`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:Crew:2.0:User:badge","value":"7"}`,
			`{"op":"Add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"Engines","favouriteColour":"red"}}`,
			`{"op":"Replace","path":"urn:okta:crew_1:2.0:user:custom:rank","value":3}`)).want(t, http.StatusOK)
		for _, kept := range []string{`"badge":"7"`, `"department":"Engines"`, `"favouriteColour":"red"`, `"rank":3`, `"active":false`, `"shoeSize":38.50`} {
			if !strings.Contains(string(patched.body), kept) {
				t.Errorf("%s is not in %s", kept, patched.body)
			}
		}
		if read := d.get(t, "/Users/"+ada.ID); string(read.body) != string(patched.body) {
			t.Errorf("GET answers\n%s\nand PATCH answered\n%s", read.body, patched.body)
		}
	})
}

// TestPatchPaths: a path that names no attribute of the schema is refused
// (RFC 7644 Table 9), and nothing of its request is kept.
func TestPatchPaths(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		for _, test := range []struct{ operation, scimType string }{
			{`{"op":"replace","path":"nosuch","value":"x"}`, "invalidPath"},
			{`{"op":"add","path":"name.nosuch","value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:nosuch","value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:nosuch","value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"emails[type eq \"work\"].nosuch","value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"emails[type eq","value":"x"}`, "invalidFilter"},
			{`{"op":"replace","path":"..","value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"meta.created","value":"2020-01-01T00:00:00Z"}`, "mutability"},
			{`{"op":"replace","path":"id","value":"x"}`, "mutability"},
			{`{"op":"remove","path":"userName"}`, "mutability"},
			{`{"op":"replace","path":"userName","value":""}`, "invalidValue"},
			{`{"op":"replace","path":"userName","value":7}`, "invalidValue"},
			{`{"op":"remove"}`, "noTarget"},
			{`{"op":"move","path":"title"}`, "invalidSyntax"},
			{`{"path":"title","value":"x"}`, "invalidSyntax"},
			{`{"op":"replace","path":7,"value":"x"}`, "invalidPath"},
			{`{"op":"replace","path":"title"}`, "invalidValue"},
			{`"replace"`, "invalidSyntax"},
		} {
			d.writesNothing(t, test.operation, func() {
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":"title","value":"kept by half"}`, test.operation)).
					refused(t, http.StatusBadRequest, test.scimType)
			})
		}
	})
}

// TestEntraWorkMail: a filtered path that finds nothing makes the value (E6).
func TestEntraWorkMail(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := decode[wireUser](t, d.post(t, "/Users", `{"userName":"ada"}`).want(t, http.StatusCreated))
		got := decode[wireUser](t, d.patch(t, "/Users/"+ada.ID, patchBody(
			`{"op":"Add","path":"emails[type eq \"work\"].value","value":"ada@work.example"}`,
			`{"op":"Replace","path":"name.givenName","value":"Ada"}`)).want(t, http.StatusOK))
		if len(got.Emails) != 1 || got.Emails[0].Value != "ada@work.example" || got.Emails[0].Type != "work" || got.Name.GivenName != "Ada" {
			t.Errorf("the user is %+v", got)
		}
		if found := d.lookup(t, "/Users", `emails[type eq "work"].value eq "ADA@work.example"`); !slices.Equal(found, []string{ada.ID}) {
			t.Errorf("the new address finds %v", found)
		}
	})
}

// TestDeleteUser: gone from everywhere, the name free, the member left behind
// without a license (RFC 7644 §3.6).
func TestDeleteUser(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		crew := d.pushed(t, "Crew", ada.ID, bob.ID)
		if got := d.delete(t, "/Users/"+ada.ID).want(t, http.StatusNoContent); len(got.body) > 0 {
			t.Errorf("DELETE answers %s", got.body)
		}
		for _, method := range []string{"GET", "PUT", "PATCH", "DELETE"} {
			body := personBody("ada@example.com")
			if method == "PATCH" {
				body = patchBody(`{"op":"replace","value":{"active":true}}`)
			}
			d.send(t, method, "/Users/"+ada.ID, body).refused(t, http.StatusNotFound, "", ada.ID)
		}
		if ids := d.group(t, crew.ID).memberIDs(); !slices.Equal(ids, []string{bob.ID}) {
			t.Errorf("the group holds %v, want %s", ids, bob.ID)
		}
		members, err := d.view(t).Members(directory.MemberQuery{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if len(members) != 2 || members[0].Status != directory.MemberDeactivated || members[0].Licensed {
			t.Errorf("the members are %+v, want the deleted one deactivated and without a license", members)
		}
		if again := d.person(t, "ada@example.com"); again.ID == ada.ID || len(again.Groups) > 0 {
			t.Errorf("the new person of that name is %+v", again)
		}
	})
}
