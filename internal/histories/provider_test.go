package histories_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
)

// ask sends a request with the token that the provider has.
func (c *company) ask(ctx context.Context, method, path, body string) answer {
	c.provider.Lock()
	token := c.provider.token
	c.provider.Unlock()
	return c.world.ask(ctx, c.connection, token, method, path, body)
}

// keep changes what the provider knows.
func (c *company) keep(change func()) {
	c.provider.Lock()
	defer c.provider.Unlock()
	change()
}

// user is the User that is sent of a person.
func (p person) user() string {
	emails := "[]"
	if p.email != "" {
		emails = fmt.Sprintf(`[{"value":%q,"type":"work","primary":true}]`, p.email)
	}
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%q,"externalId":%q,
		"name":{"givenName":"Person","familyName":%q},"emails":%s,"active":%t}`, p.login, p.external, p.family, emails, p.active)
}

func patch(operations string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + operations + `]}`
}

// idOf is the id in an answer, or that of the only resource in a list.
func idOf(body string) string {
	var answered struct {
		ID        string `json:"id"`
		Resources []struct {
			ID string `json:"id"`
		} `json:"Resources"`
	}
	if err := json.Unmarshal([]byte(body), &answered); err != nil {
		return ""
	}
	if len(answered.Resources) == 1 {
		return answered.Resources[0].ID
	}
	return answered.ID
}

// somebody draws one whom the provider knows with an id, or nil.
func (c *company) somebody() *person {
	var known []*person
	for _, each := range c.provider.people {
		if each.id != "" {
			known = append(known, each)
		}
	}
	if len(known) == 0 {
		return nil
	}
	return rapid.SampledFrom(known).Draw(c.T, "person")
}

// arrives assigns somebody: one who is new, one whose address a member has who was
// made by hand, or one who was deleted before. As Okta does, it looks for the user
// name first.
func (c *company) arrives(s *snapshot) *step {
	number := c.fresh()
	newcomer := &person{
		external: fmt.Sprintf("00u%d", number), login: fmt.Sprintf("person%d@example.com", number),
		family: fmt.Sprintf("Number %d", number), email: fmt.Sprintf("person%d@example.com", number),
		active: rapid.IntRange(0, 5).Draw(c.T, "active") > 0,
	}
	var gone []*person
	for _, each := range c.provider.people {
		if each.id == "" {
			gone = append(gone, each)
		}
	}
	switch rapid.IntRange(0, 4).Draw(c.T, "who") {
	case 0:
		member := rapid.SampledFrom(inOrder(s.members)).Draw(c.T, "address of")
		newcomer.login, newcomer.email = member.Email, member.Email
	case 1:
		if len(gone) > 0 {
			newcomer = rapid.SampledFrom(gone).Draw(c.T, "gone")
			newcomer.active = true
		}
	}
	sent := *newcomer
	arrived := &step{name: "the provider assigns " + sent.login}
	arrived.run = func(ctx context.Context) bool {
		found := c.ask(ctx, http.MethodGet, "/Users?filter="+url.QueryEscape(fmt.Sprintf("userName eq %q", sent.login)), "")
		id, answered := idOf(found.body), answer{}
		arrived.about = directory.IdentityID(id)
		switch {
		case !found.ok():
			return false
		case id == "":
			answered = c.ask(ctx, http.MethodPost, "/Users", sent.user())
			id = idOf(answered.body)
		default:
			answered = c.ask(ctx, http.MethodPut, "/Users/"+id, sent.user())
		}
		if !answered.ok() {
			return false
		}
		arrived.about = directory.IdentityID(id)
		c.keep(func() {
			for _, each := range c.provider.people {
				if each != newcomer && each.id == arrived.about {
					each.id = "" // the provider tied its person to somebody else's account
				}
			}
			newcomer.id = arrived.about
			for _, each := range c.provider.people {
				if each == newcomer {
					return
				}
			}
			c.provider.people = append(c.provider.people, newcomer)
		})
		return true
	}
	arrived.asserts = func() *person { return &sent }
	return arrived
}

// says is a step in which the provider says something of one whom it knows.
func (c *company) says(name string, p *person, change func(*person), request func(person) (method, body string)) *step {
	sent := *p
	change(&sent)
	return &step{
		name:    "the provider " + name + " " + p.login,
		about:   p.id,
		asserts: func() *person { return &sent },
		run: func(ctx context.Context) bool {
			method, body := request(sent)
			if answered := c.ask(ctx, method, "/Users/"+string(sent.id), body); !answered.ok() {
				return false
			}
			c.keep(func() { *p = sent })
			return true
		},
	}
}

func put(p person) (method, body string) { return http.MethodPut, p.user() }

// sendsWhole replaces somebody's profile.
func (c *company) sendsWhole(*snapshot) *step {
	p := c.somebody()
	if p == nil {
		return nil
	}
	number := c.fresh()
	return c.says("sends another profile of", p, func(p *person) {
		p.family = fmt.Sprintf("Renamed %d", number)
		if rapid.Bool().Draw(c.T, "address too") {
			p.email = fmt.Sprintf("other%d@example.com", number)
		}
	}, put)
}

// renames changes a user name, at times to one that another has.
func (c *company) renames(*snapshot) *step {
	p := c.somebody()
	if p == nil {
		return nil
	}
	name := fmt.Sprintf("renamed%d@example.com", c.fresh())
	if rapid.IntRange(0, 4).Draw(c.T, "taken") == 0 {
		name = strings.ToUpper(rapid.SampledFrom(c.provider.people).Draw(c.T, "name of").login)
	}
	return c.says("changes the user name of", p, func(p *person) { p.login = name }, func(p person) (string, string) {
		return http.MethodPatch, patch(fmt.Sprintf(`{"op":"replace","value":{"userName":%q}}`, p.login))
	})
}

// switches deactivates or reactivates somebody.
func (c *company) switches(*snapshot) *step {
	p := c.somebody()
	if p == nil {
		return nil
	}
	active := rapid.Bool().Draw(c.T, "active")
	name := map[bool]string{true: "reactivates", false: "deactivates"}[active]
	return c.says(name, p, func(p *person) { p.active = active }, func(p person) (string, string) {
		return http.MethodPatch, patch(fmt.Sprintf(`{"op":"replace","value":{"active":%t}}`, p.active))
	})
}

// repeats says all that the provider knows of somebody, and then the same again.
func (c *company) repeats(*snapshot) *step {
	p := c.somebody()
	if p == nil {
		return nil
	}
	sent := *p
	return &step{
		name:    "the provider says twice what it knows of " + p.login,
		about:   p.id,
		asserts: func() *person { return &sent },
		run: func(ctx context.Context) bool {
			first := c.ask(ctx, http.MethodPut, "/Users/"+string(sent.id), sent.user())
			c.addsNoEntry(ctx, "what was said a moment ago", func() {
				if second := c.ask(ctx, http.MethodPut, "/Users/"+string(sent.id), sent.user()); second.status != first.status && c.alone {
					c.wrongly("the same is answered with %d, and then with %d %s", first.status, second.status, second.body)
				}
			})
			return first.ok()
		},
	}
}

// addsNoEntry says so where the journal is longer after run.
func (c *company) addsNoEntry(ctx context.Context, what string, run func()) {
	reader := c.store.View(ctx, c.organization)
	before, err := reader.Head()
	c.must(err)
	run()
	added, err := reader.Journal(before, everything)
	c.must(err)
	for _, entry := range added {
		if c.alone {
			c.wrongly("%s adds to the journal: %s", what, entry.Kind)
		}
	}
}

// deletes deletes somebody.
func (c *company) deletes(*snapshot) *step {
	p := c.somebody()
	if p == nil {
		return nil
	}
	id := p.id
	return &step{
		name:  "the provider deletes " + p.login,
		about: id,
		run: func(ctx context.Context) bool {
			if answered := c.ask(ctx, http.MethodDelete, "/Users/"+string(id), ""); !answered.ok() {
				return false
			}
			if again := c.ask(ctx, http.MethodGet, "/Users/"+string(id), ""); again.status != http.StatusNotFound && c.alone {
				c.wrongly("a deleted user is answered with %d", again.status)
			}
			c.keep(func() { p.id = "" })
			return true
		},
	}
}

// list draws people and returns them as members of a group; one may be unknown.
func (c *company) list() string {
	var members []string
	for _, each := range c.provider.people {
		if each.id != "" && rapid.Bool().Draw(c.T, "is in it") {
			members = append(members, fmt.Sprintf(`{"value":%q}`, each.id))
		}
	}
	if rapid.IntRange(0, 6).Draw(c.T, "unknown") == 0 {
		members = append(members, `{"value":"00uUnknown"}`)
	}
	return "[" + strings.Join(members, ",") + "]"
}

// pushes pushes a group that is new.
func (c *company) pushes(*snapshot) *step {
	pushed := &group{name: fmt.Sprintf("Group %d", c.fresh())}
	members := c.list()
	return &step{
		name: "the provider pushes " + pushed.name + " with " + members,
		run: func(ctx context.Context) bool {
			answered := c.ask(ctx, http.MethodPost, "/Groups", fmt.Sprintf(
				`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":%q,"members":%s}`, pushed.name, members))
			if !answered.ok() {
				return false
			}
			c.keep(func() {
				pushed.id = directory.TeamID(idOf(answered.body))
				c.provider.groups = append(c.provider.groups, pushed)
			})
			return true
		},
	}
}

