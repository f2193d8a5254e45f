package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// EnableConnection switches a connection on again and returns its new Secret
// Token: the old ones died when it was switched off.
//
// Errors: NotFound, Refused as for CreateConnection and when the connection is on
// already: a second token would cancel the first without anybody having asked for
// that.
func (s *Service) EnableConnection(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID) (secret.Secret, error) {
	token := secret.New(secret.SCIM)
	if err := s.enableConnection(ctx, caller, organization, id, &token); err != nil {
		return secret.Secret{}, err
	}
	return token, nil
}

// EnableConnectionWithoutToken switches a connection on, which answers nobody
// until IssueToken gives it a Secret Token; errors as EnableConnection.
func (s *Service) EnableConnectionWithoutToken(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID) error {
	return s.enableConnection(ctx, caller, organization, id, nil)
}

func (s *Service) enableConnection(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID, token *secret.Secret) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil {
			return err
		}
		if err := caller.checkSeen(connection.UpdatedAt); err != nil {
			return err
		}
		if connection.State == directory.ConnectionEnabled {
			return ruleOnAlready.Refuse(directory.Refused)
		}
		if err := checkSwitchOn(tx, connection); err != nil {
			return err
		}
		connection.State, connection.UpdatedAt, connection.ReconnectedAt = directory.ConnectionEnabled, now, now
		if err := record(tx, caller, directory.ConnectionWasEnabled, connection, now); err != nil {
			return err
		}
		if err := tx.UpdateConnection(connection); err != nil {
			return err
		}
		if err := s.Settle(tx, caller.Request, now); err != nil || token == nil {
			return err
		}
		return issue(tx, caller, connection, *token, now)
	})
}

// DisableConnection switches a connection off and cancels its Secret Tokens; the
// people and teams it provisioned can be edited from then on. Disabling a disabled
// connection does nothing.
//
// Errors: NotFound.
func (s *Service) DisableConnection(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil || connection.State == directory.ConnectionDisabled {
			return err
		}
		if err := caller.checkSeen(connection.UpdatedAt); err != nil {
			return err
		}
		connection.State, connection.UpdatedAt = directory.ConnectionDisabled, now
		if err := record(tx, caller, directory.ConnectionWasDisabled, connection, now); err != nil {
			return err
		}
		if err := tx.UpdateConnection(connection); err != nil {
			return err
		}
		return cancel(tx, caller, connection, now)
	})
}

// CheckEntitled refuses provisioning in an organization whose plan does not
// include it.
func CheckEntitled(organization directory.Organization) error {
	if organization.Provisioning {
		return nil
	}
	return ruleNotEntitled.Refuse(directory.Refused, "organization", organization.Name)
}

// checkSwitchOn refuses a connection that may not be on: the plan must include
// provisioning, people must be able to sign in by a provider where the policy wants
// it, and no other connection of the provider may be on, because one person would
// be provisioned twice.
func checkSwitchOn(reader directory.Reader, connection directory.Connection) error {
	organization, err := reader.Organization()
	if err != nil {
		return err
	}
	if err := CheckEntitled(organization); err != nil {
		return err
	}
	if err := checkSSO(reader, connection.Policy); err != nil {
		return err
	}
	others, err := reader.Connections()
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID != connection.ID && other.Provider == connection.Provider && other.State == directory.ConnectionEnabled {
			return ruleAnotherIsOn.Refuse(directory.Refused, "provider", other.Provider.NameInSentences())
		}
	}
	return nil
}

// checkSSO refuses provisioning where the policy wants sign-in by a provider first
// and no login method is active.
func checkSSO(reader directory.Reader, policy directory.Policy) error {
	if policy.SSOPrerequisite != directory.RequireSSO {
		return nil
	}
	active, err := otherActive(reader, "")
	if err != nil || active {
		return err
	}
	return ruleSSOFirst.Refuse(directory.Refused)
}
