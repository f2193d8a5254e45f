package e2e_test

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	// The drivers by which the tables are looked at, past the program.
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// look opens the database for reading, past the program. It is closed again at
// the end of each look: an open connection would keep SQLite from recovering its
// log after a kill, which is what is to be shown.
func (s storage) look(t testing.TB, f func(*sql.DB)) {
	t.Helper()
	driver, address := "pgx", s.database
	if s.data != "" {
		file := url.URL{
			Scheme: "file", OmitHost: true, Path: filepath.Join(s.data, "muster.db"),
			RawQuery: url.Values{"_pragma": {"busy_timeout(30000)", "query_only(1)"}}.Encode(),
		}
		driver, address = "sqlite", file.String()
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	f(db)
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// halves are the ways in which a change can be there by half, each with a query
// that returns one line for every place where it is.
var halves = []struct{ name, query string }{
	{"an identity without its member", `
		SELECT i.identity_id FROM identities i
		LEFT JOIN members m ON m.organization_id = i.organization_id AND m.member_id = i.member_id
		WHERE m.member_id IS NULL`},
	{"an identity whose member has another status, or another name", `
		SELECT i.identity_id FROM identities i
		JOIN members m ON m.organization_id = i.organization_id AND m.member_id = i.member_id
		WHERE i.active <> (m.status = 'active') OR i.name <> m.name`},
	{"an active member without an identity", `
		SELECT m.member_id FROM members m
		LEFT JOIN identities i ON i.organization_id = m.organization_id AND i.member_id = m.member_id
		WHERE i.identity_id IS NULL AND m.status = 'active'`},
	{"two identities with one member", `
		SELECT member_id FROM identities GROUP BY organization_id, member_id HAVING count(*) > 1`},
	{"an active member without a license", `
		SELECT member_id FROM members
		WHERE status = 'active' AND NOT licensed`},
	{"a license of somebody who is deactivated", `
		SELECT member_id FROM members
		WHERE status = 'deactivated' AND licensed`},
	{"a license count that disagrees with a recount", `
		SELECT o.organization_id FROM organizations o
		WHERE o.licenses_in_use <> (SELECT count(*) FROM members m WHERE m.organization_id = o.organization_id AND m.licensed)
			OR o.licenses_in_use > o.licenses_bought`},
	{"a connection's totals that disagree with a recount", `
		SELECT c.connection_id FROM connections c
		WHERE c.identities <> (SELECT count(*) FROM identities i
				WHERE i.organization_id = c.organization_id AND i.connection_id = c.connection_id)
			OR c.teams <> (SELECT count(*) FROM teams t
				WHERE t.organization_id = c.organization_id AND t.origin = c.connection_id)`},
	{"a team's size that disagrees with a recount", `
		SELECT t.team_id FROM teams t
		WHERE t.size <> (SELECT count(*) FROM team_identities ti
				WHERE ti.organization_id = t.organization_id AND ti.team_id = t.team_id)
			OR t.unknown <> (SELECT count(*) FROM team_unknowns tu
				WHERE tu.organization_id = t.organization_id AND tu.team_id = t.team_id)`},
	{"a membership of a team or a person that does not exist", `
		SELECT ti.team_id FROM team_identities ti
		LEFT JOIN teams t ON t.organization_id = ti.organization_id AND t.team_id = ti.team_id
		LEFT JOIN identities i ON i.organization_id = ti.organization_id AND i.identity_id = ti.identity_id
		WHERE t.team_id IS NULL OR i.identity_id IS NULL`},
	{"an address of nobody", `
		SELECT a.identity_id FROM addresses a
		LEFT JOIN identities i ON i.organization_id = a.organization_id AND i.identity_id = a.identity_id
		WHERE i.identity_id IS NULL`},
	{"an identity, member or team without the journal entry that made it", `
		SELECT made.id FROM (
			SELECT organization_id, identity_id AS id, place & 1099511627775 AS ordinal, 'member.created' AS kind FROM identities
			UNION ALL SELECT organization_id, member_id, ordinal, CASE WHEN origin = '' THEN 'member.invited' ELSE 'member.created' END FROM members
			UNION ALL SELECT organization_id, team_id, ordinal, 'team.created' FROM teams) made
		JOIN shelves s ON s.organization_id = made.organization_id AND s.connection_id = ''
		LEFT JOIN journal j ON j.place = (s.number << 40) + made.ordinal AND j.kind = made.kind
		WHERE j.place IS NULL`},
	{"an identity on another connection's shelf", `
		SELECT i.identity_id FROM identities i
		LEFT JOIN shelves s ON s.number = i.place >> 40 AND s.organization_id = i.organization_id AND s.connection_id = i.connection_id
		WHERE s.number IS NULL`},
	{"a journal with holes, or with another head", `
		SELECT o.organization_id FROM organizations o
		JOIN shelves s ON s.organization_id = o.organization_id AND s.connection_id = ''
		WHERE o.head <> (SELECT count(*) FROM journal j WHERE j.place >> 40 = s.number)
			OR o.head <> (SELECT max(j.place & 1099511627775) FROM journal j WHERE j.place >> 40 = s.number)`},
	{"an entry of no organization", `
		SELECT j.place FROM journal j
		LEFT JOIN shelves s ON s.number = j.place >> 40 AND s.connection_id = ''
		WHERE s.number IS NULL`},
	{"an entry without its personal values", `
		SELECT place
		FROM journal
		WHERE personal = ''`},
}

// wantWhole looks for changes that are there by half, and for damage.
func wantWhole(t testing.TB, db *sql.DB, sqlite bool) {
	t.Helper()
	for _, half := range halves {
		if found := column(t, db, half.query); len(found) > 0 {
			t.Errorf("the database holds %s: %s", half.name, strings.Join(found, ", "))
		}
	}
	if !sqlite {
		return
	}
	if damage := column(t, db, `PRAGMA quick_check`); strings.Join(damage, "") != "ok" {
		t.Errorf("SQLite finds damage: %s", strings.Join(damage, "; "))
	}
}

// column returns the only column of what a query finds.
func column(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		found = append(found, value)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
