package sqlstore

import (
	"cmp"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// How many members left is kept with the organization, where every change sees it:
// a create looks for one only where there is one.

var selectMemberWhoLeft = newStatement("find who left", `
	SELECT m.member_id, m.ordinal
	FROM members m
	WHERE m.organization_id = $1 AND m.member_id IN (
		SELECT l.member_id
		FROM members l
		WHERE l.organization_id = $1 AND l.left_as = $3 AND l.left_as <> '')
	AND m.identity_id = ''
	AND CASE m.adopted_by WHEN '' THEN m.origin ELSE m.adopted_by END = $2`)

// Members who had not left, and those who had.
var (
	leaveFirst = newStatement("note who left", leaveAs+`left_as = ''`)
	leaveAgain = newStatement("note who left", leaveAs+`left_as <> ''`)
)

const leaveAs = `
	UPDATE members
	SET left_as = $3
	WHERE organization_id = $1 AND member_id = $2 AND `

func (r *reader) MemberWhoLeft(origin directory.ConnectionID, externalID string) (directory.MemberID, error) {
	found, err := collect(r, func(rows cursor, member *directory.Member) error {
		return rows.Scan((*string)(&member.ID), &member.Ordinal)
	}, selectMemberWhoLeft, r.organization, string(origin), externalID)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return slices.MaxFunc(found, func(a, b directory.Member) int {
		return cmp.Or(cmp.Compare(a.Ordinal, b.Ordinal), cmp.Compare(a.ID, b.ID))
	}).ID, nil
}

func (t *tx) MemberWhoLeft(origin directory.ConnectionID, externalID string) (directory.MemberID, error) {
	if t.ledger.left == 0 || externalID == "" {
		return "", nil
	}
	return t.reader.MemberWhoLeft(origin, externalID)
}

func (t *tx) LeaveAs(id directory.MemberID, externalID string) error {
	if !isText(string(id)) {
		return notFound("member")
	}
	if err := t.storeNewcomer(id); err != nil {
		return err
	}
	args := []any{t.organization, string(id), externalID}
	again, err := t.exec(leaveAgain, args...)
	if err != nil {
		return err
	}
	if again > 0 {
		if externalID == "" {
			t.ledger.left--
		}
		return nil
	}
	if externalID == "" {
		return t.requireMember(id)
	}
	first, err := t.exec(leaveFirst, args...)
	if err != nil {
		return err
	}
	if first == 0 {
		return notFound("member")
	}
	t.ledger.left++
	return nil
}
