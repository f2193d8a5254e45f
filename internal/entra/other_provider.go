package entra

import (
	"fmt"
	"net/http"
	"net/url"
)

// oneLogin are OneLogin's habits. It sends an empty User-Agent.
var oneLogin = []Scenario{
	scenario("O1 loose ends of URLs, foreign schema", "", func(s *session) error {
		name := s.name("o1")
		id, err := s.createUser(name, "")
		if err != nil {
			return err
		}
		path := "/Users/" + url.PathEscape(id)
		s.assert("ampersand", "A lookup that ends with & finds the user", s.finds(filter("/Users", "userName eq "+quote(name), "&"), id))
		got, err := s.send(http.MethodGet, path+"?", "")
		if err != nil {
			return err
		}
		s.assert("question-mark", "A path that ends with ? is answered", got.is(http.StatusOK))
		got, err = s.send(http.MethodPut, path, fmt.Sprintf(
			`{"schemas":["urn:scim:schemas:core:2.0"],"userName":%s,"active":true,"name":{"givenName":"Grace","familyName":"Hopper"}}`, quote(name)))
		if err != nil {
			return err
		}
		s.assert("put", "A PUT with a schema of no RFC is accepted", got.is(http.StatusOK))
		s.reads("stored", "The given name is the new one", id, func(u user) error { return same("name.givenName", u.Name.GivenName, "Grace") })
		groupID, err := s.createGroup(s.name("O1"))
		if err != nil {
			return err
		}
		if err := s.patched("member-accepted", "Membership comes by PATCH", "/Groups/"+url.PathEscape(groupID),
			fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":%s}]}`, quote(id))); err != nil {
			return err
		}
		s.assert("member", "The member is there", s.holds(groupID, id))
		return nil
	}),
	scenario("O2 e-mails in other forms", "", func(s *session) error {
		name := s.name("o2")
		for _, form := range []struct{ id, text, emails string }{
			{"object", "One e-mail that is no list of one", `{"value":%s,"type":"work","primary":true}`},
			{"no-primary", "E-mails without a primary one", `[{"value":%s,"type":"work"}]`},
		} {
			id, err := s.createUser(form.id+"."+name, `,"emails":`+fmt.Sprintf(form.emails, quote(form.id+"."+name)))
			s.assert(form.id, form.text+" is accepted", err)
			if err != nil {
				continue
			}
			s.reads(form.id+"-stored", form.text+" is stored as a list", id, func(u user) error {
				return hasItem("emails", u.Emails, "work", form.id+"."+name)
			})
		}
		return nil
	}),
	scenario("O3 explicit nulls", "", func(s *session) error {
		name := s.name("o3")
		id, err := s.createUser(name, `,"title":"Engineer","nickName":"Addie"`)
		if err != nil {
			return err
		}
		got, err := s.send(http.MethodPut, "/Users/"+url.PathEscape(id), fmt.Sprintf(
			`{"schemas":[%q],"userName":%s,"active":true,"title":null,"nickName":null,"phoneNumbers":null,"name":{"givenName":"Ada","familyName":"King"}}`,
			urnUser, quote(name)))
		if err != nil {
			return err
		}
		s.assert("accepted", "A PUT with nulls is accepted", got.is(http.StatusOK))
		s.reads("unassigned", "A null takes the value away", id, func(u user) error { return same("title", u.Title, "") })
		return nil
	}),
}

// jumpCloud are JumpCloud's habits.
var jumpCloud = []Scenario{
	scenario("J1 activation with a test user and a test group", "JumpCloud", func(s *session) error {
		name := s.name("j1")
		id, err := s.createUser(name, "")
		if err != nil {
			return err
		}
		groupID, err := s.createGroup(s.name("J1"), id)
		if err != nil {
			return err
		}
		for _, r := range []struct{ id, path string }{
			{"group", "/Groups/" + url.PathEscape(groupID)}, {"user", "/Users/" + url.PathEscape(id)},
		} {
			got, err := s.send(http.MethodDelete, r.path, "")
			if err != nil {
				return err
			}
			s.assert(r.id+"-deleted", "DELETE "+r.path+" is answered with 204", got.is(http.StatusNoContent))
			if got, err = s.send(http.MethodGet, r.path, ""); err != nil {
				return err
			}
			s.assert(r.id+"-gone", r.path+" is not there afterwards", got.scimError(http.StatusNotFound))
		}
		return nil
	}),
	scenario("J2 one operation for each attribute", "JumpCloud", func(s *session) error {
		id, err := s.createUser(s.name("j2"), `,"title":"Engineer"`)
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "One operation for each attribute is accepted", "/Users/"+url.PathEscape(id),
			`{"op":"replace","path":"name.givenName","value":"Grace"},{"op":"replace","path":"name.familyName","value":"Hopper"},`+
				`{"op":"replace","path":"title","value":"Admiral"},{"op":"replace","path":"active","value":true}`); err != nil {
			return err
		}
		s.reads("stored", "All of them are stored", id, func(u user) error {
			return same("the user", u.Name.GivenName+" "+u.Name.FamilyName+", "+u.Title, "Grace Hopper, Admiral")
		})
		ids, groupID, path, err := s.team("J2", 2)
		if err != nil {
			return err
		}
		if err := s.patched("add-accepted", "A member given by the value alone is accepted", path,
			fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":%s}]}`, quote(id))); err != nil {
			return err
		}
		s.assert("added", "The member is added to the others", s.holds(groupID, append(ids, id)...))
		if err := s.patched("remove-accepted", "Remove with members as the value is accepted", path,
			fmt.Sprintf(`{"op":"remove","path":"members","value":[{"value":%s}]}`, quote(id))); err != nil {
			return err
		}
		s.assert("removed", "The member is removed, the others stay", s.holds(groupID, ids...))
		return nil
	}),
	scenario("J3 groups without externalId", "JumpCloud", func(s *session) error {
		id, err := s.createGroup(s.name("J3"))
		s.assert("created", "A group without externalId is created", err)
		if err == nil {
			s.assert("empty", "The group is there and empty", s.holds(id))
		}
		return nil
	}),
}

// google is the probe of Google Workspace; little else is known of it.
var google = []Scenario{
	scenario("G1 probe", "Google-Auto-Provisioning", func(s *session) error {
		got, err := s.send(http.MethodGet, "/Users?count=1", "")
		if err != nil {
			return err
		}
		l, err := read[list](got)
		if err == nil && (l.TotalResults == nil || len(l.Resources) > 1) {
			err = fmt.Errorf("the answer is %s", got.body)
		}
		s.assert("list", "The first user is listed, or none", err)
		return nil
	}),
}
