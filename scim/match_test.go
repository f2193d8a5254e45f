package scim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/scim"
)

var matchEnvelope = scim.Envelope{
	ID: "2819C223",
	Meta: scim.Meta{
		ResourceType: "User",
		Created:      time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		LastModified: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC),
	},
	Groups: []scim.Member{{Value: "g1", Display: "Admins"}, {Value: "g2", Display: "Staff"}},
}

func compile(t testing.TB, text string, d scim.Dialect) *scim.Matcher {
	t.Helper()
	f, err := scim.ParseFilter(text, d)
	if err != nil {
		t.Fatalf("parse %s: %v", text, err)
	}
	m, err := scim.UserResourceType().Compile(f, d)
	if err != nil {
		t.Fatalf("compile %s: %v", text, err)
	}
	return m
}

func TestMatch(t *testing.T) {
	t.Parallel()
	r := readUser(t, fullUser).Within(matchEnvelope)
	for text, want := range map[string]bool{
		// Letter case: userName is not caseExact, id and externalId are.
		`userName eq "ANA.RUIZ@example.com"`:                            true,
		`username eq "ana.ruiz@example.com"`:                            true,
		`userName eq "ana"`:                                             false,
		`externalId eq "00ujl29u0le5T6Aj10h7"`:                          true,
		`externalId eq "00UJL29U0LE5T6AJ10H7"`:                          false,
		`id eq "2819C223"`:                                              true,
		`id eq "2819c223"`:                                              false,
		`urn:ietf:params:scim:schemas:core:2.0:user:USERNAME sw "ana."`: true,

		// Operators.
		`userName ne "x"`: true, `userName ne "ana.ruiz@example.com"`: false,
		`userName co "RUIZ"`: true, `userName sw "ANA"`: true, `userName ew ".COM"`: true, `userName ew "ana"`: false,
		`title gt "Engine"`: true, `title gt "engineer"`: false, `title ge "engineer"`: true,
		`title lt "F"`: true, `title le "Engineer"`: true, `title lt "engineer"`: false,
		`title pr`: true, `nickName pr`: true, `name pr`: true, `name.middleName pr`: false, `x509Certificates pr`: false,
		`active eq true`: true, `active eq false`: false, `active ne false`: true, `active pr`: true,

		// No value.
		`name.middleName eq null`: true, `name.middleName ne null`: false, `title eq null`: false, `title ne null`: true,
		`name.middleName ne "x"`: true, `name.middleName eq "x"`: false, `name.middleName eq ""`: false,
		`photos.value ne "x"`: true, `photos pr`: false,

		// Several values: one is enough.
		`emails.value eq "ANA@home.example"`:                             true,
		`emails eq "ana@home.example"`:                                   true,
		`emails co "home"`:                                               true,
		`emails.type ne "work"`:                                          true,
		`emails.type eq "work" and emails.value eq "ana@home.example"`:   true,
		`emails[type eq "work" and value eq "ana@home.example"]`:         false,
		`emails[type eq "home" and value eq "ana@home.example"]`:         true,
		`emails[type eq "work"].value eq "ana@home.example"`:             false,
		`emails[type eq "WORK"].value eq "ana.ruiz@example.com"`:         true,
		`emails[type eq "other"].value eq null`:                          true,
		`emails[type eq "other"].value ne "x"`:                           true,
		`emails[primary eq true]`:                                        true,
		`emails[primary eq true and type eq "home"]`:                     false,
		`emails[not (type eq "work")]`:                                   true,
		`emails[type eq "work" or type eq "x"].value sw "ana"`:           true,
		`phoneNumbers[type eq "mobile" and value ew "002"].value pr`:     true,
		`schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"`:        true,
		`schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]`: true,

		`schemas eq "x"`: false,

		// Groups, which the server adds.
		`groups.value eq "g2"`:                          true,
		`groups[value eq "g1" and display eq "admins"]`: true,
		`groups[value eq "g1" and display eq "staff"]`:  false,

		// Extensions and dates.
		enterprise + `:department eq "PLATFORM"`:               true,
		strings.ToUpper(enterprise) + `:department eq "x"`:     false,
		enterprise + `:manager.displayName co "smith"`:         true,
		enterprise + `:manager eq "26118915"`:                  true,
		enterprise + `:manager.value eq "26118915"`:            true,
		enterprise + ` pr`:                                     true,
		`meta.lastModified gt "2026-05-06T07:08:08Z"`:          true,
		`meta.lastModified gt "2026-05-06T09:08:09+02:00"`:     false,
		`meta.lastModified eq "2026-05-06T09:08:09.000+02:00"`: true,
		`meta.lastModified lt "2026-05-06T07:08:09.001Z"`:      true,
		`meta.created sw "2026-01"`:                            true,
		`meta.resourceType eq "User"`:                          true,

		// Precedence.
		`title eq "x" and title eq "y" or active eq true`:      true,
		`title eq "x" and (title eq "y" or active eq true)`:    false,
		`not (title eq "x") and not (nickName pr)`:             false,
		`not (title eq "x" or title eq "y") and userName pr`:   true,
		`active eq true or title eq "x" and title eq "nobody"`: true,
	} {
		if got := compile(t, text, scim.Dialect{}).Match(r); got != want {
			t.Errorf("%s is %v", text, got)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`password eq "x"`, `nosuch eq "x"`, `name.nosuch pr`, `nosuch pr`, `email eq "x"`, `emails.nosuch eq "x"`,
		`emails[nosuch eq "x"]`, `emails[type.x eq "x"]`, `emails[type eq "x"].nosuch eq "y"`, `name[givenName eq "x"]`,
		`urn:nosuch:2.0:User:badge eq "x"`, `urn:nosuch:2.0:User pr`, enterprise + `:nosuch eq "x"`, `members.value eq "x"`,
		`name eq "x"`, `addresses eq "x"`, enterprise + ` eq "x"`, `userName eq 5`, `userName eq true`, `active eq "true"`,
		`active eq 1`, `active gt true`, `active co true`, `userName gt null`, `userName co 5`, `meta.created gt "yesterday"`,
		`meta.created gt 5`, `x509Certificates.value gt "x"`, `emails.primary gt true`, `emails[primary sw true]`,
		`userName.value eq "x"`, `emails[value eq "x" and userName eq "y"]`, `meta.created eq true`,
	} {
		f, err := scim.ParseFilter(text, scim.Dialect{})
		if err != nil {
			t.Errorf("parse %s: %v", text, err)
			continue
		}
		_, err = scim.UserResourceType().Compile(f, scim.Dialect{})
		if err == nil {
			t.Errorf("%s is accepted", text)
			continue
		}
		if got := typeOf(t, err); got != scim.InvalidFilter {
			t.Errorf("%s: scimType is %s", text, got)
		}
	}
}

func TestMatchForgives(t *testing.T) {
	t.Parallel()
	r := readUser(t, fullUser)
	for _, text := range []string{`email eq "ana@home.example"`, `active eq "True"`, `emails[primary eq "true"]`, `EMAIL co "home"`} {
		if !compile(t, text, scim.Tolerant()).Match(r) {
			t.Errorf("%s does not match", text)
		}
	}
}

func TestMatchFoldsAsTheCallerSays(t *testing.T) {
	t.Parallel()
	r := readUser(t, `{"userName":"ÉLODIE","externalId":"ß"}`)
	if !compile(t, `userName eq "élodie"`, scim.Dialect{}).Match(r) {
		t.Error("É does not fold to é by default")
	}
	if compile(t, `userName eq "elodie"`, scim.Dialect{}).Match(r) {
		t.Error("é folds to e by default")
	}
	plain := scim.Dialect{Fold: func(s string) string {
		return strings.NewReplacer("É", "e", "é", "e").Replace(strings.ToLower(s))
	}}
	for text, want := range map[string]bool{`userName eq "elodie"`: true, `userName sw "ELO"`: true, `externalId eq "SS"`: false} {
		if got := compile(t, text, plain).Match(r); got != want {
			t.Errorf("%s is %v", text, got)
		}
	}
}

func TestSimpleFold(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"Ana", "aNA"}, {"ΣΊΣΥΦΟΣ", "σίσυφος"}, {"K", "K"}, {"ſ", "S"}, {"Ж1", "ж1"}} {
		if a, b := scim.SimpleFold(pair[0]), scim.SimpleFold(pair[1]); a != b || !strings.EqualFold(pair[0], pair[1]) {
			t.Errorf("%q folds to %q, %q to %q", pair[0], a, pair[1], b)
		}
		if f := scim.SimpleFold(pair[0]); scim.SimpleFold(f) != f {
			t.Errorf("folding %q is not idempotent", pair[0])
		}
	}
	if scim.SimpleFold("\u00e9") == scim.SimpleFold("e\u0301") {
		t.Error("composed and decomposed fold together; the documentation says they do not")
	}
}

