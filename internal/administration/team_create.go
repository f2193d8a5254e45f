package administration

import (
	"context"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// handmade is the resource of a team that no provider ever described.
const handmade = "{}"

// CreateTeam makes a manual team with its first members, provisioned ones or not.
//
// Errors: Invalid, also for more than 1,000 members, Taken when a manual team has
// the name, NotFound for an unknown member, Refused for a deactivated one.
func (s *Service) CreateTeam(ctx context.Context, caller Caller, organization directory.OrganizationID, name string, members []directory.MemberID) (directory.Team, error) {
	now := s.now()
	created := directory.Team{
		ID:            directory.TeamID(s.NewID()),
		TeamAssertion: directory.TeamAssertion{Name: strings.TrimSpace(name), Resource: []byte(handmade)},
		CreatedAt:     now,
		UpdatedAt:     now,
	}
	if err := checkTeamName(created.Name); err != nil {
		return directory.Team{}, err
	}
	people, err := distinct(members)
	if err != nil {
		return directory.Team{}, err
	}
	err = s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		if err := checkTeamNameIsFree(tx, created); err != nil {
			return err
		}
		if _, err := joiners(tx, created, directory.Connection{}, people); err != nil {
			return err
		}
		var err error
		if created.Ordinal, err = tx.Append(caller.teamEntry(directory.TeamCreated, created, now)); err != nil {
			return err
		}
		if err := tx.CreateTeam(created); err != nil {
			return err
		}
		added, err := addToManualTeam(tx, caller, created, people, now)
		created.Size = int64(added)
		return err
	})
	if err != nil {
		return directory.Team{}, err
	}
	return created, nil
}

func checkTeamName(name string) error {
	if name == "" {
		return ruleTeamName.Refuse(directory.Invalid).About("name")
	}
	return directory.TeamAssertion{Name: name}.Validate()
}

// checkTeamNameIsFree refuses a name that another team of the same origin has.
func checkTeamNameIsFree(reader directory.Reader, team directory.Team) error {
	found, err := reader.Teams(team.Origin, directory.TeamQuery{
		Key:   directory.TeamKey{By: directory.TeamByName, Value: team.Name},
		Limit: 2,
	})
	if err != nil {
		return err
	}
	for _, other := range found {
		if other.ID != team.ID {
			return ruleTeamNameTaken.Refuse(directory.Taken, "team", other.Name).About("name")
		}
	}
	return nil
}
