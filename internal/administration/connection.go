package administration

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// CreateConnection makes an enabled connection with its first Secret Token,
// which is returned once and kept only as a hash.
//
// Errors: NotFound for an unknown organization, Invalid for an unknown provider
// or a policy with a value that does not exist.
func (s *Service) CreateConnection(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, provider directory.Provider, policy directory.Policy) (directory.Connection, secret.Secret, error) {
	if !provider.Valid() {
		return directory.Connection{}, secret.Secret{}, directory.Errorf(directory.Invalid, "There is no provider %q; choose one of %v.", provider, directory.Providers())
	}
	if err := policy.Validate(); err != nil {
		return directory.Connection{}, secret.Secret{}, err
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
	token := secret.New(secret.SCIM)
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		if err := record(tx, actor, directory.ConnectionCreated, connection, now); err != nil {
			return err
		}
		if err := tx.CreateConnection(connection); err != nil {
			return err
		}
		return issue(tx, actor, connection, token, now)
	})
	if err != nil {
		return directory.Connection{}, secret.Secret{}, err
	}
	return connection, token, nil
}

// RotateToken cancels every Secret Token of a connection at once and returns
// the one that counts from now on.
//
// Errors: NotFound, Disabled when the connection is off: switching it on issues
// a token.
func (s *Service) RotateToken(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.ConnectionID) (secret.Secret, error) {
	now := s.now()
	token := secret.New(secret.SCIM)
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil {
			return err
		}
		if connection.State != directory.ConnectionEnabled {
			return directory.Errorf(directory.Disabled, "The connection is disabled; enable it to get a new Secret Token.")
		}
		if err := cancel(tx, actor, connection, now); err != nil {
			return err
		}
		return issue(tx, actor, connection, token, now)
	})
	if err != nil {
		return secret.Secret{}, err
	}
	return token, nil
}

// DisableConnection switches a connection off and cancels its Secret Tokens.
// Disabling a disabled connection does nothing.
//
// Errors: NotFound.
func (s *Service) DisableConnection(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.ConnectionID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil || connection.State == directory.ConnectionDisabled {
			return err
		}
		connection.State, connection.UpdatedAt = directory.ConnectionDisabled, now
		if err := record(tx, actor, directory.ConnectionWasDisabled, connection, now); err != nil {
			return err
		}
		if err := tx.UpdateConnection(connection); err != nil {
			return err
		}
		return cancel(tx, actor, connection, now)
	})
}

// EnableConnection switches a connection on again and returns its new Secret
// Token: the old ones died when it was switched off.
//
// Errors: NotFound, Refused when the connection is enabled already: a second
// token would cancel the first without anybody having asked for that.
func (s *Service) EnableConnection(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.ConnectionID) (secret.Secret, error) {
	now := s.now()
	token := secret.New(secret.SCIM)
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil {
			return err
		}
		if connection.State == directory.ConnectionEnabled {
			return directory.Errorf(directory.Refused, "The connection is enabled already; rotate its token if you need a new one.")
		}
		connection.State, connection.UpdatedAt = directory.ConnectionEnabled, now
		if err := record(tx, actor, directory.ConnectionWasEnabled, connection, now); err != nil {
			return err
		}
		if err := tx.UpdateConnection(connection); err != nil {
			return err
		}
		return issue(tx, actor, connection, token, now)
	})
	if err != nil {
		return secret.Secret{}, err
	}
	return token, nil
}

func issue(tx directory.Tx, actor directory.Actor, connection directory.Connection, token secret.Secret, at time.Time) error {
	if err := record(tx, actor, directory.ConnectionTokenCreated, connection, at); err != nil {
		return err
	}
	return tx.CreateCredential(directory.Credential{
		Hash:         directory.CredentialHash(token.Hash()),
		Organization: connection.Organization,
		Connection:   connection.ID,
		LastFour:     token.LastFour(),
		CreatedAt:    at,
	})
}

// cancel revokes the tokens of a connection, and says so only if there were any.
func cancel(tx directory.Tx, actor directory.Actor, connection directory.Connection, at time.Time) error {
	revoked, err := tx.RevokeCredentials(connection.ID)
	if err != nil || revoked == 0 {
		return err
	}
	return record(tx, actor, directory.ConnectionTokenRevoked, connection, at)
}

func record(tx directory.Tx, actor directory.Actor, kind directory.EntryKind, connection directory.Connection, at time.Time) error {
	_, err := tx.Append(directory.Entry{
		At:         at,
		Kind:       kind,
		Actor:      actor,
		Connection: connection.ID,
		Personal:   &directory.Personal{Subject: connection.Provider.Name()},
	})
	return err
}
