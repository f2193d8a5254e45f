package administration

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// DeactivateMember ends a member's access: sessions, links and personal API keys
// count no more, and the license is given back, unless the member's connection lets
// them keep it. Deactivating a deactivated member does nothing.
//
// Errors: NotFound, Refused while an identity provider decides it, for somebody
// with a role above the caller's, for the caller, and for the last active owner.
func (s *Service) DeactivateMember(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID) (directory.Member, error) {
	now := s.now()
	var member directory.Member
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := tx.Member(id)
		if err != nil {
			return err
		}
		member = current
		if current.Status == directory.MemberDeactivated {
			return nil
		}
		if err := checkDeactivation(tx, caller, current); err != nil {
			return err
		}

		member.Status, member.UpdatedAt = directory.MemberDeactivated, now
		if member.SignedOutAt, err = signOut(tx, id, now); err != nil {
			return err
		}
		keeps, err := keepsLicense(tx, current)
		if err != nil {
			return err
		}
		entry := caller.memberEntry(directory.MemberWasDeactivated, member, now)
		entry.Personal.Changes = changed("status", string(current.Status), string(member.Status))
		if !keeps {
			entry.License = current.WithoutLicense()
		}
		if entry.Number, err = tx.Append(entry); err != nil {
			return err
		}
		if err := tx.UpdateMember(member); err != nil {
			return err
		}
		if err := noteStatus(tx, member); err != nil {
			return err
		}
		if err := tx.RevokeLinks(id, now); err != nil {
			return err
		}
		if !keeps {
			member.Licensed, member.Wait = false, directory.Wait{}
			if err := releaseLicense(tx, entry); err != nil {
				return err
			}
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return directory.Member{}, err
	}
	return member, nil
}

// signOut is when a member who is deactivated is signed out: now, and in any case
// when the youngest session or API key of theirs was made, or a clock that was set
// back would let it live again once they are reactivated. SetAccount does the same.
func signOut(reader directory.Reader, id directory.MemberID, now time.Time) (time.Time, error) {
	at := now
	sessions, err := reader.Sessions(id)
	if err != nil {
		return at, err
	}
	for _, session := range sessions {
		at = later(at, session.CreatedAt)
	}
	keys, err := reader.APIKeys()
	for _, key := range keys {
		if key.CreatedBy == id {
			at = later(at, key.CreatedAt)
		}
	}
	return at, err
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func checkDeactivation(reader directory.Reader, caller Caller, member directory.Member) error {
	if err := caller.checkSeen(member.UpdatedAt); err != nil {
		return err
	}
	if caller.Member == member.ID {
		return ruleDeactivateYourself.Refuse(directory.Refused)
	}
	if err := CheckRank(caller, member); err != nil {
		return err
	}
	locks, err := ReadMemberLocks(reader, member)
	if err != nil {
		return err
	}
	if err := checkLock(locks, LockedStatus); err != nil {
		return err
	}
	return checkOwnerStays(reader, member)
}

// ReactivateMember lets a deactivated member work again, with a license. Whoever
// was invited and never joined is invited again. Reactivating somebody who is not
// deactivated does nothing.
//
// Errors: NotFound, Refused while an identity provider decides it and for somebody
// with a role above the caller's, NoLicense when none is free.
func (s *Service) ReactivateMember(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID) (directory.Member, error) {
	now := s.now()
	var member directory.Member
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := tx.Member(id)
		if err != nil {
			return err
		}
		member = current
		if current.Status != directory.MemberDeactivated {
			return nil
		}
		needed, err := checkReactivation(tx, caller, current)
		if err != nil {
			return err
		}
		if member.Status, err = statusAgain(tx, current); err != nil {
			return err
		}

		member.UpdatedAt = now
		entry := caller.memberEntry(directory.MemberReactivated, member, now)
		entry.Personal.Changes = changed("status", string(current.Status), string(member.Status))
		entry.License = taken(needed)
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		if err := tx.UpdateMember(member); err != nil {
			return err
		}
		if err := noteStatus(tx, member); err != nil {
			return err
		}
		if needed {
			member.Licensed = true
			if err := tx.TakeLicense(id); err != nil {
				return err
			}
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return directory.Member{}, err
	}
	return member, nil
}

func checkReactivation(reader directory.Reader, caller Caller, member directory.Member) (needsLicense bool, err error) {
	if err := caller.checkSeen(member.UpdatedAt); err != nil {
		return false, err
	}
	if err := CheckRank(caller, member); err != nil {
		return false, err
	}
	locks, err := ReadMemberLocks(reader, member)
	if err != nil {
		return false, err
	}
	if err := checkLock(locks, LockedStatus); err != nil {
		return false, err
	}
	if member.Licensed { // kept
		return false, nil
	}
	return checkLicense(reader, member.Name, "reactivate")
}

// statusAgain is the status of a member who is deactivated no more. Someone made
// by hand who has no way to sign in has never accepted.
func statusAgain(reader directory.Reader, member directory.Member) (directory.MemberStatus, error) {
	if member.Provisioned() {
		return directory.MemberActive, nil
	}
	_, err := reader.Password(member.ID)
	if err == nil {
		return directory.MemberActive, nil
	}
	if directory.CodeOf(err) != directory.NotFound {
		return "", err
	}
	passkeys, err := reader.Passkeys(member.ID)
	if err != nil {
		return "", err
	}
	if len(passkeys) > 0 {
		return directory.MemberActive, nil
	}
	return directory.MemberInvited, nil
}
