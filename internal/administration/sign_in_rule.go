package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// SignInRule says how the people of an organization may sign in.
type SignInRule struct {
	// ProvidersOnly: by its login methods alone.
	ProvidersOnly bool
	// BreakGlass is the owner who may use a passkey all the same; required with
	// ProvidersOnly.
	BreakGlass directory.MemberID
}

// SetSignInRule changes how people may sign in, and returns the organization as it
// is after. Sessions that are open stay open.
//
// Errors: NotFound, Invalid without an owner for emergencies, Refused while no
// login method is active, and for somebody who is no active owner with a passkey.
func (s *Service) SetSignInRule(ctx context.Context, caller Caller, id directory.OrganizationID, rule SignInRule) (directory.Organization, error) {
	if !rule.ProvidersOnly {
		rule.BreakGlass = ""
	}
	now := s.now()
	var updated directory.Organization
	err := s.Store.Update(ctx, id, func(tx directory.Tx) error {
		current, err := tx.Organization()
		if err != nil {
			return err
		}
		updated = current
		if current.ProvidersOnly == rule.ProvidersOnly && current.BreakGlass == rule.BreakGlass {
			return nil
		}
		if err := caller.checkSeen(current.UpdatedAt); err != nil {
			return err
		}
		name := ""
		if rule.ProvidersOnly {
			if name, err = checkBreakGlass(tx, rule); err != nil {
				return err
			}
		}
		before, err := nameOf(tx, current.BreakGlass)
		if err != nil {
			return err
		}
		updated.ProvidersOnly, updated.BreakGlass, updated.UpdatedAt = rule.ProvidersOnly, rule.BreakGlass, now
		entry := caller.entry(directory.SignInRuleChanged, now)
		entry.Personal = &directory.Personal{Subject: current.Name, Changes: append(
			changed("providers_only", yesOrNo(current.ProvidersOnly), yesOrNo(updated.ProvidersOnly)),
			changed("break_glass", before, name)...)}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		if err := tx.UpdateOrganization(updated); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return directory.Organization{}, err
	}
	return updated, nil
}

// nameOf returns a member's name, or "" where there is none.
func nameOf(reader directory.Reader, id directory.MemberID) (string, error) {
	if id == "" {
		return "", nil
	}
	member, err := reader.Member(id)
	if directory.CodeOf(err) == directory.NotFound {
		return "", nil
	}
	return member.Name, err
}

// checkBreakGlass looks at who is to get in when the provider cannot let anybody
// in, and returns their name.
func checkBreakGlass(reader directory.Reader, rule SignInRule) (string, error) {
	if rule.BreakGlass == "" {
		return "", ruleBreakGlassMissing.Refuse(directory.Invalid).About("break_glass")
	}
	active, err := otherActive(reader, "")
	if err != nil {
		return "", err
	}
	if !active {
		return "", ruleNoActiveMethod.Refuse(directory.Refused)
	}
	member, err := reader.Member(rule.BreakGlass)
	if err != nil {
		return "", err
	}
	passkeys, err := reader.Passkeys(member.ID)
	if err != nil {
		return "", err
	}
	if member.Role != directory.RoleOwner || member.Status != directory.MemberActive || len(passkeys) == 0 {
		return "", ruleBreakGlass.Refuse(directory.Refused, "member", member.Name).About("break_glass")
	}
	return member.Name, nil
}
