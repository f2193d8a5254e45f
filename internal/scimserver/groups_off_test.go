package scimserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// TestWithoutGroups: R69, R70. Okta's connection works, asks for groups and is
// answered that there are none; each write is refused in words, and the first is told
// in the journal: more is not written.
func TestWithoutGroups(t *testing.T) {
	for groups, why := range map[directory.Groups]string{
		directory.GroupsOff:       "takes no groups",
		directory.GroupsEncrypted: "only with an encryption service and none is connected",
	} {
		t.Run(string(groups), func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, engine engine) {
				d := newDoor(t, engine, doorOptions{})
				ada := d.person(t, "ada@example.com")
				crew := d.pushed(t, "Crew", ada.ID)
				d.policy(t, func(policy *directory.Policy) { policy.Groups = groups })

				for _, list := range []string{"/Groups?startIndex=1&count=100", `/Groups?filter=displayName%20eq%20%22Crew%22`} {
					got := d.get(t, list).want(t, http.StatusOK)
					if found := decode[wireList[wireGroup]](t, got); *found.TotalResults != 0 || len(found.Resources) != 0 {
						t.Errorf("%s answers %s", list, got.body)
					}
				}
				d.writesRefusals(t, "a group that is not taken", 1, func() {
					d.get(t, "/Groups/"+crew.ID).refused(t, http.StatusForbidden, "", why, "in Okta")
					d.post(t, "/Groups", groupBody("Optics", ada.ID)).refused(t, http.StatusForbidden, "", why)
					d.put(t, "/Groups/"+crew.ID, groupBody("Crew")).refused(t, http.StatusForbidden, "", why)
					d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"replace","value":{"displayName":"Glass"}}`)).refused(t, http.StatusForbidden, "", why)
					d.delete(t, "/Groups/"+crew.ID).refused(t, http.StatusForbidden, "", why)
				})
				d.get(t, "/ResourceTypes/Group").refused(t, http.StatusNotFound, "")
				d.get(t, "/Schemas/"+scim.GroupSchema().ID).refused(t, http.StatusNotFound, "")
				for _, discovery := range []string{"/ResourceTypes", "/Schemas"} {
					if got := d.get(t, discovery).want(t, http.StatusOK); strings.Contains(string(got.body), "core:2.0:Group") || !strings.Contains(string(got.body), "core:2.0:User") {
						t.Errorf("%s tells of groups, or nothing of users: %s", discovery, got.body)
					}
				}
				if found := d.person(t, "bram@example.com"); found.ID == "" {
					t.Error("without groups nobody is created")
				}
				if got := d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK); strings.Contains(string(got.body), crew.ID) {
					t.Errorf("a user names a group that has no address: %s", got.body)
				}

				d.policy(t, func(policy *directory.Policy) { policy.Groups = directory.GroupsOn })
				if got := decode[wireGroup](t, d.get(t, "/Groups/"+crew.ID).want(t, http.StatusOK)); len(*got.Members) != 1 {
					t.Errorf("with groups again, the group that was there is %+v", got)
				}
				d.get(t, "/ResourceTypes/Group").want(t, http.StatusOK)
			})
		})
	}
}

// policy changes the rules of the door's connection.
func (d *door) policy(t testing.TB, change func(*directory.Policy)) {
	t.Helper()
	change(&d.connection.Policy)
	if _, err := d.admin.ChangePolicy(t.Context(), administration.Operator(), d.organization.ID, d.connection.ID, d.connection.Policy); err != nil {
		t.Fatal(err)
	}
}
