package okta_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestSequences holds every action to the requests that were captured of Okta,
// in their order and with their bodies. Ids read u1, g1 …
func TestSequences(t *testing.T) {
	t.Parallel()
	for _, test := range sequences {
		t.Run(string(test.dialect)+"_"+strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.dialect, func(s *okta.Settings) { s.Parallel = 1 })
			ctx := t.Context()
			group, ids, err := f.pushed(ctx, "Ops", 3, 2)
			if err != nil {
				t.Fatal(err)
			}
			before := len(f.recorder.Exchanges())
			if err := test.act(ctx, f, group, ids); err != nil {
				t.Fatal(err)
			}
			got := transcript(f.recorder.Exchanges()[before:])
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("the requests differ from the captured ones (-want +got):\n%s", diff)
			}
			if err := f.healthy(ctx); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

// placeholder is the random password, which no test can know.
var placeholder = regexp.MustCompile(`"password":"[a-z0-9]{8}"`)

// transcript writes requests one a line: method, path, query, body. Bodies of
// users are shortened to what matters, and members are put in order.
func transcript(exchanges []okta.Exchange) []string {
	lines := []string{}
	for _, e := range exchanges {
		line := e.Method + " " + e.Path
		if e.Query != "" {
			line += "?" + e.Query
		}
		body := string(e.Body)
		switch {
		case strings.HasPrefix(e.Path, "/Users") && e.Method == http.MethodPut:
			line += " <echo"
			for _, part := range []string{`"active":true`, `"active":false`, `"groups":[]`, `"groups":[{`, `"meta":{`, `"password"`} {
				if strings.Contains(body, part) {
					line += " " + part
				}
			}
			line += ">"
		case body != "":
			line += " " + placeholder.ReplaceAllString(inOrder(body), `"password":"…"`)
		}
		lines = append(lines, line)
	}
	return lines
}

var memberObject = regexp.MustCompile(`\{"value":"u\d+","display":"[^"]*"\}`)

// inOrder sorts the members of a body, whose order has no meaning.
func inOrder(body string) string {
	members := memberObject.FindAllString(body, -1)
	slices.Sort(members)
	return memberObject.ReplaceAllStringFunc(body, func(string) string {
		first := members[0]
		members = members[1:]
		return first
	})
}

const (
	patchUser  = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":`
	patchGroup = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":`
	assertOps  = "PATCH /Groups/g4 " + patchGroup + `"replace","value":{"id":"g4","displayName":"Ops"}}]}`
	groupHead  = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],`
	first      = `{"value":"u1","display":"Person.1@Northwind.example"}`
	second     = `{"value":"u2","display":"Person.2@Northwind.example"}`
	third      = `{"value":"u3","display":"Person.3@Northwind.example"}`
	lookupOne  = `GET /Users?filter=userName%20eq%20%22Person.1%40Northwind.example%22&startIndex=1&count=100`
)

// putOps is the PUT of the group with these members.
func putOps(name string, members ...string) string {
	return "PUT /Groups/g4 " + groupHead + `"id":"g4","displayName":"` + name + `","members":[` + strings.Join(members, ",") + `]}`
}

type sequence struct {
	name    string
	dialect okta.Dialect
	act     func(context.Context, *fixture, okta.GroupID, []okta.UserID) error
	want    []string
}

func addThird(ctx context.Context, f *fixture, g okta.GroupID, ids []okta.UserID) error {
	return f.app.AddMembers(ctx, g, ids[2])
}

func removeFirst(ctx context.Context, f *fixture, g okta.GroupID, ids []okta.UserID) error {
	return f.app.RemoveMembers(ctx, g, ids[0])
}

func unassignFirst(ctx context.Context, f *fixture, _ okta.GroupID, ids []okta.UserID) error {
	return f.app.Unassign(ctx, ids[0])
}

func reassignFirst(ctx context.Context, f *fixture, _ okta.GroupID, ids []okta.UserID) error {
	return errors.Join(f.app.Unassign(ctx, ids[0]), f.app.Reassign(ctx, ids[0]))
}

func pushNow(ctx context.Context, f *fixture, g okta.GroupID, _ []okta.UserID) error {
	return f.app.PushNow(ctx, g)
}

func toSRE(ctx context.Context, f *fixture, g okta.GroupID, _ []okta.UserID) error {
	return f.app.RenameGroup(ctx, g, "SRE")
}

func unlink(ctx context.Context, f *fixture, g okta.GroupID, _ []okta.UserID) error {
	return f.app.UnlinkGroup(ctx, g, okta.DeleteInTarget)
}

func pushAnother(ctx context.Context, f *fixture, _ okta.GroupID, ids []okta.UserID) error {
	return f.app.PushGroup(ctx, f.org.AddGroup("New", ids[0]).ID)
}

func pushEmpty(ctx context.Context, f *fixture, _ okta.GroupID, _ []okta.UserID) error {
	return f.app.PushGroup(ctx, f.org.AddGroup("New").ID)
}

func push(ctx context.Context, f *fixture, _ okta.GroupID, ids []okta.UserID) error {
	return f.app.PushProfile(ctx, ids[2])
}

func testAndSave(ctx context.Context, f *fixture, _ okta.GroupID, _ []okta.UserID) error {
	return errors.Join(f.app.TestConnection(ctx), f.app.Save(ctx))
}

func suspend(_ context.Context, f *fixture, _ okta.GroupID, ids []okta.UserID) error {
	return f.org.Suspend(ids[0])
}

func assignOne(ctx context.Context, f *fixture, _ okta.GroupID, _ []okta.UserID) error {
	p := f.org.AddPerson(okta.Profile{Login: "ada@b", GivenName: "Ada", FamilyName: "King", Locale: "en-US"})
	return f.app.Assign(ctx, p.ID)
}

var sequences = []sequence{
	{"test and save", okta.Catalog, testAndSave, []string{
		"GET /Users?startIndex=1&count=2", "GET /Users?startIndex=1&count=2", "GET /Groups?startIndex=1&count=100",
	}},
	{"test and save", okta.Wizard, testAndSave, []string{
		"GET /Users?startIndex=1&count=2", "GET /Users?startIndex=1&count=2",
	}},
	{"assign", okta.Catalog, assignOne, []string{
		"GET /Users?filter=userName%20eq%20%22ada%40b%22&startIndex=1&count=100",
		`POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@b",` +
			`"name":{"givenName":"Ada","familyName":"King"},"emails":[{"primary":true,"value":"ada@b","type":"work"}],` +
			`"displayName":"Ada King","locale":"en-US","externalId":"` + fifthID + `","groups":[],"password":"…","active":true}`,
	}},
	{"suspend", okta.Catalog, suspend, []string{}},
	{"profile push", okta.Catalog, push, []string{"GET /Users/u3", `PUT /Users/u3 <echo "active":true "meta":{>`}},
	{"profile push", okta.Wizard, push, []string{"GET /Users/u3", `PUT /Users/u3 <echo "active":true "meta":{>`}},
	{"unassign", okta.Catalog, unassignFirst, []string{"PATCH /Users/u1 " + patchUser + "false}}]}"}},
	{"unassign", okta.Wizard, unassignFirst, []string{"GET /Users/u1", `PUT /Users/u1 <echo "active":false "groups":[{ "meta":{>`}},
	{"reassign", okta.Catalog, reassignFirst, []string{
		"PATCH /Users/u1 " + patchUser + "false}}]}",
		lookupOne,
		"PATCH /Users/u1 " + patchUser + "true}}]}",
		"GET /Users/u1", `PUT /Users/u1 <echo "active":true "groups":[{ "meta":{>`,
	}},
	{"reassign", okta.Wizard, reassignFirst, []string{
		"GET /Users/u1", `PUT /Users/u1 <echo "active":false "groups":[{ "meta":{>`,
		lookupOne,
		"GET /Users/u1", `PUT /Users/u1 <echo "active":true "groups":[{ "meta":{>`,
		"GET /Users/u1", `PUT /Users/u1 <echo "active":true "groups":[] "meta":{>`,
		"GET /Groups/g4", "GET /Groups/g4", putOps("Ops", first, second),
		"GET /Groups/g4", putOps("Ops", first, second),
	}},
	{"push group", okta.Catalog, pushAnother, []string{
		"POST /Groups " + groupHead + `"displayName":"New","members":[` + first + `]}`,
		"PATCH /Groups/g5 " + patchGroup + `"add","path":"members","value":[` + first + `]}]}`,
	}},
	{"push empty group", okta.Catalog, pushEmpty, []string{"POST /Groups " + groupHead + `"displayName":"New","members":[]}`}},
	{"push group", okta.Wizard, pushAnother, []string{
		"GET /Groups?filter=displayName%20eq%20%22New%22&startIndex=1&count=100",
		"POST /Groups " + groupHead + `"displayName":"New","members":[` + first + `]}`,
		"GET /Groups/g5",
		"PUT /Groups/g5 " + groupHead + `"id":"g5","displayName":"New","members":[` + first + `]}`,
	}},
	{"rename", okta.Catalog, toSRE, []string{
		"GET /Groups/g4", strings.Replace(assertOps, "Ops", "SRE", 1),
	}},
	{"rename", okta.Wizard, toSRE, []string{"GET /Groups/g4", "GET /Groups/g4", putOps("SRE", first, second)}},
	{"add member", okta.Catalog, addThird, []string{
		"GET /Groups/g4", assertOps,
		"PATCH /Groups/g4 " + patchGroup + `"add","path":"members","value":[` + third + `]}]}`,
	}},
	{"add member", okta.Wizard, addThird, []string{
		"GET /Groups/g4", "GET /Groups/g4", putOps("Ops", first, second, third),
		"GET /Groups/g4", putOps("Ops", first, second, third),
	}},
	{"remove member", okta.Catalog, removeFirst, []string{
		"GET /Groups/g4", assertOps,
		"PATCH /Groups/g4 " + patchGroup + `"remove","path":"members[value eq \"u1\"]"}]}`,
	}},
	{"remove member", okta.Wizard, removeFirst, []string{
		"GET /Groups/g4", "GET /Groups/g4", putOps("Ops", first, second),
		"GET /Groups/g4", putOps("Ops", second),
	}},
	{"push now", okta.Catalog, pushNow, []string{
		"GET /Groups/g4", assertOps,
		"PATCH /Groups/g4 " + patchGroup + `"replace","path":"members","value":[` + first + "," + second + `]}]}`,
	}},
	{"push now", okta.Wizard, pushNow, []string{
		"GET /Groups/g4", "GET /Groups/g4", putOps("Ops", first, second), putOps("Ops", first, second),
	}},
	{"unlink and delete", okta.Catalog, unlink, []string{"GET /Groups/g4", "DELETE /Groups/g4"}},
	{"unlink and delete", okta.Wizard, unlink, []string{"GET /Groups/g4", "DELETE /Groups/g4"}},
}

