package sqlstore

import (
	"database/sql"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
	"github.com/musterhq/muster/internal/traffic"
)

// openTraffic opens the provisioning log of a database until the test ends, and
// the tables beneath it.
func openTraffic(t *testing.T, at Location) (*Traffic, *sql.DB) {
	t.Helper()
	opened := OpenTraffic(t.Context(), at, Options{})
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	if at.URL != "" {
		return opened, openRaw(t, at)
	}
	db, err := sqliteFile{path: filepath.Join(at.Directory, trafficFile)}.pool()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return opened, db
}

// The provisioning log's tables are the same on both engines, and every index
// begins with the organization.
func TestTrafficMigrationsAgree(t *testing.T) {
	t.Parallel()
	_, onSQLite := openTraffic(t, Location{Directory: t.TempDir()})
	_, onPostgreSQL := openTraffic(t, Location{URL: pgtest.Database(t)})
	line := func(s *string) []any { return []any{s} }
	sqliteColumns := readRows(t, onSQLite, `
		SELECT m.name || '.' || c.name || CASE WHEN c.type = 'INTEGER' THEN ' bigint' ELSE ' ' || lower(c.type) END
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '`+trafficVersionTable+`'`, line)
	postgresColumns := readRows(t, onPostgreSQL, `
		SELECT table_name || '.' || column_name || ' ' || data_type
		FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name <> '`+trafficVersionTable+`'`, line)
	sqliteIndexes := readRows(t, onSQLite, `
		SELECT m.name || ' (' || (SELECT string_agg(i.name, ', ' ORDER BY i.seqno) FROM pragma_index_info(l.name) i) || ')' ||
			CASE WHEN l."partial" THEN ' partial' ELSE '' END
		FROM sqlite_schema m JOIN pragma_index_list(m.name) l
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '`+trafficVersionTable+`'`, line)
	postgresIndexes := readRows(t, onPostgreSQL, `
		SELECT c.relname || ' (' || (
			SELECT string_agg(a.attname, ', ' ORDER BY k.place)
			FROM unnest(i.indkey) WITH ORDINALITY AS k(attribute, place)
			JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attribute) || ')' ||
			CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END
		FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
		WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '`+trafficVersionTable+`'`, line)
	if len(sqliteColumns) == 0 || len(sqliteIndexes) == 0 {
		t.Fatal("SQLite has no tables")
	}
	for _, lists := range [][2][]string{{sqliteColumns, postgresColumns}, {sqliteIndexes, postgresIndexes}} {
		slices.Sort(lists[0])
		slices.Sort(lists[1])
		if diff := cmp.Diff(lists[0], lists[1]); diff != "" {
			t.Errorf("the engines differ (-SQLite +PostgreSQL):\n%s", diff)
		}
	}
	for _, index := range sqliteIndexes {
		if !strings.Contains(index, "(organization_id") {
			t.Errorf("the index %s does not begin with the organization", index)
		}
	}
}

// What is asked of the provisioning log goes by its indexes, in their order.
func TestTrafficPlans(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		_, db := openTraffic(t, at)
		number := int64(math.MaxInt64)
		floor := func(key ...any) []any { return append([]any{"fernhill", number, int64(0), int64(10)}, key...) }
		search := []any{"fernhill", number, int64(0), int64(10), "okta", "ana", "", "", "", "", "", int64(-1), "%", "%"}
		for name, plan := range map[string]struct {
			text  *statement
			args  []any
			index string
		}{
			"bound":               {trafficOfAll.floor, floor(), "traffic_requests_pkey"},
			"bound by connection": {trafficOfConnection.floor, floor("okta"), "traffic_requests_by_connection"},
			"bound by member":     {trafficOfMember.floor, floor("ana"), "traffic_requests_by_member"},
			"all":                 {trafficOfAll.search, search, "traffic_requests_pkey"},
			"by connection":       {trafficOfConnection.search, search, "traffic_requests_by_connection"},
			"by member":           {trafficOfMember.search, search, "traffic_requests_by_member"},
			"by id":               {selectTrafficRequest, []any{"fernhill", "id"}, "traffic_requests_by_id"},
			"newest":              {selectNewestTraffic, []any{"fernhill", "okta", number, int64(10)}, "traffic_requests_by_connection"},
			"tape":                {selectStrokes, []any{"fernhill", "okta", int64(0), int64(10)}, "traffic_requests_by_connection"},
			"last use":            {selectLastUse, []any{"fernhill", "okta", int64(0), number}, "traffic_requests_by_connection"},
			"former last use":     {selectFormerLastUse, []any{"fernhill", "okta", int64(0), number}, "traffic_requests_by_connection"},
			"head":                {selectTrafficNumber, []any{"fernhill", int64(0)}, "traffic_requests_pkey"},
		} {
			var got string
			if at.URL == "" {
				got = explainSQLite(t, db, plan.text, plan.args)
			} else {
				got = explainPostgreSQL(t, db, "FORMAT TEXT", plan.text.postgres, plan.args)
			}
			sorted := strings.Contains(got, "Sort") || strings.Contains(got, "TEMP B-TREE FOR ORDER BY")
			if sorted || strings.Contains(got, "Seq Scan") || !usesIndex(got, plan.index) {
				t.Errorf("%s: a sort, a scan or not the index %s in\n%s", name, plan.index, got)
			}
		}
	})
}

