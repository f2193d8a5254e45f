package access

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// NewKey is a wish for an API key.
type NewKey struct {
	Name   string
	Scopes []directory.Scope
	// Lifetime is zero for a key that does not expire.
	Lifetime time.Duration
}

// Key returns which program an API key stands for, and keeps, to the minute,
// that it was used.
//
// Errors: Unauthorized, Disabled when the organization is suspended.
func (s *Service) Key(ctx context.Context, token string) (Principal, error) {
	at := s.now()
	principal, err := s.key(ctx, token, at)
	if err == nil && at.Sub(principal.APIKey.UsedAt) >= useIsKept {
		_ = s.keepKeyUse(ctx, principal.APIKey, at) // as for sessions: no reason to fail a request
	}
	return principal, err
}

// key returns who a key stands for at a time.
func (s *Service) key(ctx context.Context, token string, at time.Time) (Principal, error) {
	parsed, err := secret.Parse(secret.Key, token)
	if err != nil {
		return Principal{}, wrongKey()
	}
	found, err := s.store.KeyAccess(ctx, directory.SecretHash(parsed.Hash()), at)
	if directory.CodeOf(err) == directory.Unauthorized {
		return Principal{}, wrongKey()
	}
	if err != nil {
		return Principal{}, err
	}
	if found.Organization.Status == directory.OrganizationSuspended {
		return Principal{}, suspended(found.Organization)
	}
	return Principal{
		Kind:         Key,
		Organization: found.Organization,
		Member:       found.Creator,
		APIKey:       found.Key,
		ExpiresAt:    found.Key.ExpiresAt,
	}, nil
}

func wrongKey() error {
	return ruleWrongKey.Refuse(directory.Unauthorized)
}

// keepKeyUse keeps that a key was used, in the row as it is by then: it may have
// been revoked in between.
func (s *Service) keepKeyUse(ctx context.Context, used directory.APIKey, at time.Time) error {
	return s.store.Update(ctx, used.Organization, func(tx directory.Tx) error {
		key, err := readKey(tx, used.ID)
		if err != nil || at.Sub(key.UsedAt) < useIsKept {
			return err
		}
		key.UsedAt = at
		return tx.UpdateAPIKey(key)
	})
}

func readKey(tx directory.Reader, id directory.APIKeyID) (directory.APIKey, error) {
	keys, err := tx.APIKeys()
	if err != nil {
		return directory.APIKey{}, err
	}
	i := slices.IndexFunc(keys, func(key directory.APIKey) bool { return key.ID == id })
	if i < 0 {
		return directory.APIKey{}, ruleNoSuchKey.Refuse(directory.NotFound)
	}
	return keys[i], nil
}

// CreateKey makes an API key of the principal's own organization. It counts as
// long as they manage it, and dies when they are deactivated.
//
// Errors: StepUpRequiredError, Invalid, Refused for whoever is not a person,
// for a member who does not manage the organization, and for a scope that the
// organization cannot give.
func (s *Service) CreateKey(ctx context.Context, p Principal, wish NewKey) (directory.APIKey, secret.Secret, error) {
	if err := s.checkFreshPerson(p); err != nil {
		return directory.APIKey{}, secret.Secret{}, err
	}
	name, err := checkLabel("name", wish.Name)
	if err != nil {
		return directory.APIKey{}, secret.Secret{}, err
	}
	scopes, err := checkScopes(p, wish.Scopes)
	if err != nil {
		return directory.APIKey{}, secret.Secret{}, err
	}
	if wish.Lifetime < 0 {
		return directory.APIKey{}, secret.Secret{}, ruleKeyLifetime.Refuse(directory.Invalid).About("lifetime")
	}
	at, token := s.now(), secret.New(secret.Key)
	key := directory.APIKey{
		ID:           directory.APIKeyID(s.newID()),
		Hash:         directory.SecretHash(token.Hash()),
		Organization: p.Organization.ID,
		Name:         name,
		Scopes:       scopes,
		CreatedBy:    p.Member.ID,
		LastFour:     token.LastFour(),
	}
	err = s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		member, _, err := s.ownMethods(tx, p)
		if err != nil {
			return err
		}
		if !member.Role.Manages() {
			return ruleKeyNeedsManager.Refuse(directory.Refused)
		}
		key.CreatedAt = afterSignOut(member, at)
		if wish.Lifetime > 0 {
			key.ExpiresAt = key.CreatedAt.Add(wish.Lifetime)
		}
		if err := recordThing(tx, p.Actor(), directory.APIKeyCreated, name, at); err != nil {
			return err
		}
		return tx.CreateAPIKey(key)
	})
	if err != nil {
		return directory.APIKey{}, secret.Secret{}, err
	}
	return key, token, nil
}

// checkScopes returns the scopes in their usual order and each once.
func checkScopes(p Principal, wanted []directory.Scope) ([]directory.Scope, error) {
	if len(wanted) == 0 {
		return nil, ruleNoScope.Refuse(directory.Invalid).About("scopes")
	}
	var scopes []directory.Scope
	for _, scope := range directory.Scopes() {
		if slices.Contains(wanted, scope) {
			scopes = append(scopes, scope)
		}
	}
	for _, scope := range wanted {
		if !slices.Contains(scopes, scope) {
			return nil, ruleUnknownScope.Refuse(directory.Invalid).About("scopes")
		}
	}
	if slices.Contains(scopes, directory.ScopeOrganizations) && p.Kind != Operator {
		return nil, ruleScopeOfOperators.Refuse(directory.Refused)
	}
	return scopes, nil
}

// RevokeKey ends a key at once. Revoking a revoked key does nothing.
//
// Errors: NotFound.
func (s *Service) RevokeKey(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.APIKeyID) error {
	at := s.now()
	return s.store.Update(ctx, organization, func(tx directory.Tx) error {
		key, err := readKey(tx, id)
		if err != nil || !key.RevokedAt.IsZero() {
			return err
		}
		key.RevokedAt = at
		if err := recordThing(tx, actor, directory.APIKeyRevoked, key.Name, at); err != nil {
			return err
		}
		return tx.UpdateAPIKey(key)
	})
}
