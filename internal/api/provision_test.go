package api_test

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// provisioned is a person whom Okta created.
type provisioned struct {
	identity directory.IdentityID
	member   directory.MemberID
	request  string
}

// scim asks the door for providers as Okta does.
func (w *world) scim(token, method, path, body string) answer {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, w.url+"/scim/v2"+path, strings.NewReader(body))
	w.ok(err)
	r.Header.Set("Content-Type", "application/scim+json")
	r.Header.Set("Authorization", "Bearer "+token)
	return w.stranger().send(r)
}

// provision creates a person as Okta does.
func (w *world) provision(token, name, email string) provisioned {
	w.Helper()
	first, last, _ := strings.Cut(name, " ")
	answer := w.scim(token, http.MethodPost, "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"`+email+`",
		"name":{"givenName":"`+first+`","familyName":"`+last+`"},"displayName":"`+name+`","active":true,
		"emails":[{"value":"`+email+`","type":"work","primary":true}]}`).want(http.StatusCreated)
	var user struct{ ID directory.IdentityID }
	answer.into(&user)
	return provisioned{identity: user.ID, member: w.memberBehind(token, user.ID), request: answer.header.Get("X-Request-Id")}
}

// memberBehind finds the account of an identity.
func (w *world) memberBehind(token string, id directory.IdentityID) directory.MemberID {
	w.Helper()
	organizations, err := w.store.Organizations(w.Context())
	w.ok(err)
	for _, organization := range organizations {
		members, err := w.store.View(w.Context(), organization.ID).IdentityMembers([]directory.IdentityID{id})
		w.ok(err)
		if len(members) == 1 {
			return members[0].ID
		}
	}
	w.Fatalf("nobody stands behind %s", id)
	return ""
}

// push pushes a group as Okta does and returns its id.
func (w *world) push(token, name string, people ...directory.IdentityID) directory.TeamID {
	w.Helper()
	type value struct {
		Value directory.IdentityID `json:"value"`
	}
	values := []value{}
	for _, id := range people {
		values = append(values, value{id})
	}
	members, err := json.Marshal(values)
	w.ok(err)
	answer := w.scim(token, http.MethodPost, "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"`+name+`","members":`+string(members)+`}`).want(http.StatusCreated)
	var group struct{ ID directory.TeamID }
	answer.into(&group)
	return group.ID
}
