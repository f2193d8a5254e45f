package scim_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

// operations wraps operations into a PatchOp message.
func operations(list string) []byte {
	return []byte(`{"schemas":["` + scim.SchemaPatchOp + `"],"Operations":[` + list + `]}`)
}

// patchUser applies operations to a user and returns its canonical bytes
// without schemas and userName.
func patchUser(d scim.Dialect, before scim.Resource, list string) (after string, edit scim.Edit, err error) {
	op, err := scim.ParsePatch(operations(list), d)
	if err != nil {
		return "", scim.Edit{}, err
	}
	edit, err = scim.UserResourceType().Apply(op, before, scim.PatchOptions{Dialect: d, ID: "u1"})
	if err != nil {
		return "", scim.Edit{}, err
	}
	_, after, _ = strings.Cut(string(edit.Resource.AppendJSON(nil)), `"userName":"a"`)
	return strings.TrimPrefix(strings.TrimSuffix(after, "}"), ","), edit, nil
}

const work, home = `{"value":"w","type":"work"}`, `{"value":"h","type":"home"}`

func TestPatch(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, operations, want string }{
		// add, RFC 7644 §3.5.2.1.
		{"add a value", ``, `{"op":"add","path":"title","value":"T"}`, `"title":"T"`},
		{"add over a value", `"title":"S"`, `{"op":"add","path":"title","value":"T"}`, `"title":"T"`},
		{"add to a missing complex", ``, `{"op":"add","path":"name.givenName","value":"G"}`, `"name":{"givenName":"G"}`},
		{"add a complex", `"name":{"familyName":"F"}`, `{"op":"add","path":"name","value":{"givenName":"G"}}`, `"name":{"familyName":"F","givenName":"G"}`},
		{"add to many", `"emails":[` + work + `]`, `{"op":"add","path":"emails","value":[` + home + `]}`, `"emails":[` + work + `,` + home + `]`},
		{"add one without array", `"emails":[` + work + `]`, `{"op":"add","path":"emails","value":` + home + `}`, `"emails":[` + work + `,` + home + `]`},
		{"add what is there", `"emails":[` + work + `]`, `{"op":"add","path":"emails","value":[` + work + `,` + home + `,` + home + `]}`, `"emails":[` + work + `,` + home + `]`},
		{"add a part of what is there", `"emails":[` + work + `]`, `{"op":"add","path":"emails","value":[{"value":"w","type":"work","display":"d"}]}`, `"emails":[{"value":"w","display":"d","type":"work"}]`},
		{"add without path", `"emails":[` + work + `]`, `{"op":"add","value":{"title":"T","emails":[` + home + `]}}`, `"title":"T","emails":[` + work + `,` + home + `]`},
		{"add null", `"title":"T"`, `{"op":"add","path":"title","value":null}`, `"title":"T"`},
		{"add a new primary", `"emails":[{"value":"w","primary":true}]`, `{"op":"add","path":"emails","value":[{"value":"h","primary":true}]}`, `"emails":[{"value":"w","primary":false},{"value":"h","primary":true}]`},

		// replace, §3.5.2.3.
		{"replace a value", `"title":"S"`, `{"op":"replace","path":"title","value":"T"}`, `"title":"T"`},
		{"replace a missing value", ``, `{"op":"replace","path":"title","value":"T"}`, `"title":"T"`},
		{"replace with null", `"title":"S"`, `{"op":"replace","path":"title","value":null}`, ``},
		{"replace part of a complex", `"name":{"familyName":"F","givenName":"X"}`, `{"op":"replace","path":"name","value":{"givenName":"G"}}`, `"name":{"familyName":"F","givenName":"G"}`},
		{"replace a part with null", `"name":{"familyName":"F","givenName":"X"}`, `{"op":"replace","path":"name","value":{"givenName":null}}`, `"name":{"familyName":"F"}`},
		{"replace many", `"emails":[` + work + `]`, `{"op":"replace","path":"emails","value":[` + home + `]}`, `"emails":[` + home + `]`},
		{"replace many with none", `"emails":[` + work + `]`, `{"op":"replace","path":"emails","value":[]}`, ``},
		{"replace selected", `"emails":[` + work + `,` + home + `]`, `{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"x","display":"d"}}`, `"emails":[{"value":"x","display":"d","type":"work"},` + home + `]`},
		{"replace a part of selected", `"emails":[` + work + `,` + home + `]`, `{"op":"replace","path":"emails[type eq \"home\"].value","value":"x"}`, `"emails":[` + work + `,{"value":"x","type":"home"}]`},
		{"make primary", `"emails":[{"value":"w","type":"work","primary":true},` + home + `]`, `{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}`, `"emails":[{"value":"w","type":"work","primary":false},{"value":"h","type":"home","primary":true}]`},
		{"replace a part of all", `"emails":[` + work + `,` + home + `]`, `{"op":"replace","path":"emails.display","value":"d"}`, `"emails":[{"value":"w","display":"d","type":"work"},{"value":"h","display":"d","type":"home"}]`},
		{"several without path", ``, `{"op":"replace","value":{"active":false,"name":{"familyName":"F"},"title":"T"}}`, `"name":{"familyName":"F"},"title":"T","active":false`},

		// remove, §3.5.2.2.
		{"remove a value", `"title":"T"`, `{"op":"remove","path":"title"}`, ``},
		{"remove nothing", ``, `{"op":"remove","path":"name.givenName"}`, ``},
		{"remove a part", `"name":{"familyName":"F","givenName":"G"}`, `{"op":"remove","path":"name.givenName"}`, `"name":{"familyName":"F"}`},
		{"remove the last part", `"name":{"givenName":"G"}`, `{"op":"remove","path":"name.givenName"}`, ``},
		{"remove many", `"emails":[` + work + `]`, `{"op":"remove","path":"emails"}`, ``},
		{"remove selected", `"emails":[` + work + `,` + home + `]`, `{"op":"remove","path":"emails[type eq \"work\" and value sw \"w\"]"}`, `"emails":[` + home + `]`},
		{"remove none selected", `"emails":[` + work + `]`, `{"op":"remove","path":"emails[type eq \"x\"]"}`, `"emails":[` + work + `]`},
		{"remove a part of selected", `"emails":[` + work + `]`, `{"op":"remove","path":"emails[value eq \"w\"].type"}`, `"emails":[{"value":"w"}]`},
		{"remove the named values", `"emails":[` + work + `,` + home + `]`, `{"op":"remove","path":"emails","value":[{"value":"h"}]}`, `"emails":[` + work + `]`},
		{"remove a part of all", `"emails":[` + work + `,` + home + `]`, `{"op":"remove","path":"emails.type"}`, `"emails":[{"value":"w"},{"value":"h"}]`},

		// Paths.
		{"any case", `"title":"T"`, `{"OP":"REPLACE","PATH":"TITLE","VALUE":"x"}`, `"title":"x"`},
		{"with the core URN", ``, `{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:name.givenName","value":"G"}`, `"name":{"givenName":"G"}`},
		{"into the extension", ``, `{"op":"add","path":"` + enterprise + `:department","value":"D"}`, `"` + enterprise + `":{"department":"D"}`},
		{"deep into the extension", ``, `{"op":"add","path":"` + enterprise + `:manager.value","value":"M"}`, `"` + enterprise + `":{"manager":{"value":"M"}}`},
		{"the whole extension", `"` + enterprise + `":{"department":"D"}`, `{"op":"replace","path":"` + strings.ToUpper(enterprise) + `","value":{"division":"V"}}`, `"` + enterprise + `":{"division":"V","department":"D"}`},
		{"remove the whole extension", `"` + enterprise + `":{"department":"D"}`, `{"op":"remove","path":"` + enterprise + `"}`, ``},
		{"remove the last of the extension", `"` + enterprise + `":{"department":"D"}`, `{"op":"remove","path":"` + enterprise + `:department"}`, ``},
		{"remove from a missing extension", ``, `{"op":"remove","path":"` + enterprise + `:department"}`, ``},

		// In order.
		{"in order", ``, `{"op":"add","path":"title","value":"1"},{"op":"remove","path":"title"},{"op":"add","path":"nickName","value":"2"},{"op":"replace","path":"nickName","value":"3"}`, `"nickName":"3"`},
		{"remove and add again", `"emails":[` + work + `]`, `{"op":"remove","path":"emails[type eq \"work\"]"},{"op":"add","path":"emails","value":[` + work + `,` + home + `]}`, `"emails":[` + work + `,` + home + `]`},
		{"add, remove a part, select by it", `"emails":[` + work + `]`, `{"op":"remove","path":"emails[value eq \"w\"].type"},{"op":"remove","path":"emails[type pr]"}`, `"emails":[{"value":"w"}]`},

		// Passed over.
		{"read-only without path", ``, `{"op":"replace","value":{"id":"other","meta":{"x":1},"schemas":[],"groups":[],"title":"T"}}`, `"title":"T"`},
		{"the id as it is", ``, `{"op":"replace","path":"id","value":"u1"}`, ``},
		{"schemas", ``, `{"op":"add","path":"schemas","value":["urn:x"]}`, ``},
		{"a password", ``, `{"op":"replace","path":"password","value":"secret"},{"op":"add","value":{"PASSWORD":"secret"}}`, ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			body := `{"userName":"a"}`
			if tt.before != "" {
				body = `{"userName":"a",` + tt.before + `}`
			}
			before := readUser(t, body)
			kept := mustJSON(before)
			got, edit, err := patchUser(scim.Dialect{}, before, tt.operations)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
			if mustJSON(before) != kept {
				t.Errorf("the resource given was changed to %s", mustJSON(before))
			}
			if edit.Changed != (mustJSON(edit.Resource) != kept) {
				t.Errorf("Changed is %v", edit.Changed)
			}
			wellFormed(t, edit.Resource)
		})
	}
}

