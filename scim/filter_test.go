package scim_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func TestParseFilterPrints(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`userName eq "bjensen"`:                                      `userName eq "bjensen"`,
		`USERNAME EQ "bjensen"`:                                      `USERNAME eq "bjensen"`,
		`  title   pr  `:                                             `title pr`,
		`active eq true and title pr`:                                `active eq true and title pr`,
		`a eq 1 or b eq 2 and c eq 3`:                                `a eq 1 or b eq 2 and c eq 3`,
		`(a eq 1 or b eq 2) and c eq 3`:                              `(a eq 1 or b eq 2) and c eq 3`,
		`a eq 1 or (b eq 2 and c eq 3)`:                              `a eq 1 or b eq 2 and c eq 3`,
		`((a pr and (b pr)) and c pr)`:                               `a pr and b pr and c pr`,
		`not (a pr)`:                                                 `not (a pr)`,
		`NOT(a pr) AND not (b pr or c pr)`:                           `not (a pr) and not (b pr or c pr)`,
		`not eq "x"`:                                                 `not eq "x"`,
		`a ne null`:                                                  `a ne null`,
		`a eq NULL`:                                                  `a eq null`,
		`a gt -1.50e3`:                                               `a gt -1.50e3`,
		`a eq "\u00e9\"\\ \ud83d\ude00"`:                             `a eq "é\"\\ 😀"`,
		`a eq "b) and (c"`:                                           `a eq "b) and (c"`,
		`name.familyName co "O'Malley"`:                              `name.familyName co "O'Malley"`,
		`meta.lastModified gt "2011-05-13T04:42:34Z"`:                `meta.lastModified gt "2011-05-13T04:42:34Z"`,
		`emails[type eq "work" and value co "@example.com"]`:         `emails[type eq "work" and value co "@example.com"]`,
		`emails[type eq "work"] or ims[type eq "xmpp"]`:              `emails[type eq "work"] or ims[type eq "xmpp"]`,
		`emails[type eq "work"].value eq "x"`:                        `emails[type eq "work"].value eq "x"`,
		`emails[not (type eq "work")].value pr`:                      `emails[not (type eq "work")].value pr`,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`: `urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`,
		enterprise + `:manager.displayName eq "x"`:                   enterprise + `:manager.displayName eq "x"`,
		`members[value eq "x" or value eq "y"]`:                      `members[value eq "x" or value eq "y"]`,
		`groups.$ref ew "1"`:                                         `groups.$ref ew "1"`,
	} {
		f, err := scim.ParseFilter(in, scim.Dialect{})
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := f.String(); got != want {
			t.Errorf("%s is printed as %s, want %s", in, got, want)
		}
		again, err := scim.ParseFilter(want, scim.Dialect{})
		if err != nil || again.String() != want {
			t.Errorf("%s is not stable: %v, %v", want, again, err)
		}
	}
}

func TestParseFilterRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		``, ` `, `userName`, `userName eq`, `eq "x"`, `userName eq "x`, `userName eq 'x'`, `userName is "x"`,
		`userName eq "x" and`, `and userName eq "x"`, `userName eq "x" "y"`, `userName eq "x" y pr`,
		`(userName eq "x"`, `userName eq "x")`, `()`, `not ()`, `not userName pr`, `emails[type eq "work"`,
		`emails[]`, `emails[type eq "work"].`, `emails[type eq "work"].value`, `emails[type eq "work"].value.x eq 1`,
		`emails[ims[type eq "x"]]`, `emails.value[type eq "x"]`, `.a pr`, `a. pr`, `a..b pr`, `a.b.c pr`, `1a pr`, `a-é pr`,
		`a eq "\ud800"`, `a eq "\u0000"`, "a eq \"\xff\"", "a\xff:b pr", "a\x00 pr", `a eq tru`, `a eq 01`, `a eq +1`, `a eq .5`,
		`a eq "x"and b pr`, `a eq "x" andb pr`, `externalId eq jyoung`, `a eq (b)`, `a eq [b]`, `a:b:`, `:a pr`,
		`userName eq "x" or`, `userName pr pr`, `a eq "x"]`, `not`, "a\teq\t1",
	} {
		f, err := scim.ParseFilter(in, scim.Dialect{})
		if err == nil {
			t.Errorf("%q is read as %s", in, f)
			continue
		}
		if got := typeOf(t, err); got != scim.InvalidFilter {
			t.Errorf("%q: scimType is %s (%v)", in, got, err)
		}
	}
}

