package sqlstore

import (
	"database/sql"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// No index serves these: one would have to be kept for every person whom a
// provider creates. They walk through the organization by the members' key and
// look at nothing else of it; what a page shows is read for its members alone.

// whoBelongs are the members of a team, provisioned or manual.
func whoBelongs(team string) string {
	return `
		SELECT b.member_id
		FROM team_members b
		WHERE b.organization_id = $1 AND b.team_id = ` + team + `
		UNION ALL
		SELECT i.member_id
		FROM team_identities b
		JOIN identities i ON i.organization_id = b.organization_id AND i.identity_id = b.identity_id
		WHERE b.organization_id = $1 AND b.team_id = ` + team
}

// newMemberSearch makes a search with a condition more.
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
		AND ($7 OR m.origin {among $8})
		AND ($9 = '' OR m.member_id NOT IN (`+whoBelongs("$9")+`))
		AND (m.search_key, m.member_id) > ($10, $11)
		ORDER BY m.search_key, m.member_id
		LIMIT $12) AS page
	JOIN members m ON m.organization_id = page.organization_id AND m.member_id = page.member_id
	ORDER BY m.search_key, m.member_id`)
}

const licensed = `
		AND m.licensed`

// memberSearches are the searches whose first step differs: through everybody,
// or through one team ($13); and of these, those who hold a license.
var memberSearches = struct{ all, licensed, ofTeam, licensedOfTeam *statement }{
	all:            newMemberSearch(""),
	licensed:       newMemberSearch(licensed),
	ofTeam:         newMemberSearch(ofTeam),
	licensedOfTeam: newMemberSearch(ofTeam + licensed),
}

var ofTeam = `
		AND m.member_id IN (` + whoBelongs("$13") + `)`

var countMembers = newStatement("count members", `
	SELECT m.status, m.origin, m.role, count(*)
	FROM members m
	WHERE m.organization_id = $1
	GROUP BY m.status, m.origin, m.role`)

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
		len(search.Origins) == 0, list(r, search.Origins),
		string(search.NotInTeam),
		search.After.Key,
		string(search.After.ID),
		int64(search.Limit),
	}
	all, licensed := memberSearches.all, memberSearches.licensed
	if search.Team != "" {
		all, licensed = memberSearches.ofTeam, memberSearches.licensedOfTeam
		args = append(args, string(search.Team))
	}
	if search.Licensed {
		return collect(r, scanMember, licensed, args...)
	}
	return collect(r, scanMember, all, args...)
}

// memberCount is how many members are alike.
type memberCount struct {
	status directory.MemberStatus
	origin directory.ConnectionID
	role   directory.Role
	number int
}

func (r *reader) CountMembers() (directory.MemberCounts, error) {
	counts := directory.MemberCounts{
		ByStatus: map[directory.MemberStatus]int{},
		ByOrigin: map[directory.ConnectionID]int{},
	}
	rows, err := collect(r, func(rows *sql.Rows, count *memberCount) error {
		return rows.Scan((*string)(&count.status), (*string)(&count.origin), (*string)(&count.role), &count.number)
	}, countMembers, r.organization)
	for _, row := range rows {
		counts.ByStatus[row.status] += row.number
		counts.ByOrigin[row.origin] += row.number
		if row.role == directory.RoleOwner && row.status == directory.MemberActive {
			counts.Owners += row.number
		}
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
	if err := t.group.flush(t.ledger); err != nil {
		return nil, err
	}
	return t.reader.SearchMembers(search)
}

func (t *tx) CountMembers() (directory.MemberCounts, error) {
	if err := t.group.flush(t.ledger); err != nil {
		return directory.MemberCounts{}, err
	}
	return t.reader.CountMembers()
}

func (t *tx) MembersByEmail(email string) ([]directory.Member, error) {
	if err := t.group.flush(t.ledger); err != nil {
		return nil, err
	}
	return t.reader.MembersByEmail(email)
}
