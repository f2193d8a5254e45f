package okta_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestSettingsRefused holds what Okta's form would not take, and the sentence.
func TestSettingsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		edit func(*okta.Settings)
		want string
	}{
		{func(s *okta.Settings) { s.TenantURL = "" }, "enter the tenant URL"},
		{func(s *okta.Settings) { s.TenantURL = "https://a/scim/v2/con_1" }, "contains an underscore, which Okta does not allow"},
		{func(s *okta.Settings) { s.TenantURL = "https://a/" + strings.Repeat("x", 1020) }, "has 1030 characters; Okta takes at most 1024"},
		{func(s *okta.Settings) { s.TenantURL = "ftp://a" }, "is no web address"},
		{func(s *okta.Settings) { s.TenantURL = "http://a b" }, "cannot be read"},
		{func(s *okta.Settings) { s.Token = "" }, "enter the token"},
		{func(s *okta.Settings) { s.MembershipBatch = 1001 }, "choose 1 to 1000"},
		{func(s *okta.Settings) { s.Parallel = -1 }, "choose at least 1"},
		{func(s *okta.Settings) { s.Dialect = "latin" }, `no dialect "latin": say catalog or wizard`},
		{func(s *okta.Settings) { s.Credential = "smile" }, `no credential form "smile"`},
	} {
		settings := okta.NewSettings(okta.Catalog, "https://scim.example/v2", "secret")
		test.edit(&settings)
		_, err := okta.NewApp(okta.NewOrg(1), settings, okta.AppOptions{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v\nwant %s", err, test.want)
		}
	}
}

