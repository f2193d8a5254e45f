package provisioning

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// TeamEdit turns what a connection asserts about a group into what it asserts
// from now on, names the values that differ, and says what happens to the
// members. It must be pure, as an IdentityEdit.
type TeamEdit func(current directory.TeamAssertion) (TeamChange, error)

// TeamChange is what a TeamEdit asks for.
type TeamChange struct {
	Next directory.TeamAssertion
	// Changes are the values that differ, for the journal.
	Changes []directory.Change
	Members MembersChange
}

// EditTeam applies an edit to a team and returns the team as it is after. Where
// the edit changes nothing, nothing is written. What it costs depends on what
// the edit names, never on how many belong to the team.
//
// Errors: NotFound, whatever the edit returns, Refused, Invalid and Taken as for
// CreateTeam.
func (s *Service) EditTeam(ctx context.Context, caller Caller, id directory.TeamID, edit TeamEdit) (directory.Team, error) {
	if err := s.checkGroups(ctx, caller); err != nil {
		return directory.Team{}, err
	}
	plan, err := planTeamEdit(s.Store.View(ctx, caller.organization()), caller, id, edit)
	if err != nil {
		return directory.Team{}, s.noteRefused(ctx, caller, err)
	}
	if !plan.changes() {
		return plan.team, nil
	}

	now := s.now()
	var edited directory.Team
	err = s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		plan, err := planTeamEdit(tx, caller, id, edit)
		if err != nil {
			return err
		}
		edited = plan.team
		if !plan.changes() {
			return nil
		}
		edited.TeamAssertion, edited.Asserted, edited.UpdatedAt = plan.change.Next, "", now

		if plan.asserts {
			entry := caller.entry(directory.TeamUpdated, now)
			entry.Team = id
			entry.Personal = &directory.Personal{Subject: edited.Name, Changes: plan.change.Changes}
			if _, err := tx.Append(entry); err != nil {
				return err
			}
		}
		if err := tx.UpdateTeam(edited); err != nil {
			return err
		}
		if !plan.members.changes {
			return nil
		}
		change, err := plan.members.write(tx, id)
		if err != nil {
			return err
		}
		edited.Size += int64(len(change.added) - len(change.removed))
		edited.Unknown += int64(len(change.unknown) - len(change.forgotten))
		return recordMembers(tx, caller, edited, change, now)
	})
	if err != nil {
		return directory.Team{}, s.noteRefused(ctx, caller, err)
	}
	return edited, nil
}

// teamPlan is an edit seen against a team, with every rule checked.
type teamPlan struct {
	team   directory.Team
	change TeamChange
	// asserts says that the assertion differs: the name, or what else the group
	// carries.
	asserts bool
	members membersPlan
}

func (p teamPlan) changes() bool { return p.asserts || p.members.changes }

func planTeamEdit(reader directory.Reader, caller Caller, id directory.TeamID, edit TeamEdit) (teamPlan, error) {
	team, err := reader.Team(caller.Connection.ID, id)
	if err != nil {
		return teamPlan{}, err
	}
	plan := teamPlan{team: team}
	if plan.change, err = edit(team.LastAsserted()); err != nil {
		return teamPlan{}, err
	}
	if err := plan.change.Next.Validate(); err != nil {
		return teamPlan{}, err
	}
	plan.asserts = caller.returns || team.Asserted != "" || !plan.change.Next.Equal(team.TeamAssertion)
	if plan.change.Next.Name != team.Name {
		if err := checkTeamName(reader, caller, id, plan.change.Next.Name); err != nil {
			return teamPlan{}, err
		}
	}
	if !plan.change.Members.empty() {
		if plan.members, err = planMembers(reader, team, plan.change.Members); err != nil {
			return teamPlan{}, err
		}
		if err := checkUnknown(caller, team, plan.members.unknown); err != nil {
			return teamPlan{}, err
		}
	}
	return plan, nil
}

// DeleteTeam removes a team and its memberships. Its name is free at once, and
// the people in it remain.
//
// Errors: NotFound, Refused where the policy takes no groups.
func (s *Service) DeleteTeam(ctx context.Context, caller Caller, id directory.TeamID) error {
	if err := s.checkGroups(ctx, caller); err != nil {
		return err
	}
	now := s.now()
	return s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		team, err := tx.Team(caller.Connection.ID, id)
		if err != nil {
			return err
		}
		entry := caller.entry(directory.TeamDeleted, now)
		entry.Team = id
		entry.Personal = &directory.Personal{Subject: team.Name}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		return tx.DeleteTeam(caller.Connection.ID, id)
	})
}
