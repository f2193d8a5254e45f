package scim_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

func TestReadGroup(t *testing.T) {
	t.Parallel()
	a, b := scim.Member{Value: "1", Display: "one"}, scim.Member{Value: "2", Type: "User"}
	for _, tt := range []struct {
		members string
		sent    bool
		want    []scim.Member
	}{
		{``, false, nil},
		{`,"members":null`, true, nil},
		{`,"members":[]`, true, nil},
		{`,"members":[{"value":"1","display":"one"},{"value":"2","display":null,"type":"User","$ref":null}]`, true, []scim.Member{a, b}},
		{`,"MEMBERS":[{"VALUE":"1","Display":"one"}]`, true, []scim.Member{a}},
		{`,"members":[{"value":"1","display":"one"},{"value":"1","display":"again"},null]`, true, []scim.Member{a}},
		{`,"members":{"value":"1","display":"one"}`, true, []scim.Member{a}},
		{`,"members":["1"]`, true, []scim.Member{{Value: "1"}}},
		{`,"members":[{"value":"1","display":"one","$ref":"https://x/Users/1","extra":{"a":[1]}}]`, true, []scim.Member{a}},
		{`,"members":[{"value":"\u0031","display":"o\u006ee"}]`, true, []scim.Member{a}},
	} {
		doc, err := scim.GroupResourceType().Read([]byte(`{"displayName":"G"`+tt.members+`}`), scim.Tolerant())
		if err != nil {
			t.Errorf("%s: %v", tt.members, err)
			continue
		}
		if doc.MembersSent != tt.sent || !slices.Equal(doc.Members, tt.want) {
			t.Errorf("%s: %v %v, want %v %v", tt.members, doc.MembersSent, doc.Members, tt.sent, tt.want)
		}
		if got, want := mustJSON(doc.Resource), `{"schemas":["`+scim.SchemaGroup+`"],"displayName":"G"}`; got != want {
			t.Errorf("%s: members are in the tree: %s", tt.members, got)
		}
	}
}

func TestReadGroupRefuses(t *testing.T) {
	t.Parallel()
	for members, want := range map[string]scim.ErrorType{
		`[{"value":"1","type":"Group"}]`:     scim.InvalidValue,
		`[{"display":"x"}]`:                  scim.InvalidValue,
		`[{"value":null}]`:                   scim.InvalidValue,
		`[{"value":""}]`:                     scim.InvalidValue,
		`[{"value":5}]`:                      scim.InvalidValue,
		`[5]`:                                scim.InvalidValue,
		`5`:                                  scim.InvalidValue,
		`[{"value":"1","VALUE":"2"}]`:        scim.InvalidSyntax,
		`[{"value":"1","x":1,"X":1}]`:        scim.InvalidSyntax,
		`[{"value":"1"} {"value":"2"}]`:      scim.InvalidSyntax,
		`[{"value":"1",}]`:                   scim.InvalidSyntax,
		`[{"value":"\ud800"}]`:               scim.InvalidSyntax,
		`[{"value":"1"}],"members":[]`:       scim.InvalidSyntax,
		`[{"value":"1"}],"Members":[]`:       scim.InvalidSyntax,
		"[{\"value\":\"\xff\"}]":             scim.InvalidSyntax,
		`[{"value":"1"}`:                     scim.InvalidSyntax,
		`[` + strings.Repeat(`[`, 100) + `]`: scim.InvalidSyntax,
	} {
		_, err := scim.GroupResourceType().Read([]byte(`{"displayName":"G","members":`+members+`}`), scim.Tolerant())
		if err == nil {
			t.Errorf("%s is accepted", members)
			continue
		}
		if got := typeOf(t, err); got != want {
			t.Errorf("%s: %s (%v), want %s", members, got, err, want)
		}
	}
}

func TestReadGroupIsBounded(t *testing.T) {
	t.Parallel()
	d := scim.Dialect{Limits: scim.Limits{Members: 10, Nodes: 5}}
	if _, err := scim.GroupResourceType().Read(wholeGroup(10), d); err != nil {
		t.Errorf("ten members are more than ten: %v", err)
	}
	_, err := scim.GroupResourceType().Read(wholeGroup(11), d)
	over, ok := errors.AsType[*scim.LimitError](err)
	if !ok || *over != (scim.LimitError{Limit: scim.LimitMembers, Max: 10}) {
		t.Errorf("eleven members: %v", err)
	}
	if _, err := scim.GroupResourceType().Read(wholeGroup(100_000), scim.Dialect{}); err != nil {
		t.Errorf("a hundred thousand members: %v", err)
	}
}
