package scim_test

import (
	"encoding/json"
	"testing"

	"github.com/musterhq/muster/scim"
)

// FuzzRead: what is read is canonical, and equal to what is read from its own
// bytes; the password is gone.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		oktaUser, fullUser, `{"userName":"a","emails":{"value":"x","primary":"True"},"PASSWORD":"geheim"}`,
		`{"displayName":"G","members":[{"value":"1","display":null},"2"]}`, `{"userName":"a","x":{"y":[1.0,null]},"urn:x:y":{}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, rt := range []*scim.ResourceType{scim.UserResourceType(), scim.GroupResourceType()} {
			doc, err := rt.Read(data, scim.Tolerant())
			if err != nil {
				typeOf(t, err)
				continue
			}
			wellFormed(t, doc.Resource)
			for _, name := range []string{"id", "meta"} {
				if _, ok := doc.Resource.Lookup(name); ok {
					t.Fatalf("%s is kept of %q", name, data)
				}
			}
			if _, ok := doc.Resource.Lookup("password"); ok && rt.Name() == "User" {
				t.Fatalf("the password is kept of %q", data)
			}
			out := scim.Envelope{ID: "1", Members: doc.Members}.AppendJSON(nil, doc.Resource.AppendJSON(nil))
			if !json.Valid(out) {
				t.Fatalf("%q is answered by the ill-formed %q", data, out)
			}
			doc.Resource.UnknownAttributes()
			doc.Resource.PrimaryEmail()
		}
	})
}

// FuzzPatch: a PATCH that succeeds leaves a resource that Read accepts as
// canonical; one that fails says so in SCIM words; neither changes the
// resource given; applied once more, it gives the same again.
func FuzzPatch(f *testing.F) {
	for _, seed := range []string{
		`{"op":"replace","value":{"active":"False","name.givenName":"G","urn:x:2.0:User:a":[1]}}`,
		`{"op":"add","path":"emails[type eq \"work\"].value","value":"x"},{"op":"remove","path":"emails[primary eq true]"}`,
		`{"op":"remove","path":"members[value eq \"a\" or value eq \"b\"]"},{"op":"replace","path":"members","value":{"value":"c"}}`,
		`{"op":"add","path":"` + enterprise + `:manager","value":"m"},{"op":"remove","path":"` + enterprise + `"}`,
		`{"op":"add","path":"urn:x:y:a[t eq \"x\"].v","value":{"z":1}},{"op":"remove","path":"urn:x:y:a.v"}`,
		`{"op":"replace","path":"emails.type","value":"home"},{"op":"add","path":"emails","value":[{"value":"n","primary":true}]}`,
	} {
		f.Add([]byte(seed))
	}
	user, group := readUser(f, fullUser), readGroup(f, `{"displayName":"G"}`)
	f.Fuzz(func(t *testing.T, list []byte) {
		for _, d := range []scim.Dialect{{}, scim.Tolerant()} {
			op, err := scim.ParsePatch(operations(string(list)), d)
			if err != nil {
				typeOf(t, err)
				continue
			}
			for _, before := range []scim.Resource{user, group} {
				kept := mustJSON(before)
				edit, err := before.Type().Apply(op, before, scim.PatchOptions{Dialect: d, ID: "1"})
				if mustJSON(before) != kept {
					t.Fatalf("%s changed the resource given", list)
				}
				if err != nil {
					typeOf(t, err)
					continue
				}
				wellFormed(t, edit.Resource)
				if edit.Changed != (mustJSON(edit.Resource) != kept) {
					t.Fatalf("%s: Changed is %v", list, edit.Changed)
				}
				again, err := before.Type().Apply(op, before, scim.PatchOptions{Dialect: d, ID: "1"})
				if err != nil || !again.Resource.Equal(edit.Resource) {
					t.Fatalf("%s: the second time it is %s, %v", list, mustJSON(again.Resource), err)
				}
			}
		}
	})
}