func TestEqualities(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`USERNAME eq "Ana"`:                                          {"userName=ana"},
		`externalId eq "Ana"`:                                        {"externalId=Ana!"},
		`emails eq "A@b.c"`:                                          {"emails.value=a@b.c"},
		`email eq "A@b.c"`:                                           {"emails.value=a@b.c"},
		`emails.value eq "x"`:                                        {"emails.value=x"},
		`emails[type eq "work" and value eq "x"]`:                    {"emails.type=work", "emails.value=x"},
		`emails[type eq "work"].value eq "x"`:                        {"emails.type=work", "emails.value=x"},
		`emails[type eq "work"].value ne "x"`:                        {},
		`emails[type eq "work"].value eq null`:                       {},
		`emails[type eq "work"].value pr`:                            {"emails.type=work"},
		`userName eq "a" and active eq true and (title eq "T")`:      {"userName=a", "title=t"},
		`userName eq "a" or title eq "b"`:                            {},
		`userName eq "a" and (title eq "b" or title eq "c")`:         {"userName=a"},
		`not (userName eq "a")`:                                      {},
		`active eq "True"`:                                           {},
		`meta.created eq "2026-01-02T03:04:05Z"`:                     {},
		`userName co "a"`:                                            {},
		enterprise + `:Department eq "D"`:                            {enterprise + ":department=d"},
		enterprise + `:manager eq "M"`:                               {enterprise + ":manager.value=M!"},
		`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "x"`: {"userName=x"},
	} {
		got := []string{}
		for _, e := range compile(t, text, scim.Tolerant()).Equalities() {
			s := e.Attribute + "=" + e.Folded
			if e.CaseExact {
				s += "!"
			}
			got = append(got, s)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	m := compile(t, `userName pr and groups[value eq "x"] or not (`+enterprise+`:department pr)`, scim.Dialect{})
	for name, want := range map[string]bool{"groups": true, "GROUPS": true, "userName": true, "emails": false, enterprise: true, "nosuch": false} {
		if got := m.Mentions(name); got != want {
			t.Errorf("mentions %s: %v", name, got)
		}
	}
}

func TestMatchNumbers(t *testing.T) {
	t.Parallel()
	rt, err := scim.NewResourceType(scim.Definition{
		Name: "Badge", Endpoint: "/Badges",
		Schema: scim.Schema{ID: "urn:example:Badge", Attributes: []scim.Attribute{
			{Name: "number", Type: scim.TypeInteger}, {Name: "weight", Type: scim.TypeDecimal},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := rt.Read([]byte(`{"number":9007199254740993,"weight":-0.0050}`), scim.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		`number eq 9007199254740993`: true, `number eq 9007199254740992`: false, `number gt 9007199254740992`: true,
		`number eq 9.007199254740993e15`: true, `number lt 1e400`: true, `number gt -1e999999999999`: true,
		`weight eq -5e-3`: true, `weight lt 0`: true, `weight gt -0.00501`: true, `weight le -0.005`: true, `weight eq 0`: false,
	} {
		f, err := scim.ParseFilter(text, scim.Dialect{})
		if err != nil {
			t.Fatal(err)
		}
		m, err := rt.Compile(f, scim.Dialect{})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Match(doc.Resource); got != want {
			t.Errorf("%s is %v", text, got)
		}
	}
	for _, body := range []string{`{"number":1.5}`, `{"number":"1"}`, `{"weight":"x"}`, `{"weight":true}`} {
		if _, err := rt.Read([]byte(body), scim.Tolerant()); err == nil {
			t.Errorf("%s is accepted", body)
		}
	}
}
