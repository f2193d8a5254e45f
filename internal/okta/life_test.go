package okta_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestLateAssignment holds that people become members of groups that were
// pushed before they were assigned, and again after a Push Now that left them
// out while they were unassigned.
func TestLateAssignment(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, dialect, nil)
			ctx := t.Context()
			ids := f.hire(2)
			group := f.org.AddGroup("Ops", ids...)
			if err := errors.Join(f.app.PushGroup(ctx, group.ID), f.app.Assign(ctx, ids...)); err != nil {
				t.Fatal(err)
			}
			remote, _ := f.app.RemoteGroupID(group.ID)
			if n := len(f.server.Members(remote)); n != 2 {
				t.Errorf("%d members after the assignment, not 2", n)
			}
			err := errors.Join(f.app.Unassign(ctx, ids[0]), f.app.PushNow(ctx, group.ID))
			if n := len(f.server.Members(remote)); err != nil || n != 1 {
				t.Errorf("%d members after the Push Now, not 1: %v", n, err)
			}
			err = errors.Join(f.app.Reassign(ctx, ids[0]), f.healthy(ctx))
			if n := len(f.server.Members(remote)); err != nil || n != 2 {
				t.Errorf("%d members after the reassignment, not 2: %v", n, err)
			}
		})
	}
}

// TestUsernameBeforeEmail holds that the e-mail follows the username in a PUT
// of its own.
func TestUsernameBeforeEmail(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	ids, err := f.assigned(t.Context(), 1)
	if err := errors.Join(err, f.app.ChangeUsername(t.Context(), ids[0], "new@b")); err != nil {
		t.Fatal(err)
	}
	type sent struct {
		UserName string
		Emails   []struct{ Value string }
	}
	var got []string
	for _, e := range f.recorder.Exchanges() {
		if e.Method != http.MethodPut {
			continue
		}
		var body sent
		if err := json.Unmarshal(e.Body, &body); err != nil {
			t.Fatal(err)
		}
		got = append(got, body.UserName+" "+body.Emails[0].Value)
	}
	if diff := cmp.Diff([]string{"new@b Person.1@Northwind.example", "new@b new@b"}, got); diff != "" {
		t.Errorf("the PUTs (-want +got):\n%s", diff)
	}
}

// TestCustomAttributes holds that an attribute without a namespace never
// travels.
func TestCustomAttributes(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, func(s *okta.Settings) {
		s.CustomAttributes = []okta.CustomAttribute{{Name: "badge", Namespace: "urn:example:badge:1.0:User"}, {Name: "silent"}}
	})
	p := f.org.AddPerson(okta.Profile{Login: "ada@b", Custom: map[string]string{"badge": "7", "silent": "8"}})
	if err := errors.Join(f.app.Assign(t.Context(), p.ID), f.app.PushProfile(t.Context(), p.ID)); err != nil {
		t.Fatal(err)
	}
	for _, e := range f.recorder.Exchanges() {
		if e.Body == nil {
			continue
		}
		if body := string(e.Body); !strings.Contains(body, `"urn:example:badge:1.0:User":{"badge":"7"}`) || strings.Contains(body, "silent") {
			t.Errorf("%s sends %s", e.Method, body)
		}
	}
}

// TestAnswerToDeactivation holds that a PUT answered with the old flag fails.
func TestAnswerToDeactivation(t *testing.T) {
	t.Parallel()
	directory := oktatest.New()
	app := appAt(t, okta.NewSettings(okta.Wizard, "http://scim.example", oktatest.Token), okta.AppOptions{
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			if req.Method == http.MethodPut {
				req = req.Clone(req.Context())
				req.Method, req.Body = http.MethodGet, nil
			}
			return directory.RoundTrip(req)
		}),
	})
	person := app.Org().AddPerson(okta.Profile{Login: "ada@b"})
	if err := app.Assign(t.Context(), person.ID); err != nil {
		t.Fatal(err)
	}
	err := app.Unassign(t.Context(), person.ID)
	if err == nil || !strings.Contains(err.Error(), "answered active true where false was sent") {
		t.Errorf("the deactivation ends with %v", err)
	}
}

