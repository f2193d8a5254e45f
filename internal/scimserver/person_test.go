package scimserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// personBody is what Okta posts for a new person.
func personBody(userName string) string {
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%[1]s,`+
		`"name":{"givenName":"Ada","familyName":"Lovelace"},`+
		`"emails":[{"primary":true,"value":%[1]s,"type":"work"}],`+
		`"displayName":"Ada Lovelace","locale":"en-US","externalId":%[2]s,"groups":[],"password":"1mz050nq","active":true}`,
		quoted(userName), quoted("00u"+userName))
}

// person creates a person as Okta does.
func (d *door) person(t testing.TB, userName string) wireUser {
	t.Helper()
	return decode[wireUser](t, d.post(t, "/Users", personBody(userName)).want(t, http.StatusCreated))
}

// people creates so many people and returns their ids, sorted.
func (d *door) people(t testing.TB, count int) []string {
	t.Helper()
	ids := make([]string, count)
	together(t, min(count, 16), func(worker int) {
		for i := worker; i < count; i += min(count, 16) {
			ids[i] = d.person(t, fmt.Sprintf("person%d@example.com", i)).ID
		}
	})
	slices.Sort(ids)
	return ids
}

// crowd creates so many people past HTTP, in one change, and returns their ids,
// sorted.
func (d *door) crowd(t testing.TB, word string, count int) []string {
	t.Helper()
	ids := make([]string, count)
	now := d.organization.CreatedAt
	err := d.engine.store.Update(t.Context(), d.organization.ID, func(tx directory.Tx) error {
		for i := range ids {
			name := fmt.Sprintf("%s%d@example.com", word, i)
			number, err := tx.Append(directory.Entry{At: now, Kind: directory.MemberCreated, Actor: administration.Operator().Actor})
			if err != nil {
				return err
			}
			member := directory.Member{
				ID: directory.MemberID(directory.NewID()), Ordinal: number, Origin: d.connection.ID, Name: name, Email: name,
				Role: directory.RoleMember, Status: directory.MemberActive, CreatedAt: now, UpdatedAt: now,
			}
			if err := tx.CreateMember(member); err != nil {
				return err
			}
			if err := tx.TakeLicense(member.ID); err != nil {
				return err
			}
			identity := directory.Identity{
				Connection: d.connection.ID, ID: directory.IdentityID(directory.NewID()), Ordinal: number, Member: member.ID,
				Assertion: directory.Assertion{
					UserName: name, ExternalID: name, Name: name, Emails: []string{name}, Active: true,
					Resource: []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":` + quoted(name) + `,"userName":` + quoted(name) +
						`,"active":true,"emails":[{"value":` + quoted(name) + `,"type":"work","primary":true}]}`),
				},
				CreatedAt: now, UpdatedAt: now,
			}
			if err := tx.CreateIdentity(identity); err != nil {
				return err
			}
			ids[i] = string(identity.ID)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(ids)
	return ids
}

// groupBody is what Okta posts for a pushed group.
func groupBody(name string, members ...string) string {
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":%s,"members":%s}`, quoted(name), memberList(members...))
}

// memberList is a list of members as Okta sends it: without a type.
func memberList(ids ...string) string {
	var list strings.Builder
	list.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			list.WriteByte(',')
		}
		fmt.Fprintf(&list, `{"value":%s,"display":"somebody"}`, quoted(id))
	}
	list.WriteByte(']')
	return list.String()
}

// pushed creates a group.
func (d *door) pushed(t testing.TB, name string, members ...string) wireGroup {
	t.Helper()
	return decode[wireGroup](t, d.post(t, "/Groups", groupBody(name, members...)).want(t, http.StatusCreated))
}

// patchBody is a PATCH of the given operations.
func patchBody(operations ...string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

// user reads a user.
func (d *door) user(t testing.TB, id string) wireUser {
	t.Helper()
	return decode[wireUser](t, d.get(t, "/Users/"+id).want(t, http.StatusOK))
}

// group reads a group.
func (d *door) group(t testing.TB, id string) wireGroup {
	t.Helper()
	return decode[wireGroup](t, d.get(t, "/Groups/"+id).want(t, http.StatusOK))
}

// lookup sends a filter and returns the ids of the resources it finds.
func (d *door) lookup(t testing.TB, endpoint, filter string) []string {
	t.Helper()
	list := decode[wireList[wireUser]](t, d.get(t, endpoint+"?filter="+url.QueryEscape(filter)).want(t, http.StatusOK))
	if *list.TotalResults != len(list.Resources) {
		t.Errorf("%s: totalResults is %d, and %d resources are there", filter, *list.TotalResults, len(list.Resources))
	}
	ids := []string{}
	for _, resource := range list.Resources {
		ids = append(ids, resource.ID)
	}
	return ids
}

// quoted is a text as JSON.
func quoted(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(err) // text always encodes
	}
	return string(encoded)
}

// firstIdentity asks for the first person of a connection.
var firstIdentity = directory.IdentityQuery{Limit: 1}
