package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// memberColumns are those of a member m.
const (
	memberColumns = `
	m.member_id,
	m.ordinal,
	m.origin,
	m.identity_id,
	m.joined_by,
	m.adopted_by,
	m.name,
	m.email,
	m.role,
	m.status,
	m.licensed,
	m.wait_number,
	m.waiting_since,
	m.signed_out_at,
	m.created_at,
	m.updated_at`

	selectMembersWhere = `
	SELECT ` + memberColumns + `
	FROM members m
	WHERE m.organization_id = $1 `
)

var selectMember = newStatement("read member", selectMembersWhere+`AND m.member_id = $2`)

var selectMembers = newStatement("list members", selectMembersWhere+`
	AND m.member_id > $2
	ORDER BY m.member_id
	LIMIT $3`)

var selectIdentityMembers = newStatement("find the members behind identities", selectMembersWhere+`
	AND m.member_id IN (
		SELECT i.member_id
		FROM identities i
		WHERE i.organization_id = $1 AND i.identity_id {among $2})
	ORDER BY m.member_id`)

var memberTable = newTable("members",
	column{name: "organization_id"},
	column{name: "member_id"},
	column{name: "ordinal", kind: whole},
	column{name: "origin"},
	column{name: "identity_id"},
	column{name: "joined_by"},
	column{name: "name"},
	column{name: "email"},
	column{name: "search_key"},
	column{name: "unclaimed_address"},
	column{name: "role"},
	column{name: "status"},
	column{name: "licensed", kind: truth},
	column{name: "wait_number", kind: whole},
	column{name: "waiting_since", kind: whole},
	column{name: "signed_out_at", kind: whole},
	column{name: "created_at", kind: whole},
	column{name: "updated_at", kind: whole},
)

// anotherOwner holds for whoever is no active owner, and else where the
// organization has one besides. CASE keeps the search for one from everybody
// else's cost. Who asks holds the organization's lock, so two owners cannot
// remove each other.
const anotherOwner = `EXISTS (
		SELECT 1
		FROM members o
		WHERE o.organization_id = $1 AND o.role = 'owner' AND o.status = 'active' AND o.member_id <> $2)`

var updateMember = newStatement("update member", `
	UPDATE members
	SET name = $3, email = $4, search_key = $5, role = $6, status = $7, identity_id = $8,
		signed_out_at = $9, updated_at = $10, unclaimed_address = CASE WHEN origin = '' AND $8 = '' THEN $11 ELSE '' END
	WHERE organization_id = $1 AND member_id = $2
	AND CASE WHEN role = 'owner' AND status = 'active' AND ($6 <> 'owner' OR $7 <> 'active')
		THEN `+anotherOwner+` ELSE true END`)

var deleteMember = newStatement("delete member", `
	DELETE FROM members
	WHERE organization_id = $1 AND member_id = $2
	AND CASE WHEN role = 'owner' AND status = 'active'
		THEN `+anotherOwner+` ELSE true END
	RETURNING identity_id, licensed, wait_number, left_as <> ''`)

// The identity is detached only from this member: it may speak for another by
// now.
var detachIdentity = newStatement("detach identity", `
	UPDATE identities
	SET member_id = '', edited = false, version = version + 1
	WHERE organization_id = $1 AND member_id = $2 AND identity_id = $3`)

// memberScan takes the columns of a member from a row.
type memberScan struct {
	member                             *directory.Member
	waits, signedOut, created, updated int64
}

func (s *memberScan) columns() []any {
	return []any{
		(*string)(&s.member.ID),
		&s.member.Ordinal,
		(*string)(&s.member.Origin),
		(*string)(&s.member.Identity),
		(*string)(&s.member.JoinedBy),
		(*string)(&s.member.AdoptedBy),
		&s.member.Name,
		&s.member.Email,
		(*string)(&s.member.Role),
		(*string)(&s.member.Status),
		&s.member.Licensed,
		&s.member.Wait.Number,
		&s.waits,
		&s.signedOut,
		&s.created,
		&s.updated,
	}
}

func (s *memberScan) finish() {
	s.member.Wait.Since = timeFromMicros(s.waits)
	s.member.SignedOutAt = timeFromMicros(s.signedOut)
	s.member.CreatedAt = timeFromMicros(s.created)
	s.member.UpdatedAt = timeFromMicros(s.updated)
}

func scanMember(rows cursor, member *directory.Member) error {
	scan := memberScan{member: member}
	err := rows.Scan(scan.columns()...)
	scan.finish()
	return err
}

func (r *reader) Member(id directory.MemberID) (directory.Member, error) {
	return single(r, "member", scanMember, selectMember, r.organization, string(id))
}

func (r *reader) Members(query directory.MemberQuery) ([]directory.Member, error) {
	return collect(r, scanMember, selectMembers, r.organization, string(query.After), int64(query.Limit))
}

func (r *reader) IdentityMembers(ids []directory.IdentityID) ([]directory.Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(r, scanMember, selectIdentityMembers, r.organization, list(r, ids))
}

