package scim_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/musterhq/muster/scim"
)

// The enterprise user of RFC 7643 §8.3 comes back whole, apart from its
// password, once what the server owns is put around it.
func TestEnterpriseUserOfTheRFC(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("testdata/enterprise_user.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := scim.UserResourceType().Read(body, scim.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, doc.Resource)
	if unknown := doc.Resource.UnknownAttributes(); len(unknown) > 0 {
		t.Errorf("%s are in no schema", unknown)
	}
	answer := scim.Envelope{
		ID: "2819c223-7f76-453a-919d-413861904646",
		Meta: scim.Meta{
			ResourceType: "User",
			Created:      time.Date(2010, 1, 23, 4, 56, 22, 0, time.UTC),
			LastModified: time.Date(2011, 5, 13, 4, 42, 34, 0, time.UTC),
			Version:      `W/"a330bc54f0671c9"`,
			Location:     "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
		},
		Groups: []scim.Member{
			{Value: "e9e30dba-f08f-4109-8486-d5c6a331660a", Ref: "../Groups/e9e30dba-f08f-4109-8486-d5c6a331660a", Display: "Tour Guides"},
			{Value: "fc348aa8-3835-40eb-a20b-c726e15c55b5", Ref: "../Groups/fc348aa8-3835-40eb-a20b-c726e15c55b5", Display: "Employees"},
		},
	}.AppendJSON(nil, doc.Resource.AppendJSON(nil))

	var want map[string]any
	if err := json.Unmarshal(body, &want); err != nil {
		t.Fatal(err)
	}
	delete(want, "password")
	expected, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if !sameJSON(t, string(answer), string(expected)) {
		t.Errorf("\n got %s\nwant %s", answer, expected)
	}
}

// The filters of RFC 7644 §3.4.2.2, Figure 2, and what they say about the
// enterprise user.
func TestFiltersOfTheRFC(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("testdata/enterprise_user.json")
	if err != nil {
		t.Fatal(err)
	}
	r := readUser(t, string(body)).Within(scim.Envelope{Meta: scim.Meta{
		ResourceType: "User", LastModified: time.Date(2011, 5, 13, 4, 42, 34, 0, time.UTC),
	}})
	for text, want := range map[string]bool{
		`userName eq "bjensen"`:         false,
		`name.familyName co "O'Malley"`: false,
		`userName sw "J"`:               false,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`: false,
		`title pr`: true,
		`meta.lastModified gt "2011-05-13T04:42:34Z"`:                                                       false,
		`meta.lastModified ge "2011-05-13T04:42:34Z"`:                                                       true,
		`meta.lastModified lt "2011-05-13T04:42:34Z"`:                                                       false,
		`meta.lastModified le "2011-05-13T04:42:34Z"`:                                                       true,
		`title pr and userType eq "Employee"`:                                                               true,
		`title pr or userType eq "Intern"`:                                                                  true,
		`schemas eq "` + enterprise + `"`:                                                                   true,
		`userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")`:             true,
		`userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")`:         false,
		`userType eq "Employee" and (emails.type eq "work")`:                                                true,
		`userType eq "Employee" and emails[type eq "work" and value co "@example.com"]`:                     true,
		`emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]`: true,
	} {
		if got := compile(t, text, scim.Dialect{}).Match(r); got != want {
			t.Errorf("%s is %v", text, got)
		}
	}
}

// The PATCH examples of RFC 7644 §3.5.2 that are about users.
func TestPatchesOfTheRFC(t *testing.T) {
	t.Parallel()
	const address = `{"streetAddress":"911 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US","type":"work"}`
	for _, tt := range []struct{ name, before, operations, want string }{
		{
			"add emails and a nickname", `{"userName":"a"}`,
			`{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}`,
			`"nickName":"Babs","emails":[{"value":"babs@jensen.org","type":"home"}]`,
		},
		{
			"remove the work email at example.org", `{"userName":"a","emails":[{"value":"x@example.org","type":"work"},{"value":"x@example.org","type":"home"}]}`,
			`{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.org\"]"}`,
			`"emails":[{"value":"x@example.org","type":"home"}]`,
		},
		{
			"replace the work address", `{"userName":"a","addresses":[{"streetAddress":"1","region":"X","formatted":"1 X","type":"work","primary":true}]}`,
			`{"op":"replace","path":"addresses[type eq \"work\"]","value":` + address + `}`,
			`"addresses":[` + address + `]`,
		},
		{
			"replace the street", `{"userName":"a","addresses":[` + address + `]}`,
			`{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}`,
			`"addresses":[{"streetAddress":"1010 Broadway Ave","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US","type":"work"}]`,
		},
		{
			"replace all emails", `{"userName":"a","nickName":"b","emails":[{"value":"x"}]}`,
			`{"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}`,
			`"nickName":"Babs","emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}]`,
		},
	} {
		got, _, err := patchUser(scim.Dialect{}, readUser(t, tt.before), tt.operations)
		if err != nil || got != tt.want {
			t.Errorf("%s: %v\n got %s\nwant %s", tt.name, err, got, tt.want)
		}
	}
}
