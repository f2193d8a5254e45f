package entra

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// adSchema is a schema that Entra ID adds to groups and that no server knows.
const adSchema = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"

// entraGroups are Entra ID's habits with groups.
var entraGroups = []Scenario{
	scenario("E3 remove members by value", entraAgent, func(s *session) error {
		ids, id, path, err := s.team("E3", 3)
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "Remove with a path and a value is accepted", path,
			fmt.Sprintf(`{"op":"Remove","path":"members","value":[{"value":%s}]}`, quote(ids[0]))); err != nil {
			return err
		}
		s.assert("one", "The one member is removed, the others stay", s.holds(id, ids[1], ids[2]))
		if err := s.patched("all-accepted", "Remove with a path alone is accepted", path, `{"op":"Remove","path":"members"}`); err != nil {
			return err
		}
		s.assert("all", "Without a value everybody is removed", s.holds(id))
		return nil
	}),
	scenario("E4 members with $ref null", entraAgent, func(s *session) error {
		ids, id, path, err := s.team("E4", 2)
		if err != nil {
			return err
		}
		more, err := s.createUser(s.name("e4more"), "")
		if err != nil {
			return err
		}
		if err := s.patched("accepted", `A member with "$ref": null is accepted`, path,
			fmt.Sprintf(`{"op":"Add","path":"members","value":[{"$ref":null,"value":%s}]}`, quote(more))); err != nil {
			return err
		}
		s.assert("added", "The member is added to the others", s.holds(id, append(ids, more)...))
		return nil
	}),
	scenario("E8 groups without their members", entraAgent, func(s *session) error {
		name := s.name("E8")
		got, err := s.send(http.MethodPost, "/Groups", fmt.Sprintf(
			`{"schemas":[%q,%q],"externalId":%s,"displayName":%s,"meta":{"resourceType":"Group"}}`,
			urnGroup, adSchema, quote("x-"+name), quote(name)))
		if err != nil {
			return err
		}
		created, err := read[group](got)
		s.assert("created", "A group without members and with a foreign schema is created", err)
		if err != nil {
			return nil
		}
		member, err := s.createUser(s.name("e8"), "")
		if err != nil {
			return err
		}
		path := "/Groups/" + url.PathEscape(created.ID)
		if err := s.patched("patched", "A change is answered with 204 or 200", path,
			fmt.Sprintf(`{"op":"Add","path":"members","value":[{"value":%s}]}`, quote(member))); err != nil {
			return err
		}
		s.assert("member", "The member is there", s.holds(created.ID, member))
		if got, err = s.send(http.MethodGet, path+"?excludedAttributes=members", ""); err != nil {
			return err
		}
		g, err := read[group](got)
		if err == nil && g.Members != nil {
			err = errors.New("members are listed")
		}
		if err == nil {
			err = same("externalId", g.ExternalID, "x-"+name)
		}
		s.assert("excluded", "A read that excludes members lists none and has the externalId", err)
		if got, err = s.send(http.MethodGet, filter("/Groups", "displayName eq "+quote(name), "&excludedAttributes=members"), ""); err != nil {
			return err
		}
		l, err := read[list](got)
		if err == nil && (len(l.Resources) != 1 || l.Resources[0].ID != created.ID || l.Resources[0].Members != nil) {
			err = fmt.Errorf("the answer is %s", got.body)
		}
		s.assert("lookup", "A lookup that excludes members finds the group without them", err)
		return nil
	}),
	scenario("E12 replace of members", entraAgent, func(s *session) error {
		ids, id, path, err := s.team("E12", 3)
		if err != nil {
			return err
		}
		if err := s.patched("accepted", "Replace of members is accepted", path,
			fmt.Sprintf(`{"op":"Replace","path":"members","value":[{"value":%s}]}`, quote(ids[1]))); err != nil {
			return err
		}
		s.assert("exact", "The group holds exactly the members of the replace", s.holds(id, ids[1]))
		return nil
	}),
}

// team creates a group of n new people.
func (s *session) team(name string, n int) (people []string, id, path string, err error) {
	people, err = s.people(n)
	if err != nil {
		return nil, "", "", err
	}
	id, err = s.createGroup(s.name(name), people...)
	return people, id, "/Groups/" + url.PathEscape(id), err
}