// TestZeroSettings holds that a URL and a token are enough.
func TestZeroSettings(t *testing.T) {
	t.Parallel()
	app := appAt(t, okta.Settings{TenantURL: "http://scim.example", Token: oktatest.Token}, okta.AppOptions{Transport: oktatest.New()})
	if err := app.TestConnection(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestReconfigure holds that a new token is used from then on, that who is
// assigned stays, and that settings which Okta's form would not take change
// nothing.
func TestReconfigure(t *testing.T) {
	t.Parallel()
	settings := okta.NewSettings(okta.Catalog, "http://scim.example", "stale")
	app := appAt(t, settings, okta.AppOptions{Transport: oktatest.New()})
	if err := app.TestConnection(t.Context()); err == nil {
		t.Fatal("the stand-in server took a token that is not its own")
	}
	ana := app.Org().AddPerson(okta.Profile{Login: "ana@example.com", GivenName: "Ana", FamilyName: "Ruiz"})
	settings.Token = oktatest.Token
	if err := app.Reconfigure(settings); err != nil {
		t.Fatal(err)
	}
	if err := app.Assign(t.Context(), ana.ID); err != nil {
		t.Fatal(err)
	}
	broken := settings
	broken.Token = ""
	if err := app.Reconfigure(broken); err == nil {
		t.Error("an empty token was taken")
	}
	if err := app.TestConnection(t.Context()); err != nil {
		t.Errorf("after settings that were refused: %v", err)
	}
	if !app.Assigned(ana.ID) {
		t.Error("the new token made Okta forget who is assigned")
	}
}

// TestTicks holds that without a tick under To App nothing of its kind is sent.
func TestTicks(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		tune   func(*okta.Settings)
		act    func(*testing.T, *fixture, okta.UserID) error
		method string
	}{
		"no create": {
			func(s *okta.Settings) { s.CreateUsers = false },
			func(t *testing.T, f *fixture, id okta.UserID) error { return f.app.Assign(t.Context(), id) },
			http.MethodPost,
		},
		"no update": {
			func(s *okta.Settings) { s.UpdateAttributes = false },
			func(t *testing.T, f *fixture, id okta.UserID) error {
				return errors.Join(f.app.Assign(t.Context(), id), f.app.PushProfile(t.Context(), id), f.app.Assign(t.Context(), id))
			},
			http.MethodPut,
		},
		"no deactivation": {
			func(s *okta.Settings) { s.DeactivateUsers = false },
			func(t *testing.T, f *fixture, id okta.UserID) error {
				return errors.Join(f.app.Assign(t.Context(), id), f.app.Deactivate(t.Context(), id))
			},
			http.MethodPatch,
		},
		"no rename": {
			func(s *okta.Settings) { s.RenameGroups = false },
			func(t *testing.T, f *fixture, _ okta.UserID) error {
				g := f.org.AddGroup("Ops")
				return errors.Join(f.app.PushGroup(t.Context(), g.ID), f.app.RenameGroup(t.Context(), g.ID, "SRE"))
			},
			http.MethodPatch,
		},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, okta.Catalog, test.tune)
			if err := test.act(t, f, f.hire(1)[0]); err != nil {
				t.Fatal(err)
			}
			for _, e := range f.recorder.Exchanges() {
				if e.Method == test.method {
					t.Errorf("a %s %s was sent", e.Method, e.Path)
				}
			}
			if err := f.healthy(t.Context()); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

// TestMembershipBatches holds the sizes of PATCHes to the setting.
func TestMembershipBatches(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, func(s *okta.Settings) { s.MembershipBatch = 40 })
	group, ids, err := f.pushed(t.Context(), "Ops", 200, 90)
	err = errors.Join(err, f.app.AddMembers(t.Context(), group, ids[90:]...), f.app.RemoveMembers(t.Context(), group, ids[:50]...),
		f.app.PushNow(t.Context(), group), f.healthy(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	type message struct {
		Members    []json.RawMessage
		Operations []struct {
			Op    string
			Path  string
			Value json.RawMessage
		}
	}
	var got []string
	for _, e := range f.recorder.Exchanges() {
		if !strings.HasPrefix(e.Path, "/Groups") || e.Body == nil {
			continue
		}
		var m message
		if err := json.Unmarshal(e.Body, &m); err != nil {
			t.Fatal(err)
		}
		if m.Operations == nil {
			got = append(got, fmt.Sprintf("POST %d", len(m.Members)))
			continue
		}
		if m.Operations[0].Path == "" {
			got = append(got, "name")
			continue
		}
		n := len(m.Operations)
		if m.Operations[0].Value != nil {
			var members []json.RawMessage
			if err := json.Unmarshal(m.Operations[0].Value, &members); err != nil {
				t.Fatal(err)
			}
			n = len(members)
		}
		got = append(got, fmt.Sprintf("%s %d", m.Operations[0].Op, n))
	}
	want := []string{
		"POST 40", "add 40", "add 40", "add 10",
		"name", "add 40", "name", "add 40", "name", "add 30",
		"name", "remove 40", "name", "remove 10",
		"name", "replace 40", "name", "add 40", "name", "add 40", "name", "add 30",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the changes (-want +got):\n%s", diff)
	}
}

// TestLinkGroup holds that linking keeps the members a group has, that Push Now
// overwrites them, and that a name nobody has is refused.
func TestLinkGroup(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, dialect, nil)
			ctx := t.Context()
			group, ids, err := f.pushed(ctx, "Old", 3, 1)
			remote, _ := f.app.RemoteGroupID(group)
			other := f.org.AddGroup("New", ids[1])
			err = errors.Join(err, f.app.UnlinkGroup(ctx, group, okta.LeaveInTarget))
			if _, imported := f.app.ImportGroups(ctx); err != nil || imported != nil {
				t.Fatal(err, imported)
			}
			if err := errors.Join(f.app.LinkGroup(ctx, other.ID, "Old"), f.healthy(ctx)); err != nil {
				t.Fatal(err)
			}
			had, _ := f.app.RemoteID(ids[0])
			ours, _ := f.app.RemoteID(ids[1])
			want := []string{had, ours}
			members := f.server.Members(remote)
			slices.Sort(want)
			slices.Sort(members)
			if diff := cmp.Diff(want, members); diff != "" {
				t.Errorf("linked members (-want +got):\n%s", diff)
			}
			if err := errors.Join(f.app.PushNow(ctx, other.ID), f.healthy(ctx)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{ours}, f.server.Members(remote)); diff != "" {
				t.Errorf("pushed members (-want +got):\n%s", diff)
			}
			err = f.app.LinkGroup(ctx, f.org.AddGroup("X").ID, "Nobody's")
			if err == nil || !strings.Contains(err.Error(), "the remote server has no group Nobody's") {
				t.Errorf("linking to no group: %v", err)
			}
		})
	}
}

// TestUniqueIdentifier holds that the lookup uses the attribute of the setting.
func TestUniqueIdentifier(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Wizard, func(s *okta.Settings) { s.UniqueIdentifier = "email" })
	ids, err := f.assigned(t.Context(), 1)
	if err := errors.Join(err, f.app.Unassign(t.Context(), ids...), f.app.Reassign(t.Context(), ids...), f.healthy(t.Context())); err != nil {
		t.Fatal(err)
	}
	want := "filter=email%20eq%20%22Person.1%40Northwind.example%22&startIndex=1&count=100"
	if got := f.recorder.Exchanges()[0].Query; got != want {
		t.Errorf("the lookup is %s, not %s", got, want)
	}
}

