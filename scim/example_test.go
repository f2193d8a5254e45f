package scim_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/musterhq/muster/scim"
)

// A user as an identity provider sends it is read, stored, and answered with
// what the server owns around it.
func Example() {
	body := []byte(`{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
		"userName": "ana@example.com",
		"emails": [{"primary": true, "value": "ana@example.com", "type": "work"}],
		"groups": [], "password": "1mz050nq", "active": "True"
	}`)
	doc, err := scim.UserResourceType().Read(body, scim.Tolerant())
	if err != nil {
		fmt.Println(err)
		return
	}
	stored := doc.Resource.AppendJSON(nil)
	fmt.Println(string(stored))

	answer := scim.Envelope{
		ID: "2819c223",
		Meta: scim.Meta{
			ResourceType: "User",
			Created:      time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC),
		},
	}.AppendJSON(nil, stored)
	fmt.Println(string(answer))
	// Output:
	// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana@example.com","active":true,"emails":[{"value":"ana@example.com","type":"work","primary":true}]}
	// {"id":"2819c223","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana@example.com","active":true,"emails":[{"value":"ana@example.com","type":"work","primary":true}],"meta":{"resourceType":"User","created":"2026-11-23T20:00:00Z"}}
}

func ExampleResourceType_Read_refused() {
	_, err := scim.UserResourceType().Read([]byte(`{"userName": "ana", "active": "yes"}`), scim.Tolerant())
	refusal, ok := errors.AsType[*scim.Error](err)
	if !ok {
		return
	}
	fmt.Println(refusal)
	fmt.Println(string(refusal.AppendJSON(nil)))
	// Output:
	// The attribute active must be true or false, not the string "yes".
	// {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"invalidValue","detail":"The attribute active must be true or false, not the string \"yes\".","status":"400"}
}

// A server narrows a filter to an index and lets the matcher decide.
func ExampleMatcher() {
	dialect := scim.Tolerant()
	filter, err := scim.ParseFilter(`active eq true and emails[type eq "work"].value eq "Ana@example.com"`, dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	matcher, err := scim.UserResourceType().Compile(filter, dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range matcher.Equalities() {
		fmt.Printf("%s = %q\n", e.Attribute, e.Folded)
	}
	doc, err := scim.UserResourceType().Read([]byte(`{"userName":"ana","active":true,`+
		`"emails":[{"type":"work","value":"ANA@example.com"}]}`), dialect)
	fmt.Println(matcher.Match(doc.Resource), err)
	// Output:
	// emails.type = "work"
	// emails.value = "ana@example.com"
	// true <nil>
}

func ExampleResourceType_Apply() {
	dialect := scim.Tolerant()
	doc, err := scim.UserResourceType().Read([]byte(`{"userName":"ana","active":true}`), dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	patch, err := scim.ParsePatch([]byte(`{"Operations":[
		{"op":"Replace","path":"active","value":"False"},
		{"op":"Add","path":"emails[type eq \"work\"].value","value":"ana@example.com"}]}`), dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	edit, err := scim.UserResourceType().Apply(patch, doc.Resource, scim.PatchOptions{Dialect: dialect})
	fmt.Println(string(edit.Resource.AppendJSON(nil)), edit.Changed, err)
	// Output:
	// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana","active":false,"emails":[{"value":"ana@example.com","type":"work"}]} true <nil>
}

// What a PATCH does to the members of a group is a difference, not a list.
func ExampleMemberEdit() {
	dialect := scim.Tolerant()
	doc, err := scim.GroupResourceType().Read([]byte(`{"displayName":"Staff"}`), dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	patch, err := scim.ParsePatch([]byte(`{"Operations":[
		{"op":"replace","value":{"id":"g1","displayName":"Staff"}},
		{"op":"add","path":"members","value":[{"value":"u1","display":"ana"},{"value":"u2"}]},
		{"op":"remove","path":"members[value eq \"u3\"]"}]}`), dialect)
	if err != nil {
		fmt.Println(err)
		return
	}
	edit, err := scim.GroupResourceType().Apply(patch, doc.Resource, scim.PatchOptions{Dialect: dialect, ID: "g1"})
	fmt.Println(edit.Changed, len(edit.Members.Add), edit.Members.Remove, err)
	// Output:
	// false 2 [u3] <nil>
}

func ExampleProjection() {
	doc, err := scim.UserResourceType().Read([]byte(`{"userName":"ana","title":"Engineer","name":{"givenName":"Ana","familyName":"Ruiz"}}`), scim.Dialect{})
	if err != nil {
		fmt.Println(err)
		return
	}
	projection, err := scim.UserResourceType().ParseProjection("name.givenName", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	whole := doc.Resource.Within(scim.Envelope{ID: "u1"})
	fmt.Println(string(projection.AppendJSON(nil, whole)))
	// Output:
	// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u1","userName":"ana","name":{"givenName":"Ana"}}
}

func ExampleListResponse() {
	list := scim.ListResponse{TotalResults: 250, StartIndex: 101, ItemsPerPage: 2}
	page := list.AppendJSON(nil, []byte(`{"id":"u101"}`), []byte(`{"id":"u102"}`))
	fmt.Println(string(page))
	// Output:
	// {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":250,"startIndex":101,"itemsPerPage":2,"Resources":[{"id":"u101"},{"id":"u102"}]}
}

func ExampleNewResourceType() {
	device, err := scim.NewResourceType(scim.Definition{
		Name: "Device", Endpoint: "/Devices", Description: "A computer.",
		Schema: scim.Schema{ID: "urn:example:Device", Name: "Device", Attributes: []scim.Attribute{
			{Name: "serialNumber", Required: true, CaseExact: true, Description: "The number on its back."},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = device.Read([]byte(`{"displayName":"Ana's laptop"}`), scim.Dialect{})
	fmt.Println(err)
	// Output:
	// The attribute serialNumber is required; send a value for it.
}

func ExampleDialect() {
	// One connection of an identity provider: what it is forgiven, how large
	// its requests may be, and how user names are compared.
	dialect := scim.Tolerant()
	dialect.Limits.Operations = 100
	dialect.Fold = strings.ToLower
	_, err := scim.ParseFilter(`externalId eq jyoung`, dialect)
	fmt.Println(err)
	_, err = scim.ParseFilter(`externalId eq jyoung`, scim.Dialect{})
	fmt.Println(err)
	// Output:
	// <nil>
	// The filter is not valid at byte 20: put the value "jyoung" in double quotes.
}
