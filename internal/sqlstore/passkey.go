package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

var selectPasskeys = newStatement("list passkeys", `
	SELECT member_id, credential_id, credential, name, created_at, used_at
	FROM passkeys
	WHERE organization_id = $1 AND member_id = $2
	ORDER BY created_at, credential_id`)

var insertPasskey = newStatement("create passkey", `
	INSERT INTO passkeys (organization_id, member_id, credential_id, credential, name, created_at, used_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (organization_id, member_id, credential_id) DO NOTHING`)

var updatePasskey = newStatement("update passkey", `
	UPDATE passkeys
	SET credential = $4, name = $5, used_at = $6
	WHERE organization_id = $1 AND member_id = $2 AND credential_id = $3`)

var deletePasskey = newStatement("remove passkey", `
	DELETE FROM passkeys
	WHERE organization_id = $1 AND member_id = $2 AND credential_id = $3`)

var deletePasskeysOfMember = newStatement("remove passkeys", `
	DELETE FROM passkeys
	WHERE organization_id = $1 AND member_id = $2`)

func (r *reader) Passkeys(member directory.MemberID) ([]directory.Passkey, error) {
	return collect(r, func(rows cursor, passkey *directory.Passkey) error {
		var created, used int64
		err := rows.Scan((*string)(&passkey.Member), &passkey.CredentialID, &passkey.Credential, &passkey.Name, &created, &used)
		passkey.CreatedAt = timeFromMicros(created)
		passkey.UsedAt = timeFromMicros(used)
		return err
	}, selectPasskeys, r.organization, string(member))
}

func (t *tx) CreatePasskey(passkey directory.Passkey) error {
	if err := t.requireMember(passkey.Member); err != nil {
		return err
	}
	affected, err := t.exec(insertPasskey,
		t.organization,
		string(passkey.Member),
		bytesNotNull(passkey.CredentialID),
		bytesNotNull(passkey.Credential),
		passkey.Name,
		micros(passkey.CreatedAt),
		micros(passkey.UsedAt),
	)
	if err == nil && affected == 0 {
		return directory.RulePasskeyIsKnown.Refuse(directory.Taken).About("passkey")
	}
	return err
}

func (t *tx) UpdatePasskey(passkey directory.Passkey) error {
	if !isText(string(passkey.Member)) {
		return notFound("passkey")
	}
	affected, err := t.exec(updatePasskey,
		t.organization,
		string(passkey.Member),
		bytesNotNull(passkey.CredentialID),
		bytesNotNull(passkey.Credential),
		passkey.Name,
		micros(passkey.UsedAt),
	)
	if err == nil && affected == 0 {
		return notFound("passkey")
	}
	return err
}

func (t *tx) DeletePasskey(member directory.MemberID, credentialID []byte) error {
	if !isText(string(member)) {
		return notFound("passkey")
	}
	affected, err := t.exec(deletePasskey, t.organization, string(member), bytesNotNull(credentialID))
	if err == nil && affected == 0 {
		return notFound("passkey")
	}
	return err
}
