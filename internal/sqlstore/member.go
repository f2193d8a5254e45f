package sqlstore

import (
	"database/sql"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

const selectMembersWhere = `
	SELECT
		m.member_id,
		m.ordinal,
		m.origin,
		m.name,
		m.email,
		m.role,
		m.status,
		g.member_id IS NOT NULL,
		m.created_at,
		m.updated_at
	FROM members m
	LEFT JOIN license_grants g ON g.organization_id = m.organization_id AND g.member_id = m.member_id
	WHERE m.organization_id = $1 `

var selectMember = newStatement("read member", selectMembersWhere+`AND m.member_id = $2`)

var selectMembers = newStatement("list members", selectMembersWhere+`
	AND m.ordinal > $2
	ORDER BY m.ordinal
	LIMIT $3`)

var insertMember = newStatement("create member", `
	INSERT INTO members (organization_id, member_id, ordinal, origin, name, email, role, status, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

var updateMember = newStatement("update member", `
	UPDATE members
	SET name = $3, email = $4, role = $5, status = $6, updated_at = $7
	WHERE organization_id = $1 AND member_id = $2`)

func scanMember(rows *sql.Rows, member *directory.Member) error {
	var created, updated int64
	err := rows.Scan(
		(*string)(&member.ID),
		&member.Ordinal,
		(*string)(&member.Origin),
		&member.Name,
		&member.Email,
		(*string)(&member.Role),
		(*string)(&member.Status),
		&member.Licensed,
		&created,
		&updated,
	)
	member.CreatedAt = timeFromMicros(created)
	member.UpdatedAt = timeFromMicros(updated)
	return err
}

func (r *reader) Member(id directory.MemberID) (directory.Member, error) {
	return single(r, "member", scanMember, selectMember, r.organization, string(id))
}

func (r *reader) Members(query directory.MemberQuery) ([]directory.Member, error) {
	return collect(r, scanMember, selectMembers, r.organization, query.After, int64(query.Limit))
}

func (t *tx) Member(id directory.MemberID) (directory.Member, error) {
	member, err := t.reader.Member(id)
	if err != nil {
		return directory.Member{}, err
	}
	remember(&t.ledger.members, id)
	member.Licensed = member.Licensed || slices.Contains(t.ledger.granted, id)
	return member, nil
}

// requireMember is requireConnection for members.
func (t *tx) requireMember(id directory.MemberID) error {
	if t.ledger.members[id] {
		return nil
	}
	_, err := t.Member(id)
	return err
}

func (t *tx) Members(query directory.MemberQuery) ([]directory.Member, error) {
	members, err := t.reader.Members(query)
	for i := range members {
		members[i].Licensed = members[i].Licensed || slices.Contains(t.ledger.granted, members[i].ID)
	}
	return members, err
}

func (t *tx) CreateMember(member directory.Member) error {
	if member.Origin != "" {
		if err := t.requireConnection(member.Origin); err != nil {
			return err
		}
	}
	_, err := t.exec(insertMember,
		t.organization,
		string(member.ID),
		member.Ordinal,
		string(member.Origin),
		member.Name,
		member.Email,
		string(member.Role),
		string(member.Status),
		micros(member.CreatedAt),
		micros(member.UpdatedAt),
	)
	if err != nil {
		return err
	}
	remember(&t.ledger.members, member.ID)
	remember(&t.ledger.newcomers, member.ID)
	return nil
}

func (t *tx) UpdateMember(member directory.Member) error {
	if !isText(string(member.ID)) {
		return notFound("member")
	}
	affected, err := t.exec(updateMember,
		t.organization,
		string(member.ID),
		member.Name,
		member.Email,
		string(member.Role),
		string(member.Status),
		micros(member.UpdatedAt),
	)
	if err == nil && affected == 0 {
		return notFound("member")
	}
	return err
}
