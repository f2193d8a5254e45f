package provisioning

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// A connection that was off and is on again finds what it asserted before: people by
// their SCIM id, or by the externalId with which Okta creates them; teams by their id,
// or by the name that it asserted last, since Okta sends no externalId for groups.
// Okta is answered with the old id then, as if it had created them now. The first
// push overwrites what people edited meanwhile, also where it repeats what was
// asserted before.
//
// Where the policy is to duplicate, what people edited has ended (administration):
// nothing is found, and whatever is created beside it is noted as its possible
// duplicate. What was not edited is found by its id alone.

// returningIdentity returns the identity that a creation means: it was asserted
// before the connection was off, and not since: what waited may have been completed
// in the moment in which it was turned on. Only who has been off looks.
func (s *Service) returningIdentity(ctx context.Context, caller Caller, assertion directory.Assertion) (directory.IdentityID, error) {
	if !caller.Connection.MatchesReturning() || assertion.ExternalID == "" {
		return "", nil
	}
	found, err := s.Store.View(ctx, caller.organization()).Identities(caller.Connection.ID, directory.IdentityQuery{
		Key:   directory.IdentityKey{By: directory.ByExternalID, Value: assertion.ExternalID},
		Limit: 2,
	})
	if err != nil || len(found) != 1 || found[0].UpdatedAt.After(caller.Connection.ReconnectedAt) {
		return "", err
	}
	return found[0].ID, nil
}

// returnIdentity lets a creation assert an identity that was here before.
func (s *Service) returnIdentity(ctx context.Context, caller Caller, id directory.IdentityID, assertion directory.Assertion) (directory.Identity, error) {
	caller.returns = true
	return s.EditIdentity(ctx, caller, id, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		return assertion, assertionChanges(current, assertion), nil
	})
}

func assertionChanges(before, after directory.Assertion) []directory.Change {
	var changes []directory.Change
	for _, change := range []directory.Change{
		{Field: "userName", Before: before.UserName, After: after.UserName},
		{Field: "displayName", Before: before.Name, After: after.Name},
		{Field: "email", Before: before.Email(), After: after.Email()},
	} {
		if change.Before != change.After {
			changes = append(changes, change)
		}
	}
	return changes
}

// returningTeam is returningIdentity for a pushed group.
func (s *Service) returningTeam(ctx context.Context, caller Caller, name string) (directory.TeamID, error) {
	if !caller.Connection.MatchesReturning() {
		return "", nil
	}
	found, err := s.Store.View(ctx, caller.organization()).Teams(caller.Connection.ID, directory.TeamQuery{
		Key:   directory.TeamKey{By: directory.TeamByName, Value: name},
		Limit: 10,
	})
	if err != nil {
		return "", err
	}
	for _, team := range found {
		renamed := team.Asserted != "" && directory.SameName(team.Asserted, name)
		before := team.Asserted == "" && team.UpdatedAt.Before(caller.Connection.ReconnectedAt)
		if renamed || before {
			return team.ID, nil
		}
	}
	return "", nil
}

// returnTeam lets a pushed group assert a team that was here before.
func (s *Service) returnTeam(ctx context.Context, caller Caller, id directory.TeamID, assertion directory.TeamAssertion, members []directory.IdentityID) (directory.Team, error) {
	caller.returns = true
	return s.EditTeam(ctx, caller, id, func(current directory.TeamAssertion) (TeamChange, error) {
		change := TeamChange{Next: assertion, Members: MembersChange{Exactly: true, Add: members}}
		if current.Name != assertion.Name {
			change.Changes = []directory.Change{{Field: "displayName", Before: current.Name, After: assertion.Name}}
		}
		return change, nil
	})
}

// restate lets a member whom people edited follow what is asserted, and tells what
// was overwritten of them.
func restate(tx directory.Tx, caller Caller, after directory.Identity, changes []directory.Change, told directory.Entry) error {
	if after.Member == "" {
		_, err := tx.Append(told)
		return err
	}
	member, err := tx.Member(after.Member)
	if err != nil {
		return err
	}
	works := member.Status != directory.MemberDeactivated
	if works && !after.Active {
		return leave(tx, caller, member.ID, after, changes)
	}
	account := accountOf(caller.Connection.Policy, after, after.UpdatedAt)
	told.Kind = editKind(directory.Assertion{Active: works}, after.Assertion)
	told.Personal.Changes = append(overwritten(member, account), told.Personal.Changes...)
	return setAccount(tx, caller, account, after.Active, told)
}

// overwritten are the values of a member that an account gives others.
func overwritten(member directory.Member, account directory.Account) []directory.Change {
	var changes []directory.Change
	for _, change := range []directory.Change{
		{Field: "name", Before: member.Name, After: account.Name},
		{Field: "email", Before: member.Email, After: account.Email},
	} {
		if change.Before != change.After {
			changes = append(changes, change)
		}
	}
	return changes
}

// noteDuplicate notes that somebody who was created is possibly one whose identity
// ended. Only where the connection was off can anybody have ended.
func noteDuplicate(tx directory.Tx, caller Caller, identity directory.Identity) error {
	if !caller.Connection.Returned() {
		return nil
	}
	ended, err := tx.EndedMember(identity.Connection, identity.ExternalID, identity.UserName)
	if err != nil || ended.Number == 0 || ended.Member == identity.Member {
		return err
	}
	ended.NewMember = identity.Member
	return tx.PutEnded(ended)
}

// besideWhoEnded says whether those who have the address of somebody who is created
// are who ended: a member who was adopted before is not adopted again.
func besideWhoEnded(tx directory.Reader, caller Caller, assertion directory.Assertion) (bool, error) {
	if !caller.Connection.Returned() {
		return false, nil
	}
	ended, err := tx.EndedMember(caller.Connection.ID, assertion.ExternalID, assertion.UserName)
	if err != nil || ended.Number == 0 {
		return false, err
	}
	found, err := tx.UnclaimedMembers(accountEmail(caller.Connection.Policy, assertion))
	return len(found) == 1 && found[0].ID == ended.Member, err
}

// noteDuplicateTeam is noteDuplicate for a team.
func noteDuplicateTeam(tx directory.Tx, caller Caller, team directory.Team) error {
	if !caller.Connection.Returned() {
		return nil
	}
	ended, err := tx.EndedTeam(team.Origin, team.Name)
	if err != nil || ended.Number == 0 {
		return err
	}
	ended.NewTeam = team.ID
	return tx.PutEnded(ended)
}
