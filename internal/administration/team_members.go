package administration

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// AddToTeam lets members join a team and returns the team as it is after. Whoever
// is in it already stays, and is told nowhere.
//
// A manual team takes everyone who is not deactivated. A provisioned team takes,
// while its connection is off, those for whom the connection speaks, and never
// anybody made by hand.
//
// Errors: NotFound, Invalid for more than 1,000 members, Refused for who may not
// join and while an identity provider decides it.
func (s *Service) AddToTeam(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.TeamID, members []directory.MemberID) (directory.Team, error) {
	people, err := distinct(members)
	if err != nil {
		return directory.Team{}, err
	}
	return s.changeTeamMembers(ctx, caller, organization, id, func(tx directory.Tx, team directory.Team, origin directory.Connection, now time.Time) (int, error) {
		joining, err := joiners(tx, team, origin, people)
		if err != nil {
			return 0, err
		}
		if !team.Provisioned() {
			return addToManualTeam(tx, caller, team, people, now)
		}
		added, err := tx.AddTeamMembers(id, joining)
		if err != nil || len(added) == 0 {
			return 0, err
		}
		entry := caller.teamEntry(directory.TeamMembersChanged, team, now)
		entry.Added = added
		_, err = tx.Append(entry)
		return len(added), err
	})
}

// RemoveFromTeam lets members leave a team and returns the team as it is after.
// Whoever is not in it is told nowhere.
//
// Errors: NotFound, Invalid for more than 1,000 members, Refused while an identity
// provider decides it.
func (s *Service) RemoveFromTeam(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.TeamID, members []directory.MemberID) (directory.Team, error) {
	people, err := distinct(members)
	if err != nil {
		return directory.Team{}, err
	}
	return s.changeTeamMembers(ctx, caller, organization, id, func(tx directory.Tx, team directory.Team, _ directory.Connection, now time.Time) (int, error) {
		leaving, err := identitiesOf(tx, people)
		if err != nil {
			return 0, err
		}
		entry := caller.teamEntry(directory.TeamMembersChanged, team, now)
		if team.Provisioned() {
			entry.Removed, err = tx.RemoveTeamMembers(id, leaving)
		} else {
			entry.RemovedMembers, err = tx.RemoveFromManualTeam(id, people)
		}
		gone := len(entry.Removed) + len(entry.RemovedMembers)
		if err != nil || gone == 0 {
			return 0, err
		}
		_, err = tx.Append(entry)
		return -gone, err
	})
}

// changeTeamMembers runs a change of who is in a team, which returns by how many
// the team grew.
func (s *Service) changeTeamMembers(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.TeamID,
	change func(tx directory.Tx, team directory.Team, origin directory.Connection, now time.Time) (int, error),
) (directory.Team, error) {
	now := s.now()
	var changed directory.Team
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		team, err := unlockedTeam(tx, caller, id, LockedMembers)
		if err != nil {
			return err
		}
		var origin directory.Connection
		if team.Provisioned() {
			if origin, err = tx.Connection(team.Origin); err != nil {
				return err
			}
		}
		changed = team
		grown, err := change(tx, team, origin, now)
		if err != nil || grown == 0 {
			return err
		}
		changed.Size, changed.UpdatedAt = team.Size+int64(grown), now
		return tx.UpdateTeam(changed)
	})
	if err != nil {
		return directory.Team{}, err
	}
	return changed, nil
}

// addToManualTeam adds members whose rules were all checked, tells the journal
// who joined, and returns how many those are.
func addToManualTeam(tx directory.Tx, caller Caller, team directory.Team, members []directory.MemberID, at time.Time) (int, error) {
	if len(members) == 0 {
		return 0, nil
	}
	added, err := tx.AddToManualTeam(team.ID, members)
	if err != nil || len(added) == 0 {
		return 0, err
	}
	entry := caller.teamEntry(directory.TeamMembersChanged, team, at)
	entry.AddedMembers = added
	_, err = tx.Append(entry)
	return len(added), err
}

// joiners refuses the first of the members who may not join a team, and returns
// the identities behind the members.
func joiners(reader directory.Reader, team directory.Team, origin directory.Connection, people []directory.MemberID) ([]directory.IdentityID, error) {
	identities := make([]directory.IdentityID, 0, len(people))
	for _, id := range people {
		member, err := reader.Member(id)
		if err != nil {
			return nil, err
		}
		if err := checkJoin(team, origin, member); err != nil {
			return nil, err
		}
		identities = append(identities, member.Identity)
	}
	return identities, nil
}

// identitiesOf returns the identities behind members, without those who have
// none.
func identitiesOf(reader directory.Reader, people []directory.MemberID) ([]directory.IdentityID, error) {
	var identities []directory.IdentityID
	for _, id := range people {
		member, err := reader.Member(id)
		if err != nil {
			return nil, err
		}
		if member.Identity != "" {
			identities = append(identities, member.Identity)
		}
	}
	return identities, nil
}

// distinct sorts members, each once, and refuses more than one journal entry
// names.
func distinct(members []directory.MemberID) ([]directory.MemberID, error) {
	people := slices.Compact(slices.Sorted(slices.Values(members)))
	if len(people) > directory.MaxEntryMembers {
		return nil, ruleTooManyPeople.Refuse(directory.Invalid).About("members")
	}
	return people, nil
}
