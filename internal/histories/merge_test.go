package histories_test

import (
	"context"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/administration"
)

// mergesMembers merges two as the preview says.
func (c *company) mergesMembers(s *snapshot) *step {
	one, other := c.member(s), c.member(s)
	merge := administration.MergeOfMembers{Member: one.ID, With: other.ID}
	return people("people merge "+one.Name+" and "+other.Name, func(ctx context.Context) error {
		plan, err := c.admin.PlanMemberMerge(ctx, administration.Operator(), c.organization, merge)
		if err != nil {
			return err
		}
		_, err = c.admin.MergeMembers(ctx, administration.Operator(), c.organization, merge, plan.Version)
		return err
	})
}

// mergesTeams merges two teams of any kind as the preview says.
func (c *company) mergesTeams(s *snapshot) *step {
	teams := teamsInOrder(s.teams)
	if len(teams) == 0 {
		return nil
	}
	one, other := rapid.SampledFrom(teams).Draw(c.T, "team"), rapid.SampledFrom(teams).Draw(c.T, "other team")
	merge := administration.MergeOfTeams{Team: one.ID, With: other.ID}
	return people("people merge "+one.Name+" and "+other.Name, func(ctx context.Context) error {
		plan, err := c.admin.PlanTeamMerge(ctx, c.organization, merge)
		if err != nil {
			return err
		}
		_, err = c.admin.MergeTeams(ctx, administration.Operator(), c.organization, merge, plan.Version)
		return err
	})
}
