package scim_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func TestPatchMembers(t *testing.T) {
	t.Parallel()
	a, b, c := scim.Member{Value: "a"}, scim.Member{Value: "b"}, scim.Member{Value: "c"}
	for _, tt := range []struct {
		name, operations string
		want             scim.MemberEdit
	}{
		{
			"add", `{"op":"add","path":"members","value":[{"value":"a","display":"A"},{"value":"b","$ref":null}]}`,
			scim.MemberEdit{Add: []scim.Member{{Value: "a", Display: "A"}, b}},
		},
		{"add one object", `{"op":"Add","path":"members","value":{"value":"a"}}`, scim.MemberEdit{Add: []scim.Member{a}}},
		{"add without path", `{"op":"add","value":{"members":[{"value":"a"}]}}`, scim.MemberEdit{Add: []scim.Member{a}}},
		{"add by core URN", `{"op":"add","path":"` + scim.SchemaGroup + `:members","value":[{"value":"a"}]}`, scim.MemberEdit{Add: []scim.Member{a}}},
		{"add by members.value", `{"op":"add","path":"members.value","value":["a","b"]}`, scim.MemberEdit{Add: []scim.Member{a, b}}},
		{
			"add twice", `{"op":"add","path":"members","value":[{"value":"a"},{"value":"a"}]},{"op":"add","path":"members","value":[{"value":"a"}]}`,
			scim.MemberEdit{Add: []scim.Member{a}},
		},
		{"add nothing", `{"op":"add","path":"members","value":[]}`, scim.MemberEdit{}},
		{"remove by filter", `{"op":"remove","path":"members[value eq \"a\"]"}`, scim.MemberEdit{Remove: []string{"a"}}},
		{"remove two by filter", `{"op":"remove","path":"members[value eq \"a\" or (VALUE eq \"b\" and type eq \"User\")]"}`, scim.MemberEdit{Remove: []string{"a", "b"}}},
		{"remove by filter and value", `{"op":"remove","path":"members[value eq \"a\"].value"}`, scim.MemberEdit{Remove: []string{"a"}}},
		{"remove by value", `{"op":"Remove","path":"members","value":[{"value":"a","$ref":null},{"value":"b"}]}`, scim.MemberEdit{Remove: []string{"a", "b"}}},
		{"remove by one object", `{"op":"remove","path":"members","value":{"value":"a"}}`, scim.MemberEdit{Remove: []string{"a"}}},
		{"remove none of a list", `{"op":"remove","path":"members","value":[]}`, scim.MemberEdit{}},
		{"remove all", `{"op":"remove","path":"members"}`, scim.MemberEdit{Replace: true}},
		{"replace", `{"op":"replace","path":"members","value":[{"value":"b"},{"value":"a"}]}`, scim.MemberEdit{Replace: true, Add: []scim.Member{b, a}}},
		{"replace with none", `{"op":"replace","path":"members","value":[]}`, scim.MemberEdit{Replace: true}},
		{"replace without path", `{"op":"replace","value":{"id":"g1","displayName":"N","members":[]}}`, scim.MemberEdit{Replace: true}},
		{"rename only", `{"op":"replace","value":{"id":"g1","displayName":"N"}}`, scim.MemberEdit{}},
		{
			"remove and add", `{"op":"remove","path":"members[value eq \"a\"]"},{"op":"add","path":"members","value":[{"value":"b"}]}`,
			scim.MemberEdit{Add: []scim.Member{b}, Remove: []string{"a"}},
		},
		{
			"add, then remove", `{"op":"add","path":"members","value":[{"value":"a"},{"value":"b"}]},{"op":"remove","path":"members[value eq \"a\"]"}`,
			scim.MemberEdit{Add: []scim.Member{b}, Remove: []string{"a"}},
		},
		{
			"remove, then add", `{"op":"remove","path":"members[value eq \"a\"]"},{"op":"add","path":"members","value":[{"value":"a"}]}`,
			scim.MemberEdit{Add: []scim.Member{a}},
		},
		{
			"replace, then change", `{"op":"add","path":"members","value":[{"value":"x"}]},{"op":"replace","path":"members","value":[{"value":"a"},{"value":"b"}]},` +
				`{"op":"remove","path":"members[value eq \"b\"]"},{"op":"add","path":"members","value":[{"value":"c"}]}`,
			scim.MemberEdit{Replace: true, Add: []scim.Member{a, c}},
		},
		{
			"remove all, then add", `{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"a"}]}`,
			scim.MemberEdit{Replace: true, Add: []scim.Member{a}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			edit, err := patchGroup(t, tt.operations, scim.Tolerant())
			if err != nil {
				t.Fatal(err)
			}
			got := edit.Members
			if got.Replace != tt.want.Replace || !slices.Equal(got.Add, tt.want.Add) || !slices.Equal(got.Remove, tt.want.Remove) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if got.IsEmpty() != (!tt.want.Replace && tt.want.Add == nil && tt.want.Remove == nil) {
				t.Errorf("IsEmpty is %v", got.IsEmpty())
			}
			if edit.Changed != strings.Contains(tt.operations, "displayName") {
				t.Errorf("Changed is %v", edit.Changed)
			}
			if _, ok := edit.Resource.Lookup("members"); ok {
				t.Error("members are in the tree")
			}
		})
	}
}

