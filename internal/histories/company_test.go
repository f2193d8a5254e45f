package histories_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// company is an organization whose life is made up, with what its provider knows.
type company struct {
	*world
	*rapid.T
	ctx          context.Context
	organization directory.OrganizationID
	connection   directory.ConnectionID
	// deck holds the kinds of steps that happen here.
	deck []func(*snapshot) *step
	// made counts what got a name.
	made int
	// told is what happened so far, a line each.
	told []string

	// alone says that one step runs at a time.
	alone bool
	// wrong is what steps saw that must not be.
	wrong struct {
		sync.Mutex
		seen []string
	}

	// provider is what the identity provider knows. Steps that run at once share it.
	provider struct {
		sync.Mutex
		token  string
		people []*person
		groups []*group
	}
}

// person is somebody as the provider knows them.
type person struct {
	external, login, family, email string
	active                         bool
	// id is empty until the provider has learned it, and again once it has deleted
	// the person.
	id directory.IdentityID
}

// group is a group that the provider pushes.
type group struct {
	name string
	id   directory.TeamID
}

// found makes an organization with an owner who was made by hand, and a connection
// with the rules of any preset, some of them changed.
func (w *world) found(ctx context.Context, t *rapid.T) *company {
	c := &company{world: w, T: t, ctx: ctx}
	organization, err := w.admin.CreateOrganization(ctx, administration.Operator(), "Organization "+directory.NewID(), 4)
	c.must(err)
	c.organization = organization.ID
	owner, err := w.admin.InviteMember(ctx, administration.Operator(), c.organization,
		administration.Invitation{Name: "Olga Owner", Email: "olga@example.com", Role: directory.RoleOwner})
	c.must(err)
	c.must(c.join(ctx, owner.ID))
	preset := rapid.SampledFrom(directory.Presets()).Draw(t, "preset")
	policy, rules := preset.Policy(), "the preset "+string(preset)
	for _, rule := range directory.PolicyRules() {
		if rapid.IntRange(0, 2).Draw(t, "of its own") == 0 {
			value := rapid.SampledFrom(rule.Values).Draw(t, rule.Name)
			rule.Put(&policy, value)
			rules += ", " + rule.Name + ": " + value
		}
	}
	policy.SSOPrerequisite = directory.SuggestSSO // no login method is made in these histories
	connection, token, err := w.admin.CreateConnection(ctx, administration.Operator(), c.organization, directory.Okta, policy)
	c.must(err)
	c.connection, c.provider.token = connection.ID, token.Reveal()
	c.choose()
	c.told = append(c.told, "an organization with the rules of "+rules)
	return c
}

func (c *company) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatalf("%v\nafter\n%s", err, strings.Join(c.told, "\n"))
	}
}

// wrongly notes what must not be.
func (c *company) wrongly(format string, values ...any) {
	c.wrong.Lock()
	defer c.wrong.Unlock()
	c.wrong.seen = append(c.wrong.seen, fmt.Sprintf(format, values...))
}

// fresh returns a number that nothing had yet.
func (c *company) fresh() int {
	c.made++
	return c.made
}

// members are those of a snapshot in the order in which they came, so that the same
// draws mean the same people whatever their ids.
func inOrder(members map[directory.MemberID]directory.Member) []directory.Member {
	return slices.SortedFunc(maps.Values(members), func(a, b directory.Member) int {
		return cmp.Or(cmp.Compare(a.Ordinal, b.Ordinal), strings.Compare(string(a.ID), string(b.ID)))
	})
}

func teamsInOrder(teams map[directory.TeamID]directory.Team) []directory.Team {
	return slices.SortedFunc(maps.Values(teams), func(a, b directory.Team) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
}

// live lets the company live: it draws steps one after the other and holds every
// invariant against what was stored before and after each.
func (c *company) live(steps int) {
	c.Helper()
	before, err := c.look(c.ctx, c.organization, 0)
	c.must(err)
	ledger := ledgerOf(before.entries)
	for range steps {
		step := c.draw(before)
		c.told = append(c.told, step.name)
		c.alone = step.by != byAll
		step.accepted = step.run(c.ctx)
		if !step.accepted {
			c.told[len(c.told)-1] += " (refused)"
		}
		after, err := c.look(c.ctx, c.organization, before.head)
		c.must(err)
		if step.by == byAll {
			c.learn(after)
		}
		ledger += ledgerOf(after.entries)
		if after.licenses.InUse != after.licenses.Opening+ledger {
			c.Fatalf("the ledger says %d licenses are in use, and there are %d\nafter\n%s", ledger, after.licenses.InUse, strings.Join(c.told, "\n"))
		}
		for _, invariant := range invariants {
			if wrong := invariant.broken(before, after, step); wrong != "" {
				c.wrongly("%s: %s", invariant.name, wrong)
			}
		}
		if len(c.wrong.seen) > 0 {
			c.Fatalf("%s\nafter\n%s\n\nbefore the last:\n%s\nand now:\n%s\nwith\n%s", strings.Join(c.wrong.seen, "\n"),
				strings.Join(c.told, "\n"), before.state(), after.state(), tell(after.entries))
		}
		before = after
	}
}

// learn lets the provider know what came of several things that it said at once.
func (c *company) learn(s *snapshot) {
	for _, each := range c.provider.people {
		identity, ok := s.identities[each.id]
		if !ok {
			each.id = ""
			continue
		}
		each.login, each.external, each.active, each.email = identity.UserName, identity.ExternalID, identity.Active, identity.Email()
		each.family = strings.TrimPrefix(identity.Name, "Person ")
	}
	c.provider.groups = slices.DeleteFunc(c.provider.groups, func(each *group) bool { return s.teams[each.id].ID == "" })
}

func ledgerOf(entries []directory.Entry) (taken int) {
	for _, entry := range entries {
		taken += entry.License.Taken()
	}
	return taken
}

func tell(entries []directory.Entry) (told string) {
	for _, entry := range entries {
		told += fmt.Sprintf("%d: %s of %s %s %s\n", entry.Number, entry.Kind, cmp.Or(string(entry.Member), string(entry.Team)), entry.License, entry.Successor)
	}
	return told
}
