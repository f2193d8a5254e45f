package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// RemoveMember removes a member for good, with their license, their places in
// manual teams and their ways to sign in. What a connection asserts about them
// stays, so that the provider finds it, with nobody behind it.
//
// Errors: NotFound, Refused while an identity provider decides it, for somebody
// with a role above the caller's, for the caller, and for the last active owner.
func (s *Service) RemoveMember(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		member, err := tx.Member(id)
		if err != nil {
			return err
		}
		if err := checkRemoval(tx, caller, member); err != nil {
			return err
		}
		entry := caller.memberEntry(directory.MemberRemoved, member, now)
		entry.License = member.WithoutLicense()
		if entry.Number, err = tx.Append(entry); err != nil {
			return err
		}
		if err := tx.DeleteMember(id); err != nil {
			return err
		}
		if err := directory.ServeLine(tx, entry); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now)
	})
}

func checkRemoval(reader directory.Reader, caller Caller, member directory.Member) error {
	if err := caller.checkSeen(member.UpdatedAt); err != nil {
		return err
	}
	if caller.Member == member.ID {
		return ruleRemoveYourself.Refuse(directory.Refused)
	}
	if err := CheckRank(caller, member); err != nil {
		return err
	}
	locks, err := ReadMemberLocks(reader, member)
	if err != nil {
		return err
	}
	if err := checkLock(locks, LockedRemoval); err != nil {
		return err
	}
	return checkOwnerStays(reader, member)
}