func patchGroup(t testing.TB, list string, d scim.Dialect) (scim.Edit, error) {
	t.Helper()
	op, err := scim.ParsePatch(operations(list), d)
	if err != nil {
		return scim.Edit{}, err
	}
	return scim.GroupResourceType().Apply(op, readGroup(t, `{"displayName":"G"}`), scim.PatchOptions{Dialect: d, ID: "g1"})
}

func TestPatchMembersRefuses(t *testing.T) {
	t.Parallel()
	for operation, want := range map[string]scim.ErrorType{
		`{"op":"add","path":"members","value":[{"value":"a","type":"Group"}]}`:   scim.InvalidValue,
		`{"op":"add","path":"members","value":[{"display":"a"}]}`:                scim.InvalidValue,
		`{"op":"add","path":"members","value":5}`:                                scim.InvalidValue,
		`{"op":"remove","path":"members[display eq \"a\"]"}`:                     scim.InvalidFilter,
		`{"op":"remove","path":"members[value sw \"a\"]"}`:                       scim.InvalidFilter,
		`{"op":"remove","path":"members[value eq 5]"}`:                           scim.InvalidFilter,
		`{"op":"remove","path":"members[not (value eq \"a\")]"}`:                 scim.InvalidFilter,
		`{"op":"remove","path":"members[value eq \"a\" and value eq \"b\"]"}`:    scim.InvalidFilter,
		`{"op":"remove","path":"members[value eq \"a\" and type eq \"Group\"]"}`: scim.InvalidFilter,
		`{"op":"replace","path":"members[value eq \"a\"].display","value":"x"}`:  scim.Mutability,
		`{"op":"add","path":"members[value eq \"a\"]","value":{"value":"b"}}`:    scim.Mutability,
		`{"op":"remove","path":"members.display"}`:                               scim.Mutability,
		`{"op":"remove","path":"displayName"}`:                                   scim.Mutability,
		`{"op":"replace","path":"displayName","value":""}`:                       scim.InvalidValue,
	} {
		_, err := patchGroup(t, operation, scim.Tolerant())
		if err == nil {
			t.Errorf("%s is accepted", operation)
			continue
		}
		if got := typeOf(t, err); got != want {
			t.Errorf("%s: scimType is %s (%v), want %s", operation, got, err, want)
		}
	}
}

func TestPatchMembersAreBounded(t *testing.T) {
	t.Parallel()
	d := scim.Dialect{Limits: scim.Limits{PatchMembers: 3}}
	two := `{"op":"add","path":"members","value":[{"value":"a"},{"value":"b"}]}`
	one := `{"op":"remove","path":"members[value eq \"a\"]"}`
	if _, err := patchGroup(t, two+","+one, d); err != nil {
		t.Errorf("three members are more than three: %v", err)
	}
	for _, list := range []string{two + "," + two, two + "," + one + "," + one, strings.Replace(two, "[{", `[{"value":"x"},{"value":"y"},{`, 1)} {
		_, err := patchGroup(t, list, d)
		if over, ok := errors.AsType[*scim.LimitError](err); !ok || *over != (scim.LimitError{Limit: scim.LimitMembers, Max: 3}) {
			t.Errorf("%s: %v", list, err)
		}
	}
}
