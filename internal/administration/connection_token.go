package administration

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// IssueToken gives a connection a Secret Token, which is returned once and kept
// only as a hash. Whatever token it had dies at once.
//
// Errors: NotFound, Disabled when the connection is off.
func (s *Service) IssueToken(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID) (secret.Secret, error) {
	now := s.now()
	token := secret.New(secret.SCIM)
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil {
			return err
		}
		if connection.State != directory.ConnectionEnabled {
			return ruleConnectionOff.Refuse(directory.Disabled)
		}
		if err := cancel(tx, caller, connection, now); err != nil {
			return err
		}
		return issue(tx, caller, connection, token, now)
	})
	if err != nil {
		return secret.Secret{}, err
	}
	return token, nil
}

func issue(tx directory.Tx, caller Caller, connection directory.Connection, token secret.Secret, at time.Time) error {
	if err := record(tx, caller, directory.ConnectionTokenCreated, connection, at); err != nil {
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
func cancel(tx directory.Tx, caller Caller, connection directory.Connection, at time.Time) error {
	revoked, err := tx.RevokeCredentials(connection.ID)
	if err != nil || revoked == 0 {
		return err
	}
	return record(tx, caller, directory.ConnectionTokenRevoked, connection, at)
}
