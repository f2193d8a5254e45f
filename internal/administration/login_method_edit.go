package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// LoginMethodEdit is what is to change of a login method. What is nil stays.
type LoginMethodEdit struct {
	Name       *string
	JustInTime *bool
	// OIDC is for a method of that protocol; an empty ClientSecret keeps the one
	// that is there, as long as the issuer stays.
	OIDC *directory.OIDCSettings
	// WithoutSecret takes the client secret away: the client proves itself by its
	// key from then on.
	WithoutSecret bool
	// SAML is what the provider's metadata says. Unsolicited is not taken from it.
	SAML *directory.SAMLSettings
	// Unsolicited says whether the provider may send people of its own accord.
	Unsolicited *bool
}

// UpdateLoginMethod changes a login method, told in one journal entry, and returns
// it as it is after. The addresses are the door's to check: it asks them.
//
// Errors: NotFound, Invalid, Refused for another provider under a method that was
// active, for leaving an active method incomplete, and for whoever MayTrust says no
// to where it is active and another provider, or more of it, would be believed.
func (s *Service) UpdateLoginMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID, edit LoginMethodEdit) (directory.LoginMethod, error) {
	return s.editMethod(ctx, caller, organization, id, edit.apply)
}

func (e LoginMethodEdit) apply(method *directory.LoginMethod) error {
	before := *method
	if e.Name != nil {
		name, err := methodName(*e.Name, method.Provider, method.Protocol)
		if err != nil {
			return err
		}
		method.Name = name
	}
	if e.JustInTime != nil {
		method.JustInTime = *e.JustInTime
	}
	if e.OIDC != nil {
		if method.Protocol != directory.OIDC {
			return ruleOtherProtocol.Refuse(directory.Invalid).About("oidc")
		}
		settings := *e.OIDC
		// A secret belongs to the provider that gave it: another issuer must not be
		// shown it.
		if current := method.Settings.OIDC; settings.ClientSecret == "" && settings.Issuer == current.Issuer {
			settings.ClientSecret = current.ClientSecret
		}
		method.Settings.OIDC = settings
	}
	if e.WithoutSecret && method.Protocol != directory.OIDC {
		return ruleOtherProtocol.Refuse(directory.Invalid).About("oidc")
	}
	if e.WithoutSecret {
		method.Settings.OIDC.ClientSecret = ""
	}
	if e.SAML != nil {
		if method.Protocol != directory.SAML {
			return ruleOtherProtocol.Refuse(directory.Invalid).About("saml")
		}
		settings := *e.SAML
		settings.Unsolicited = method.Settings.SAML.Unsolicited
		method.Settings.SAML = settings
	}
	if e.Unsolicited != nil && method.Protocol != directory.SAML {
		return ruleOtherProtocol.Refuse(directory.Invalid).About("saml")
	}
	if e.Unsolicited != nil {
		method.Settings.SAML.Unsolicited = *e.Unsolicited
	}
	if before.Settings.Settled && before.Issuer() != method.Issuer() {
		return ruleProviderStays.Refuse(directory.Refused, "issuer", before.Issuer())
	}
	if method.Active && !method.IsComplete() {
		return ruleIncomplete.Refuse(directory.Refused)
	}
	return nil
}

// editMethod changes a login method in one transaction, where something changes,
// and tells it.
func (s *Service) editMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.LoginMethodID, edit func(*directory.LoginMethod) error) (directory.LoginMethod, error) {
	now := s.now()
	var method directory.LoginMethod
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := tx.LoginMethod(id)
		if err != nil {
			return err
		}
		method = current
		if err := edit(&method); err != nil {
			return err
		}
		if current.Active && !sameTrust(current.Settings, method.Settings) {
			if err := checkTrust(tx, caller, ruleOwnersTrust); err != nil {
				return err
			}
		}
		changes := methodChanges(current, method)
		if len(changes) == 0 {
			return nil
		}
		if err := caller.checkSeen(current.UpdatedAt); err != nil {
			return err
		}
		method.UpdatedAt = now
		if _, err := tx.Append(methodEntry(caller, directory.LoginMethodUpdated, method, changes)); err != nil {
			return err
		}
		return tx.UpdateLoginMethod(method)
	})
	if err != nil {
		return directory.LoginMethod{}, err
	}
	return method, nil
}