// TestEmptiedAttributes holds that what was emptied in Okta is sent empty, and
// that what Okta does not know travels back unchanged.
func TestEmptiedAttributes(t *testing.T) {
	t.Parallel()
	var put atomic.Pointer[string]
	get := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"id":"7","meta":{"version":"W/\"a\""},"userName":"ada@b","name":{"formatted":"Old Name","givenName":"Old","middleName":"M"},` +
		`"title":"Boss","phoneNumbers":[{"value":"1","type":"work"}],"x509Certificates":[{"value":"MII="}],"active":true,` +
		`"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"A","manager":{"value":"9"},"room":1.50},"urn:own":{"k":[1]}}`
	app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", "x"), okta.AppOptions{
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			switch {
			case req.URL.Query().Has("filter"):
				return answering(200, strings.NewReplacer(":0,", ":1,", "[]", "["+get+"]").Replace(emptyList)).RoundTrip(req)
			case req.Method == http.MethodPut:
				text := readAll(t, req)
				put.Store(&text)
			}
			return answering(200, get).RoundTrip(req)
		}),
	})
	person := app.Org().AddPerson(okta.Profile{Login: "ada@b", GivenName: "Ada"})
	if err := app.Assign(t.Context(), person.ID); err != nil {
		t.Fatal(err)
	}
	want := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"id":"7","meta":{"version":"W/\"a\""},"userName":"ada@b","name":{"formatted":"Old Name","givenName":"Ada","middleName":""},` +
		`"title":"","phoneNumbers":[],"x509Certificates":[{"value":"MII="}],"active":true,` +
		`"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"","room":1.50},"urn:own":{"k":[1]},` +
		`"displayName":"Ada","externalId":"` + string(person.ID) + `","emails":[{"primary":true,"value":"ada@b","type":"work"}]}`
	if diff := cmp.Diff(want, *put.Load()); diff != "" {
		t.Errorf("the PUT (-want +got):\n%s", diff)
	}
}

// TestLog holds that followers hear of every task until they stop, and that a
// failed task carries its requests.
func TestLog(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil, oktatest.NoPut)
	var heard []string
	stop := f.app.Log.Follow(func(task okta.Task) {
		heard = append(heard, fmt.Sprintf("%d %s %t", task.Number, task.Action, task.Failed()))
	})
	ids, err := f.assigned(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	failed := f.app.PushProfile(t.Context(), ids...)
	var task *okta.TaskError
	if !errors.As(failed, &task) {
		t.Fatalf("the error is %v", failed)
	}
	statuses := []int{}
	for _, e := range task.Task.Exchanges {
		statuses = append(statuses, e.Status)
	}
	if diff := cmp.Diff([]int{200, 501}, statuses); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	stop()
	if err := f.app.TestConnection(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1 assign user false", "2 push profile true"}, heard); diff != "" {
		t.Errorf("heard (-want +got):\n%s", diff)
	}
	if n := len(f.app.Log.Failures()); n != 1 || len(f.app.Log.Tasks()) != 3 {
		t.Errorf("%d failures among %d tasks", n, len(f.app.Log.Tasks()))
	}
}

// TestLogIsBounded holds that a log forgets the oldest tasks.
func TestLogIsBounded(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	f.app.Log.Limit = 3
	for range 20 {
		if err := f.app.TestConnection(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tasks := f.app.Log.Tasks()
	if len(tasks) < 3 || len(tasks) > 5 || tasks[len(tasks)-1].Number != 20 {
		t.Errorf("%d tasks are kept, the last is %d", len(tasks), tasks[len(tasks)-1].Number)
	}
}

// TestImportUsers holds that inactive users are skipped.
func TestImportUsers(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	ids, err := f.assigned(t.Context(), 230)
	if err := errors.Join(err, f.app.Unassign(t.Context(), ids[:30]...)); err != nil {
		t.Fatal(err)
	}
	found, err := f.app.ImportUsers(t.Context())
	if err != nil || len(found.Users) != 230 || found.Scanned != 200 || found.Inactive != 30 {
		t.Errorf("%d users, %d scanned, %d inactive: %v", len(found.Users), found.Scanned, found.Inactive, err)
	}
}
