package sqlstore

import (
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

const (
	teamColumns = `
		t.team_id,
		t.origin,
		t.ordinal,
		t.name,
		t.asserted_name,
		t.formerly,
		t.external_id,
		t.resource,
		t.size,
		t.unknown,
		t.created_at,
		t.updated_at`

	teamsOfOrigin = `
	FROM teams t
	WHERE t.organization_id = $1 AND t.origin = $2 `

	teamPage = `
	AND t.ordinal > $3
	ORDER BY t.ordinal
	LIMIT $4`
	// teamOnly is for what is narrowed to a single team; see identityOnly.
	teamOnly = `
	AND t.ordinal > $3
	LIMIT $4`
)

func newTeamQuery(narrow string) *statement {
	return newStatement("list teams", "SELECT "+teamColumns+teamsOfOrigin+narrow)
}

var selectTeams = map[directory.TeamIndex]*statement{
	directory.EveryTeam: newTeamQuery(teamPage),
	directory.TeamByID:  newTeamQuery(`AND t.team_id = $5` + teamOnly),
	directory.TeamByName: newTeamQuery(`AND t.team_id IN (
		SELECT n.team_id
		FROM teams n
		WHERE n.organization_id = $1 AND n.origin = $2 AND n.name_key = $5
		UNION ALL
		SELECT a.team_id
		FROM teams a
		WHERE a.organization_id = $1 AND a.origin = $2 AND a.asserted_key = $5 AND a.asserted_key <> '')` + teamPage),
	directory.TeamByExternalID: newTeamQuery(`AND t.external_id = $5` + teamPage),
	directory.TeamByIdentity: newTeamQuery(`AND t.team_id IN (
		SELECT b.team_id
		FROM team_identities b
		WHERE b.organization_id = $1 AND b.identity_id = $5)` + teamPage),
}

var selectTeam = newStatement("read team",
	"SELECT "+teamColumns+teamsOfOrigin+`AND t.team_id = $3`)

var selectAnyTeam = newStatement("read team", `
	SELECT `+teamColumns+`
	FROM teams t
	WHERE t.organization_id = $1 AND t.team_id = $2`)

var searchTeams = newStatement("search teams", `
	SELECT `+teamColumns+`
	FROM teams t
	WHERE t.organization_id = $1
	AND ($2 = '%' OR t.name_key LIKE $2 ESCAPE '\')
	AND ($3 OR t.origin {among $4})
	AND (t.name_key, t.team_id) > ($5, $6)
	ORDER BY t.name_key, t.team_id
	LIMIT $7`)

var countTeams = newStatement("count teams", `
	SELECT t.origin, count(*)
	FROM teams t
	WHERE t.organization_id = $1
	GROUP BY t.origin`)

var selectTeamOrdinal = newStatement("find a position", `
	SELECT t.ordinal`+teamsOfOrigin+`
	ORDER BY t.ordinal
	LIMIT 1 OFFSET $3`)

var insertTeam = newStatement("create team", `
	INSERT INTO teams (organization_id, team_id, origin, ordinal, name, name_key, external_id, resource,
		size, unknown, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10)
	ON CONFLICT (organization_id, origin, name_key) DO NOTHING`)

// As with identities, a taken name must not break a constraint.
var updateTeam = newStatement("update team", `
	UPDATE teams
	SET name = $4, name_key = $5, external_id = $6, resource = $7, updated_at = $8,
		asserted_name = $9, asserted_key = $10
	WHERE organization_id = $1 AND origin = $2 AND team_id = $3
	AND NOT EXISTS (
		SELECT 1
		FROM teams o
		WHERE o.organization_id = $1 AND o.origin = $2 AND o.name_key = $5 AND o.team_id <> $3)`)

var deleteTeam = newStatement("delete team", `
	DELETE FROM teams
	WHERE organization_id = $1 AND origin = $2 AND team_id = $3`)

func scanTeam(rows cursor, team *directory.Team) error {
	var created, updated int64
	err := rows.Scan(
		(*string)(&team.ID),
		(*string)(&team.Origin),
		&team.Ordinal,
		&team.Name,
		&team.Asserted,
		(*string)(&team.Formerly),
		&team.ExternalID,
		&team.Resource,
		&team.Size,
		&team.Unknown,
		&created,
		&updated,
	)
	team.CreatedAt = timeFromMicros(created)
	team.UpdatedAt = timeFromMicros(updated)
	return err
}

func (r *reader) Team(origin directory.ConnectionID, id directory.TeamID) (directory.Team, error) {
	return single(r, teamNoun(origin), scanTeam, selectTeam, r.organization, string(origin), string(id))
}

// teamNoun is how people call a team of an origin.
func teamNoun(origin directory.ConnectionID) string {
	if origin == "" {
		return "team"
	}
	return "group"
}

func (r *reader) AnyTeam(id directory.TeamID) (directory.Team, error) {
	return single(r, "team", scanTeam, selectAnyTeam, r.organization, string(id))
}

func (r *reader) SearchTeams(search directory.TeamSearch) ([]directory.Team, error) {
	pattern, ok := likeAnywhere(search.Text)
	if !ok {
		return nil, nil
	}
	return collect(r, scanTeam, searchTeams,
		r.organization,
		pattern,
		len(search.Origins) == 0,
		list(r, search.Origins),
		search.After.Key,
		string(search.After.ID),
		int64(search.Limit),
	)
}

func (r *reader) CountTeams() (map[directory.ConnectionID]int, error) {
	rows, err := collect(r, func(rows cursor, count *originCount) error {
		return rows.Scan((*string)(&count.origin), &count.teams)
	}, countTeams, r.organization)
	counts := make(map[directory.ConnectionID]int, len(rows))
	for _, row := range rows {
		counts[row.origin] = row.teams
	}
	return counts, err
}

// originCount is how many teams an origin has.
type originCount struct {
	origin directory.ConnectionID
	teams  int
}

func (r *reader) Teams(origin directory.ConnectionID, query directory.TeamQuery) ([]directory.Team, error) {
	args := []any{r.organization, string(origin), query.After, int64(query.Limit)}
	switch query.Key.By {
	case directory.EveryTeam:
	case directory.TeamByID, directory.TeamByExternalID, directory.TeamByIdentity:
		args = append(args, query.Key.Value)
	case directory.TeamByName:
		key, err := directory.Fold(query.Key.Value)
		if err != nil {
			return nil, nil // what no name may hold is nobody's name
		}
		args = append(args, key)
	}
	text, ok := selectTeams[query.Key.By]
	if !ok {
		return nil, fmt.Errorf("list teams: there is no index %d", query.Key.By)
	}
	return collect(r, scanTeam, text, args...)
}

func (r *reader) TeamOrdinal(origin directory.ConnectionID, position int64) (int64, error) {
	return ordinalAt(r, selectTeamOrdinal, string(origin), position)
}

func teamNameTaken(origin directory.ConnectionID) error {
	if origin == "" {
		return directory.RuleTeamNameTaken.Refuse(directory.Taken).About("team name")
	}
	return directory.Errorf(directory.Taken, "Another group of this connection has this displayName already; use another or change theirs first.").About("team name")
}

func (t *tx) CreateTeam(team directory.Team) error {
	if team.Origin != "" {
		if err := t.requireConnection(team.Origin); err != nil {
			return err
		}
	}
	key, err := directory.Fold(team.Name)
	if err != nil {
		return err
	}
	affected, err := t.exec(insertTeam,
		t.organization,
		string(team.ID),
		string(team.Origin),
		team.Ordinal,
		team.Name,
		key,
		team.ExternalID,
		bytesNotNull(team.Resource),
		micros(team.CreatedAt),
		micros(team.UpdatedAt),
	)
	if err != nil {
		return err
	}
	if affected == 0 {
		return teamNameTaken(team.Origin)
	}
	t.countTeam(team.Origin, 1)
	return nil
}

// countTeam changes the kept total of a connection; manual teams have none.
func (t *tx) countTeam(origin directory.ConnectionID, by int64) {
	if origin != "" {
		t.ledger.total(origin).teams += by
	}
}

func (t *tx) UpdateTeam(team directory.Team) error {
	if !isText(string(team.Origin)) || !isText(string(team.ID)) {
		return notFound(teamNoun(team.Origin))
	}
	key, err := directory.Fold(team.Name)
	if err != nil {
		return err
	}
	affected, err := t.exec(updateTeam,
		t.organization,
		string(team.Origin),
		string(team.ID),
		team.Name,
		key,
		team.ExternalID,
		bytesNotNull(team.Resource),
		micros(team.UpdatedAt),
		team.Asserted,
		directory.FoldLoosely(team.Asserted),
	)
	if err != nil || affected > 0 {
		return err
	}
	if _, err := t.Team(team.Origin, team.ID); err != nil {
		return err
	}
	return teamNameTaken(team.Origin)
}

func (t *tx) DeleteTeam(origin directory.ConnectionID, id directory.TeamID) error {
	if !isText(string(origin)) || !isText(string(id)) {
		return notFound(teamNoun(origin))
	}
	affected, err := t.exec(deleteTeam, t.organization, string(origin), string(id))
	if err != nil {
		return err
	}
	if affected == 0 {
		return notFound(teamNoun(origin))
	}
	t.countTeam(origin, -1)
	if _, err := t.exec(forgetEndedTeam, t.organization, string(id)); err != nil {
		return err
	}
	if origin == "" {
		_, err := t.exec(deleteManualTeamMembers, t.organization, string(id))
		return err
	}
	if _, err := t.exec(deleteTeamMembers, t.organization, string(id)); err != nil {
		return err
	}
	_, err = t.exec(deleteTeamUnknowns, t.organization, string(id))
	return err
}
