package administration

import (
	"context"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// RenameTeam renames a manual team, or a provisioned one where its connection's
// policy says so, else while it is off, and returns it as it is after.
//
// Errors: NotFound, Invalid, Taken, Refused while an identity provider decides it.
func (s *Service) RenameTeam(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.TeamID, name string) (directory.Team, error) {
	name = strings.TrimSpace(name)
	if err := checkTeamName(name); err != nil {
		return directory.Team{}, err
	}
	now := s.now()
	var renamed directory.Team
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := unlockedTeam(tx, caller, id, LockedName)
		if err != nil {
			return err
		}
		renamed = current
		if name == current.Name {
			return nil
		}
		renamed.Name, renamed.UpdatedAt = name, now
		if err := checkRenameIsFree(tx, renamed); err != nil {
			return err
		}
		entry := caller.teamEntry(directory.TeamUpdated, renamed, now)
		entry.Personal.Changes = changed("name", current.Name, name)
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		renamed, err = storeName(tx, caller, current, renamed, now)
		return err
	})
	if err != nil {
		return directory.Team{}, err
	}
	return renamed, nil
}

// DeleteTeam deletes a manual team, or a provisioned one while its connection is
// off. The people in it remain.
//
// Errors: NotFound, Refused while an identity provider decides it.
func (s *Service) DeleteTeam(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.TeamID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		team, err := unlockedTeam(tx, caller, id, LockedDeletion)
		if err != nil {
			return err
		}
		if _, err := tx.Append(caller.teamEntry(directory.TeamDeleted, team, now)); err != nil {
			return err
		}
		return tx.DeleteTeam(team.Origin, id)
	})
}

// unlockedTeam reads a team of which the caller is about to change something.
func unlockedTeam(reader directory.Reader, caller Caller, id directory.TeamID, what Locked) (directory.Team, error) {
	team, err := reader.AnyTeam(id)
	if err != nil {
		return directory.Team{}, err
	}
	if err := caller.checkSeen(team.UpdatedAt); err != nil {
		return directory.Team{}, err
	}
	locks, err := ReadTeamLocks(reader, team)
	if err != nil {
		return directory.Team{}, err
	}
	return team, checkLock(locks, what)
}