// TestDeletedGroupIsForgotten holds that Okta creates a group again which it
// had imported and then deleted, and that a refused deletion fails.
func TestDeletedGroupIsForgotten(t *testing.T) {
	t.Parallel()
	refusing := false
	directory := oktatest.New()
	app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", oktatest.Token), okta.AppOptions{
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			if req.Method == http.MethodDelete && refusing {
				return answering(500, `{"detail":"The disk is full."}`).RoundTrip(req)
			}
			return directory.RoundTrip(req)
		}),
	})
	ctx := t.Context()
	group := app.Org().AddGroup("Ops")
	err := app.PushGroup(ctx, group.ID)
	_, imported := app.ImportGroups(ctx)
	err = errors.Join(err, imported, app.UnlinkGroup(ctx, group.ID, okta.DeleteInTarget), app.PushGroup(ctx, group.ID))
	if err != nil {
		t.Fatal(err)
	}
	refusing = true
	err = app.UnlinkGroup(ctx, group.ID, okta.DeleteInTarget)
	want := "Unable to delete Group Push mapping target App group Ops: Error while deleting user group Ops: Internal Server Error. Errors reported by remote server: The disk is full."
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if _, pushed := app.RemoteGroupID(group.ID); !pushed {
		t.Error("the group is no longer pushed after a refused deletion")
	}
}

// TestForeignMembersStay holds that a member whom somebody else added does not
// fail a push in a catalog app, which sends differences only.
func TestForeignMembersStay(t *testing.T) {
	t.Parallel()
	f := newFixture(t, okta.Catalog, nil)
	group, ids, err := f.pushed(t.Context(), "Ops", 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	remote, _ := f.app.RemoteGroupID(group)
	foreign, _ := f.app.RemoteID(ids[1])
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, "http://scim.example/Groups/"+remote,
		strings.NewReader(`{"Operations":[{"op":"add","path":"members","value":[{"value":"`+foreign+`"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", oktatest.Token)
	resp, err := f.server.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	if err := f.app.AddMembers(t.Context(), group, ids[2]); err != nil {
		t.Error(err)
	}
	if n := len(f.server.Members(remote)); n != 3 {
		t.Errorf("%d members, not 3", n)
	}
	// The comparison names the foreigner.
	if err := f.healthy(t.Context()); err == nil || !strings.Contains(err.Error(), `Ops: member is "`+foreign+`" on the server and "" in Okta`) {
		t.Errorf("the comparison says %v", err)
	}
}

// TestRemovalDuringRead holds that a member who is removed by another job while
// the group is read is not missed.
func TestRemovalDuringRead(t *testing.T) {
	t.Parallel()
	directory := oktatest.New()
	var meanwhile func() error
	app := appAt(t, okta.NewSettings(okta.Catalog, "http://scim.example", oktatest.Token), okta.AppOptions{
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			if do := meanwhile; do != nil && req.Method == http.MethodGet {
				meanwhile = nil
				if err := do(); err != nil {
					return nil, err
				}
			}
			return directory.RoundTrip(req)
		}),
	})
	ctx := t.Context()
	first := app.Org().AddPerson(okta.Profile{Login: "ada@b"}).ID
	second := app.Org().AddPerson(okta.Profile{Login: "grace@b"}).ID
	group := app.Org().AddGroup("Ops", first).ID
	if err := errors.Join(app.Assign(ctx, first), app.Assign(ctx, second), app.PushGroup(ctx, group)); err != nil {
		t.Fatal(err)
	}
	meanwhile = func() error { return app.RemoveMembers(ctx, group, first) }
	if err := app.AddMembers(ctx, group, second); err != nil {
		t.Error(err)
	}
}
