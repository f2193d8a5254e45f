package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// ActivateLoginMethod lets people sign in by a login method. Activating an active
// one does nothing.
//
// Errors: NotFound, Refused while the provider's side is not filled in, and for
// whoever MayTrust says no to.
func (s *Service) ActivateLoginMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		method, err := tx.LoginMethod(id)
		if err != nil || method.Active {
			return err
		}
		if err := caller.checkSeen(method.UpdatedAt); err != nil {
			return err
		}
		if err := checkTrust(tx, caller, ruleOwnersActivate); err != nil {
			return err
		}
		if !method.IsComplete() {
			return ruleIncomplete.Refuse(directory.Refused)
		}
		method.Active, method.Settings.Settled, method.UpdatedAt = true, true, now
		if _, err := tx.Append(methodEntry(caller, directory.LoginMethodWasActivated, method, nil)); err != nil {
			return err
		}
		return tx.UpdateLoginMethod(method)
	})
}

// DeactivateLoginMethod lets nobody in by a login method any more and ends the
// sessions that it opened. Deactivating one that is not active does nothing.
//
// Errors: NotFound, Refused for the last one while people sign in by login methods
// alone.
func (s *Service) DeactivateLoginMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		method, err := tx.LoginMethod(id)
		if err != nil || !method.Active {
			return err
		}
		if err := caller.checkSeen(method.UpdatedAt); err != nil {
			return err
		}
		if err := checkOtherWay(tx, id); err != nil {
			return err
		}
		method.Active, method.UpdatedAt = false, now
		if _, err := tx.Append(methodEntry(caller, directory.LoginMethodWasDeactivated, method, nil)); err != nil {
			return err
		}
		if err := tx.UpdateLoginMethod(method); err != nil {
			return err
		}
		_, err = tx.EndLoginSessions(id)
		return err
	})
}

// DeleteLoginMethod removes a login method with what it knew of people, and ends
// the sessions that it opened.
//
// Errors: NotFound, Refused as DeactivateLoginMethod.
func (s *Service) DeleteLoginMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		method, err := tx.LoginMethod(id)
		if err != nil {
			return err
		}
		if err := caller.checkSeen(method.UpdatedAt); err != nil {
			return err
		}
		if err := checkOtherWay(tx, id); err != nil {
			return err
		}
		method.UpdatedAt = now
		if _, err := tx.Append(methodEntry(caller, directory.LoginMethodDeleted, method, nil)); err != nil {
			return err
		}
		return tx.DeleteLoginMethod(id)
	})
}

// checkOtherWay refuses to take the last login method from people who may sign in
// by nothing else.
func checkOtherWay(reader directory.Reader, id directory.LoginMethodID) error {
	organization, err := reader.Organization()
	if err != nil || !organization.ProvidersOnly {
		return err
	}
	other, err := otherActive(reader, id)
	if err != nil || other {
		return err
	}
	return ruleLastMethod.Refuse(directory.Refused)
}
