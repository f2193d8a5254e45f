package oracle_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"

	theirs "github.com/scim2/filter-parser/v2"

	"github.com/musterhq/muster/scim"
)

// pieces are what random filters are made of, well-formed and not.
var pieces = strings.Split(`userName|name.givenName|emails|active|urn:ietf:params:scim:schemas:core:2.0:User:userName|urn:x:1.0|$ref|groups.$ref|`+
	` eq | ne | co | sw | ew | gt | ge | lt | le | EQ |eq| pr| PR|"x"|"a \"b\" c"|"\u00E9"|"\u00e9"|"\n"|""|5|-1.5|1e3|01|true|false|null|TRUE|`+
	`(|)|[|]| and | or | AND |not (|not(|NOT (|and|.| |  |.value|type eq "work"|value co "@"|emails[type eq "work"]|userName eq "x"|title pr|`+
	`emails[type eq "work"].value eq "x"|emails[type eq "work"] pr|not(title pr)and(title pr)|not eq "x"|`, "|")

func randomText(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(7) {
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	return b.String()
}

// wellFormed returns a filter that the RFC's grammar allows.
func wellFormed(random *rand.Rand, depth int) string {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	attribute := func() string {
		return pick("userName", "name.givenName", "title", "active", "urn:ietf:params:scim:schemas:core:2.0:User:userName", "x-y_1.z")
	}
	compare := func(name string) string {
		if random.IntN(5) == 0 {
			return name + " pr"
		}
		return name + " " + pick("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "Eq") + " " +
			pick(`"x"`, `"a b"`, `"\\\"/"`, `"\u00E9"`, `""`, "5", "-7", "true", "false", "null", "1.5")
	}
	switch random.IntN(6 + depth) {
	case 0:
		return wellFormed(random, depth+1) + " and " + wellFormed(random, depth+1)
	case 1:
		return wellFormed(random, depth+1) + " or " + wellFormed(random, depth+1)
	case 2:
		return "not (" + wellFormed(random, depth+1) + ")"
	case 3:
		return "(" + wellFormed(random, depth+1) + ")"
	case 4:
		return "emails[" + compare(pick("type", "value")) + pick(" and ", " or ") + compare(pick("type", "value")) + "]"
	}
	return compare(attribute())
}

var acceptedFilters = differences[string]{
	{
		reason: `emails[type eq "work"].value eq "x" is not in the RFC's grammar; Entra ID and others send it`,
		covers: regexp.MustCompile(`\]\.`).MatchString,
	},
	{
		reason: `an operator may follow brackets: emails[type eq "work"] pr, and eq compares the value`,
		covers: regexp.MustCompile(`(?i)\] +[a-z]`).MatchString,
	},
	{
		reason: `hexadecimal digits of \u may be lower case (RFC 8259 §7)`,
		covers: func(s string) bool { return strings.Contains(s, `\u00e9`) },
	},
	{
		reason: `true, false and null are taken in any case: some clients write True`,
		covers: func(s string) bool { return strings.Contains(s, "TRUE") },
	},
	{
		reason: `sub-attributes such as $ref can be filtered on (RFC 7643 §2.4 defines $ref)`,
		covers: func(s string) bool { return strings.Contains(s, "$") },
	},
	{
		reason: `white space at either end, and more of it between words, is no mistake`,
		covers: func(s string) bool {
			return strings.TrimSpace(s) != s || strings.Contains(s, "  ") || regexp.MustCompile(`[(\[] | [)\]]`).MatchString(s)
		},
	},
	{
		reason: `and, or and not may touch a parenthesis`,
		covers: regexp.MustCompile(`(?i)\b(and|or|not)\(|\)(and|or)\b`).MatchString,
	},
	{
		reason: `a whole extension can be filtered on by its URN, and a URN may end in a version`,
		covers: regexp.MustCompile(`urn:x:1\.0`).MatchString,
	},
	{
		reason: `value paths are attribute names without a dot in front of the bracket`,
		covers: regexp.MustCompile(`\.[A-Za-z]+\[`).MatchString,
	},
}

// Both parsers take the same filters and understand them alike.
func TestFilterGrammar(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	taken, refused := 0, 0
	for range 20_000 {
		text := wellFormed(random, 0)
		if random.IntN(2) == 0 {
			text = randomText(random)
		}
		ours, ourErr := scim.ParseFilter(text, scim.Dialect{})
		other, theirErr := theirs.ParseFilterNumber([]byte(text))
		switch {
		case (ourErr == nil) != (theirErr == nil):
			if !acceptedFilters.accept(text) {
				t.Errorf("%q: we say %v, they say %v", text, ourErr, theirErr)
			}
		case ourErr != nil:
			refused++
		case printed(other) != ours.String():
			if !acceptedFilters.accept(text) {
				t.Errorf("%q means %s to us, %s to them", text, ours, printed(other))
			}
		default:
			taken++
		}
	}
	acceptedFilters.allSeen(t)
	if taken < 5_000 || refused < 5_000 {
		t.Errorf("only %d filters were taken and %d refused by both", taken, refused)
	}
}

// printed returns their filter as ours would be printed: with conjunctions and
// disjunctions flattened, which changes no meaning.
func printed(e theirs.Expression) string {
	// Parsing what is printed flattens it.
	f, err := scim.ParseFilter(converted(e).String(), scim.Dialect{})
	if err != nil {
		return err.Error()
	}
	return f.String()
}

func converted(e theirs.Expression) scim.Filter {
	switch e := e.(type) {
	case *theirs.LogicalExpression:
		terms := []scim.Filter{converted(e.Left), converted(e.Right)}
		if e.Operator == theirs.AND {
			return scim.And(terms)
		}
		return scim.Or(terms)
	case *theirs.NotExpression:
		return scim.Not{Filter: converted(e.Expression)}
	case *theirs.ValuePath:
		p := convertedPath(e.AttributePath)
		p.Filter = converted(e.ValueFilter)
		return scim.ValuePath{Path: p}
	case *theirs.AttributeExpression:
		p := convertedPath(e.AttributePath)
		if e.Operator == theirs.PR {
			return scim.Present{Path: p}
		}
		return scim.Compare{Path: p, Operator: scim.Operator(strings.ToLower(string(e.Operator))), Value: convertedValue(e.CompareValue)}
	}
	panic(fmt.Sprintf("unknown expression %T", e))
}

func convertedPath(p theirs.AttributePath) scim.Path {
	return scim.Path{URN: strings.TrimSuffix(p.URI(), ":"), Name: p.AttributeName, Sub: p.SubAttributeName()}
}

func convertedValue(v any) scim.Value {
	switch v := v.(type) {
	case nil:
		return scim.Value{}
	case bool:
		return scim.Bool(v)
	case string:
		// Their strings keep the escapes.
		s, err := scim.ParseValue([]byte(`"`+v+`"`), scim.Limits{})
		if err != nil {
			return scim.Text(v)
		}
		return s
	}
	n, ok := scim.Number(fmt.Sprint(v))
	if !ok {
		panic(fmt.Sprintf("unknown value %v", v))
	}
	return n
}

var acceptedPaths = differences[string]{
	{
		reason: `sub-attributes such as $ref are attributes (RFC 7643 §2.4 defines $ref)`,
		covers: func(s string) bool { return strings.Contains(s, "$") },
	},
	{
		reason: `white space at either end is no mistake`,
		covers: func(s string) bool { return strings.IndexFunc(s, unicode.IsSpace) >= 0 },
	},
	{
		reason: `a path may be the URN of an extension that ends in a version`,
		covers: regexp.MustCompile(`^urn:x:[0-9.]*[0-9]$`).MatchString,
	},
}

// Both parsers take the same paths and understand them alike.
func TestPathGrammar(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	taken, refused := 0, 0
	for range 20_000 {
		text := pick("", "", "", "urn:x:1.0:User:", "urn:x:1.0:User:", "urn:x:1.0") + pick("emails", "name", "members", "a-b", "x", "y", "", "1a") +
			pick("", "", "", "", ".value", ".$ref", "..", ".1", " ") +
			pick("", "", `[type eq "work"]`, `[value eq TRUE]`, `[value eq "\u00e9"]`, "[]", "[x", `[a pr and (b eq 5 or not (c pr))]`) +
			pick("", "", ".display", ".", ".a.b")
		ours, ourErr := scim.ParsePath(text, scim.Limits{})
		other, theirErr := theirs.ParsePathNumber([]byte(text))
		if (ourErr == nil) != (theirErr == nil) {
			if !acceptedPaths.accept(text) {
				t.Errorf("%q: we say %v, they say %v", text, ourErr, theirErr)
			}
			continue
		}
		if ourErr != nil {
			refused++
			continue
		}
		taken++
		want := convertedPath(other.AttributePath)
		if other.ValueExpression != nil {
			want.Filter = converted(other.ValueExpression)
		}
		if sub := other.SubAttributeName(); sub != "" {
			want.Sub = sub
		}
		if ours.String() != want.String() {
			t.Errorf("%q means %s to us, %s to them", text, ours, want)
		}
	}
	acceptedPaths.allSeen(t)
	if taken < 1_500 || refused < 2_000 {
		t.Errorf("only %d paths were taken and %d refused by both", taken, refused)
	}
}