// wellFormed fails unless a resource is what Read makes of its own bytes.
func wellFormed(t testing.TB, r scim.Resource) {
	t.Helper()
	doc, err := r.Type().Read(r.AppendJSON(nil), scim.Dialect{Limits: scim.Limits{Depth: -1}})
	if err != nil {
		t.Fatalf("%s cannot be read again: %v", mustJSON(r), err)
	}
	if !doc.Resource.Equal(r) {
		t.Fatalf("not canonical: %s\nread again: %s", mustJSON(r), mustJSON(doc.Resource))
	}
}

// What identity providers send beyond the RFC.
func TestPatchDialects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, operations, want string }{
		{"Okta deactivates", `"active":true`, `{"op":"replace","value":{"active":false}}`, `"active":false`},
		{"Entra deactivates", `"active":true`, `{"op":"Replace","path":"active","value":"False"}`, `"active":false`},
		{"Entra adds active", ``, `{"op":"Add","path":"active","value":"True"}`, `"active":true`},
		{"a value in an array", `"active":true`, `{"op":"replace","path":"active","value":[false]}`, `"active":false`},
		{"a complex in an array", `"name":{"familyName":"F"}`, `{"op":"replace","path":"name","value":[{"givenName":"G"}]}`, `"name":{"familyName":"F","givenName":"G"}`},
		{
			"dotted names", `"name":{"familyName":"F"}`, `{"op":"replace","value":{"name.givenName":"G","` + enterprise + `:employeeNumber":"7","` + enterprise + `:manager":"M"}}`,
			`"name":{"familyName":"F","givenName":"G"},"` + enterprise + `":{"employeeNumber":"7","manager":{"value":"M"}}`,
		},
		{"a path as a name", `"emails":[` + work + `]`, `{"op":"replace","value":{"emails[type eq \"work\"].value":"x"}}`, `"emails":[{"value":"x","type":"work"}]`},
		{"an extension object", ``, `{"op":"add","value":{"` + enterprise + `":{"department":"D","manager":null}}}`, `"` + enterprise + `":{"department":"D"}`},
		{"a core object", ``, `{"op":"add","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"T"}}}`, `"title":"T"`},
		{"replace a missing selected", ``, `{"op":"Replace","path":"emails[type eq \"work\"].value","value":"x"}`, `"emails":[{"value":"x","type":"work"}]`},
		{"add a missing selected", `"emails":[` + home + `]`, `{"op":"Add","path":"emails[type eq \"work\" and primary eq true].value","value":"x"}`, `"emails":[` + home + `,{"value":"x","type":"work","primary":true}]`},
		{"add a missing selected object", ``, `{"op":"add","path":"addresses[type eq \"work\"]","value":{"locality":"L"}}`, `"addresses":[{"locality":"L","type":"work"}]`},
		{"a missing primary takes over", `"emails":[{"value":"h","type":"home","primary":true}]`, `{"op":"replace","path":"emails[primary eq \"True\" and type eq \"work\"].value","value":"x"}`, `"emails":[{"value":"h","type":"home","primary":false},{"value":"x","type":"work","primary":true}]`},
		{"a plain manager", `"` + enterprise + `":{"manager":{"value":"1","displayName":"One"}}`, `{"op":"replace","path":"` + enterprise + `:manager","value":"2"}`, `"` + enterprise + `":{"manager":{"value":"2"}}`},
		{"an empty manager", `"` + enterprise + `":{"manager":{"value":"1"}}`, `{"op":"replace","path":"` + enterprise + `:manager","value":""}`, ``},
		{"custom attributes and active", `"active":true`, `{"op":"replace","value":{"active":false,"urn:custom:2.0:User:badge":7,"shoe":{"Size":44.50}}}`, `"active":false,"urn:custom:2.0:User":{"badge":7},"shoe":{"Size":44.50}`},
		{"an unknown part without path", ``, `{"op":"add","value":{"name.shoe":"x","foo.bar":1,"a[b":2,"x:y":{"z":3}}}`, `"name":{"shoe":"x"},"foo.bar":1,"a[b":2,"x:y":{"z":3}`},
		{"an unknown part of the extension", ``, `{"op":"add","value":{"` + enterprise + `:shoe":"x"}}`, `"` + enterprise + `":{"shoe":"x"}`},
		{"into an unknown extension", ``, `{"op":"add","path":"urn:custom:2.0:User:badge","value":"7"}`, `"urn:custom:2.0:User":{"badge":"7"}`},
		{"an unknown extension as a whole", ``, `{"op":"add","path":"urn:custom:2.0:User","value":{"badge":"7"}}`, `"urn:custom:2.0:User":{"badge":"7"}`},
		{"an object into an unknown extension", `"urn:custom:2.0:User":{"a":1}`, `{"op":"add","path":"urn:custom:2.0:User:badge","value":{"n":7}}`, `"urn:custom:2.0:User":{"a":1,"badge":{"n":7}}`},
		{"merge into an unknown extension", `"urn:custom:2.0:User":{"a":1}`, `{"op":"replace","path":"urn:custom:2.0:User","value":{"b":2}}`, `"urn:custom:2.0:User":{"a":1,"b":2}`},
		{"a part of an unknown attribute", `"urn:custom:2.0:User":{"a":{"x":1}}`, `{"op":"replace","path":"urn:custom:2.0:User:a.y","value":2}`, `"urn:custom:2.0:User":{"a":{"x":1,"y":2}}`},
		{"add to unknown values", `"urn:custom:2.0:User":{"a":[1]}`, `{"op":"add","path":"urn:custom:2.0:User:a","value":[1,2]}`, `"urn:custom:2.0:User":{"a":[1,2]}`},
		{"select unknown values", `"urn:custom:2.0:User":{"a":[{"t":"X","v":1},{"t":"y","v":2}]}`, `{"op":"replace","path":"urn:custom:2.0:User:a[t eq \"x\"].v","value":3},{"op":"remove","path":"urn:custom:2.0:User:a[v eq 2]"}`, `"urn:custom:2.0:User":{"a":[{"t":"X","v":3}]}`},
		{"create an unknown value", ``, `{"op":"add","path":"urn:custom:2.0:User:a[t eq \"x\"].v","value":3}`, `"urn:custom:2.0:User":{"a":[{"v":3,"t":"x"}]}`},
		{"remove an unknown extension", `"urn:custom:2.0:User":{"a":1},"x":1`, `{"op":"remove","path":"urn:custom:2.0:User"}`, `"x":1`},
		{"remove from an unknown extension", `"urn:custom:2.0:User":{"a":1,"b":2}`, `{"op":"remove","path":"urn:custom:2.0:User:A"}`, `"urn:custom:2.0:User":{"b":2}`},
		{"remove from none", ``, `{"op":"remove","path":"urn:custom:2.0:User:A"}`, ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			body := `{"userName":"a"}`
			if tt.before != "" {
				body = `{"userName":"a",` + tt.before + `}`
			}
			before := readUser(t, body)
			kept := mustJSON(before)
			got, edit, err := patchUser(scim.Tolerant(), before, tt.operations)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
			if mustJSON(before) != kept {
				t.Errorf("the resource given was changed to %s", mustJSON(before))
			}
			wellFormed(t, edit.Resource)
		})
	}
}