func TestParseFilterForgivesMissingQuotes(t *testing.T) {
	t.Parallel()
	d := scim.Dialect{UnquotedFilterValues: true}
	for in, want := range map[string]string{
		`externalId eq jyoung`:              `externalId eq "jyoung"`,
		`(externalId eq j.young@x.com)`:     `(externalId eq "j.young@x.com")`,
		`emails[value eq a@b.c] and a eq 1`: `emails[value eq "a@b.c"] and a eq 1`,
		`active eq True`:                    `active eq true`,
	} {
		f, err := scim.ParseFilter(in, d)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := f.String(); got != strings.Trim(want, "()") {
			t.Errorf("%s is printed as %s, want %s", in, got, want)
		}
	}
	if _, err := scim.ParseFilter(`externalId eq j young`, d); err == nil {
		t.Error("two words pass for one value")
	}
	_, err := scim.ParseFilter(`externalId eq jyoung`, scim.Dialect{})
	if err == nil || !strings.Contains(err.Error(), "double quotes") {
		t.Errorf("the error does not say what to do: %v", err)
	}
}

func TestParseFilterIsBounded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		in    string
		limit scim.Limit
	}{
		"length":      {`userName eq "` + strings.Repeat("x", 1<<20) + `"`, scim.LimitFilterLength},
		"parentheses": {strings.Repeat("(", 5_000) + "a pr" + strings.Repeat(")", 3_000), scim.LimitFilterDepth},
		"nots":        {strings.Repeat("not(", 40) + "a pr" + strings.Repeat(")", 40), scim.LimitFilterDepth},
	} {
		_, err := scim.ParseFilter(tt.in, scim.Dialect{})
		if over, ok := errors.AsType[*scim.LimitError](err); !ok || over.Limit != tt.limit {
			t.Errorf("%s: %v", name, err)
		}
	}
	chain := "a pr" + strings.Repeat(" and a pr", 900)
	if _, err := scim.ParseFilter(chain, scim.Dialect{}); err != nil {
		t.Errorf("a long flat filter: %v", err)
	}
	side := strings.Repeat("(a pr) and ", 500) + "a pr"
	if _, err := scim.ParseFilter(side, scim.Dialect{}); err != nil {
		t.Errorf("parentheses side by side are not nested: %v", err)
	}
}

