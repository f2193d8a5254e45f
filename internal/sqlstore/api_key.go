package sqlstore

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

//nolint:gosec // the names of columns, no secret
const apiKeyColumns = `
	k.hash,
	k.organization_id,
	k.key_id,
	k.name,
	k.scopes,
	k.created_by,
	k.last_four,
	k.created_at,
	k.used_at,
	k.expires_at,
	k.revoked_at`

// A key follows the member who made it, as a session does.
var selectKeyAccess = newStatement("look at an API key", `
	SELECT `+apiKeyColumns+`,`+organizationColumns+`,`+memberColumns+`
	FROM api_keys k
	JOIN organizations o ON o.organization_id = k.organization_id
	JOIN members m ON m.organization_id = k.organization_id AND m.member_id = k.created_by
	WHERE k.hash = $1 AND k.revoked_at = 0 AND (k.expires_at = 0 OR k.expires_at > $2)
	AND m.status = 'active' AND m.role IN ('administrator', 'owner') AND m.signed_out_at < k.created_at`)

var selectAPIKeys = newStatement("list API keys", `
	SELECT `+apiKeyColumns+`
	FROM api_keys k
	WHERE k.organization_id = $1
	ORDER BY k.created_at, k.key_id`)

var insertAPIKey = newStatement("create API key", `
	INSERT INTO api_keys (hash, organization_id, key_id, name, scopes, created_by, last_four,
		created_at, used_at, expires_at, revoked_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)

var updateAPIKey = newStatement("update API key", `
	UPDATE api_keys
	SET used_at = $3, revoked_at = $4
	WHERE organization_id = $1 AND key_id = $2`)

// apiKeyScan takes the columns of an API key from a row.
type apiKeyScan struct {
	key                             *directory.APIKey
	scopes                          string
	created, used, expires, revoked int64
}

func (s *apiKeyScan) columns() []any {
	return []any{
		(*storedHash)(&s.key.Hash),
		(*string)(&s.key.Organization),
		(*string)(&s.key.ID),
		&s.key.Name,
		&s.scopes,
		(*string)(&s.key.CreatedBy),
		&s.key.LastFour,
		&s.created,
		&s.used,
		&s.expires,
		&s.revoked,
	}
}

func (s *apiKeyScan) finish() {
	for scope := range strings.FieldsSeq(s.scopes) {
		s.key.Scopes = append(s.key.Scopes, directory.Scope(scope))
	}
	s.key.CreatedAt = timeFromMicros(s.created)
	s.key.UsedAt = timeFromMicros(s.used)
	s.key.ExpiresAt = timeFromMicros(s.expires)
	s.key.RevokedAt = timeFromMicros(s.revoked)
}

func textFromScopes(scopes []directory.Scope) string {
	texts := make([]string, len(scopes))
	for i, scope := range scopes {
		texts[i] = string(scope)
	}
	return strings.Join(texts, " ")
}

// KeyAccess returns what an API key opens; see directory.Store.
func (s *Store) KeyAccess(ctx context.Context, hash directory.SecretHash, at time.Time) (directory.KeyAccess, error) {
	found, err := collect(s.view(ctx, ""), func(rows cursor, access *directory.KeyAccess) error {
		key := apiKeyScan{key: &access.Key}
		organization := organizationScan{organization: &access.Organization}
		creator := memberScan{member: &access.Creator}
		err := rows.Scan(slices.Concat(key.columns(), organization.columns(), creator.columns())...)
		key.finish()
		organization.finish()
		creator.finish()
		return err
	}, selectKeyAccess, hash[:], micros(at))
	if err != nil {
		return directory.KeyAccess{}, err
	}
	if len(found) == 0 {
		return directory.KeyAccess{}, directory.RuleKeyEnded.Refuse(directory.Unauthorized)
	}
	return found[0], nil
}

func (r *reader) APIKeys() ([]directory.APIKey, error) {
	return collect(r, func(rows cursor, key *directory.APIKey) error {
		scan := apiKeyScan{key: key}
		err := rows.Scan(scan.columns()...)
		scan.finish()
		return err
	}, selectAPIKeys, r.organization)
}

func (t *tx) CreateAPIKey(key directory.APIKey) error {
	if err := t.requireMember(key.CreatedBy); err != nil {
		return err
	}
	_, err := t.exec(insertAPIKey,
		key.Hash[:],
		t.organization,
		string(key.ID),
		key.Name,
		textFromScopes(key.Scopes),
		string(key.CreatedBy),
		key.LastFour,
		micros(key.CreatedAt),
		micros(key.UsedAt),
		micros(key.ExpiresAt),
		micros(key.RevokedAt),
	)
	return err
}

func (t *tx) UpdateAPIKey(key directory.APIKey) error {
	if !isText(string(key.ID)) {
		return notFound("API key")
	}
	affected, err := t.exec(updateAPIKey, t.organization, string(key.ID), micros(key.UsedAt), micros(key.RevokedAt))
	if err == nil && affected == 0 {
		return notFound("API key")
	}
	return err
}
