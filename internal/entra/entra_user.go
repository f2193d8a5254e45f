package entra

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// entraAgent is how Entra ID's provisioning service names itself.
const entraAgent = "Microsoft Azure AD SCIM provisioning 1.0"

// entraUsers are Entra ID's habits with users.
var entraUsers = []Scenario{
	scenario("E1 flags as strings, operations capitalised", entraAgent, func(s *session) error {
		id, err := s.createUser(s.name("e1"), "")
		if err != nil {
			return err
		}
		path := "/Users/" + url.PathEscape(id)
		if err := s.patched("false", `Replace of active by "False" is accepted`, path, `{"op":"Replace","path":"active","value":"False"}`); err != nil {
			return err
		}
		s.reads("inactive", "The user is inactive", id, activeIs(false))
		if err := s.patched("true", `Replace of active by "True" is accepted`, path, `{"op":"Replace","path":"active","value":"True"}`); err != nil {
			return err
		}
		s.reads("active", "The user is active again", id, activeIs(true))
		got, err := s.send(http.MethodGet, path+"?aadOptscim062020", "")
		if err != nil {
			return err
		}
		s.assert("flag", "The flag that administrators append to the tenant URL is ignored", got.is(http.StatusOK))
		return nil
	}),
	scenario("E2 Add for what has one value", entraAgent, func(s *session) error {
		id, err := s.createUser(s.name("e2"), `,"title":"Engineer"`)
		if err != nil {
			return err
		}
		path := "/Users/" + url.PathEscape(id)
		if err := s.patched("accepted", "Add of active and title is accepted", path,
			`{"op":"Add","path":"active","value":"False"},{"op":"Add","path":"title","value":"Director"}`); err != nil {
			return err
		}
		s.reads("inactive", "The user is inactive", id, activeIs(false))
		s.reads("title", "The title is the new one", id, func(u user) error { return same("title", u.Title, "Director") })
		return nil
	}),
	scenario("E5 dotted keys without a path", entraAgent, func(s *session) error {
		id, err := s.createUser(s.name("e5"), "")
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "A value with dotted keys is accepted", "/Users/"+url.PathEscape(id), fmt.Sprintf(
			`{"op":"replace","value":{"name.givenName":"Grace","title":"Admiral",%q:"4711"}}`, urnEnterprise+":employeeNumber")); err != nil {
			return err
		}
		s.reads("givenName", "The given name is the new one", id, func(u user) error { return same("name.givenName", u.Name.GivenName, "Grace") })
		s.reads("familyName", "The family name is untouched", id, func(u user) error { return same("name.familyName", u.Name.FamilyName, "King") })
		s.reads("title", "The title is the new one", id, func(u user) error { return same("title", u.Title, "Admiral") })
		s.reads("employeeNumber", "The employee number is stored in the extension", id, func(u user) error {
			return same("employeeNumber", u.Enterprise.EmployeeNumber, "4711")
		})
		return nil
	}),
	scenario("E6 paths to elements that are not there", entraAgent, func(s *session) error {
		id, err := s.createUser(s.name("e6"), "")
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "Paths to absent elements are accepted", "/Users/"+url.PathEscape(id),
			`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ada@contoso.example"},`+
				`{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1 212 555 0100"},`+
				`{"op":"Add","path":"addresses[type eq \"work\"].streetAddress","value":"1 Main St"},`+
				`{"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Redmond"}`); err != nil {
			return err
		}
		s.reads("email", "The e-mail of type work is created", id, func(u user) error { return hasItem("emails", u.Emails, "work", "ada@contoso.example") })
		s.reads("phone", "The phone number of type mobile is created", id, func(u user) error {
			return hasItem("phoneNumbers", u.PhoneNumbers, "mobile", "+1 212 555 0100")
		})
		s.reads("address", "Two parts of one address make one address", id, func(u user) error {
			want := []address{{Type: "work", StreetAddress: "1 Main St", Locality: "Redmond"}}
			if !slices.Equal(u.Addresses, want) {
				return fmt.Errorf("addresses are %v, not %v", u.Addresses, want)
			}
			return nil
		})
		return nil
	}),
	scenario("E7 manager as a plain string", entraAgent, func(s *session) error {
		boss, err := s.createUser(s.name("e7boss"), "")
		if err != nil {
			return err
		}
		id, err := s.createUser(s.name("e7"), "")
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "A manager given by the id alone is accepted", "/Users/"+url.PathEscape(id),
			fmt.Sprintf(`{"op":"Add","path":%q,"value":%s}`, urnEnterprise+":manager", quote(boss))); err != nil {
			return err
		}
		s.reads("complex", "The manager is returned as an object with a value", id, func(u user) error {
			var manager struct{ Value string }
			if err := json.Unmarshal(u.Enterprise.Manager, &manager); err != nil {
				return fmt.Errorf("the manager is %s", u.Enterprise.Manager)
			}
			return same("manager.value", manager.Value, boss)
		})
		return nil
	}),
	scenario("E9 test connection", entraAgent, func(s *session) error {
		s.assert("nobody", "A user that nobody has is answered with an empty list",
			s.finds(filter("/Users", "userName eq "+quote(s.name("nobody")), "")))
		return nil
	}),
	scenario("E10 filters", entraAgent, func(s *session) error {
		name := s.name("e10")
		id, err := s.createUser(name, `,"emails":[{"type":"work","value":`+quote("mail."+name)+`}]`)
		if err != nil {
			return err
		}
		for _, f := range []struct{ id, expression string }{
			{"userName", "userName eq " + quote(name)},
			{"externalId", "externalId eq " + quote("x-"+name)},
			{"email", `emails[type eq "work"].value eq ` + quote("mail."+name)},
			{"and", "userName eq " + quote(name) + " and externalId eq " + quote("x-"+name)},
		} {
			s.assert(f.id, "The filter "+f.expression+" finds the user", s.finds(filter("/Users", f.expression, ""), id))
		}
		// Microsoft's page shows a filter without quotes. It is no valid filter;
		// a server may take it or say so, but not break.
		got, err := s.send(http.MethodGet, filter("/Users", "externalId eq x-"+name, ""), "")
		if err != nil {
			return err
		}
		unquoted := got.is(http.StatusOK)
		if unquoted != nil {
			unquoted = got.scimError(http.StatusBadRequest)
		}
		s.assert("unquoted", "A filter without quotes is understood or refused", unquoted)
		return nil
	}),
	scenario("E11 soft delete, then hard delete", entraAgent, func(s *session) error {
		name := s.name("e11")
		id, err := s.createUser(name, "")
		if err != nil {
			return err
		}
		path := "/Users/" + url.PathEscape(id)
		if err := s.patched("soft", "The soft delete is accepted", path, `{"op":"Replace","path":"active","value":"False"}`); err != nil {
			return err
		}
		s.reads("kept", "The soft-deleted user is there and inactive", id, activeIs(false))
		s.assert("found", "The soft-deleted user is found by name", s.finds(filter("/Users", "userName eq "+quote(name), ""), id))
		got, err := s.send(http.MethodDelete, path, "")
		if err != nil {
			return err
		}
		s.assert("hard", "The hard delete is answered with 204", got.is(http.StatusNoContent))
		if got, err = s.send(http.MethodGet, path, ""); err != nil {
			return err
		}
		s.assert("gone", "The deleted user is not there", got.scimError(http.StatusNotFound))
		s.assert("not-found", "The deleted user is not found", s.finds(filter("/Users", "userName eq "+quote(name), "")))
		_, err = s.createUser(name, "")
		s.assert("again", "The name is free again", err)
		return nil
	}),
	scenario("E13 content type", entraAgent, func(s *session) error {
		id, err := s.createUser(s.name("e13"), "")
		if err != nil {
			return err
		}
		for _, r := range []struct{ id, path string }{
			{"user", "/Users/" + url.PathEscape(id)}, {"list", "/Users?count=1"}, {"missing", "/Users/nobody"},
		} {
			got, err := s.send(http.MethodGet, r.path, "")
			if err != nil {
				return err
			}
			s.assert(r.id, "GET "+r.path+" is answered as application/scim+json", got.scimType())
		}
		got, err := s.sendAs("Bearer wrong", http.MethodGet, "/Users?count=1", "")
		if err != nil {
			return err
		}
		s.assert("unauthorized", "A wrong token is refused as application/scim+json", got.scimError(http.StatusUnauthorized))
		return nil
	}),
	scenario("E14 names are unique and found", entraAgent, func(s *session) error {
		name := s.name("e14")
		id, err := s.createUser(name, "")
		if err != nil {
			return err
		}
		for _, again := range []struct{ id, name string }{{"same", name}, {"other-case", string(bytes.ToUpper([]byte(name)))}} {
			got, err := s.send(http.MethodPost, "/Users", fmt.Sprintf(`{"schemas":[%q],"userName":%s}`, urnUser, quote(again.name)))
			if err != nil {
				return err
			}
			s.assert(again.id, "A second user "+again.name+" is a conflict", got.scimError(http.StatusConflict))
			s.assert(again.id+"-found", "The filter on "+again.name+" finds the first", s.finds(filter("/Users", "userName eq "+quote(again.name), ""), id))
		}
		groupID, err := s.createGroup(s.name("Team"))
		if err != nil {
			return err
		}
		s.assert("group-found", "A group is found by its displayName", s.finds(filter("/Groups", "displayName eq "+quote(s.name("Team")), ""), groupID))
		return nil
	}),
}

// hasItem asserts that exactly one element has the type, and its value.
func hasItem(what string, items []item, kind, value string) error {
	var found []string
	for _, i := range items {
		if i.Type == kind {
			found = append(found, i.Value)
		}
	}
	if !slices.Equal(found, []string{value}) {
		return fmt.Errorf("%s of type %s are %v, not %q", what, kind, found, value)
	}
	return nil
}