// Two processes that count one connection add up, and the newer day counts.
func TestTrafficCountsAddUp(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		one, _ := openTraffic(t, at)
		other, _ := openTraffic(t, at)
		for _, step := range []struct {
			from  *Traffic
			count traffic.Count
		}{
			{one, traffic.Count{Day: 7, Requests: 3, Errors: 1, SuccessAt: traffic.TimeOf(1 << 20), Streak: 1, LastAt: traffic.TimeOf(1 << 20), Address: "a"}},
			{other, traffic.Count{Day: 7, Requests: 4, Errors: 4, Streak: 4, LastAt: traffic.TimeOf(2 << 20), Address: "b"}},
			{one, traffic.Count{Day: 6, Requests: 100, Errors: 100, Streak: 1}}, // late
		} {
			step.count.Organization, step.count.Connection = "fernhill", "okta"
			if err := step.from.Write(t.Context(), traffic.Batch{Counts: []traffic.Count{step.count}}); err != nil {
				t.Fatal(err)
			}
		}
		got, err := other.Totals(t.Context(), "fernhill", "okta")
		if err != nil {
			t.Fatal(err)
		}
		want := traffic.Totals{
			Day: 7, Requests: 7, Errors: 5, Streak: 6, SuccessAt: traffic.TimeOf(1 << 20), LastAt: traffic.TimeOf(2 << 20), Address: "b",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the totals differ (-want +got):\n%s", diff)
		}
	})
}

// A write that fails leaves nothing, and the next one works.
func TestTrafficAfterAFailedWrite(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		store, db := openTraffic(t, at)
		if _, err := db.ExecContext(t.Context(), `ALTER TABLE traffic_milestones RENAME TO elsewhere`); err != nil {
			t.Fatal(err)
		}
		batch := traffic.Batch{
			Requests:   []traffic.Request{{Number: 1, Organization: "fernhill"}},
			Milestones: []traffic.Reached{{Organization: "fernhill"}},
		}
		if err := store.Write(t.Context(), batch); directory.CodeOf(err) != directory.Unavailable {
			t.Errorf("the write answers %v, want Unavailable", err)
		}
		if _, err := db.ExecContext(t.Context(), `ALTER TABLE elsewhere RENAME TO traffic_milestones`); err != nil {
			t.Fatal(err)
		}
		if head, err := store.Head(t.Context(), "fernhill"); err != nil || head != 0 {
			t.Errorf("the head is %d, %v, want 0", head, err)
		}
		if err := store.Write(t.Context(), batch); err != nil {
			t.Error(err)
		}
		if head, err := store.Head(t.Context(), "fernhill"); err != nil || head != 1 {
			t.Errorf("the head is %d, %v, want 1", head, err)
		}
	})
}

// The provisioning log of a newer program is left alone.
func TestTrafficOfANewerProgram(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		_, db := openTraffic(t, at)
		if _, err := db.ExecContext(t.Context(), `INSERT INTO `+trafficVersionTable+` (version_id, is_applied) VALUES (999, true)`); err != nil {
			t.Fatal(err)
		}
		newer, _ := openTraffic(t, at)
		if _, err := newer.Head(t.Context(), "fernhill"); directory.CodeOf(err) != directory.Unavailable || !strings.Contains(err.Error(), "newer Muster") {
			t.Errorf("it answers %v, want Unavailable", err)
		}
	})
}
