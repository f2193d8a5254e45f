package scim_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/musterhq/muster/scim"
)

func TestEnvelope(t *testing.T) {
	t.Parallel()
	r := readUser(t, `{"userName":"a","title":"T","x":1}`)
	e := scim.Envelope{
		ID: `u"1`,
		Meta: scim.Meta{
			ResourceType: "User", Location: "https://example.com/Users/1", Version: `W/"3"`,
			Created:      time.Date(2026, 1, 2, 3, 4, 5, 600_000_000, time.FixedZone("", 3600)),
			LastModified: time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC),
		},
		Groups: []scim.Member{{Value: "g", Display: "G", Type: "direct", Ref: "https://example.com/Groups/g"}},
	}
	const want = `{"id":"u\"1","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","title":"T","x":1,` +
		`"groups":[{"value":"g","$ref":"https://example.com/Groups/g","display":"G","type":"direct"}],` +
		`"meta":{"resourceType":"User","created":"2026-01-02T02:04:05.6Z","lastModified":"2026-01-02T03:04:06Z",` +
		`"location":"https://example.com/Users/1","version":"W/\"3\""}}`
	got := string(e.AppendJSON(nil, r.AppendJSON(nil)))
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if !sameJSON(t, got, mustJSON(r.Within(e))) {
		t.Errorf("Within differs: %s", mustJSON(r.Within(e)))
	}
	if _, ok := r.Lookup("id"); ok {
		t.Error("Within changed the resource")
	}
}

func TestEnvelopeOfGroup(t *testing.T) {
	t.Parallel()
	r := readGroup(t, `{"displayName":"G"}`)
	e := scim.Envelope{ID: "g"}
	const head = `{"id":"g","schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"G","meta":{}`
	for want, members := range map[string][]scim.Member{
		head + `}`:                           nil,
		head + `,"members":[]}`:              {},
		head + `,"members":[{"value":"1"}]}`: {{Value: "1"}},
	} {
		e.Members = members
		if got := string(e.AppendJSON(nil, r.AppendJSON(nil))); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	if got := string(e.AppendHead(nil, r.AppendJSON(nil))); got != head {
		t.Errorf("head %s", got)
	}
	if got := string(e.AppendHead(nil, []byte(`{}`))); got != `{"id":"g","meta":{}` {
		t.Errorf("head of nothing %s", got)
	}
}

func sameJSON(t testing.TB, a, b string) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal([]byte(a), &x); err != nil {
		t.Fatalf("%s: %v", a, err)
	}
	if err := json.Unmarshal([]byte(b), &y); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	return reflect.DeepEqual(x, y)
}

func TestProjection(t *testing.T) {
	t.Parallel()
	r := readUser(t, fullUser).Within(matchEnvelope)
	const id, userName = `{"schemas":["` + scim.SchemaUser + `","` + enterprise + `"],"id":"2819C223",`, `"userName":"ana.ruiz@example.com"`
	for _, tt := range []struct{ attributes, want string }{
		{"userName", id + userName + `}`},
		{"USERNAME", id + userName + `}`},
		{"nosuch", id + userName + `}`},
		{"title, active", id + userName + `,"title":"Engineer","active":true}`},
		{"name.givenName", id + userName + `,"name":{"givenName":"Ana"}}`},
		{"name.givenName,name.familyName", id + userName + `,"name":{"familyName":"Ruiz","givenName":"Ana"}}`},
		{"name.givenName,name", id + userName + `,"name":{"formatted":"Dr. Ana Ruiz","familyName":"Ruiz","givenName":"Ana","honorificPrefix":"Dr."}}`},
		{"name,name.givenName", id + userName + `,"name":{"formatted":"Dr. Ana Ruiz","familyName":"Ruiz","givenName":"Ana","honorificPrefix":"Dr."}}`},
		{"name.middleName", id + userName + `}`},
		{"emails.value", id + userName + `,"emails":[{"value":"ana.ruiz@example.com"},{"value":"ana@home.example"}]}`},
		{"emails.primary", id + userName + `,"emails":[{"primary":true}]}`},
		{scim.SchemaUser + ":title", id + userName + `,"title":"Engineer"}`},
		{scim.SchemaUser + ":name.givenName", id + userName + `,"name":{"givenName":"Ana"}}`},
		{enterprise + ":department", id + userName + `,"` + enterprise + `":{"department":"Platform"}}`},
		{enterprise + ":manager.value", id + userName + `,"` + enterprise + `":{"manager":{"value":"26118915"}}}`},
		{enterprise, id + userName + `,"` + enterprise + `":{"employeeNumber":"701984","costCenter":"4130","organization":"Example","division":"R&D","department":"Platform","manager":{"value":"26118915","displayName":"John Smith"}}}`},
		{"groups.display", id + userName + `,"groups":[{"display":"Admins"},{"display":"Staff"}]}`},
		{"meta.resourceType", id + userName + `,"meta":{"resourceType":"User"}}`},
	} {
		p, err := scim.UserResourceType().ParseProjection(tt.attributes, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := string(p.AppendJSON(nil, r)); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.attributes, got, tt.want)
		}
		if p.IsDefault() || !p.HasAttributes() {
			t.Errorf("%s is taken for the default", tt.attributes)
		}
	}
}

