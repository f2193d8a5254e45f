package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

var selectEditedIdentities = newStatement("list edited identities",
	"SELECT "+identityColumns+", ''"+identitiesOfConnection+`AND i.edited
	ORDER BY i.place
	LIMIT $3`)

var selectRenamedTeams = newStatement("list renamed teams",
	"SELECT "+teamColumns+teamsOfOrigin+`AND t.asserted_key <> ''
	ORDER BY t.ordinal
	LIMIT $3`)

var countEdited = newStatement("count what was edited", `
	SELECT
		(SELECT count(*)`+identitiesOfConnection+`AND i.edited),
		(SELECT count(*)`+teamsOfOrigin+`AND t.asserted_key <> '')`)

var setEdited = newStatement("note who was edited", `
	UPDATE identities
	SET edited = $4, version = version + 1
	WHERE organization_id = $1 AND connection_id = $2 AND identity_id = $3`)

const (
	endedColumns = `
	SELECT e.number, e.connection_id, e.member_id, e.team_id, e.external_id, e.name, e.new_member_id, e.new_team_id
	FROM ended e
	WHERE e.organization_id = $1 `
	// endedOnly are those that were not created again.
	endedOnly = `AND e.connection_id = $2 AND e.new_member_id = '' AND e.new_team_id = '' `
	endedLast = `
	ORDER BY e.number DESC
	LIMIT 1`
)

// What ended is few: the key's tree is walked through, of one organization.
var (
	selectEndedOf = newStatement("list what ended", endedColumns+endedOnly+`
	ORDER BY e.number
	LIMIT $3`)
	selectEndedMember = newStatement("find who ended", endedColumns+endedOnly+`
	AND e.member_id <> '' AND (e.external_id = $3 AND e.external_id <> '' OR e.name_key = $4)`+endedLast)
	selectEndedTeam = newStatement("find which team ended", endedColumns+endedOnly+`
	AND e.team_id <> '' AND e.name_key = $3`+endedLast)
	selectDuplicateMembers = newStatement("list duplicate members", endedColumns+`
	AND e.new_member_id <> '' AND (e.member_id {among $2} OR e.new_member_id {among $2})
	ORDER BY e.number`)
	selectDuplicateTeams = newStatement("list duplicate teams", endedColumns+`
	AND e.new_team_id <> '' AND (e.team_id {among $2} OR e.new_team_id {among $2})
	ORDER BY e.number`)
)

var countEnded = newStatement("count what ended", `
	SELECT count(CASE WHEN e.member_id <> '' THEN 1 END), count(CASE WHEN e.team_id <> '' THEN 1 END)
	FROM ended e
	WHERE e.organization_id = $1 `+endedOnly)

var putEnded = newStatement("put what ended", `
	INSERT INTO ended (organization_id, number, connection_id, member_id, team_id, external_id, name, name_key, new_member_id, new_team_id)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	ON CONFLICT (organization_id, number) DO UPDATE
	SET connection_id = excluded.connection_id, member_id = excluded.member_id, team_id = excluded.team_id,
		external_id = excluded.external_id, name = excluded.name, name_key = excluded.name_key,
		new_member_id = excluded.new_member_id, new_team_id = excluded.new_team_id`)

// Whoever is removed is nobody's duplicate any more.
var (
	forgetEndedMember = newStatement("forget who ended", `
	DELETE FROM ended
	WHERE organization_id = $1 AND (member_id = $2 OR new_member_id = $2)`)
	forgetEndedTeam = newStatement("forget which team ended", `
	DELETE FROM ended
	WHERE organization_id = $1 AND (team_id = $2 OR new_team_id = $2)`)
)

var releaseMembers = newStatement("add to team", `
	INSERT INTO team_members (organization_id, team_id, member_id)
	SELECT DISTINCT i.organization_id, $2, i.member_id
	FROM team_identities b
	JOIN identities i ON i.organization_id = b.organization_id AND i.identity_id = b.identity_id
	WHERE b.organization_id = $1 AND b.team_id = $2 AND i.member_id <> ''`)

// As with updates, a taken name must not break a constraint.
var releaseTeam = newStatement("release team", `
	UPDATE teams
	SET origin = '', formerly = $2, name = $4, name_key = $5, asserted_name = '', asserted_key = '',
		external_id = '', resource = $6, updated_at = $7, unknown = 0
	WHERE organization_id = $1 AND origin = $2 AND team_id = $3
	AND NOT EXISTS (
		SELECT 1
		FROM teams o
		WHERE o.organization_id = $1 AND o.origin = '' AND o.name_key = $5)`)

var recountManualTeam = newStatement("count team members", `
	UPDATE teams
	SET size = (SELECT count(*) FROM team_members b WHERE b.organization_id = $1 AND b.team_id = $2)
	WHERE organization_id = $1 AND team_id = $2`)

