package sqlstore

import (
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// SQLite joins what CROSS JOIN names in this order: who belongs to the team comes
// first, in order of their ids, so that a page ends where its limit does.
var selectManualTeamMembers = newStatement("list who belongs to a team", `
	SELECT `+memberColumns+`
	FROM team_members b
	CROSS JOIN members m
	WHERE b.organization_id = $1 AND b.team_id = $2 AND b.member_id > $4
	AND m.organization_id = b.organization_id AND m.member_id = b.member_id
	AND NOT EXISTS (
		SELECT 1
		FROM team_members o
		WHERE o.organization_id = $1 AND o.team_id = $3 AND o.member_id = b.member_id)
	AND NOT EXISTS (
		SELECT 1
		FROM team_identities o
		WHERE o.organization_id = $1 AND o.team_id = $3 AND o.identity_id = m.identity_id)
	ORDER BY b.member_id
	LIMIT $5`)

var joinManualTeams = newStatement("join teams", `
	INSERT INTO team_members (organization_id, team_id, member_id)
	SELECT b.organization_id, b.team_id, m.member_id
	FROM team_members b
	CROSS JOIN members m
	WHERE b.organization_id = $1 AND b.member_id = $3
	AND m.organization_id = $1 AND m.member_id = $2
	ON CONFLICT (organization_id, team_id, member_id) DO NOTHING
	RETURNING team_id`)

var growTeams = newStatement("count team members", `
	UPDATE teams
	SET size = size + 1, updated_at = $3
	WHERE organization_id = $1 AND team_id {among $2}`)

func (r *reader) ManualTeamMembers(team, other directory.TeamID, after directory.MemberID, limit int) ([]directory.Member, error) {
	if !isText(string(team)) || !isText(string(other)) || !isText(string(after)) {
		return nil, nil
	}
	return collect(r, scanMember, selectManualTeamMembers, r.organization, string(team), string(other), string(after), int64(limit))
}

func (t *tx) JoinManualTeams(member, of directory.MemberID, at time.Time) ([]directory.TeamID, error) {
	if !isText(string(member)) || !isText(string(of)) {
		return nil, nil
	}
	if err := t.storeNewcomer(member); err != nil {
		return nil, err
	}
	joined, err := returning(t, scanText[directory.TeamID], joinManualTeams, t.organization, string(member), string(of))
	if err != nil || len(joined) == 0 {
		return nil, err
	}
	if _, err := t.exec(growTeams, t.organization, list(t.reader, joined), micros(at)); err != nil {
		return nil, err
	}
	slices.Sort(joined)
	return joined, nil
}
