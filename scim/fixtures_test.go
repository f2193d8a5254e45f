package scim_test

import (
	"errors"
	"testing"

	"github.com/musterhq/muster/scim"
)

const enterprise = scim.SchemaEnterpriseUser

// oktaUser is what Okta sends to create a user.
const oktaUser = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
 "userName":"Ana.Ruiz@example.com",
 "name":{"givenName":"Ana","familyName":"Ruiz"},
 "emails":[{"primary":true,"value":"ana.ruiz@example.com","type":"work"}],
 "displayName":"Ana Ruiz","locale":"en-US",
 "externalId":"00ujl29u0le5T6Aj10h7",
 "groups":[],"password":"1mz050nq","active":true}`

// fullUser is about 1 KB with most of what a provider maps.
const fullUser = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
 "externalId":"00ujl29u0le5T6Aj10h7","userName":"ana.ruiz@example.com",
 "name":{"formatted":"Dr. Ana Ruiz","familyName":"Ruiz","givenName":"Ana","honorificPrefix":"Dr."},
 "displayName":"Ana Ruiz","nickName":"Anita","profileUrl":"https://example.com/ana","title":"Engineer","userType":"Employee",
 "preferredLanguage":"es-ES","locale":"es-ES","timezone":"Europe/Madrid","active":true,
 "emails":[{"value":"ana.ruiz@example.com","type":"work","primary":true},{"value":"ana@home.example","type":"home"}],
 "phoneNumbers":[{"value":"+34 600 000 001","type":"work"},{"value":"+34 600 000 002","type":"mobile"}],
 "addresses":[{"streetAddress":"Calle Mayor 1","locality":"Madrid","postalCode":"28013","country":"ES","type":"work","primary":true}],
 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"701984","costCenter":"4130","organization":"Example","division":"R&D","department":"Platform","manager":{"value":"26118915","displayName":"John Smith"}}}`

func readUser(t testing.TB, body string) scim.Resource {
	t.Helper()
	doc, err := scim.UserResourceType().Read([]byte(body), scim.Tolerant())
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	return doc.Resource
}

func readGroup(t testing.TB, body string) scim.Resource {
	t.Helper()
	doc, err := scim.GroupResourceType().Read([]byte(body), scim.Tolerant())
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	return doc.Resource
}

func mustJSON(r interface{ AppendJSON([]byte) []byte }) string { return string(r.AppendJSON(nil)) }

// typeOf returns the scimType of an error, and fails if it is no *scim.Error
// with status 400 or 413 and a detail.
func typeOf(t testing.TB, err error) scim.ErrorType {
	t.Helper()
	e, ok := errors.AsType[*scim.Error](err)
	if !ok {
		t.Fatalf("error %v (%T) is not a *scim.Error", err, err)
	}
	if e.Detail == "" || (e.Status != 400 && e.Status != 413) {
		t.Fatalf("error %#v lacks a detail or has a strange status", e)
	}
	return e.Type
}
