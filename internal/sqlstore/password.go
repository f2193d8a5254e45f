package sqlstore

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

const passwordColumns = `
	p.organization_id,
	p.member_id,
	p.hash,
	p.changed_at`

var selectPassword = newStatement("read password", `
	SELECT `+passwordColumns+`
	FROM passwords p
	WHERE p.organization_id = $1 AND p.member_id = $2`)

// It walks through the passwords and looks at the member of each: few people have
// one, and an index of addresses would have to be kept for everybody.
var selectPasswordsFor = newStatement("find passwords", `
	SELECT `+passwordColumns+`
	FROM passwords p
	JOIN members m ON m.organization_id = p.organization_id AND m.member_id = p.member_id
	WHERE m.search_key LIKE $1 ESCAPE '\'
	ORDER BY p.organization_id, p.member_id
	LIMIT 10`)

var setPassword = newStatement("set password", `
	INSERT INTO passwords (organization_id, member_id, hash, changed_at)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (organization_id, member_id) DO UPDATE
	SET hash = excluded.hash, changed_at = excluded.changed_at`)

var deletePassword = newStatement("remove password", `
	DELETE FROM passwords
	WHERE organization_id = $1 AND member_id = $2`)

func scanPassword(rows cursor, password *directory.Password) error {
	var changed int64
	err := rows.Scan((*string)(&password.Organization), (*string)(&password.Member), &password.Hash, &changed)
	password.ChangedAt = timeFromMicros(changed)
	return err
}

// PasswordsFor lists the passwords of an address; see directory.Store.
func (s *Store) PasswordsFor(ctx context.Context, email string) ([]directory.Password, error) {
	pattern, ok := likeEmail(email)
	if !ok {
		return nil, nil
	}
	return collect(s.view(ctx, ""), scanPassword, selectPasswordsFor, pattern)
}

func (r *reader) Password(member directory.MemberID) (directory.Password, error) {
	return single(r, "password", scanPassword, selectPassword, r.organization, string(member))
}

func (t *tx) SetPassword(password directory.Password) error {
	if err := t.requireMember(password.Member); err != nil {
		return err
	}
	if password.Hash == "" {
		_, err := t.exec(deletePassword, t.organization, string(password.Member))
		return err
	}
	_, err := t.exec(setPassword, t.organization, string(password.Member), password.Hash, micros(password.ChangedAt))
	return err
}
