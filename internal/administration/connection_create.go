package administration

import (
	"context"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// CreateConnection makes an enabled connection with its first Secret Token,
// which is returned once and kept only as a hash.
//
// Errors: NotFound for an unknown organization, Invalid for an unknown provider
// or a policy with a value that does not exist, Refused where the plan does not
// include provisioning and while another connection of the provider is on.
func (s *Service) CreateConnection(ctx context.Context, caller Caller, organization directory.OrganizationID, provider directory.Provider, policy directory.Policy) (directory.Connection, secret.Secret, error) {
	token := secret.New(secret.SCIM)
	connection, err := s.createConnection(ctx, caller, organization, provider, policy, &token)
	if err != nil {
		return directory.Connection{}, secret.Secret{}, err
	}
	return connection, token, nil
}

// CreateConnectionWithoutToken makes an enabled connection that answers nobody
// until IssueToken gives it a Secret Token; errors as CreateConnection.
func (s *Service) CreateConnectionWithoutToken(ctx context.Context, caller Caller, organization directory.OrganizationID, provider directory.Provider, policy directory.Policy) (directory.Connection, error) {
	return s.createConnection(ctx, caller, organization, provider, policy, nil)
}

func (s *Service) createConnection(ctx context.Context, caller Caller, organization directory.OrganizationID, provider directory.Provider, policy directory.Policy, token *secret.Secret) (directory.Connection, error) {
	if !provider.Valid() {
		return directory.Connection{}, ruleNoProvider.Refuse(directory.Invalid, "provider", string(provider), "known", fmt.Sprint(directory.Providers()))
	}
	if err := policy.Validate(); err != nil {
		return directory.Connection{}, err
	}
	now := s.now()
	connection := directory.Connection{
		Organization: organization,
		ID:           directory.ConnectionID(s.NewID()),
		Provider:     provider,
		State:        directory.ConnectionEnabled,
		Profile:      directory.Tolerant,
		Policy:       policy,
		CreatedAt:    now,
		UpdatedAt:    now,
	}
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		if err := checkSwitchOn(tx, connection); err != nil {
			return err
		}
		if err := record(tx, caller, directory.ConnectionCreated, connection, now); err != nil {
			return err
		}
		if err := tx.CreateConnection(connection); err != nil {
			return err
		}
		if token == nil {
			return nil
		}
		return issue(tx, caller, connection, *token, now)
	})
	if err != nil {
		return directory.Connection{}, err
	}
	return connection, nil
}
