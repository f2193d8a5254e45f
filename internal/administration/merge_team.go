package administration

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// MergeOfTeams names two teams that are one.
type MergeOfTeams struct {
	Team directory.TeamID
	With directory.TeamID
	// Stays is as in MergeOfMembers.
	Stays directory.TeamID
}

// PlanTeamMerge says what MergeTeams would do now, or in its Refusal why it would
// not. Its cost grows with the team that would go.
//
// Errors: NotFound, Invalid where it names one team twice.
func (s *Service) PlanTeamMerge(ctx context.Context, organization directory.OrganizationID, merge MergeOfTeams) (TeamMerge, error) {
	return planTeamMerge(s.Store.View(ctx, organization), merge)
}

// MergeTeams joins two teams into the one that stays, exactly as the plan of that
// version says, and returns that plan. One journal entry tells it and names both; of
// more than 1,000 people who come along, the rest are told in entries of their own.
//
// Errors: as PlanTeamMerge, ErrMergeChanged where the plan is another one by now, and
// what the plan refuses.
func (s *Service) MergeTeams(ctx context.Context, caller Caller, organization directory.OrganizationID, merge MergeOfTeams, version string) (TeamMerge, error) {
	now := s.now()
	var plan TeamMerge
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		var err error
		if plan, err = planTeamMerge(tx, merge); err != nil {
			return err
		}
		if plan.Version != version {
			return ErrMergeChanged
		}
		if plan.Refusal != nil {
			return plan.Refusal
		}
		return plan.carryOut(tx, caller, now)
	})
	if err != nil {
		return TeamMerge{}, err
	}
	return plan, nil
}

// carryOut does what a plan says whose rules were all checked. What is told comes
// last: noted earlier, it would be written before each thousand people.
func (p TeamMerge) carryOut(tx directory.Tx, caller Caller, at time.Time) error {
	for batch := range slices.Chunk(p.members, mergeBatch) {
		if _, err := tx.AddToManualTeam(p.Stays.ID, batch); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(p.identities, mergeBatch) {
		if _, err := tx.AddTeamMembers(p.Stays.ID, batch); err != nil {
			return err
		}
	}
	stays := p.Stays
	stays.UpdatedAt = at
	if err := tx.UpdateTeam(stays); err != nil {
		return err
	}
	if err := tx.DeleteTeam(p.Goes.Origin, p.Goes.ID); err != nil {
		return err
	}
	for _, entry := range p.entries(caller, at) {
		if _, err := tx.Append(entry); err != nil {
			return err
		}
	}
	return nil
}

// entries tell the merge, the first of them, and who came along, each no more people
// than a reader takes.
func (p TeamMerge) entries(caller Caller, at time.Time) []directory.Entry {
	merged := caller.teamEntry(directory.TeamMerged, p.Goes, at)
	merged.SuccessorTeam = p.Stays.ID
	merged.Personal.Named = []string{p.Stays.Name}
	told := []directory.Entry{merged}
	next := func(batch int) *directory.Entry {
		if batch > 0 {
			told = append(told, caller.teamEntry(directory.TeamMembersChanged, p.Stays, at))
		}
		return &told[len(told)-1]
	}
	batch := 0
	for members := range slices.Chunk(p.members, directory.MaxEntryMembers) {
		next(batch).AddedMembers = members
		batch++
	}
	for identities := range slices.Chunk(p.identities, directory.MaxEntryMembers) {
		next(batch).Added = identities
		batch++
	}
	return told
}
