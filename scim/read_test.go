package scim_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func TestReadUserIsCanonical(t *testing.T) {
	t.Parallel()
	doc, err := scim.UserResourceType().Read([]byte(oktaUser), scim.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],` +
		`"externalId":"00ujl29u0le5T6Aj10h7","userName":"Ana.Ruiz@example.com",` +
		`"name":{"familyName":"Ruiz","givenName":"Ana"},"displayName":"Ana Ruiz","locale":"en-US","active":true,` +
		`"emails":[{"value":"ana.ruiz@example.com","type":"work","primary":true}]}`
	if got := mustJSON(doc.Resource); got != want {
		t.Errorf("canonical bytes\n got %s\nwant %s", got, want)
	}
	if !doc.PasswordSent {
		t.Error("the password is not reported")
	}
	if strings.Contains(mustJSON(doc.Resource), "1mz050nq") {
		t.Error("the password is kept")
	}
}

// Spelling and order of known attributes, nulls and empties make no difference.
func TestReadGivesEqualBytesForEqualResources(t *testing.T) {
	t.Parallel()
	const want = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"],"userName":"a","title":"x",` +
		`"emails":[{"value":"e"}],"` + enterprise + `":{"department":"d"}}`
	for _, body := range []string{
		`{"userName":"a","title":"x","emails":[{"value":"e"}],"` + enterprise + `":{"department":"d"}}`,
		`{"` + strings.ToUpper(enterprise) + `":{"DEPARTMENT":"d"},"EMAILS":[{"VALUE":"e"}],"TITLE":"x","username":"a"}`,
		`{"schemas":[],"userName":"a","title":"x","nickName":null,"emails":[{"value":"e","type":null},null,{}],` +
			`"phoneNumbers":[],"name":{},"` + enterprise + `":{"department":"d","manager":{"value":null}}}`,
		`{"id":"5","meta":{"x":1},"groups":[{"value":"g"}],"schemas":["urn:scim:schemas:core:2.0"],"userName":"a","title":"x",` +
			`"emails":[{"value":"e"}],"PassWord":"p","` + enterprise + `":{"department":"d"}}`,
	} {
		if got := mustJSON(readUser(t, body)); got != want {
			t.Errorf("%s\n got %s\nwant %s", body, got, want)
		}
	}
}

func TestReadKeepsTheUnknown(t *testing.T) {
	t.Parallel()
	const body = `{"userName":"a","favoriteColor":"blue","x":{"B":1.50,"b2":[null,{}]},` +
		`"emails":[{"value":"e","verified":true}],"name":{"givenName":"A","nick":{}},` +
		`"urn:example:Custom:2.0:User":{"Badge":10000000000000000000001,"z":null}}`
	const want = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:Custom:2.0:User"],"userName":"a",` +
		`"name":{"givenName":"A","nick":{}},"emails":[{"value":"e","verified":true}],` +
		`"favoriteColor":"blue","x":{"B":1.50,"b2":[null,{}]},"urn:example:Custom:2.0:User":{"Badge":10000000000000000000001,"z":null}}`
	r := readUser(t, body)
	if got := mustJSON(r); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	paths := strings.Join(r.UnknownAttributes(), " ")
	if want := "name.nick emails.verified favoriteColor x urn:example:Custom:2.0:User"; paths != want {
		t.Errorf("unknown attributes are %s, want %s", paths, want)
	}
}

// ASCII folding only: under Unicode folding the first name would be userName.
func TestReadDoesNotFoldNamesBeyondASCII(t *testing.T) {
	t.Parallel()
	_, err := scim.UserResourceType().Read([]byte(`{"uſerName":"a"}`), scim.Tolerant())
	if err == nil {
		t.Error("uſerName passes for userName")
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		body  string
		want  scim.ErrorType
		names string
	}{
		{`[]`, scim.InvalidSyntax, "object"},
		{`{}`, scim.InvalidValue, "userName"},
		{`{"userName":""}`, scim.InvalidValue, "userName"},
		{`{"userName":null}`, scim.InvalidValue, "userName"},
		{`{"userName":5}`, scim.InvalidValue, "userName"},
		{`{"userName":["a"]}`, scim.InvalidValue, "userName"},
		{`{"userName":"a","active":"True"}`, scim.InvalidValue, "active"},
		{`{"userName":"a","active":1}`, scim.InvalidValue, "active"},
		{`{"userName":"a","name":"b"}`, scim.InvalidValue, "name"},
		{`{"userName":"a","name":{"givenName":{}}}`, scim.InvalidValue, "name.givenName"},
		{`{"userName":"a","emails":{"value":"x"}}`, scim.InvalidValue, "emails"},
		{`{"userName":"a","emails":["x"]}`, scim.InvalidValue, "emails"},
		{`{"userName":"a","emails":[{"value":5}]}`, scim.InvalidValue, "emails.value"},
		{`{"userName":"a","emails":[{"primary":true},{"primary":true}]}`, scim.InvalidValue, "emails"},
		{`{"userName":"a","` + enterprise + `":5}`, scim.InvalidValue, enterprise},
		{`{"userName":"a","` + enterprise + `":{"manager":"x"}}`, scim.InvalidValue, enterprise + ":manager"},
		{`{"userName":"a","` + enterprise + `":{"manager":{"value":7}}}`, scim.InvalidValue, enterprise + ":manager.value"},
		{`{"userName":"a","USERNAME":"b"}`, scim.InvalidSyntax, "USERNAME"},
	} {
		_, err := scim.UserResourceType().Read([]byte(tt.body), scim.Dialect{})
		if err == nil {
			t.Errorf("%s is accepted", tt.body)
			continue
		}
		if got := typeOf(t, err); got != tt.want || !strings.Contains(err.Error(), tt.names) {
			t.Errorf("%s: %s %q, want %s naming %s", tt.body, got, err, tt.want, tt.names)
		}
	}
}

