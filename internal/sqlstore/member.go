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

var memberTable = newTable("members",
	column{name: "organization_id"},
	column{name: "member_id"},
	column{name: "ordinal", whole: true},
	column{name: "origin"},
	column{name: "name"},
	column{name: "email"},
	column{name: "role"},
	column{name: "status"},
	column{name: "created_at", whole: true},
	column{name: "updated_at", whole: true},
)

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
	if newcomer, ok := t.ledger.newcomers[id]; ok {
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
	if err := t.group.flush(t.ledger); err != nil {
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
	if t.ledger.newcomers == nil {
		t.ledger.newcomers = map[directory.MemberID]*directory.Member{}
	}
	t.ledger.newcomers[member.ID] = &member
	t.wrote()
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
		micros(member.CreatedAt),
		micros(member.UpdatedAt),
	}
}

// deferredMembers returns what writes the members who were made and the
// licenses that were taken.
func (g *group) deferredMembers(l *ledger) []call {
	var calls []call
	if len(l.newcomers) > 0 {
		organization := string(l.organization)
		members := make([][]any, 0, len(l.newcomers))
		var licenses [][]any
		for id, member := range l.newcomers {
			remember(&l.members, id)
			members = append(members, memberRow(organization, member))
			if member.Licensed {
				licenses = append(licenses, []any{organization, string(id)})
			}
		}
		l.newcomers = nil
		calls = append(calls, g.store.engine.insert(memberTable, members)...)
		calls = append(calls, g.store.engine.insert(licenseGrants, licenses)...)
	}
	if l.licenses.InUse != l.storedInUse {
		calls = append(calls, call{updateLicensesInUse, []any{string(l.organization), int64(l.licenses.InUse)}})
		l.storedInUse = l.licenses.InUse
	}
	return calls
}

func (t *tx) UpdateMember(member directory.Member) error {
	if !isText(string(member.ID)) {
		return notFound("member")
	}
	if _, ok := t.ledger.newcomers[member.ID]; ok {
		if err := t.group.flush(t.ledger); err != nil {
			return err
		}
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
