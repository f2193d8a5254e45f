package sqlstore

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// No index serves those of everybody: one would have to be kept for every person whom a
// provider creates. They walk through the organization by the members' key and
// look at nothing else of it; what a page shows is read for its members alone.

// whoBelongs are the members of a team, provisioned or manual. An empty text is
// added to an identity's id so that nothing but the team can be begun with:
// PostgreSQL, while it has no statistics, may walk through all identities instead.
func whoBelongs(team string) string {
	return `
		SELECT b.member_id
		FROM team_members b
		WHERE b.organization_id = $1 AND b.team_id = ` + team + `
		UNION ALL
		SELECT i.member_id
		FROM team_identities b
		JOIN identities i ON i.organization_id = b.organization_id AND i.identity_id = b.identity_id || ''
		WHERE b.organization_id = $1 AND b.team_id = ` + team
}

// newMemberSearch makes a search of those whom narrow leaves: of everybody, or of
// one team.
func newMemberSearch(narrow string) *statement {
	return newStatement("search members", `
	SELECT `+memberColumns+`
	FROM (
		SELECT m.organization_id, m.member_id
		FROM members m
		WHERE m.organization_id = $1`+narrow+`
		AND ($2 = '%' OR m.search_key LIKE $2 ESCAPE '\')
		AND ($3 OR m.status {among $4})
		AND ($5 OR m.role {among $6})
		AND ($7 OR `+speaker+` {among $8})
		AND ($9 = '' OR m.member_id NOT IN (`+whoBelongs("$9")+`))
		AND ($10 OR m.licensed)
		AND (m.search_key, m.member_id) > ($11, $12)
		ORDER BY m.search_key, m.member_id
		LIMIT $13) AS page
	JOIN members m ON m.organization_id = page.organization_id AND m.member_id = page.member_id
	ORDER BY m.search_key, m.member_id`)
}

var (
	searchEverybody = newMemberSearch("")
	searchTeam      = newMemberSearch(`
		AND m.member_id {one of}` + whoBelongs("$14") + `{.}`)
	searchCrowd = newMemberSearch(`
		AND m.identity_id IN (
			SELECT b.identity_id
			FROM team_identities b
			WHERE b.organization_id = $1 AND b.team_id = $14)`)
	searchFew       = newMemberSearch(amongFew)
	searchFewOfTeam = newMemberSearch(amongFew + `
		AND (EXISTS (
				SELECT 1
				FROM team_members b
				WHERE b.organization_id = $1 AND b.team_id = $15 AND b.member_id = m.member_id)
			OR EXISTS (
				SELECT 1
				FROM team_identities b
				WHERE b.organization_id = $1 AND b.team_id = $15 AND b.identity_id = m.identity_id))`)
)

const amongFew = `
		AND m.member_id {among $14}`

// crowd is the size from which a provisioned team is found sooner by looking at
// everybody than by looking up each of its members.
const crowd = 10_000

// speaker is Member.Connection.
const speaker = `CASE WHEN m.adopted_by <> '' THEN m.adopted_by ELSE m.origin END`

// One row for each connection is all that is grouped: to group by what most have alike
// would cost more than the walk.
var countMembers = newStatement("count members", `
	SELECT
		`+speaker+`,
		count(*) FILTER (WHERE m.status = 'active'),
		count(*) FILTER (WHERE m.status = 'waiting'),
		count(*) FILTER (WHERE m.status = 'invited'),
		count(*) FILTER (WHERE m.status = 'deactivated'),
		count(*) FILTER (WHERE m.status = 'active' AND m.role = 'owner')
	FROM members m
	WHERE m.organization_id = $1
	GROUP BY `+speaker)

var selectMembersByEmail = newStatement("find members by address", selectMembersWhere+`
	AND m.search_key LIKE $2 ESCAPE '\'
	ORDER BY m.search_key, m.member_id
	LIMIT 10`)

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// maxPattern is the longest LIKE pattern that SQLite takes, in bytes. No name or
// address that the directory accepts is found by a longer one.
const maxPattern = 50_000

// likeAnywhere is the LIKE pattern of a text that is looked for anywhere in a
// folded one; % alone for no text. It returns false for a text that nothing
// holds.
func likeAnywhere(text string) (string, bool) {
	if text == "" {
		return "%", true
	}
	pattern := "%" + likeEscapes.Replace(directory.FoldLoosely(text)) + "%"
	return pattern, len(pattern) <= maxPattern
}

// likeEmail is the LIKE pattern of the search keys that end with an address.
func likeEmail(email string) (string, bool) {
	pattern := "%" + likeEscapes.Replace(directory.SearchKey("", email))
	return pattern, email != "" && len(pattern) <= maxPattern
}

func (r *reader) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	pattern, ok := likeAnywhere(search.Text)
	if !ok {
		return nil, nil
	}
	args := []any{
		r.organization,
		pattern,
		len(search.Statuses) == 0, list(r, search.Statuses),
		len(search.Roles) == 0, list(r, search.Roles),
		len(search.Connections) == 0, list(r, search.Connections),
		string(search.NotInTeam),
		!search.Licensed,
		search.After.Key,
		string(search.After.ID),
		int64(search.Limit),
	}
	few := len(search.Among) > 0
	if few {
		args = append(args, list(r, search.Among))
	}
	switch {
	case search.Team == "" && few:
		return collect(r, scanMember, searchFew, args...)
	case search.Team == "":
		return collect(r, scanMember, searchEverybody, args...)
	case few:
		return collect(r, scanMember, searchFewOfTeam, append(args, string(search.Team))...)
	}
	team, err := r.AnyTeam(search.Team)
	if directory.CodeOf(err) == directory.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	in := searchTeam
	if team.Origin != "" && team.Size >= crowd {
		in = searchCrowd
	}
	return collect(r, scanMember, in, append(args, string(team.ID))...)
}

// spokenMembers is how many members a connection speaks for.
type spokenMembers struct {
	by                                    directory.ConnectionID
	active, waiting, invited, deactivated int
	owners                                int
}

func (r *reader) CountMembers() (directory.MemberCounts, error) {
	counts := directory.MemberCounts{
		ByStatus:     map[directory.MemberStatus]int{},
		ByConnection: map[directory.ConnectionID]int{},
	}
	rows, err := collect(r, func(rows cursor, of *spokenMembers) error {
		return rows.Scan((*string)(&of.by), &of.active, &of.waiting, &of.invited, &of.deactivated, &of.owners)
	}, countMembers, r.organization)
	for _, of := range rows {
		for status, number := range map[directory.MemberStatus]int{
			directory.MemberActive: of.active, directory.MemberWaiting: of.waiting,
			directory.MemberInvited: of.invited, directory.MemberDeactivated: of.deactivated,
		} {
			if number > 0 {
				counts.ByStatus[status] += number
			}
		}
		counts.ByConnection[of.by] = of.active + of.waiting + of.invited + of.deactivated
		counts.Owners += of.owners
	}
	return counts, err
}

func (r *reader) MembersByEmail(email string) ([]directory.Member, error) {
	pattern, ok := likeEmail(email)
	if !ok {
		return nil, nil
	}
	return collect(r, scanMember, selectMembersByEmail, r.organization, pattern)
}

func (t *tx) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.SearchMembers(search)
}

func (t *tx) CountMembers() (directory.MemberCounts, error) {
	if err := t.flush(); err != nil {
		return directory.MemberCounts{}, err
	}
	return t.reader.CountMembers()
}

func (t *tx) MembersByEmail(email string) ([]directory.Member, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.MembersByEmail(email)
}