func TestProjectionExcludes(t *testing.T) {
	t.Parallel()
	r := readUser(t, `{"userName":"a","title":"T","name":{"givenName":"G","familyName":"F"},"emails":[{"value":"e","type":"work"}],`+
		`"x":{"y":1,"z":2},"`+enterprise+`":{"department":"D","division":"V"}}`).Within(scim.Envelope{ID: "1"})
	const schemas = `"schemas":["` + scim.SchemaUser + `","` + enterprise + `"]`
	p, err := scim.UserResourceType().ParseProjection("", "id,schemas,userName,Title,name.givenName,emails.value,x.y,"+enterprise+":division,meta")
	if err != nil {
		t.Fatal(err)
	}
	want := `{` + schemas + `,"id":"1","userName":"a","name":{"familyName":"F"},"emails":[{"type":"work"}],"` + enterprise + `":{"department":"D"},"x":{"z":2}}`
	if got := string(p.AppendJSON(nil, r)); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if p.IsDefault() || p.HasAttributes() {
		t.Error("excludedAttributes are taken for something else")
	}
}

func TestProjectionIncludes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		attributes, excluded string
		members              bool
	}{
		{"", "", true},
		{"members", "", true},
		{"MEMBERS.value", "", true},
		{"displayName", "", false},
		{"", "members", false},
		{"", "Members", false},
		{"", "members.display", true},
		{"", "displayName", true},
		{"", scim.SchemaGroup + ":members", false},
		{scim.SchemaGroup + ":members", "", true},
	} {
		p, err := scim.GroupResourceType().ParseProjection(tt.attributes, tt.excluded)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Includes("members"); got != tt.members {
			t.Errorf("attributes %q without %q include members: %v", tt.attributes, tt.excluded, got)
		}
	}
	var zero scim.Projection
	if !zero.Includes("members") || !zero.IsDefault() {
		t.Error("the zero projection is not the default")
	}
	if _, err := scim.GroupResourceType().ParseProjection("a", "b"); err == nil || typeOf(t, err) != scim.InvalidValue {
		t.Errorf("both at once: %v", err)
	}
}

func TestProjectionOfMembers(t *testing.T) {
	t.Parallel()
	m := scim.Member{Value: "1", Display: "one", Type: "User", Ref: "https://example.com/Users/1"}
	for _, tt := range []struct{ attributes, excluded, want string }{
		{"", "", `{"value":"1","$ref":"https://example.com/Users/1","display":"one","type":"User"}`},
		{"members", "", `{"value":"1","$ref":"https://example.com/Users/1","display":"one","type":"User"}`},
		{"members.value", "", `{"value":"1"}`},
		{"", "members.$ref,members.type", `{"value":"1","display":"one"}`},
	} {
		p, err := scim.GroupResourceType().ParseProjection(tt.attributes, tt.excluded)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(p.AppendMember(nil, m)); got != tt.want {
			t.Errorf("attributes %q without %q: %s", tt.attributes, tt.excluded, got)
		}
		r := readGroup(t, `{"displayName":"G"}`).Within(scim.Envelope{ID: "1", Members: []scim.Member{m}})
		whole := string(p.AppendJSON(nil, r))
		if want := `"members":[` + tt.want + `]`; !json.Valid([]byte(whole)) || !containsText(whole, want) {
			t.Errorf("%s lacks %s", whole, want)
		}
	}
}

// What the schema never returns is not returned, what it returns on request is.
func TestProjectionFollowsReturned(t *testing.T) {
	t.Parallel()
	rt, err := scim.NewResourceType(scim.Definition{Name: "Badge", Endpoint: "/Badges", Schema: scim.Schema{
		ID: "urn:example:Badge", Attributes: []scim.Attribute{
			{Name: "never", Returned: scim.ReturnedNever},
			{Name: "asked", Returned: scim.ReturnedRequest},
			{Name: "always", Returned: scim.ReturnedAlways},
			{Name: "usual"},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := rt.Read([]byte(`{"never":"1","asked":"2","always":"3","usual":"4"}`), scim.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	r := doc.Resource.Within(scim.Envelope{ID: "1"})
	for _, tt := range []struct{ attributes, excluded, want string }{
		{"", "", `"always":"3","usual":"4"}`},
		{"never,asked", "", `"asked":"2","always":"3"}`},
		{"", "always,usual", `"id":"1","always":"3"}`},
	} {
		p, err := rt.ParseProjection(tt.attributes, tt.excluded)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(p.AppendJSON(nil, r)); !containsText(got, tt.want) || containsText(got, "never") {
			t.Errorf("attributes %q without %q: %s, want …%s", tt.attributes, tt.excluded, got, tt.want)
		}
	}
}
