package sqlstore

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// Differences are computed by the database: no statement here reads a team's
// list, apart from those that replace it, and their number does not depend on
// how many ids there are.

var selectTeamMembers = newStatement("list team members", `
	SELECT b.identity_id, i.user_name
	FROM team_identities b
	JOIN identities i ON i.organization_id = b.organization_id AND i.identity_id = b.identity_id
	WHERE b.organization_id = $1 AND b.team_id = $2 AND b.identity_id > $3
	ORDER BY b.identity_id
	LIMIT $4`)

var selectTeamHas = newStatement("find team members", `
	SELECT b.identity_id
	FROM team_identities b
	WHERE b.organization_id = $1 AND b.team_id = $2
	AND b.identity_id {among $3}
	ORDER BY b.identity_id`)

// The team is asked about each person, not joined with them: SQLite took a join
// for a reason to walk through everybody of the team's connection.
var addTeamMembers = newStatement("add team members", `
	INSERT INTO team_identities (organization_id, team_id, identity_id)
	SELECT i.organization_id, $2, i.identity_id
	FROM identities i
	WHERE i.organization_id = $1 AND i.identity_id {among $3}
	AND EXISTS (
		SELECT 1
		FROM teams t
		WHERE t.organization_id = $1 AND t.team_id = $2 AND t.origin = i.connection_id)
	ON CONFLICT (organization_id, team_id, identity_id) DO NOTHING
	RETURNING identity_id`)

var removeTeamMembers = newStatement("remove team members", `
	DELETE FROM team_identities
	WHERE organization_id = $1 AND team_id = $2
	AND identity_id {among $3}
	RETURNING identity_id`)

var retainTeamMembers = newStatement("retain team members", `
	DELETE FROM team_identities
	WHERE organization_id = $1 AND team_id = $2
	AND identity_id NOT IN (SELECT ids.value FROM {ids})
	RETURNING identity_id`)

var deleteTeamMembers = newStatement("delete team members", `
	DELETE FROM team_identities
	WHERE organization_id = $1 AND team_id = $2`)

var resizeTeam = newStatement("count team members", `
	UPDATE teams
	SET size = size + $3
	WHERE organization_id = $1 AND team_id = $2`)

var leaveTeams = newStatement("count team members", `
	UPDATE teams
	SET size = size - 1
	WHERE organization_id = $1 AND team_id IN (
		SELECT b.team_id
		FROM team_identities b
		WHERE b.organization_id = $1 AND b.identity_id = $2)`)

var deleteMemberships = newStatement("leave teams", `
	DELETE FROM team_identities
	WHERE organization_id = $1 AND identity_id = $2`)

var selectUnknownMembers = newStatement("list unknown members", `
	SELECT u.identity_id
	FROM team_unknowns u
	WHERE u.organization_id = $1 AND u.team_id = $2
	ORDER BY u.identity_id`)

// WHERE true tells SQLite that ON begins no join condition.
var addUnknownMembers = newStatement("add unknown members", `
	INSERT INTO team_unknowns (organization_id, team_id, identity_id)
	SELECT t.organization_id, t.team_id, ids.value
	FROM {ids}
	JOIN teams t ON t.organization_id = $1 AND t.team_id = $2
	WHERE true
	ON CONFLICT (organization_id, team_id, identity_id) DO NOTHING
	RETURNING identity_id`)

var removeUnknownMembers = newStatement("remove unknown members", `
	DELETE FROM team_unknowns
	WHERE organization_id = $1 AND team_id = $2
	AND identity_id {among $3}
	RETURNING identity_id`)

var retainUnknownMembers = newStatement("retain unknown members", `
	DELETE FROM team_unknowns
	WHERE organization_id = $1 AND team_id = $2
	AND identity_id NOT IN (SELECT ids.value FROM {ids})
	RETURNING identity_id`)

var deleteTeamUnknowns = newStatement("delete unknown members", `
	DELETE FROM team_unknowns
	WHERE organization_id = $1 AND team_id = $2`)

var countUnknownMembers = newStatement("count unknown members", `
	UPDATE teams
	SET unknown = unknown + $3
	WHERE organization_id = $1 AND team_id = $2`)

func (r *reader) TeamMembers(team directory.TeamID, after directory.IdentityID, limit int) ([]directory.TeamMember, error) {
	return collect(r, func(rows cursor, member *directory.TeamMember) error {
		return rows.Scan((*string)(&member.Identity), &member.UserName)
	}, selectTeamMembers, r.organization, string(team), string(after), int64(limit))
}

func (r *reader) TeamHas(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(r, scanText[directory.IdentityID], selectTeamHas, r.organization, string(team), list(r, ids))
}

func (r *reader) UnknownMembers(team directory.TeamID) ([]directory.IdentityID, error) {
	return collect(r, scanText[directory.IdentityID], selectUnknownMembers, r.organization, string(team))
}

func (t *tx) AddTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return changeTeam(t, team, ids, addTeamMembers, resizeTeam, 1)
}

func (t *tx) RemoveTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return changeTeam(t, team, ids, removeTeamMembers, resizeTeam, -1)
}

func (t *tx) RetainTeamMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return changeTeam(t, team, ids, retainTeamMembers, resizeTeam, -1)
}

func (t *tx) AddUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return changeTeam(t, team, ids, addUnknownMembers, countUnknownMembers, 1)
}

func (t *tx) RemoveUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return changeTeam(t, team, ids, removeUnknownMembers, countUnknownMembers, -1)
}

func (t *tx) RetainUnknownMembers(team directory.TeamID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	return changeTeam(t, team, ids, retainUnknownMembers, countUnknownMembers, -1)
}

// changeTeam runs a statement that returns whom it added (sign 1) or removed
// (sign -1), keeps the team's count of them, and returns them sorted.
func changeTeam[ID ~string](t *tx, team directory.TeamID, ids []ID, change, count *statement, sign int64) ([]ID, error) {
	if !isText(string(team)) {
		return nil, nil
	}
	changed, err := returning(t, scanText[ID], change, t.organization, string(team), list(t.reader, ids))
	if err != nil || len(changed) == 0 {
		return nil, err
	}
	if _, err := t.exec(count, t.organization, string(team), sign*int64(len(changed))); err != nil {
		return nil, err
	}
	slices.Sort(changed)
	return changed, nil
}
