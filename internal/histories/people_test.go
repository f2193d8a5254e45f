package histories_test

import (
	"context"
	"fmt"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// people is a step of people, who may be refused.
func people(name string, run func(context.Context) error) *step {
	return &step{name: name, by: byPeople, run: func(ctx context.Context) bool { return run(ctx) == nil }}
}

// one draws a member.
func (c *company) member(s *snapshot) directory.Member {
	return rapid.SampledFrom(inOrder(s.members)).Draw(c.T, "member")
}

// invites invites somebody, at times into a team and at times as an administrator.
func (c *company) invites(s *snapshot) *step {
	number := c.fresh()
	invitation := administration.Invitation{
		Name:  fmt.Sprintf("Guest %d", number),
		Email: fmt.Sprintf("guest%d@example.com", number),
		Role:  rapid.SampledFrom(directory.Roles()).Draw(c.T, "role"),
	}
	if teams := teamsInOrder(s.teams); len(teams) > 0 && rapid.Bool().Draw(c.T, "into a team") {
		invitation.Teams = []directory.TeamID{rapid.SampledFrom(teams).Draw(c.T, "team").ID}
	}
	return people(fmt.Sprintf("%s is invited as %s", invitation.Name, invitation.Role), func(ctx context.Context) error {
		_, err := c.admin.InviteMember(ctx, administration.Operator(), c.organization, invitation)
		return err
	})
}

// joins lets somebody follow a link: who is invited joins, who is a member signs in.
func (c *company) joins(s *snapshot) *step {
	member := c.member(s)
	return people(member.Name+" follows a link", func(ctx context.Context) error { return c.join(ctx, member.ID) })
}

func (c *company) join(ctx context.Context, member directory.MemberID) error {
	_, token, err := c.access.CreateMemberLink(ctx, administration.Operator().Actor, c.organization, member)
	if err != nil {
		return err
	}
	_, err = c.access.AcceptByPassword(ctx, access.Acceptance{Token: token.Reveal()}, "correct horse battery staple")
	return err
}

// edits changes a name or an address.
func (c *company) edits(s *snapshot) *step {
	member, number := c.member(s), c.fresh()
	name, email := fmt.Sprintf("Edited %d", number), fmt.Sprintf("edited%d@example.com", number)
	edit := administration.MemberEdit{Name: &name}
	if rapid.Bool().Draw(c.T, "address") {
		edit = administration.MemberEdit{Email: &email}
	}
	return people("an administrator edits "+member.Name, func(ctx context.Context) error {
		_, err := c.admin.EditMember(ctx, administration.Operator(), c.organization, member.ID, edit)
		return err
	})
}

// promotes gives somebody a role.
func (c *company) promotes(s *snapshot) *step {
	member, role := c.member(s), rapid.SampledFrom(directory.Roles()).Draw(c.T, "role")
	return people(fmt.Sprintf("%s becomes %s", member.Name, role), func(ctx context.Context) error {
		_, err := c.admin.ChangeRole(ctx, administration.Operator(), c.organization, member.ID, role)
		return err
	})
}

// ofMember is a step of people that is a call about a member.
func (c *company) ofMember(s *snapshot, name string, call func(context.Context, directory.MemberID) error) *step {
	member := c.member(s)
	return people(fmt.Sprintf("people %s %s", name, member.Name), func(ctx context.Context) error { return call(ctx, member.ID) })
}

func (c *company) deactivates(s *snapshot) *step {
	return c.ofMember(s, "deactivate", func(ctx context.Context, id directory.MemberID) error {
		_, err := c.admin.DeactivateMember(ctx, administration.Operator(), c.organization, id)
		return err
	})
}

func (c *company) reactivates(s *snapshot) *step {
	return c.ofMember(s, "reactivate", func(ctx context.Context, id directory.MemberID) error {
		_, err := c.admin.ReactivateMember(ctx, administration.Operator(), c.organization, id)
		return err
	})
}

func (c *company) removes(s *snapshot) *step {
	return c.ofMember(s, "remove", func(ctx context.Context, id directory.MemberID) error {
		return c.admin.RemoveMember(ctx, administration.Operator(), c.organization, id)
	})
}

func (c *company) releases(s *snapshot) *step {
	return c.ofMember(s, "release the license of", func(ctx context.Context, id directory.MemberID) error {
		_, err := c.admin.ReleaseLicense(ctx, administration.Operator(), c.organization, id)
		return err
	})
}

// confirms lets the provider adopt somebody who manages.
func (c *company) confirms(s *snapshot) *step {
	return c.ofMember(s, "confirm the adoption of", func(ctx context.Context, id directory.MemberID) error {
		asked, err := c.store.View(ctx, c.organization).Adoptions([]directory.MemberID{id})
		if err != nil || len(asked) == 0 {
			return err
		}
		return c.admin.ConfirmAdoption(ctx, administration.Operator(), c.organization, id, c.connection, asked[0].UserName)
	})
}

// makesTeam makes a team of a member, at times by a name that a team has.
func (c *company) makesTeam(s *snapshot) *step {
	member, name := c.member(s), fmt.Sprintf("Team %d", c.fresh())
	return people("people make "+name+" of "+member.Name, func(ctx context.Context) error {
		_, err := c.admin.CreateTeam(ctx, administration.Operator(), c.organization, name, []directory.MemberID{member.ID})
		return err
	})
}

// ofTeam is a step of people that is a call about a team of either kind, or nil where
// there is none.
func (c *company) ofTeam(s *snapshot, name string, call func(context.Context, directory.TeamID) error) *step {
	teams := teamsInOrder(s.teams)
	if len(teams) == 0 {
		return nil
	}
	team := rapid.SampledFrom(teams).Draw(c.T, "team")
	return people(fmt.Sprintf("people %s %s", name, team.Name), func(ctx context.Context) error { return call(ctx, team.ID) })
}

func (c *company) changesTeam(s *snapshot) *step {
	member := []directory.MemberID{c.member(s).ID}
	if rapid.Bool().Draw(c.T, "joins") {
		return c.ofTeam(s, "add somebody to", func(ctx context.Context, id directory.TeamID) error {
			_, err := c.admin.AddToTeam(ctx, administration.Operator(), c.organization, id, member)
			return err
		})
	}
	return c.ofTeam(s, "take somebody out of", func(ctx context.Context, id directory.TeamID) error {
		_, err := c.admin.RemoveFromTeam(ctx, administration.Operator(), c.organization, id, member)
		return err
	})
}

func (c *company) renamesTeam(s *snapshot) *step {
	name := fmt.Sprintf("Renamed team %d", c.fresh())
	return c.ofTeam(s, "rename", func(ctx context.Context, id directory.TeamID) error {
		_, err := c.admin.RenameTeam(ctx, administration.Operator(), c.organization, id, name)
		return err
	})
}

func (c *company) dropsTeam(s *snapshot) *step {
	return c.ofTeam(s, "delete", func(ctx context.Context, id directory.TeamID) error {
		return c.admin.DeleteTeam(ctx, administration.Operator(), c.organization, id)
	})
}

func (c *company) turnsOff(*snapshot) *step {
	return people("the connection is turned off", func(ctx context.Context) error {
		return c.admin.DisableConnection(ctx, administration.Operator(), c.organization, c.connection)
	})
}

// turnsOn turns the connection on, and its provider is given the new token.
func (c *company) turnsOn(*snapshot) *step {
	return people("the connection is turned on", func(ctx context.Context) error {
		token, err := c.admin.EnableConnection(ctx, administration.Operator(), c.organization, c.connection)
		if err == nil {
			c.keep(func() { c.provider.token = token.Reveal() })
		}
		return err
	})
}

// changesRules gives one rule a value, or all of them those of a preset.
func (c *company) changesRules(s *snapshot) *step {
	policy := s.connections[c.connection].Policy
	name := ""
	if rapid.IntRange(0, 4).Draw(c.T, "preset") == 0 {
		preset := rapid.SampledFrom(directory.Presets()).Draw(c.T, "preset")
		policy, name = preset.Policy(), string(preset)
	} else {
		rule := rapid.SampledFrom(directory.PolicyRules()).Draw(c.T, "rule")
		value := rapid.SampledFrom(rule.Values).Draw(c.T, "value")
		rule.Put(&policy, value)
		name = rule.Name + ": " + value
	}
	policy.SSOPrerequisite = directory.SuggestSSO // no login method is made in these histories
	return people("the rules become "+name, func(ctx context.Context) error {
		_, err := c.admin.ChangePolicy(ctx, administration.Operator(), c.organization, c.connection, policy)
		return err
	})
}

func (c *company) buys(*snapshot) *step {
	bought := rapid.IntRange(2, 8).Draw(c.T, "licenses")
	return people(fmt.Sprintf("%d licenses are bought", bought), func(ctx context.Context) error {
		return c.admin.SetLicenses(ctx, administration.Operator(), c.organization, bought)
	})
}