func (c *company) aGroup() *group {
	if len(c.provider.groups) == 0 {
		return nil
	}
	return rapid.SampledFrom(c.provider.groups).Draw(c.T, "group")
}

// pushesMembers changes who is in a group, or its name.
func (c *company) pushesMembers(*snapshot) *step {
	g := c.aGroup()
	if g == nil {
		return nil
	}
	operation := rapid.SampledFrom([]string{
		`{"op":"add","path":"members","value":` + c.list() + `}`,
		`{"op":"remove","path":"members","value":` + c.list() + `}`,
		`{"op":"replace","path":"members","value":` + c.list() + `}`,
		fmt.Sprintf(`{"op":"replace","value":{"id":%q,"displayName":"Group %d"}}`, g.id, c.fresh()),
	}).Draw(c.T, "operation")
	return &step{
		name: "the provider changes " + g.name + " by " + operation,
		run: func(ctx context.Context) bool {
			return c.ask(ctx, http.MethodPatch, "/Groups/"+string(g.id), patch(operation)).ok()
		},
	}
}

// unlinks deletes a group.
func (c *company) unlinks(*snapshot) *step {
	g := c.aGroup()
	if g == nil {
		return nil
	}
	return &step{
		name: "the provider deletes " + g.name,
		run: func(ctx context.Context) bool {
			return c.ask(ctx, http.MethodDelete, "/Groups/"+string(g.id), "").ok()
		},
	}
}
