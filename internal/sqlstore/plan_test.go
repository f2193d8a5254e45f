package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// plan is how an engine answers a statement.
type plan struct {
	text *statement
	args func(o office) []any
	// index is the one that must be used, on both engines.
	index string
}

// idList is a list parameter, in the form of either engine.
type idList []string

func (l idList) json() string {
	if len(l) == 0 {
		return `[]`
	}
	return `["` + strings.Join(l, `","`) + `"]`
}

func (l idList) array() string { return "'{" + strings.Join(l, ",") + "}'" }

// plans are the statements whose cost must not grow with the directory.
func plans() map[string]plan {
	page := func(more ...any) func(o office) []any {
		return func(o office) []any {
			return append([]any{string(o.id), string(o.connection), int64(100), int64(100)}, more...)
		}
	}
	few := func(of func(o office) string) func(o office) []any {
		return func(o office) []any { return []any{string(o.id), of(o), idList{"someone", "another"}} }
	}
	connection := func(o office) string { return string(o.connection) }
	team := func(office) string { return "team" }
	return map[string]plan{
		"known ids":     {selectKnownIdentities, few(connection), "identities_by_id"},
		"add members":   {addTeamMembers, few(team), "identities_by_id"},
		"identity":      {selectIdentity, func(o office) []any { return []any{string(o.id), string(o.connection), "someone"} }, "identities_by_id"},
		"edited":        {selectEditedIdentities, func(o office) []any { return []any{string(o.id), string(o.connection), int64(100)} }, "identities_edited"},
		"leaving":       {selectLeavingIdentities, func(o office) []any { return []any{string(o.id)} }, "identities_leaving"},
		"who left":      {selectMemberWhoLeft, func(o office) []any { return []any{string(o.id), string(o.connection), "someone"} }, "members_left"},
		"members":       {selectMembers, func(o office) []any { return []any{string(o.id), "someone", int64(100)} }, "members_pkey"},
		"journal":       {selectJournal, func(o office) []any { return []any{string(o.id), int64(100), int64(100)} }, "journal_pkey"},
		"teams":         {selectTeams[directory.EveryTeam], page(), "teams_by_ordinal"},
		"team by name":  {selectTeams[directory.TeamByName], page("name"), "teams_by_name"},
		"team members":  {selectTeamMembers, func(o office) []any { return []any{string(o.id), "team", "", int64(100)} }, "team_identities_pkey"},
		"position":      {selectIdentityOrdinal, func(o office) []any { return []any{string(o.id), string(o.connection), int64(10)} }, "identities_pkey"},
		"authenticate":  {selectAccess, func(o office) []any { return []any{o.hash[:]} }, "credentials_pkey"},
		"by id":         {selectIdentities[directory.ByID].plain, page("someone"), "identities_by_id"},
		"by user name":  {selectIdentities[directory.ByUserName].withTeams, page("someone"), "identities_by_user_name"},
		"by externalId": {selectIdentities[directory.ByExternalID].plain, page("someone"), "identities_by_external_id"},
		"by email":      {selectIdentities[directory.ByEmail].plain, page("someone"), "addresses_by_key"},
		"page":          {selectIdentities[directory.EveryIdentity].plain, page(), "identities_pkey"},
		"page of teams": {selectIdentities[directory.EveryIdentity].withTeams, page(), "identities_pkey"},

		"member":             {selectMember, func(o office) []any { return []any{string(o.id), "someone"} }, "members_pkey"},
		"line":               {selectLicenseLine, func(o office) []any { return []any{string(o.id), "waiting", int64(0), int64(100)} }, "members_in_line"},
		"place in line":      {countLineBefore, func(o office) []any { return []any{string(o.id), "waiting", int64(7)} }, "members_in_line"},
		"line's length":      {countLine, func(o office) []any { return []any{string(o.id)} }, "members_in_line"},
		"ledger":             {selectLicenseLedger, func(o office) []any { return []any{string(o.id), int64(100), int64(100)} }, "journal_pkey"},
		"update member":      {updateMember, memberUpdate, "members_pkey"},
		"delete member":      {deleteMember, func(o office) []any { return []any{string(o.id), "someone"} }, "members_pkey"},
		"behind identities":  {selectIdentityMembers, func(o office) []any { return []any{string(o.id), idList{"someone", "another"}} }, "identities_by_id"},
		"active identities":  {selectActiveIdentities, func(o office) []any { return []any{string(o.id), idList{"someone", "another"}} }, "identities_by_id"},
		"teams of members":   {selectTeamsOfMembers, func(o office) []any { return []any{string(o.id), idList{"someone", "another"}} }, "team_members_by_member"},
		"in a manual team":   {selectManualTeamMembers, func(o office) []any { return []any{string(o.id), "team", "other", "", int64(100)} }, "team_members_pkey"},
		"join teams":         {joinManualTeams, func(o office) []any { return []any{string(o.id), "someone", "another"} }, "team_members_by_member"},
		"add by hand":        {addToManualTeam, few(team), "members_pkey"},
		"session":            {selectSignedIn, func(o office) []any { return []any{o.hash[:], int64(1)} }, "sessions_pkey"},
		"sessions":           {selectSessions, func(o office) []any { return []any{string(o.id), "someone", int64(1)} }, "sessions_by_member"},
		"API key":            {selectKeyAccess, func(o office) []any { return []any{o.hash[:], int64(1)} }, "api_keys_pkey"},
		"link":               {selectLink, func(o office) []any { return []any{o.hash[:]} }, "links_pkey"},
		"links":              {selectLinksOfMember, func(o office) []any { return []any{string(o.id), "sign_in", "someone"} }, "links_by_member"},
		"newest entries":     {selectJournalBefore, func(o office) []any { return []any{string(o.id), int64(100), int64(100)} }, "journal_pkey"},
		"team of any origin": {selectAnyTeam, func(o office) []any { return []any{string(o.id), "team"} }, "teams_pkey"},
		"among few":          {searchFew, fewSearch(), "members_pkey"},
		"few of a team":      {searchFewOfTeam, fewSearch("team"), "team_identities_pkey"},
		"people of a team":   {searchTeam, teamSearch, "team_identities_pkey"},
		"find login method":  {findLoginMethod, func(office) []any { return []any{"method"} }, "login_methods_by_id"},
		"login":              {selectLogin, func(o office) []any { return []any{string(o.id), "method", "subject"} }, "logins_by_subject"},
		"logins":             {selectLogins, func(o office) []any { return []any{string(o.id), "someone"} }, "logins_pkey"},
		"old assertions":     {deleteOldAssertions, func(o office) []any { return []any{string(o.id), "method", int64(1)} }, "used_assertions_by_end"},
		"owner of a domain":  {selectDomainOwner, func(office) []any { return []any{"example.com"} }, "verified_domains_pkey"},
		"answer":             {selectAnswer, func(o office) []any { return []any{string(o.id), "key"} }, "kept_answers_pkey"},
		"unclaimed members":  {selectUnclaimedMembers, func(o office) []any { return []any{string(o.id), "address"} }, "members_by_unclaimed_address"},
		"create identity":    {insertIdentity, identityInsert, "members_by_unclaimed_address"},
		"adoptions":          {selectAdoptions, func(o office) []any { return []any{string(o.id), idList{"someone", "another"}} }, "adoptions_pkey"},
		"old answers":        {deleteOldAnswers, func(o office) []any { return []any{string(o.id), int64(1)} }, "kept_answers_by_age"},
	}
}

