package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// The ids come from the index alone; asked for the whole rows, SQLite would rather
// walk through everybody.
var selectUnclaimedMembers = newStatement("find members for whom no connection speaks", selectMembersWhere+`
	AND m.member_id IN (
		SELECT u.member_id
		FROM members u
		WHERE u.organization_id = $1 AND u.unclaimed_address = $2 AND u.unclaimed_address <> '')
	ORDER BY m.member_id
	LIMIT 10`)

var selectAdoptions = newStatement("list adoptions", `
	SELECT member_id, connection_id, user_name, asked_at, confirmed_at, adopted_at
	FROM adoptions
	WHERE organization_id = $1 AND member_id {among $2}
	ORDER BY member_id, connection_id`)

var putAdoption = newStatement("put adoption", `
	INSERT INTO adoptions (organization_id, member_id, connection_id, user_name, asked_at, confirmed_at, adopted_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (organization_id, member_id, connection_id) DO UPDATE
	SET user_name = excluded.user_name, asked_at = excluded.asked_at,
		confirmed_at = excluded.confirmed_at, adopted_at = excluded.adopted_at`)

var deleteAdoptionsOfMember = newStatement("forget adoptions", `
	DELETE FROM adoptions
	WHERE organization_id = $1 AND member_id = $2`)

func scanAdoption(rows cursor, adoption *directory.Adoption) error {
	var asked, confirmed, adopted int64
	err := rows.Scan((*string)(&adoption.Member), (*string)(&adoption.Connection), &adoption.UserName, &asked, &confirmed, &adopted)
	adoption.AskedAt = timeFromMicros(asked)
	adoption.ConfirmedAt = timeFromMicros(confirmed)
	adoption.AdoptedAt = timeFromMicros(adopted)
	return err
}

func (r *reader) UnclaimedMembers(email string) ([]directory.Member, error) {
	return collect(r, scanMember, selectUnclaimedMembers, r.organization, directory.FoldLoosely(email))
}

func (t *tx) UnclaimedMembers(email string) ([]directory.Member, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.UnclaimedMembers(email)
}

func (r *reader) Adoptions(members []directory.MemberID) ([]directory.Adoption, error) {
	if len(members) == 0 {
		return nil, nil
	}
	return collect(r, scanAdoption, selectAdoptions, r.organization, list(r, members))
}

func (t *tx) PutAdoption(adoption directory.Adoption) error {
	if err := t.requireConnection(adoption.Connection); err != nil {
		return err
	}
	if err := t.requireMember(adoption.Member); err != nil {
		return err
	}
	_, err := t.exec(putAdoption,
		t.organization,
		string(adoption.Member),
		string(adoption.Connection),
		adoption.UserName,
		micros(adoption.AskedAt),
		micros(adoption.ConfirmedAt),
		micros(adoption.AdoptedAt),
	)
	return err
}
