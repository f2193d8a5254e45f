package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// ConfirmAdoption lets a connection adopt an owner or administrator who was made by
// hand and whom it asked for. They are adopted once the provider tries again, under
// userName that it asked with and that the owner was shown; the confirmation waits for
// that for directory.ConfirmationLasts. Confirming again while it waits does nothing.
//
// Errors: NotFound, Refused for who is no owner, where the connection has not asked,
// or asks under another user name by now,
// is off or may not adopt, for somebody for whom a connection speaks, for who needs
// no confirmation, and for the owner for emergencies.
func (s *Service) ConfirmAdoption(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID, connection directory.ConnectionID, userName string) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		member, err := tx.Member(id)
		if err != nil {
			return err
		}
		by, err := tx.Connection(connection)
		if err != nil {
			return err
		}
		adoption, err := askedAdoption(tx, member, by)
		if err != nil {
			return err
		}
		if err := checkConfirmation(tx, caller, member, by); err != nil {
			return err
		}
		if !directory.SameName(adoption.UserName, userName) {
			return ruleAskedOtherwise.Refuse(directory.Refused, "member", member.Name, "provider", by.Provider.NameInSentences(), "user", adoption.UserName)
		}
		if adoption.Confirmed(adoption.UserName, now) {
			return nil
		}
		adoption.ConfirmedAt = now
		entry := caller.memberEntry(directory.MemberAdoptionConfirmed, member, now)
		entry.Connection = by.ID
		entry.Personal.Named = []string{adoption.UserName}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		return tx.PutAdoption(adoption)
	})
}

// AsksToAdopt says whether an adoption waits for an owner's confirmation, so that
// the panel offers it: the same rule refuses it.
func AsksToAdopt(member directory.Member, by directory.Connection, adoption directory.Adoption) bool {
	return adoption.Asks() && member.Unclaimed() && member.Role.Manages() && mayAdopt(by)
}

func mayAdopt(by directory.Connection) bool {
	return by.State == directory.ConnectionEnabled && by.Policy.ExistingMember == directory.AdoptExisting
}

// askedAdoption returns what a connection asked, or refuses where it asked nothing.
func askedAdoption(reader directory.Reader, member directory.Member, by directory.Connection) (directory.Adoption, error) {
	adoptions, err := reader.Adoptions([]directory.MemberID{member.ID})
	if err != nil {
		return directory.Adoption{}, err
	}
	for _, adoption := range adoptions {
		if adoption.Connection == by.ID && adoption.Asks() {
			return adoption, nil
		}
	}
	return directory.Adoption{}, ruleNotAsked.Refuse(directory.Refused, "member", member.Name, "provider", by.Provider.NameInSentences())
}

func checkConfirmation(reader directory.Reader, caller Caller, member directory.Member, by directory.Connection) error {
	named := []string{"member", member.Name, "provider", by.Provider.NameInSentences()}
	switch {
	case caller.Role != directory.RoleOwner:
		return ruleOwnersLink.Refuse(directory.Refused, named...)
	case !member.Unclaimed():
		return ruleLinkedAlready.Refuse(directory.Refused, named...)
	case !mayAdopt(by):
		return ruleAdoptsNobody.Refuse(directory.Refused, named...)
	case !member.Role.Manages():
		return ruleNeedsNoOwner.Refuse(directory.Refused, named...)
	}
	organization, err := reader.Organization()
	if err != nil {
		return err
	}
	if organization.BreakGlass == member.ID {
		return ruleBreakGlassStays.Refuse(directory.Refused, named...)
	}
	return nil
}