func TestParsePath(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]scim.Path{
		`members`:                           {Name: "members"},
		` name.familyName `:                 {Name: "name", Sub: "familyName"},
		`urn:x:1.0:User`:                    {URN: "urn:x:1.0", Name: "User"},
		`urn:x:1.0`:                         {URN: "urn:x:1.0"},
		enterprise + `:manager.displayName`: {URN: enterprise, Name: "manager", Sub: "displayName"},
		`groups.$ref`:                       {Name: "groups", Sub: "$ref"},
	} {
		got, err := scim.ParsePath(in, scim.Limits{})
		if err != nil || got != want {
			t.Errorf("%q: %#v, %v", in, got, err)
		}
		if got.String() != strings.TrimSpace(in) {
			t.Errorf("%q is printed as %q", in, got)
		}
	}
	for _, in := range []string{
		`members[value eq "2819"]`, `members[value eq "2819"].displayName`, `addresses[type eq "work"].streetAddress`,
		`urn:x:2.0:User:badges[number gt 5 or not (kind pr)].color`,
	} {
		got, err := scim.ParsePath(in, scim.Limits{})
		if err != nil || got.String() != in || got.Filter == nil {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	for in, want := range map[string]scim.ErrorType{
		``: scim.InvalidPath, ` `: scim.InvalidPath, `.a`: scim.InvalidPath, `a.`: scim.InvalidPath, `a b`: scim.InvalidPath,
		`a[`: scim.InvalidPath, `a[]`: scim.InvalidPath, `a[b]`: scim.InvalidFilter, `a[b pr`: scim.InvalidFilter,
		`a[b pr]x`: scim.InvalidPath, `a[b pr].`: scim.InvalidPath, `a[b pr].1`: scim.InvalidPath, `/a`: scim.InvalidPath, `urn:x:1.0:name..`: scim.InvalidPath, `urn:x:1.0:1a`: scim.InvalidPath, `urn:x:1.`: scim.InvalidPath,
		`a[b pr].c.d`: scim.InvalidPath, "a\xff": scim.InvalidPath, `name.given name`: scim.InvalidPath,
	} {
		p, err := scim.ParsePath(in, scim.Limits{})
		if err == nil {
			t.Errorf("%q is read as %q", in, p)
			continue
		}
		if got := typeOf(t, err); got != want && !(want == scim.InvalidPath && got == scim.InvalidFilter && strings.Contains(in, "[")) {
			t.Errorf("%q: scimType is %s (%v), want %s", in, got, err, want)
		}
	}
}

// FuzzParseFilter: what is read is printed so that it reads as the same.
func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{
		`userName eq "x" and (emails[type eq "work" and value co "@"] or not (title pr))`,
		`emails[type eq "work"].value eq "x"`, enterprise + `:department eq "\u00e9"`, `a eq jyoung or b gt -1.5e3`,
	} {
		f.Add(seed)
	}
	resource := readUser(f, fullUser)
	f.Fuzz(func(t *testing.T, in string) {
		for _, d := range []scim.Dialect{{}, scim.Tolerant()} {
			filter, err := scim.ParseFilter(in, d)
			if err != nil {
				typeOf(t, err)
				continue
			}
			text := filter.String()
			// Printing adds quotes and spaces, so that the bound is left out.
			again, err := scim.ParseFilter(text, scim.Dialect{Limits: scim.Limits{FilterLength: -1}})
			if err != nil || again.String() != text {
				t.Fatalf("%q prints as %q, which reads as %v, %v", in, text, again, err)
			}
			m, err := scim.UserResourceType().Compile(filter, d)
			if err != nil {
				typeOf(t, err)
				continue
			}
			equalitiesHold(t, m, resource)
			again2, err := scim.UserResourceType().Compile(again, d)
			if err != nil || again2.Match(resource) != m.Match(resource) {
				t.Fatalf("%q and %q match differently, %v", in, text, err)
			}
		}
	})
}

// equalitiesHold fails if a resource matches and one of the equalities that
// every match is said to fulfil does not hold.
func equalitiesHold(t *testing.T, m *scim.Matcher, r scim.Resource) {
	t.Helper()
	if !m.Match(r) {
		return
	}
	for _, e := range m.Equalities() {
		path, err := scim.ParsePath(e.Attribute, scim.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		one, err := r.Type().Compile(scim.Compare{Path: path, Operator: scim.Equal, Value: scim.Text(e.Value)}, scim.Dialect{})
		if err != nil || !one.Match(r) {
			t.Fatalf("%s matches, and %s does not equal %q, %v", m.Filter(), e.Attribute, e.Value, err)
		}
	}
}

// FuzzParsePath: as FuzzParseFilter.
func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{`members[value eq "x"]`, `name.givenName`, enterprise + `:manager.value`, `urn:a:1.0`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		path, err := scim.ParsePath(in, scim.Limits{})
		if err != nil {
			typeOf(t, err)
			return
		}
		text := path.String()
		again, err := scim.ParsePath(text, scim.Limits{FilterLength: -1})
		if err != nil || again.String() != text {
			t.Fatalf("%q prints as %q, which reads as %q, %v", in, text, again, err)
		}
	})
}