func memberUpdate(o office) []any {
	return []any{string(o.id), "someone", "name", "email", "key", "member", "active", "", int64(0), int64(0), "address"}
}

func identityInsert(o office) []any {
	return []any{
		string(o.id), "new", string(o.connection), int64(1), "member", "name", "name", false, false, "", "name", "", true, []byte("{}"), int64(0), int64(0), "address",
	}
}

func teamSearch(o office) []any {
	none := idList{}
	return []any{string(o.id), "%", true, none, true, none, true, none, "", true, "", "", int64(50), "team"}
}

func fewSearch(team ...any) func(o office) []any {
	return func(o office) []any {
		search := teamSearch(o)
		return append(append(search[:len(search)-1], idList{"someone", "another"}), team...)
	}
}

// notScans are scans of what is no table of ours: a version, the ids asked for, a
// page that was found, and the row that is to be stored.
var notScans = strings.NewReplacer("SCAN pragma_user_version", "", "SCAN json_each", "", "SCAN page", "", "SCAN b\n", "\n", "SCAN CONSTANT ROW", "")

// notWalks looks up the organization itself, and the indexes that only those are in
// who stand in line or whose leaving waits.
var notWalks = strings.NewReplacer(
	"SEARCH o USING PRIMARY KEY (organization_id=?)", "",
	"INDEX members_in_line (organization_id=?)", "",
	"SEARCH i USING INDEX identities_leaving (organization_id=?)", "",
)

