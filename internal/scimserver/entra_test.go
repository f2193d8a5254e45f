package scimserver_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/entra"
)

// TestOtherProviders runs every scenario of the other providers' habits.
func TestOtherProviders(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{provider: directory.Entra})
		for _, scenario := range entra.Scenarios() {
			t.Run(scenario.Name, func(t *testing.T) {
				t.Parallel()
				for _, check := range scenario.Run(t.Context(), entra.Client{BaseURL: d.base, Token: d.token, Transport: d.client.Transport}) {
					if check.Err != nil {
						t.Errorf("%s: %s: %v", check.ID, check.Text, check.Err)
					}
				}
			})
		}
	})
}

// TestEntraHabits goes through what Entra ID does differently.
func TestEntraHabits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{provider: directory.Entra})
		const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

		// The connection test looks for somebody who does not exist.
		probe := decode[wireList[wireUser]](t, d.get(t, `/Users?filter=userName+eq+%22non-existent%22&aadOptscim062020`).want(t, http.StatusOK))
		if *probe.TotalResults != 0 || probe.Resources == nil {
			t.Errorf("the probe finds %+v", probe)
		}
		ada := decode[wireUser](t, d.post(t, "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","`+enterprise+`"],"externalId":"ada","userName":"ada@example.com",`+
			`"active":true,"meta":{"resourceType":"User"},"name":{"formatted":"Ada L"},"roles":[],"`+enterprise+`":{"department":"Engines","manager":"boss"}}`).want(t, http.StatusCreated))
		if got := d.lookup(t, "/Users", `externalId eq ada`); !slices.Equal(got, []string{ada.ID}) {
			t.Errorf("an unquoted external id finds %v", got)
		}
		read := string(d.get(t, "/Users/"+ada.ID).body)
		if !strings.Contains(read, `"manager":{"value":"boss"}`) { // Entra cannot read its own plain string
			t.Errorf("the manager is answered in %s", read)
		}
		// Dotted and extension names within one value, and a leaver.
		patched := string(d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"Replace","value":{"name.givenName":"Ada","`+enterprise+`:employeeNumber":"7","active":"False"}}`,
			`{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+44 1"}`,
			`{"op":"Replace","path":"`+enterprise+`:manager","value":"boss2"}`,
			`{"op":"Remove","path":"name.formatted"}`)).want(t, http.StatusOK).body)
		for _, want := range []string{`"givenName":"Ada"`, `"employeeNumber":"7"`, `"active":false`, `"phoneNumbers":[{"value":"+44 1","type":"mobile"}]`, `"manager":{"value":"boss2"}`} {
			if !strings.Contains(patched, want) {
				t.Errorf("%s is not in %s", want, patched)
			}
		}
		if strings.Contains(patched, "Ada L") {
			t.Errorf("the removed part is still in %s", patched)
		}

		// Groups: created empty, with an external id and a schema of Entra's own.
		crew := decode[wireGroup](t, d.post(t, "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],`+
			`"externalId":"8aa1","displayName":"Crew","meta":{"resourceType":"Group"}}`).want(t, http.StatusCreated))
		if crew.ExternalID != "8aa1" {
			t.Errorf("the external id is %q", crew.ExternalID)
		}
		found := decode[wireList[wireGroup]](t, d.get(t, "/Groups?excludedAttributes=members&filter="+url.QueryEscape(`displayName eq "Crew"`)).want(t, http.StatusOK))
		if len(found.Resources) != 1 || found.Resources[0].Members != nil {
			t.Errorf("the lookup of the group finds %+v", found.Resources)
		}
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"Add","path":"members","value":[{"$ref":null,"value":"`+ada.ID+`"}]}`)).want(t, http.StatusOK)
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"Replace","path":"externalId","value":"8aa2"}`, `{"op":"Replace","path":"displayName","value":"Staff"}`)).want(t, http.StatusOK)
		got := d.group(t, crew.ID)
		if !slices.Equal(got.memberIDs(), []string{ada.ID}) || got.ExternalID != "8aa2" || got.DisplayName != "Staff" {
			t.Errorf("the group is %+v", got)
		}
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"Remove","path":"members","value":[{"$ref":null,"value":"`+ada.ID+`"}]}`)).want(t, http.StatusOK)
		if ids := d.group(t, crew.ID).memberIDs(); len(ids) > 0 {
			t.Errorf("the group still holds %v", ids)
		}
		// Thirty days later the leaver is deleted for good.
		d.delete(t, "/Users/"+ada.ID).want(t, http.StatusNoContent)
		d.get(t, "/Users/"+ada.ID).want(t, http.StatusNotFound)
	})
}

// TestJumpCloudActivation makes a person and a group, changes them attribute by
// attribute, and deletes both.
func TestJumpCloudActivation(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{provider: directory.JumpCloud})
		tester := d.person(t, "jumpcloud-test@example.com")
		group := d.pushed(t, "JumpCloud test")
		d.patch(t, "/Users/"+tester.ID, patchBody(`{"op":"replace","path":"name.givenName","value":"J"}`, `{"op":"replace","path":"name.familyName","value":"C"}`,
			`{"op":"replace","path":"displayName","value":"J C"}`, `{"op":"replace","path":"active","value":true}`)).want(t, http.StatusOK)
		d.patch(t, "/Groups/"+group.ID, patchBody(`{"op":"add","path":"members","value":[{"value":"`+tester.ID+`"}]}`)).want(t, http.StatusOK)
		d.patch(t, "/Groups/"+group.ID, patchBody(`{"op":"remove","path":"members","value":[{"value":"`+tester.ID+`"}]}`)).want(t, http.StatusOK)
		d.delete(t, "/Groups/"+group.ID).want(t, http.StatusNoContent)
		d.delete(t, "/Users/"+tester.ID).want(t, http.StatusNoContent)
		d.delete(t, "/Users/"+tester.ID).want(t, http.StatusNotFound)
	})
}

// TestOneLoginHabits: an empty User-Agent, an ampersand at the end, explicit
// nulls, and emails that are no list.
func TestOneLoginHabits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{provider: directory.OneLogin})
		ada := decode[wireUser](t, d.send(t, http.MethodPost, "/Users?", `{"schemas":["urn:scim:schemas:core:2.0"],"userName":"ada@example.com","displayName":null,"externalId":null,`+
			`"emails":{"value":"ada@example.com"},"phoneNumbers":null,"active":true}`, func(r *http.Request) { r.Header["User-Agent"] = []string{""} }).want(t, http.StatusCreated))
		found := decode[wireList[wireUser]](t, d.get(t, "/Users?filter=userName%20eq%20%22ada@example.com%22&").want(t, http.StatusOK))
		if len(found.Resources) != 1 || found.Resources[0].ID != ada.ID {
			t.Errorf("the lookup finds %+v", found.Resources)
		}
		d.put(t, "/Users/"+ada.ID+"?", `{"schemas":["urn:scim:schemas:core:2.0"],"id":"`+ada.ID+`","userName":"ada@example.com","title":null,"active":false}`).want(t, http.StatusOK)
		if got := d.user(t, ada.ID); *got.Active {
			t.Errorf("the user is %+v", got)
		}
	})
}
