package sqlstore

import (
	"database/sql"

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
		m.licensed,
		m.created_at,
		m.updated_at
	FROM members m
	WHERE m.organization_id = $1 `

var selectMember = newStatement("read member", selectMembersWhere+`AND m.member_id = $2`)

var selectMembers = newStatement("list members", selectMembersWhere+`
	AND m.ordinal > $2
	ORDER BY m.ordinal
	LIMIT $3`)

var memberTable = newTable("members",
	column{name: "organization_id"},
	column{name: "member_id"},
	column{name: "ordinal", kind: whole},
	column{name: "origin"},
	column{name: "name"},
	column{name: "email"},
	column{name: "role"},
	column{name: "status"},
	column{name: "licensed", kind: truth},
	column{name: "created_at", kind: whole},
	column{name: "updated_at", kind: whole},
)

var updateMember = newStatement("update member", `
	UPDATE members
	SET name = $3, email = $4, role = $5, status = $6, updated_at = $7
	WHERE organization_id = $1 AND member_id = $2`)

// An account that gains or loses the license, and one that does neither.
var (
	turnAccount = newStatement("set account", `
	UPDATE members
	SET name = $3, email = $4, status = $5, licensed = $6, updated_at = $7
	WHERE organization_id = $1 AND member_id = $2 AND licensed <> $6`)

	keepAccount = newStatement("set account", `
	UPDATE members
	SET name = $3, email = $4, status = $5, updated_at = $7
	WHERE organization_id = $1 AND member_id = $2 AND licensed = $6`)
)

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
	if newcomer := t.ledger.newcomer(id); newcomer != nil {
		return *newcomer, nil
	}
	member, err := t.reader.Member(id)
	if err != nil {
		return directory.Member{}, err
	}
	remember(&t.ledger.members, id)
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
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.Members(query)
}

// CreateMember is written with the group's other members: nothing about a new
// member can be refused by the database.
func (t *tx) CreateMember(member directory.Member) error {
	if t.over {
		return errOver
	}
	if !areTexts(memberRow(t.organization, &member)) {
		return notText()
	}
	if member.Origin != "" {
		if err := t.requireConnection(member.Origin); err != nil {
			return err
		}
	}
	member.Licensed = false
	member.CreatedAt = timeFromMicros(micros(member.CreatedAt))
	member.UpdatedAt = timeFromMicros(micros(member.UpdatedAt))
	t.ledger.newcomers = append(t.ledger.newcomers, &member)
	t.group.dirty = true
	return nil
}

func memberRow(organization string, member *directory.Member) []any {
	return []any{
		organization,
		string(member.ID),
		member.Ordinal,
		string(member.Origin),
		member.Name,
		member.Email,
		string(member.Role),
		string(member.Status),
		member.Licensed,
		micros(member.CreatedAt),
		micros(member.UpdatedAt),
	}
}

// deferredMembers returns what writes the members who were made.
func (g *group) deferredMembers(l *ledger) []call {
	if len(l.newcomers) == 0 {
		return nil
	}
	members := make([][]any, 0, len(l.newcomers))
	for _, member := range l.newcomers {
		remember(&l.members, member.ID)
		members = append(members, memberRow(string(l.organization), member))
	}
	l.newcomers = nil
	return g.store.engine.insert(memberTable, members)
}

func (t *tx) UpdateMember(member directory.Member) error {
	if !isText(string(member.ID)) {
		return notFound("member")
	}
	if err := t.storeNewcomer(member.ID); err != nil {
		return err
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

func (t *tx) SetAccount(id directory.MemberID, account directory.Account) error {
	if !isText(string(id)) {
		return notFound("member")
	}
	if err := t.storeNewcomer(id); err != nil {
		return err
	}
	if account.Active && t.ledger.licenses.Free() == 0 {
		licensed, err := t.licensed(id)
		if err != nil {
			return err
		}
		if !licensed {
			return noLicense()
		}
	}
	args := []any{
		t.organization,
		string(id),
		account.Name,
		account.Email,
		string(account.Status()),
		account.Active,
		micros(account.UpdatedAt),
	}
	turned, err := t.exec(turnAccount, args...)
	if err != nil {
		return err
	}
	if turned > 0 {
		if account.Active {
			t.ledger.licenses.InUse++
		} else {
			t.ledger.licenses.InUse--
		}
		return nil
	}
	kept, err := t.exec(keepAccount, args...)
	if err == nil && kept == 0 {
		return notFound("member")
	}
	return err
}

// storeNewcomer writes a member who is new in this group, for a statement that is to
// find them.
func (t *tx) storeNewcomer(id directory.MemberID) error {
	if t.ledger.newcomer(id) == nil {
		return nil
	}
	return t.flush()
}