func (t *tx) Member(id directory.MemberID) (directory.Member, error) {
	if newcomer := t.ledger.newcomer(id); newcomer != nil {
		return *newcomer, nil
	}
	member, err := t.reader.Member(id)
	if err != nil {
		return directory.Member{}, err
	}
	remember(&t.ledger.members, id, true)
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

func (t *tx) IdentityMembers(ids []directory.IdentityID) ([]directory.Member, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.IdentityMembers(ids)
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
	if member.JoinedBy != "" {
		if err := t.requireLoginMethod(member.JoinedBy); err != nil {
			return err
		}
	}
	member.AdoptedBy, member.Licensed = "", false
	member.Wait.Since = timeFromMicros(micros(member.Wait.Since))
	member.SignedOutAt = timeFromMicros(micros(member.SignedOutAt))
	member.CreatedAt = timeFromMicros(micros(member.CreatedAt))
	member.UpdatedAt = timeFromMicros(micros(member.UpdatedAt))
	t.ledger.newcomers = append(t.ledger.newcomers, &member)
	t.ledger.moved(holding{}, holding{waitNumber: member.Wait.Number})
	t.group.dirty = true
	return nil
}

func memberRow(organization string, member *directory.Member) []any {
	return []any{
		organization,
		string(member.ID),
		member.Ordinal,
		string(member.Origin),
		string(member.Identity),
		string(member.JoinedBy),
		member.Name,
		member.Email,
		directory.SearchKey(member.Name, member.Email),
		unclaimedAddress(member),
		string(member.Role),
		string(member.Status),
		member.Licensed,
		member.Wait.Number,
		micros(member.Wait.Since),
		micros(member.SignedOutAt),
		micros(member.CreatedAt),
		micros(member.UpdatedAt),
	}
}

// unclaimedAddress is the address by which an Unclaimed member is found, and empty for
// everybody else: only those whom it finds are in its index, so a member whom a
// provider creates costs nothing there.
func unclaimedAddress(member *directory.Member) string {
	if !member.Unclaimed() {
		return ""
	}
	return directory.FoldLoosely(member.Email)
}

// deferredMembers returns what writes the members who were made.
func (g *group) deferredMembers(l *ledger) []call {
	if len(l.newcomers) == 0 {
		return nil
	}
	members := make([][]any, 0, len(l.newcomers))
	for _, member := range l.newcomers {
		remember(&l.members, member.ID, true)
		members = append(members, memberRow(string(l.organization), member))
	}
	l.newcomers = nil
	return g.store.engine.insert(memberTable, members)
}

func (t *tx) UpdateMember(member directory.Member) error {
	if !isText(string(member.ID)) {
		return notFound("member")
	}
	args := []any{
		t.organization,
		string(member.ID),
		member.Name,
		member.Email,
		directory.SearchKey(member.Name, member.Email),
		string(member.Role),
		string(member.Status),
		string(member.Identity),
		micros(member.SignedOutAt),
		micros(member.UpdatedAt),
		directory.FoldLoosely(member.Email),
	}
	return t.whereOwnerStays(member.ID, func() (bool, error) {
		affected, err := t.exec(updateMember, args...)
		return affected > 0, err
	})
}

// whereOwnerStays makes a change of a member that the statement itself refuses
// where no owner would be left, and says why when it changed nothing. The member
// or another owner may be among those who are not written yet.
func (t *tx) whereOwnerStays(id directory.MemberID, change func() (changed bool, err error)) error {
	changed, err := change()
	if err == nil && !changed && len(t.ledger.newcomers) > 0 {
		if err := t.flush(); err != nil {
			return err
		}
		changed, err = change()
	}
	if err != nil || changed {
		return err
	}
	if _, err := t.Member(id); err != nil {
		return err
	}
	return directory.RuleOnlyOwner.Refuse(directory.Refused)
}

// deletedMember is what a deleted member leaves to be given back.
type deletedMember struct {
	identity directory.IdentityID
	had      holding
	left     bool
}

func scanDeletedMember(rows cursor, deleted *deletedMember) error {
	return rows.Scan((*string)(&deleted.identity), &deleted.had.licensed, &deleted.had.waitNumber, &deleted.left)
}

func (t *tx) DeleteMember(id directory.MemberID) error {
	if !isText(string(id)) {
		return notFound("member")
	}
	var deleted []deletedMember
	err := t.whereOwnerStays(id, func() (bool, error) {
		var err error
		deleted, err = returning(t, scanDeletedMember, deleteMember, t.organization, string(id))
		return len(deleted) > 0, err
	})
	if err != nil {
		return err
	}
	delete(t.ledger.members, id)
	t.ledger.moved(deleted[0].had, holding{})
	if deleted[0].left {
		t.ledger.left--
	}
	if identity := deleted[0].identity; identity != "" {
		if _, err := t.exec(detachIdentity, t.organization, string(id), string(identity)); err != nil {
			return err
		}
	}
	for _, forget := range []*statement{
		leaveManualTeams,
		deleteManualMemberships,
		deleteSessionsOfMember,
		deleteLinksOfMember,
		deletePassword,
		deletePasskeysOfMember,
		deleteLoginsOfMember,
		deleteAdoptionsOfMember,
		forgetEndedMember,
	} {
		if _, err := t.exec(forget, t.organization, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// storeNewcomer writes a member who is new in this group, for a statement that is to
// find them.
func (t *tx) storeNewcomer(id directory.MemberID) error {
	if t.ledger.newcomer(id) == nil {
		return nil
	}
	return t.flush()
}
