package oracle_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	theirs "github.com/elimity-com/scim/filter"
	"github.com/elimity-com/scim/schema"

	"github.com/musterhq/muster/scim"
)

// question is a filter asked about a user.
type question struct {
	filter string
	user   string
}

var acceptedMatches = differences[question]{
	{
		reason: `ne matches where there is no value: nothing is not identical to something (RFC 7644 Table 3)`,
		covers: func(q question) bool { return strings.Contains(q.filter, " ne ") },
	},
	{
		reason: `pr is false for an empty string (RFC 7644 Table 3: a non-empty value)`,
		covers: func(q question) bool { return strings.Contains(q.filter, " pr") && strings.Contains(q.user, `""`) },
	},
	{
		reason: `sub-attributes of multi-valued attributes can be compared: emails.value (RFC 7644 §3.4.2.2)`,
		covers: func(q question) bool { return strings.Contains(q.filter, "emails.") },
	},
}

// Filters match the same users.
func TestMatch(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	word := func() string { return pick("a", "A", "ab", "B", "É", "é", "ba", "") }
	texts := []string{
		"userName", "title", "nickName", "name.givenName", "NAME.familyname", "externalId", "locale", "emails.value",
		scim.SchemaEnterpriseUser + ":department", scim.SchemaUser + ":title",
	}
	compare := func(name string) string {
		return name + " " + pick("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le") + ` "` + word() + `"`
	}
	var filter func(depth int) string
	filter = func(depth int) string {
		switch random.IntN(7 + depth) {
		case 0:
			return filter(depth+1) + " and " + filter(depth+1)
		case 1:
			return filter(depth+1) + " or " + filter(depth+1)
		case 2:
			return "not (" + filter(depth+1) + ")"
		case 3:
			return "(" + filter(depth+1) + ")"
		case 4:
			return "emails[" + compare(pick("value", "type")) + pick(" and ", " or ") + pick(compare("display"), "primary eq true", "type pr") + "]"
		case 5:
			return pick("active eq true", "active eq false", "active ne true", "title pr", "name pr", "nickName pr", "emails pr")
		}
		return compare(pick(texts...))
	}
	user := func() string {
		fields := []string{fmt.Sprintf(`"userName":"u%s"`, word())}
		for _, name := range []string{"title", "nickName", "externalId", "locale"} {
			if random.IntN(2) == 0 {
				fields = append(fields, fmt.Sprintf(`"%s":"%s"`, name, word()))
			}
		}
		if random.IntN(2) == 0 {
			fields = append(fields, fmt.Sprintf(`"name":{"givenName":"%s","familyName":"%s"}`, word(), word()))
		}
		if random.IntN(2) == 0 {
			fields = append(fields, fmt.Sprintf(`"active":%v`, random.IntN(2) == 0))
		}
		if random.IntN(2) == 0 {
			fields = append(fields, fmt.Sprintf(`"emails":[{"value":"%s","type":"%s","display":"%s","primary":%v},{"value":"%s","type":"%s","display":"x","primary":false}]`,
				word(), word(), word(), random.IntN(2) == 0, word(), word()))
		}
		if random.IntN(2) == 0 {
			fields = append(fields, fmt.Sprintf(`"%s":{"department":"%s"}`, scim.SchemaEnterpriseUser, word()))
		}
		return "{" + strings.Join(fields, ",") + "}"
	}

	core := schema.CoreUserSchema()
	core.Attributes = append(core.Attributes, schema.CommonAttributes()...)
	matched := 0
	for range 20_000 {
		q := question{filter(0), user()}
		ours := weMatch(t, q)
		validator, err := theirs.NewValidator(q.filter, core, schema.ExtensionEnterpriseUser())
		if err != nil {
			t.Fatalf("%s: %v", q.filter, err)
		}
		if other := validator.PassesFilter(theirUser(t, q.user)) == nil; other != ours && !acceptedMatches.accept(q) {
			t.Errorf("%s about %s: we say %v, they say %v", q.filter, q.user, ours, other)
		} else if other && ours {
			matched++
		}
	}
	acceptedMatches.allSeen(t)
	if matched < 4_000 {
		t.Errorf("only %d matched for both", matched)
	}
}

func weMatch(t *testing.T, q question) bool {
	t.Helper()
	doc, err := scim.UserResourceType().Read([]byte(q.user), scim.Dialect{})
	if err != nil {
		t.Fatalf("%s: %v", q.user, err)
	}
	f, err := scim.ParseFilter(q.filter, scim.Dialect{})
	if err != nil {
		t.Fatalf("%s: %v", q.filter, err)
	}
	m, err := scim.UserResourceType().Compile(f, scim.Dialect{})
	if err != nil {
		t.Fatalf("%s: %v", q.filter, err)
	}
	return m.Match(doc.Resource)
}

// theirUser returns a user as their evaluator wants it: extensions flattened.
func theirUser(t *testing.T, user string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(user), &m); err != nil {
		t.Fatal(err)
	}
	extension, _ := m[scim.SchemaEnterpriseUser].(map[string]any)
	delete(m, scim.SchemaEnterpriseUser)
	for name, v := range extension {
		m[scim.SchemaEnterpriseUser+":"+name] = v
	}
	return m
}