// keepStatistics lets PostgreSQL gather no statistics by itself while plans are
// looked at: of a table that happens to be empty then, every plan is as good.
func keepStatistics(t *testing.T, db *sql.DB, at Location) {
	t.Helper()
	if at.URL == "" {
		return
	}
	_, err := db.ExecContext(t.Context(), `
		DO $$
		DECLARE name text;
		BEGIN
			FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
				EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = off)', name);
			END LOOP;
		END $$`)
	if err != nil {
		t.Fatal(err)
	}
}

// Every list is a range on an index in the order that is wanted, at the size
// where a planner could find a sort or a scan cheaper.
func TestPlans(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		db := openRaw(t, at)
		keepStatistics(t, db, at)
		o.fill(t, 5000)
		for name, plan := range plans() {
			t.Run(name, func(t *testing.T) {
				got := explain(t, db, at, plan, o)
				sorted := strings.Contains(got, "Sort") || strings.Contains(got, "TEMP B-TREE FOR ORDER BY")
				scanned := strings.Contains(got, "Seq Scan on identities") || strings.Contains(got, "Seq Scan on members") ||
					strings.Contains(got, "Seq Scan on journal") || strings.Contains(notScans.Replace(got), "SCAN ")
				// Few rows by a key may be sorted; whole lists may not.
				few := slices.Contains([]string{
					"by email", "known ids", "behind identities", "active identities", "teams of members", "sessions", "links", "logins", "people of a team", "among few", "few of a team", "unclaimed members", "adoptions",
				}, name)
				if (sorted && !few) || scanned {
					t.Errorf("a sort or a scan in\n%s", got)
				}
				// Only SQLite says so shortly by what it looks up.
				if strings.Contains(notWalks.Replace(got), "(organization_id=?)") {
					t.Errorf("a walk through the whole organization in\n%s", got)
				}
				if !usesIndex(got, plan.index) {
					t.Errorf("the index %s is not used in\n%s", plan.index, got)
				}
			})
		}
	})
}

// usesIndex looks for an index, by the name it has on either engine.
func usesIndex(plan, index string) bool {
	table, isKey := strings.CutSuffix(index, "_pkey")
	if !isKey {
		return strings.Contains(plan, index)
	}
	return strings.Contains(plan, index) || // PostgreSQL
		strings.Contains(plan, "sqlite_autoindex_"+table) || strings.Contains(plan, "USING PRIMARY KEY") ||
		// A part of a shelf, which has two ends.
		places[table+" unique (place)"] && strings.Contains(plan, "USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
}

func explain(t *testing.T, db *sql.DB, at Location, plan plan, o office) string {
	t.Helper()
	if at.URL == "" {
		return explainSQLite(t, db, plan.text, plan.args(o))
	}
	return explainPostgreSQL(t, db, "FORMAT TEXT", plan.text.postgres, plan.args(o))
}

func explainSQLite(t *testing.T, db *sql.DB, text *statement, args []any) string {
	t.Helper()
	for i, arg := range args {
		if list, ok := arg.(idList); ok {
			args[i] = list.json()
		}
	}
	placed := make([]any, len(text.places))
	for place, number := range text.places {
		placed[place] = args[number]
	}
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text.sqlite, placed...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var told strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&told, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return told.String()
}

// explainPostgreSQL asks for the plan of a prepared statement, as the options of
// EXPLAIN say.
func explainPostgreSQL(t *testing.T, db *sql.DB, options, text string, args []any) string {
	t.Helper()
	connection, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	literals := make([]string, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case idList:
			literals[i] = arg.array()
		case string:
			literals[i] = "'" + arg + "'"
		case int64, bool:
			literals[i] = fmt.Sprint(arg)
		case []byte:
			literals[i] = fmt.Sprintf(`'\x%x'`, arg)
		default:
			t.Fatalf("no literal of %T", arg)
		}
	}
	name := "plan_of_a_test"
	if _, err := connection.ExecContext(t.Context(), `PREPARE `+name+` AS `+text); err != nil {
		t.Fatal(err)
	}
	defer connection.ExecContext(context.Background(), `DEALLOCATE `+name) //nolint:errcheck // the database goes with the test
	rows, err := connection.QueryContext(t.Context(), `EXPLAIN (`+options+`) EXECUTE `+name+`(`+strings.Join(literals, ", ")+`)`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var told strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&told, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return told.String()
}
