package administration

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// overlap is how long a Secret Token still counts that another has replaced, where
// the policy lets two live: a day is enough to enter the new one in the provider,
// and for the requests that were on their way.
//
// The first use of the new token does not end the former. A provider's test of the
// connection uses it before anybody has saved it there, and whoever then does not
// save would be locked out.
const overlap = 24 * time.Hour

// IssueToken gives a connection a Secret Token, which is returned once and kept
// only as a hash. Whatever token it had dies at once, or counts for another day, as
// the policy says; of two it had, the older one dies.
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
		if err := makeRoom(tx, caller, connection, now); err != nil {
			return err
		}
		return issue(tx, caller, connection, token, now)
	})
	if err != nil {
		return secret.Secret{}, err
	}
	return token, nil
}

// RevokeToken ends one Secret Token of a connection, at once.
//
// Errors: NotFound, also for a token that counts no more.
func (s *Service) RevokeToken(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID, token directory.CredentialID) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		connection, err := tx.Connection(id)
		if err != nil {
			return err
		}
		live, err := liveTokens(tx, id, now)
		if err != nil {
			return err
		}
		for _, each := range live {
			if each.ID() == token {
				return end(tx, caller, connection, each, now)
			}
		}
		return directory.RuleNoSuch.Refuse(directory.NotFound, "what", "Secret Token")
	})
}

// makeRoom ends what tokens a connection has before it gets another, as its policy
// says.
func makeRoom(tx directory.Tx, caller Caller, connection directory.Connection, at time.Time) error {
	if connection.Policy.TokenRotation != directory.OverlapTokens {
		return cancel(tx, caller, connection, at)
	}
	live, err := liveTokens(tx, connection.ID, at)
	if err != nil || len(live) == 0 {
		return err
	}
	former := len(live) - 1
	for _, older := range live[:former] {
		if err := end(tx, caller, connection, older, at); err != nil {
			return err
		}
	}
	_, err = tx.EndCredential(connection.ID, live[former].Hash, at.Add(overlap))
	return err
}

// end revokes one token and says which.
func end(tx directory.Tx, caller Caller, connection directory.Connection, token directory.Credential, at time.Time) error {
	entry := connectionEntry(caller, directory.ConnectionTokenRevoked, connection, at)
	entry.Personal.Changes = changed("token", token.LastFour, "")
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	_, err := tx.EndCredential(connection.ID, token.Hash, at)
	return err
}

// liveTokens lists those that count, by age.
func liveTokens(reader directory.Reader, connection directory.ConnectionID, at time.Time) ([]directory.Credential, error) {
	credentials, err := reader.Credentials(connection)
	return slices.DeleteFunc(credentials, func(each directory.Credential) bool { return !each.Counts(at) }), err
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