// fifthID is what the fixture's org gives after three people and a group.
var fifthID = func() string {
	org := okta.NewOrg(1)
	for range 3 {
		org.AddPerson(okta.Profile{})
	}
	org.AddGroup("")
	return string(org.AddPerson(okta.Profile{}).ID)
}()

// TestLookupsComeFirst holds that nobody is created before everybody has been
// looked up.
func TestLookupsComeFirst(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	if _, err := f.assigned(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	for i, e := range f.recorder.Exchanges() {
		want := http.MethodGet
		if i >= 20 {
			want = http.MethodPost
		}
		if e.Method != want {
			t.Fatalf("request %d is a %s, not a %s", i+1, e.Method, want)
		}
	}
}

// TestFoundPeopleAreLinked holds that a user who exists is taken over, not
// created again, whether active or not.
func TestFoundPeopleAreLinked(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, dialect, nil)
			ids, err := f.assigned(t.Context(), 2)
			if err := errors.Join(err, f.app.Unassign(t.Context(), ids[1])); err != nil {
				t.Fatal(err)
			}
			settings := okta.NewSettings(dialect, "http://scim.example", oktatest.Token)
			app, err := okta.NewApp(f.org, settings, okta.AppOptions{Transport: f.server})
			if err != nil {
				t.Fatal(err)
			}
			if err := app.Assign(t.Context(), ids...); err != nil {
				t.Fatal(err)
			}
			outcomes := []string{}
			for _, task := range app.Log.Tasks() {
				outcomes = append(outcomes, task.Subject+" "+task.Outcome)
			}
			slices.Sort(outcomes)
			want := []string{"Person.1@Northwind.example linked", "Person.2@Northwind.example reactivated"}
			if diff := cmp.Diff(want, outcomes); diff != "" {
				t.Errorf("outcomes (-want +got):\n%s", diff)
			}
			differences, err := app.Compare(t.Context())
			if err != nil || len(differences) > 0 {
				t.Errorf("afterwards: %v %v", differences, err)
			}
		})
	}
}
