package oracle_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/elimity-com/scim/schema"

	"github.com/musterhq/muster/scim"
)

var acceptedCharacteristics = differences[string]{
	{
		reason: `a directory without passwords declares none`,
		covers: func(s string) bool { return strings.HasPrefix(s, "User.password") },
	},
	{
		reason: `userName is always returned: identity providers look for it first`,
		covers: func(s string) bool { return strings.HasPrefix(s, "User.userName.returned") },
	},
	{
		reason: `manager.displayName can be set, or it would be lost where managers are not resolved`,
		covers: func(s string) bool { return strings.HasPrefix(s, "EnterpriseUser.manager.displayName.mutability") },
	},
	{
		reason: `ids and addresses differ in letter case (RFC 7643 §2.3.7, §3.1)`,
		covers: func(s string) bool { return strings.Contains(s, ".caseExact: we true") },
	},
	{
		reason: `groups do not nest`,
		covers: func(s string) bool { return strings.HasPrefix(s, "Group.members.") },
	},
}

// The schemas define the same attributes in the same way.
func TestSchemas(t *testing.T) {
	for name, pair := range map[string]struct {
		ours   scim.Schema
		theirs schema.Schema
	}{
		"User":           {scim.UserSchema(), schema.CoreUserSchema()},
		"EnterpriseUser": {scim.EnterpriseUserSchema(), schema.ExtensionEnterpriseUser()},
		"Group":          {scim.GroupSchema(), schema.CoreGroupSchema()},
	} {
		if pair.ours.ID != pair.theirs.ID {
			t.Errorf("%s: we call it %s, they %s", name, pair.ours.ID, pair.theirs.ID)
		}
		compareAttributes(t, name, attributesOf(t, pair.ours), attributesOf(t, pair.theirs))
	}
	acceptedCharacteristics.allSeen(t)
}

func attributesOf(t *testing.T, document json.Marshaler) []any {
	t.Helper()
	data, err := document.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Attributes []any }
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v.Attributes
}

func compareAttributes(t *testing.T, at string, ours, theirs []any) {
	t.Helper()
	byName := func(list []any) map[string]map[string]any {
		m := map[string]map[string]any{}
		for _, a := range list {
			a := a.(map[string]any)
			m[a["name"].(string)] = a
		}
		return m
	}
	we, they := byName(ours), byName(theirs)
	differs := func(text string) {
		if !acceptedCharacteristics.accept(text) {
			t.Error(text)
		}
	}
	for name := range we {
		if they[name] == nil {
			differs(fmt.Sprintf("%s.%s is only ours", at, name))
		}
	}
	for name, b := range they {
		a := we[name]
		path := at + "." + name
		if a == nil {
			differs(path + " is only theirs")
			continue
		}
		for _, c := range []string{"type", "multiValued", "required", "caseExact", "mutability", "returned", "uniqueness", "canonicalValues", "referenceTypes"} {
			if !reflect.DeepEqual(characteristic(a, c), characteristic(b, c)) {
				differs(fmt.Sprintf("%s.%s: we %v, they %v", path, c, a[c], b[c]))
			}
		}
		x, _ := a["subAttributes"].([]any)
		y, _ := b["subAttributes"].([]any)
		compareAttributes(t, path, x, y)
	}
}

// characteristic returns one in a form that compares: sets sorted, and what
// does not apply left out.
func characteristic(a map[string]any, name string) any {
	switch v := a[name].(type) {
	case []any:
		var list []string
		for _, s := range v {
			list = append(list, fmt.Sprint(s))
		}
		slices.Sort(list)
		return strings.Join(list, " ")
	case nil:
		if name == "uniqueness" {
			return "none" // the default (RFC 7643 §7)
		}
		return ""
	case bool:
		if name == "caseExact" && (a["type"] == "boolean" || a["type"] == "complex") {
			return ""
		}
		return v
	default:
		return v
	}
}

// body is a resource given to both readers.
type body string

var acceptedBodies = differences[body]{
	{
		reason: `schemas that are missing or others are assumed: servers know what they are sent`,
		covers: func(b body) bool { return !strings.Contains(string(b), `"`+scim.SchemaUser+`"`) },
	},
	{
		reason: `null is no value and no mistake (RFC 7643 §2.5)`,
		covers: func(b body) bool { return strings.Contains(string(b), "null") },
	},
	{
		reason: `a repeated name is refused, also where no schema knows it`,
		covers: func(b body) bool { return strings.Count(strings.ToLower(string(b)), `"x":`) > 1 },
	},
	{
		reason: `of several primary values none is meant`,
		covers: func(b body) bool { return strings.Count(string(b), `"primary":true`) > 1 },
	},
	{
		reason: `a required attribute must not be empty`,
		covers: func(b body) bool { return strings.Contains(string(b), `"userName":""`) },
	},
	{
		reason: `an object is no array, also when it is empty`,
		covers: func(b body) bool { return strings.Contains(string(b), `"emails":{}`) },
	},
	{
		reason: `a password is passed over, of whatever type it is`,
		covers: func(b body) bool { return strings.Contains(string(b), `"password":5`) },
	},
}

// Both readers take the same users.
func TestRead(t *testing.T) {
	const urn = `"schemas":["` + scim.SchemaUser + `"],`
	var bodies []body
	for _, schemas := range []string{urn, `"schemas":[],`, ``, `"schemas":["urn:x"],`} {
		for _, userName := range []string{`"userName":"a"`, `"USERNAME":"a"`, `"userName":""`, `"userName":5`, `"userName":null`, `"displayName":"a"`} {
			for _, more := range []string{
				``, `,"active":true`, `,"active":"true"`, `,"active":1`, `,"title":5`, `,"title":null`, `,"name":{"givenName":"g"}`, `,"name":"g"`,
				`,"name":{"givenName":5}`, `,"name":null`, `,"emails":[]`, `,"emails":null`, `,"emails":{}`, `,"emails":"x"`, `,"emails":["x"]`,
				`,"emails":[{"value":"x","primary":true}]`, `,"emails":[{"value":"x","primary":"true"}]`, `,"emails":[{"value":5}]`,
				`,"emails":[{"value":"x","primary":true},{"value":"y","primary":true}]`, `,"x":1`, `,"x":1,"X":2`, `,"groups":[]`, `,"groups":5`,
				`,"password":"p"`, `,"password":5`, `,"title":"a","TITLE":"b"`,
			} {
				bodies = append(bodies, body("{"+schemas+userName+more+"}"))
			}
		}
	}
	taken, refused := 0, 0
	for _, b := range bodies {
		_, ourErr := scim.UserResourceType().Read([]byte(b), scim.Dialect{})
		var v any
		if err := json.Unmarshal([]byte(b), &v); err != nil {
			t.Fatal(err)
		}
		_, theirErr := schema.CoreUserSchema().Validate(v)
		switch {
		case (ourErr == nil) != (theirErr == nil):
			if !acceptedBodies.accept(b) {
				t.Errorf("%s: we say %v, they say %v", b, ourErr, theirErr)
			}
		case ourErr == nil:
			taken++
		default:
			refused++
		}
	}
	acceptedBodies.allSeen(t)
	if taken < 20 || refused < 100 {
		t.Errorf("only %d bodies were taken and %d refused by both", taken, refused)
	}
}
