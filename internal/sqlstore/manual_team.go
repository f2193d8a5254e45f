package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// Whoever is added is looked for among the members, so that a manual team never
// holds anyone whom the organization does not have.
var addToManualTeam = newStatement("add to team", `
	INSERT INTO team_members (organization_id, team_id, member_id)
	SELECT m.organization_id, $2, m.member_id
	FROM members m
	WHERE m.organization_id = $1 AND m.member_id {among $3}
	AND EXISTS (
		SELECT 1
		FROM teams t
		WHERE t.organization_id = $1 AND t.team_id = $2 AND t.origin = '')
	ON CONFLICT (organization_id, team_id, member_id) DO NOTHING
	RETURNING member_id`)

var removeFromManualTeam = newStatement("remove from team", `
	DELETE FROM team_members
	WHERE organization_id = $1 AND team_id = $2
	AND member_id {among $3}
	RETURNING member_id`)

var deleteManualTeamMembers = newStatement("delete team members", `
	DELETE FROM team_members
	WHERE organization_id = $1 AND team_id = $2`)

var leaveManualTeams = newStatement("count team members", `
	UPDATE teams
	SET size = size - 1
	WHERE organization_id = $1 AND team_id IN (
		SELECT b.team_id
		FROM team_members b
		WHERE b.organization_id = $1 AND b.member_id = $2)`)

var deleteManualMemberships = newStatement("leave teams", `
	DELETE FROM team_members
	WHERE organization_id = $1 AND member_id = $2`)

// SQLite joins what CROSS JOIN names in this order: the members who are asked for
// come first. It knows of no table's size, and would walk through everybody in a
// team of the organization. PostgreSQL takes the memberships before the teams where
// they are written apart.
var selectTeamsOfMembers = newStatement("list the teams of members", `
	WITH theirs AS MATERIALIZED (
		SELECT b.organization_id, b.team_id, b.member_id
		FROM team_members b
		WHERE b.organization_id = $1 AND b.member_id {among $2})
	SELECT b.member_id, t.team_id, t.name, t.origin, t.name_key
	FROM theirs b
	JOIN teams t ON t.organization_id = b.organization_id AND t.team_id = b.team_id
	UNION ALL
	SELECT m.member_id, t.team_id, t.name, t.origin, t.name_key
	FROM members m
	CROSS JOIN team_identities b
	JOIN teams t ON t.organization_id = b.organization_id AND t.team_id = b.team_id
	WHERE m.organization_id = $1 AND m.member_id {among $2}
	AND b.organization_id = m.organization_id AND b.identity_id = m.identity_id
	ORDER BY 1, 5, 2`)

func scanMemberTeam(rows cursor, team *directory.MemberTeam) error {
	var nameKey string // for the order
	return rows.Scan((*string)(&team.Member), (*string)(&team.Team.ID), &team.Team.Name, (*string)(&team.Origin), &nameKey)
}

func (r *reader) TeamsOfMembers(ids []directory.MemberID) ([]directory.MemberTeam, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(r, scanMemberTeam, selectTeamsOfMembers, r.organization, list(r, ids))
}

func (t *tx) TeamsOfMembers(ids []directory.MemberID) ([]directory.MemberTeam, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.TeamsOfMembers(ids)
}

func (t *tx) AddToManualTeam(team directory.TeamID, members []directory.MemberID) ([]directory.MemberID, error) {
	if len(members) == 0 {
		return nil, nil
	}
	if err := t.flush(); err != nil {
		return nil, err
	}
	return changeTeam(t, team, members, addToManualTeam, resizeTeam, 1)
}

func (t *tx) RemoveFromManualTeam(team directory.TeamID, members []directory.MemberID) ([]directory.MemberID, error) {
	if len(members) == 0 {
		return nil, nil
	}
	return changeTeam(t, team, members, removeFromManualTeam, resizeTeam, -1)
}
