package sqlstore

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

var selectAccess = newStatement("authenticate", `
	SELECT {access}, k.last_four, k.created_at, k.revoked_at,`+organizationColumns+`,`+connectionColumns+`
	FROM credentials k
	JOIN organizations o ON o.organization_id = k.organization_id
	JOIN connections c ON c.organization_id = k.organization_id AND c.connection_id = k.connection_id
	WHERE k.hash = $1`)

var selectCredentials = newStatement("list credentials", `
	SELECT hash, last_four, created_at, revoked_at
	FROM credentials
	WHERE organization_id = $1 AND connection_id = $2
	ORDER BY created_at, hash`)

var insertCredential = newStatement("create credential", `
	INSERT INTO credentials (hash, organization_id, connection_id, last_four, created_at, revoked_at)
	VALUES ($1, $2, $3, $4, $5, $6)`)

var revokeCredentials = newStatement("revoke credentials", `
	UPDATE credentials
	SET revoked_at = $3
	WHERE organization_id = $1 AND connection_id = $2 AND (revoked_at = 0 OR revoked_at > $3)`)

var endCredential = newStatement("end credential", `
	UPDATE credentials
	SET revoked_at = $4
	WHERE organization_id = $1 AND connection_id = $2 AND hash = $3 AND (revoked_at = 0 OR revoked_at > $4)`)

// Authenticate returns what a secret opens; see directory.Store.
func (s *Store) Authenticate(ctx context.Context, hash directory.CredentialHash) (directory.Access, error) {
	if err := ctx.Err(); err != nil {
		return directory.Access{}, err
	}
	if err := s.running.enter(); err != nil {
		return directory.Access{}, err
	}
	defer s.running.leave()
	found, err := s.engine.access(hash, func() (access, error) {
		found, err := collect(s.view(ctx, ""), scanAccess, selectAccess, hash[:])
		if err != nil {
			return access{}, err
		}
		if len(found) == 0 || !found[0].Credential.Counts(s.now()) {
			return access{}, errUnknownSecret
		}
		found[0].Credential.Hash = hash
		return found[0], nil
	})
	if err == nil && !found.Credential.Counts(s.now()) { // remembered beyond its end
		return directory.Access{}, errUnknownSecret
	}
	return found, err
}

var errUnknownSecret = directory.Errorf(directory.Unauthorized,
	"This Secret Token is unknown or was replaced; copy the current one into the identity provider.")

// access is what a secret opens, with the version under which the database said
// so.
type access struct {
	directory.Access
	version uint32
}

func scanAccess(rows cursor, access *access) error {
	organization := organizationScan{organization: &access.Organization}
	connection := connectionScan{connection: &access.Connection}
	var created, revoked int64
	columns := slices.Concat(
		[]any{&access.version, &access.Credential.LastFour, &created, &revoked},
		organization.columns(),
		connection.columns(),
	)
	if err := rows.Scan(columns...); err != nil {
		return err
	}
	access.Credential.Organization = access.Connection.Organization
	access.Credential.Connection = access.Connection.ID
	access.Credential.CreatedAt = timeFromMicros(created)
	access.Credential.RevokedAt = timeFromMicros(revoked)
	// A total is out of date with the next change, and access is remembered.
	access.Connection.Identities, access.Connection.Teams = 0, 0
	organization.finish()
	return connection.finish()
}

func (r *reader) Credentials(connection directory.ConnectionID) ([]directory.Credential, error) {
	return collect(r, func(rows cursor, credential *directory.Credential) error {
		var created, revoked int64
		err := rows.Scan((*storedHash)(&credential.Hash), &credential.LastFour, &created, &revoked)
		credential.Organization = directory.OrganizationID(r.organization)
		credential.Connection = connection
		credential.CreatedAt = timeFromMicros(created)
		credential.RevokedAt = timeFromMicros(revoked)
		return err
	}, selectCredentials, r.organization, string(connection))
}

func (t *tx) CreateCredential(credential directory.Credential) error {
	if err := t.requireConnection(credential.Connection); err != nil {
		return err
	}
	_, err := t.exec(insertCredential,
		credential.Hash[:],
		t.organization,
		string(credential.Connection),
		credential.LastFour,
		micros(credential.CreatedAt),
		micros(credential.RevokedAt),
	)
	return err
}

func (t *tx) RevokeCredentials(connection directory.ConnectionID) (int, error) {
	if !isText(string(connection)) {
		return 0, nil
	}
	revoked, err := t.exec(revokeCredentials, t.organization, string(connection), micros(t.group.store.now()))
	if err != nil || revoked == 0 {
		return 0, err
	}
	return int(revoked), t.changesAccess()
}

func (t *tx) EndCredential(connection directory.ConnectionID, hash directory.CredentialHash, at time.Time) (bool, error) {
	if !isText(string(connection)) {
		return false, nil
	}
	ended, err := t.exec(endCredential, t.organization, string(connection), hash[:], micros(at))
	if err != nil || ended == 0 {
		return false, err
	}
	return true, t.changesAccess()
}