func TestReadForgives(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		dialect scim.Dialect
		sent    string
		want    string
	}{
		{scim.Dialect{StringBooleans: true}, `"active":"True"`, `"active":true`},
		{scim.Dialect{StringBooleans: true}, `"active":"fAlSe"`, `"active":false`},
		{scim.Dialect{StringBooleans: true}, `"emails":[{"value":"e","primary":"true"}]`, `"emails":[{"value":"e","primary":true}]`},
		{scim.Dialect{SingleObjects: true}, `"emails":{"value":"e"}`, `"emails":[{"value":"e"}]`},
		{scim.Dialect{SingleElementArrays: true}, `"active":[false]`, `"active":false`},
		{scim.Dialect{SingleElementArrays: true}, `"title":[]`, ``},
		{scim.Dialect{SingleElementArrays: true}, `"name":[{"givenName":"G"}]`, `"name":{"givenName":"G"}`},
		{scim.Dialect{PlainReferences: true}, `"roles":["admin"]`, `"roles":[{"value":"admin"}]`},
		{scim.Dialect{PlainReferences: true}, `"` + enterprise + `":{"manager":"26"}`, `"` + enterprise + `":{"manager":{"value":"26"}}`},
		{scim.Dialect{PlainReferences: true}, `"` + enterprise + `":{"manager":""}`, ``},
	} {
		body := []byte(`{"userName":"a",` + tt.sent + `}`)
		if _, err := scim.UserResourceType().Read(body, scim.Dialect{}); err == nil {
			t.Errorf("%s is accepted without tolerance", tt.sent)
		}
		doc, err := scim.UserResourceType().Read(body, tt.dialect)
		if err != nil {
			t.Errorf("%s: %v", tt.sent, err)
			continue
		}
		got := mustJSON(doc.Resource)
		want := `"userName":"a"`
		if tt.want != "" {
			want += "," + tt.want
		}
		if !strings.HasSuffix(got, want+"}") {
			t.Errorf("%s is read as %s, want it to end in %s", tt.sent, got, want)
		}
	}
	_, err := scim.UserResourceType().Read([]byte(`{"userName":"a","active":["True","False"]}`), scim.Tolerant())
	if err == nil {
		t.Error("two values pass for one")
	}
	_, err = scim.UserResourceType().Read([]byte(`{"userName":"a","active":"yes"}`), scim.Tolerant())
	if err == nil {
		t.Error("yes passes for true")
	}
}

// Empty strings are values: providers push them for attributes left blank.
func TestReadKeepsEmptyStrings(t *testing.T) {
	t.Parallel()
	r := readUser(t, `{"userName":"a","title":"","emails":[{"value":"","type":"work"}]}`)
	if got := mustJSON(r); !strings.HasSuffix(got, `"title":"","emails":[{"value":"","type":"work"}]}`) {
		t.Error(got)
	}
}

func TestAccessors(t *testing.T) {
	t.Parallel()
	r := readUser(t, fullUser)
	for name, pair := range map[string][2]string{
		"userName":       {r.UserName(), "ana.ruiz@example.com"},
		"externalId":     {r.ExternalID(), "00ujl29u0le5T6Aj10h7"},
		"displayName":    {r.DisplayName(), "Ana Ruiz"},
		"name.formatted": {r.FormattedName(), "Dr. Ana Ruiz"},
		"department":     {r.Text(enterprise, "department"), "Platform"},
		"nothing":        {r.Text("emails", "value"), ""},
		"primary email":  {r.PrimaryEmail(), "ana.ruiz@example.com"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", name, pair[0], pair[1])
		}
	}
	if active, ok := r.Active(); !active || !ok {
		t.Error("not active")
	}
	if _, ok := readUser(t, `{"userName":"a"}`).Active(); ok {
		t.Error("active without a value")
	}
	if emails := r.Emails(); len(emails) != 2 || emails[1] != (scim.MultiValue{Value: "ana@home.example", Type: "home"}) {
		t.Errorf("emails are %v", emails)
	}
	var zero scim.Resource
	if zero.UserName() != "" || zero.PrimaryEmail() != "" || mustJSON(zero) != "{}" {
		t.Error("the zero resource is not empty")
	}
}

func TestPrimaryEmail(t *testing.T) {
	t.Parallel()
	for emails, want := range map[string]string{
		`[]`:                            "",
		`[{"value":"a"},{"value":"b"}]`: "a",
		`[{"value":"a"},{"value":"b","type":"Work"},{"value":"c","type":"work"}]`: "b",
		`[{"value":"a","type":"work"},{"value":"b","primary":true}]`:              "b",
		`[{"value":"","primary":true},{"value":"b","primary":false}]`:             "b",
		`[{"type":"work"},{"value":"b","type":"home"}]`:                           "b",
	} {
		if got := readUser(t, `{"userName":"a","emails":`+emails+`}`).PrimaryEmail(); got != want {
			t.Errorf("%s: %q, want %q", emails, got, want)
		}
	}
}

func TestRestore(t *testing.T) {
	t.Parallel()
	r := readUser(t, fullUser)
	again, err := scim.UserResourceType().Restore(r.AppendJSON(nil))
	if err != nil || !again.Equal(r) {
		t.Errorf("restored %s, %v", mustJSON(again), err)
	}
	if _, err := scim.UserResourceType().Restore([]byte(`[]`)); err == nil {
		t.Error("an array is restored")
	}
}
