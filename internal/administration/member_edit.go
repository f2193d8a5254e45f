package administration

import (
	"context"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// MemberEdit is what is to change of a member. What is nil stays.
type MemberEdit struct {
	Name  *string
	Email *string
	Role  *directory.Role
}

// EditMember changes a member and returns them as they are after. Name and
// address of someone an identity provider speaks for can be changed where their
// connection's policy says so, else while it is off; the role, always.
//
// Errors: NotFound, Invalid, Taken when another member has the address, Refused
// for what is locked, for a role above the caller's, given or taken, and where the
// last active owner would cease to be one.
func (s *Service) EditMember(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID, edit MemberEdit) (directory.Member, error) {
	now := s.now()
	var edited directory.Member
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := tx.Member(id)
		if err != nil {
			return err
		}
		if err := caller.checkSeen(current.UpdatedAt); err != nil {
			return err
		}
		edited = edit.applied(current)
		if edited == current {
			return nil
		}
		if err := CheckRank(caller, current); err != nil {
			return err
		}
		if err := checkMemberEdit(tx, caller, current, edited); err != nil {
			return err
		}
		edited.UpdatedAt = now
		if edited, err = writeMemberEdit(tx, caller, current, edited, now); err != nil || edited.Role == current.Role {
			return err
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return directory.Member{}, err
	}
	return edited, nil
}

// ChangeRole gives a member another role; errors as EditMember.
func (s *Service) ChangeRole(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID, role directory.Role) (directory.Member, error) {
	return s.EditMember(ctx, caller, organization, id, MemberEdit{Role: &role})
}

func (e MemberEdit) applied(member directory.Member) directory.Member {
	if e.Name != nil {
		member.Name = strings.TrimSpace(*e.Name)
	}
	if e.Email != nil {
		member.Email = strings.TrimSpace(*e.Email)
	}
	if e.Role != nil {
		member.Role = *e.Role
	}
	return member
}

// checkMemberEdit looks at the rules for what an edit really changes.
func checkMemberEdit(reader directory.Reader, caller Caller, before, after directory.Member) error {
	if after.Name == before.Name && after.Email == before.Email {
		return checkRoleEdit(reader, caller, before, after)
	}
	locks, err := ReadMemberLocks(reader, before)
	if err != nil {
		return err
	}
	if after.Name != before.Name {
		if err := checkLock(locks, LockedName); err != nil {
			return err
		}
		if err := directory.CheckMemberName(after.Name); err != nil {
			return err
		}
	}
	if after.Email != before.Email {
		if err := checkLock(locks, LockedEmail); err != nil {
			return err
		}
		if err := directory.CheckMemberEmail(after.Email); err != nil {
			return err
		}
		if err := checkAddress(reader, after); err != nil {
			return err
		}
	}
	return checkRoleEdit(reader, caller, before, after)
}

func checkRoleEdit(reader directory.Reader, caller Caller, before, after directory.Member) error {
	if after.Role == before.Role {
		return nil
	}
	if err := checkGrant(caller, after.Name, after.Role); err != nil {
		return err
	}
	return checkOwnerStays(reader, before)
}

// writeMemberEdit writes an edit whose rules were all checked. A role is told in
// an entry of its own: whoever looks for who was made an owner looks for that. It
// returns the member as they are then.
func writeMemberEdit(tx directory.Tx, caller Caller, before, after directory.Member, at time.Time) (directory.Member, error) {
	profile := changed("name", before.Name, after.Name)
	profile = append(profile, changed("email", before.Email, after.Email)...)
	if len(profile) > 0 {
		entry := caller.memberEntry(directory.MemberUpdated, after, at)
		entry.Personal.Changes = profile
		if _, err := tx.Append(entry); err != nil {
			return directory.Member{}, err
		}
	}
	if role := changed("role", string(before.Role), string(after.Role)); len(role) > 0 {
		entry := caller.memberEntry(directory.MemberRoleChanged, after, at)
		entry.Personal.Changes = role
		if _, err := tx.Append(entry); err != nil {
			return directory.Member{}, err
		}
	}
	if len(profile) > 0 {
		var err error
		if after, err = noteDetails(tx, caller, after, at); err != nil {
			return directory.Member{}, err
		}
	}
	if err := rememberName(tx, before, after); err != nil {
		return directory.Member{}, err
	}
	return after, tx.UpdateMember(after)
}

// changed is the change of one value, or nothing where it stays.
func changed(field, before, after string) []directory.Change {
	if before == after {
		return nil
	}
	return []directory.Change{{Field: field, Before: before, After: after}}
}
