package okta

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// runscope is what the suite of 2016 asserts beyond the SPEC test.
func (s *spec) runscope(ctx context.Context) error {
	body, err := json.Marshal(groupBody{
		Schemas:     []string{urnGroup},
		DisplayName: "Runscope " + rand.Text()[:8],
		Members:     []sentMember{{Value: s.created}},
	})
	if err != nil {
		return err
	}
	made, err := s.do(ctx, http.MethodPost, "/Groups", body, nil)
	if err != nil {
		return err
	}
	s.status("runscope-group-created", made, http.StatusCreated)
	groups, err := s.get(ctx, "/Groups", parameter{"count", "100"}, parameter{"startIndex", "1"})
	if err != nil {
		return err
	}
	s.status("runscope-groups-status", groups, http.StatusOK)
	_, err = groups.doc.first("Resources")
	s.assert("runscope-groups-Resources", "The list holds a group", err)
	s.assert("runscope-groups-schemas", "The list's schemas hold ListResponse", requireSchema(groups.doc, urnList))
	s.quick("runscope-groups-time", groups)

	users, err := s.get(ctx, "/Users", parameter{"count", "100"}, parameter{"startIndex", "1"})
	if err != nil {
		return err
	}
	s.quick("runscope-users-time", users)

	missing, err := s.get(ctx, "/Groups/00919288221112222")
	if err != nil {
		return err
	}
	s.refused("runscope-missing-group", missing, http.StatusNotFound)

	// The suite spells this header wrong and so sends no credentials at all.
	none, err := s.do(ctx, http.MethodGet, "/Users", nil, http.Header{"Authentication": {s.wire.authorization}, "Authorization": nil})
	if err != nil {
		return err
	}
	s.refused("runscope-no-credentials", none, http.StatusUnauthorized)

	patchBody, err := json.Marshal(newPatch(operation{Op: "replace", Value: activeFlag{}}))
	if err != nil {
		return err
	}
	patched, err := s.do(ctx, http.MethodPatch, userPath(s.created), patchBody, nil)
	if err != nil {
		return err
	}
	s.status("runscope-deactivate-status", patched, http.StatusOK)
	s.assert("runscope-deactivate-active", "The answer says active false", equalJSON(patched.doc, "active", "false"))
	s.quick("runscope-deactivate-time", patched)
	return nil
}

type activeFlag struct {
	Active bool `json:"active"`
}

// crud is the CRUD test with an org of this package in the place of Okta's. A
// step that fails in the org fails its check, and the rest goes on.
func (s *spec) crud(ctx context.Context, dialect Dialect) error {
	org := NewOrg(1)
	settings := NewSettings(dialect, s.target.BaseURL, s.target.Authorization)
	// The whole header is given, whatever its form: send it as it is.
	settings.Credential = RawHeader
	app, err := NewApp(org, settings, AppOptions{Transport: s.target.Transport})
	if err != nil {
		return err
	}
	defer app.Close()
	login := strings.ToLower("runscope." + rand.Text()[:8] + "@atko.com")
	person := org.AddPerson(Profile{Login: login, GivenName: "Runscope", FamilyName: "Crud"})
	prefix := "crud-" + string(dialect)

	s.assert(prefix+"-assign", "The person is assigned in Okta", app.Assign(ctx, person.ID))
	remote, ok := app.RemoteID(person.ID)
	if !ok {
		s.assert(prefix+"-id", "The server gave the person an id", errors.New("it did not"))
		return nil
	}
	found, err := s.get(ctx, "/Users", parameter{"filter", "userName eq " + quote(login)})
	if err != nil {
		return err
	}
	s.status(prefix+"-lookup-status", found, http.StatusOK)
	// A missing first user fails the checks on its attributes.
	first, _ := found.doc.first("Resources")
	s.assert(prefix+"-lookup-userName", "The userName is the one assigned", equalText(first, "userName", login))
	email, _ := first.first("emails")
	s.assert(prefix+"-lookup-emails[0].value", "The first e-mail is the one assigned", equalText(email, "value", login))
	s.assert(prefix+"-lookup-name.familyName", "The familyName is the one assigned", equalText(first.object("name"), "familyName", "Crud"))
	s.assert(prefix+"-lookup-name.givenName", "The givenName is the one assigned", equalText(first.object("name"), "givenName", "Runscope"))

	if _, err := org.EditProfile(person.ID, func(p *Profile) { p.GivenName = "Updated" }); err != nil {
		return err
	}
	s.assert(prefix+"-update", "The new first name is pushed", app.PushProfile(ctx, person.ID))
	if err := s.expectUser(ctx, prefix+"-update-name.givenName", "The givenName is the new one", remote, func(d document) error {
		return equalText(d.object("name"), "givenName", "Updated")
	}); err != nil {
		return err
	}
	steps := []struct {
		id     string
		text   string
		do     func() error
		active string
	}{
		{"deactivate", "The person is deactivated in Okta", func() error { return app.Deactivate(ctx, person.ID) }, "false"},
		{"reassign", "The person is activated and assigned again", func() error { return app.Reassign(ctx, person.ID) }, "true"},
		{"unassign", "The assignment is deleted", func() error { return app.Unassign(ctx, person.ID) }, "false"},
	}
	for _, step := range steps {
		s.assert(prefix+"-"+step.id, step.text, step.do())
		err := s.expectUser(ctx, prefix+"-"+step.id+"-active", "The user's active is "+step.active, remote, func(d document) error {
			return equalJSON(d, "active", step.active)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// expectUser reads a user and asserts something of it.
func (s *spec) expectUser(ctx context.Context, id, text, remote string, check func(document) error) error {
	got, err := s.get(ctx, userPath(remote))
	if err != nil {
		return err
	}
	s.status(id+"-status", got, http.StatusOK)
	s.assert(id, text, check(got.doc))
	return nil
}