func scanEnded(rows cursor, ended *directory.Ended) error {
	return rows.Scan(
		&ended.Number,
		(*string)(&ended.Connection),
		(*string)(&ended.Member),
		(*string)(&ended.Team),
		&ended.ExternalID,
		&ended.Name,
		(*string)(&ended.NewMember),
		(*string)(&ended.NewTeam),
	)
}

func (r *reader) EditedIdentities(connection directory.ConnectionID, limit int) ([]directory.Identity, error) {
	return collect(r, scanIdentity(connection), selectEditedIdentities, r.organization, string(connection), int64(limit))
}

func (r *reader) RenamedTeams(connection directory.ConnectionID, limit int) ([]directory.Team, error) {
	return collect(r, scanTeam, selectRenamedTeams, r.organization, string(connection), int64(limit))
}

func (r *reader) CountEdited(connection directory.ConnectionID) (directory.EditedCounts, error) {
	found, err := collect(r, func(rows cursor, counts *directory.EditedCounts) error {
		return rows.Scan(&counts.Identities, &counts.Teams)
	}, countEdited, r.organization, string(connection))
	return first(found), err
}

func (r *reader) EndedOf(connection directory.ConnectionID, limit int) ([]directory.Ended, error) {
	return collect(r, scanEnded, selectEndedOf, r.organization, string(connection), int64(limit))
}

func (r *reader) CountEnded(connection directory.ConnectionID) (directory.EndedCounts, error) {
	found, err := collect(r, func(rows cursor, counts *directory.EndedCounts) error {
		return rows.Scan(&counts.Members, &counts.Teams)
	}, countEnded, r.organization, string(connection))
	return first(found), err
}

func (r *reader) EndedMember(connection directory.ConnectionID, externalID, userName string) (directory.Ended, error) {
	found, err := collect(r, scanEnded, selectEndedMember, r.organization, string(connection), externalID, directory.FoldLoosely(userName))
	return first(found), err
}

func (r *reader) EndedTeam(connection directory.ConnectionID, name string) (directory.Ended, error) {
	found, err := collect(r, scanEnded, selectEndedTeam, r.organization, string(connection), directory.FoldLoosely(name))
	return first(found), err
}

func (r *reader) DuplicatesOfMembers(members []directory.MemberID) ([]directory.Ended, error) {
	if len(members) == 0 {
		return nil, nil
	}
	return collect(r, scanEnded, selectDuplicateMembers, r.organization, list(r, members))
}

func (r *reader) DuplicatesOfTeams(teams []directory.TeamID) ([]directory.Ended, error) {
	if len(teams) == 0 {
		return nil, nil
	}
	return collect(r, scanEnded, selectDuplicateTeams, r.organization, list(r, teams))
}

// first is the first that was found, or the zero value.
func first[Thing any](found []Thing) Thing {
	if len(found) == 0 {
		var none Thing
		return none
	}
	return found[0]
}

func (t *tx) SetEdited(connection directory.ConnectionID, id directory.IdentityID, edited bool) error {
	if !isText(string(connection)) || !isText(string(id)) {
		return notFound("user")
	}
	affected, err := t.exec(setEdited, t.organization, string(connection), string(id), edited)
	if err == nil && affected == 0 {
		return notFound("user")
	}
	return err
}

func (t *tx) PutEnded(ended directory.Ended) error {
	if err := t.requireConnection(ended.Connection); err != nil {
		return err
	}
	for _, member := range []directory.MemberID{ended.Member, ended.NewMember} {
		if member == "" {
			continue
		}
		if err := t.requireMember(member); err != nil {
			return err
		}
	}
	for _, team := range []directory.TeamID{ended.Team, ended.NewTeam} {
		if team == "" {
			continue
		}
		if _, err := t.AnyTeam(team); err != nil {
			return err
		}
	}
	_, err := t.exec(putEnded,
		t.organization,
		ended.Number,
		string(ended.Connection),
		string(ended.Member),
		string(ended.Team),
		ended.ExternalID,
		ended.Name,
		directory.FoldLoosely(ended.Name),
		string(ended.NewMember),
		string(ended.NewTeam),
	)
	return err
}

func (t *tx) ReleaseTeam(team directory.Team) error {
	if team.Origin == "" || !isText(string(team.Origin)) || !isText(string(team.ID)) {
		return notFound("group")
	}
	key, err := directory.Fold(team.Name)
	if err != nil {
		return err
	}
	affected, err := t.exec(releaseTeam,
		t.organization, string(team.Origin), string(team.ID), team.Name, key, []byte{}, micros(team.UpdatedAt))
	if err != nil {
		return err
	}
	if affected == 0 {
		if _, err := t.Team(team.Origin, team.ID); err != nil {
			return err
		}
		return teamNameTaken("")
	}
	t.countTeam(team.Origin, -1)
	for _, text := range []*statement{releaseMembers, deleteTeamMembers, deleteTeamUnknowns, recountManualTeam} {
		if _, err := t.exec(text, t.organization, string(team.ID)); err != nil {
			return err
		}
	}
	return nil
}