func TestPatchRefuses(t *testing.T) {
	t.Parallel()
	before := readUser(t, `{"userName":"a","title":"T","emails":[`+work+`]}`)
	for operation, want := range map[string]scim.ErrorType{
		`{"op":"remove"}`:                                             scim.NoTarget,
		`{"op":"remove","path":""}`:                                   scim.NoTarget,
		`{"op":"remove","path":null}`:                                 scim.NoTarget,
		`{"op":"move","path":"title"}`:                                scim.InvalidSyntax,
		`{"path":"title","value":"x"}`:                                scim.InvalidSyntax,
		`{"op":5,"path":"title"}`:                                     scim.InvalidSyntax,
		`"add"`:                                                       scim.InvalidSyntax,
		`{"op":"add","path":5,"value":"x"}`:                           scim.InvalidPath,
		`{"op":"add","path":"title"}`:                                 scim.InvalidValue,
		`{"op":"replace"}`:                                            scim.InvalidValue,
		`{"op":"replace","value":"x"}`:                                scim.InvalidValue,
		`{"op":"replace","value":null}`:                               scim.InvalidValue,
		`{"op":"add","path":"nosuch","value":"x"}`:                    scim.InvalidPath,
		`{"op":"remove","path":"nosuch"}`:                             scim.InvalidPath,
		`{"op":"add","path":"name.nosuch","value":"x"}`:               scim.InvalidPath,
		`{"op":"add","path":"title.x","value":"x"}`:                   scim.InvalidPath,
		`{"op":"add","path":"` + enterprise + `:nosuch","value":"x"}`: scim.InvalidPath,
		`{"op":"add","path":"foo:bar","value":"x"}`:                   scim.InvalidPath,
		`{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:x","value":1}`:           scim.InvalidPath,
		`{"op":"add","path":"a b","value":"x"}`:                                                  scim.InvalidPath,
		`{"op":"add","path":"emails[type eq \"work\"","value":"x"}`:                              scim.InvalidFilter,
		`{"op":"add","path":"emails[nosuch eq \"work\"].value","value":"x"}`:                     scim.InvalidFilter,
		`{"op":"add","path":"emails[type eq 5].value","value":"x"}`:                              scim.InvalidFilter,
		`{"op":"add","path":"name[givenName eq \"x\"]","value":{}}`:                              scim.InvalidPath,
		`{"op":"add","path":"emails[type eq \"work\"].nosuch","value":"x"}`:                      scim.InvalidPath,
		`{"op":"replace","path":"emails[type eq \"x\"].value","value":"x"}`:                      scim.NoTarget,
		`{"op":"add","path":"emails[type sw \"x\"].value","value":"x"}`:                          scim.NoTarget,
		`{"op":"add","path":"emails[type eq \"x\" or type eq \"y\"].value","value":"x"}`:         scim.NoTarget,
		`{"op":"replace","path":"id","value":"u2"}`:                                              scim.Mutability,
		`{"op":"remove","path":"id"}`:                                                            scim.Mutability,
		`{"op":"remove","path":"schemas"}`:                                                       scim.Mutability,
		`{"op":"replace","path":"meta","value":{}}`:                                              scim.Mutability,
		`{"op":"replace","path":"meta.created","value":"x"}`:                                     scim.Mutability,
		`{"op":"add","path":"groups","value":[{"value":"g"}]}`:                                   scim.Mutability,
		`{"op":"remove","path":"groups[value eq \"g\"]"}`:                                        scim.Mutability,
		`{"op":"remove","path":"userName"}`:                                                      scim.Mutability,
		`{"op":"replace","path":"userName","value":""}`:                                          scim.InvalidValue,
		`{"op":"replace","path":"userName","value":null}`:                                        scim.InvalidValue,
		`{"op":"replace","value":{"userName":null}}`:                                             scim.InvalidValue,
		`{"op":"replace","path":"userName","value":5}`:                                           scim.InvalidValue,
		`{"op":"replace","path":"active","value":"False"}`:                                       scim.InvalidValue,
		`{"op":"replace","path":"active","value":[false]}`:                                       scim.InvalidValue,
		`{"op":"add","path":"name","value":"x"}`:                                                 scim.InvalidValue,
		`{"op":"add","path":"` + enterprise + `","value":"x"}`:                                   scim.InvalidValue,
		`{"op":"replace","path":"emails","value":[{"primary":true},{"primary":true}]}`:           scim.InvalidValue,
		`{"op":"replace","path":"emails[type eq \"work\"]","value":[` + work + `,` + home + `]}`: scim.InvalidValue,
		`{"op":"remove","path":"urn:custom:User:a[b eq 1"}`:                                      scim.InvalidFilter,
		`{"op":"replace","path":"urn:custom:User:a[b eq 1].c","value":1}`:                        scim.NoTarget,
	} {
		_, _, err := patchUser(scim.Dialect{}, before, operation)
		if err == nil {
			t.Errorf("%s is accepted", operation)
			continue
		}
		if got := typeOf(t, err); got != want {
			t.Errorf("%s: scimType is %s (%v), want %s", operation, got, err, want)
		}
	}
	for _, body := range []string{`{}`, `[]`, `{"Operations":{}}`, `{"Operations":[]}`, `{"Operations":"x"}`, `{"Operations":[{"op":"add"}`} {
		if _, err := scim.ParsePatch([]byte(body), scim.Dialect{}); err == nil || typeOf(t, err) != scim.InvalidSyntax {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// All or nothing, and the error says where.
func TestPatchNamesTheFailedOperation(t *testing.T) {
	t.Parallel()
	before := readUser(t, `{"userName":"a"}`)
	_, edit, err := patchUser(scim.Dialect{}, before, `{"op":"add","path":"title","value":"T"},{"op":"add","path":"nosuch","value":"x"}`)
	if err == nil || !strings.HasPrefix(err.Error(), "Operation 2: ") || edit.Resource.Type() != nil {
		t.Errorf("%v, %v", edit, err)
	}
	if _, ok := before.Lookup("title"); ok {
		t.Error("the first operation was kept")
	}
}

func TestPatchIsBounded(t *testing.T) {
	t.Parallel()
	one := `{"op":"replace","path":"title","value":"x"}`
	many := strings.Repeat(one+",", 999) + one
	before := readUser(t, `{"userName":"a"}`)
	if _, _, err := patchUser(scim.Dialect{}, before, many); err != nil {
		t.Errorf("a thousand operations: %v", err)
	}
	_, _, err := patchUser(scim.Dialect{}, before, many+","+one)
	if over, ok := errors.AsType[*scim.LimitError](err); !ok || *over != (scim.LimitError{Limit: scim.LimitOperations, Max: 1000}) {
		t.Errorf("more than a thousand operations: %v", err)
	}

	// Filters that look at every value again and again come to an end.
	emails := `{"value":"0"}`
	for i := range 5_000 {
		emails += fmt.Sprintf(`,{"value":"%d"}`, i+1)
	}
	before = readUser(t, `{"userName":"a","emails":[`+emails+`]}`)
	scan := `{"op":"remove","path":"emails[display sw \"x\"]"}`
	_, _, err = patchUser(scim.Dialect{}, before, strings.Repeat(scan+",", 999)+scan)
	if over, ok := errors.AsType[*scim.LimitError](err); !ok || over.Limit != scim.LimitWork {
		t.Errorf("five million comparisons: %v", err)
	}
}

// A PatchOp can be applied again, and by several goroutines.
func TestPatchCanBeAppliedAgain(t *testing.T) {
	t.Parallel()
	op, err := scim.ParsePatch(operations(`{"op":"add","path":"emails","value":[{"VALUE":"x","primary":"True"}]},`+
		`{"op":"replace","value":{"name":{"GIVENNAME":"G","shoe":{"sizes":[1]}},"urn:x:y":{"a":{"b":1}}}},{"op":"add","path":"urn:x:y:a.c","value":[2]},`+
		`{"op":"replace","path":"emails[value eq \"x\"].display","value":"d"},{"op":"add","path":"urn:x:y:a.c","value":[3]}`), scim.Tolerant())
	if err != nil {
		t.Fatal(err)
	}
	before := readUser(t, `{"userName":"a"}`)
	results := make(chan string)
	for range 4 {
		go func() {
			edit, err := scim.UserResourceType().Apply(op, before, scim.PatchOptions{Dialect: scim.Tolerant()})
			results <- fmt.Sprint(mustJSON(edit.Resource), err)
		}()
	}
	first := <-results
	for range 3 {
		if again := <-results; again != first {
			t.Errorf("%s\nand %s", first, again)
		}
	}
}

func TestPatchImmutable(t *testing.T) {
	t.Parallel()
	rt, err := scim.NewResourceType(scim.Definition{Name: "Badge", Endpoint: "/Badges", Schema: scim.Schema{
		ID: "urn:example:Badge", Attributes: []scim.Attribute{{Name: "number", Mutability: scim.Immutable}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	apply := func(body, operation string) error {
		doc, err := rt.Read([]byte(body), scim.Dialect{})
		if err != nil {
			t.Fatal(err)
		}
		op, err := scim.ParsePatch(operations(operation), scim.Dialect{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = rt.Apply(op, doc.Resource, scim.PatchOptions{})
		return err
	}
	if err := apply(`{}`, `{"op":"add","path":"number","value":"1"}`); err != nil {
		t.Errorf("the first value: %v", err)
	}
	if err := apply(`{"number":"1"}`, `{"op":"replace","path":"number","value":"1"}`); err != nil {
		t.Errorf("the same value: %v", err)
	}
	for _, operation := range []string{`{"op":"replace","path":"number","value":"2"}`, `{"op":"remove","path":"number"}`} {
		if err := apply(`{"number":"1"}`, operation); err == nil || typeOf(t, err) != scim.Mutability {
			t.Errorf("%s: %v", operation, err)
		}
	}
}
