package scimserver_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// database looks into the tables beneath a store, past everything of ours.
type database struct {
	db *sql.DB
	// tables asks for the tables that have a column organization_id.
	tables string
	// version is a column that changes when a row is written, even when it is
	// written as it was; empty where the engine has none.
	version string
}

func openSQLiteFile(path string) (database, error) {
	db, err := sql.Open("sqlite", "file:"+url.PathEscape(path)+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		return database{}, err
	}
	closeLater(db.Close)
	return database{
		db:     db,
		tables: "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'organization_id'",
	}, nil
}

func openPostgreSQLDatabase(address string) (database, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return database{}, err
	}
	closeLater(db.Close)
	return database{
		db:      db,
		tables:  "SELECT table_name FROM information_schema.columns WHERE column_name = 'organization_id' AND table_schema = current_schema()",
		version: "xmin::text",
	}, nil
}

// rows are the rows of an organization: each as text, by table.
type rows map[string][]string

func (d database) rows(t testing.TB, organization directory.OrganizationID) rows {
	t.Helper()
	all := rows{}
	for _, table := range d.texts(t, d.tables) {
		columns := "*"
		if d.version != "" {
			columns = d.version + ", *"
		}
		all[table] = d.texts(t, "SELECT "+columns+" FROM "+table+" WHERE organization_id = $1", string(organization))
		slices.Sort(all[table])
	}
	// The journal's rows say whose they are by their places.
	all["journal"] = d.texts(t, `
		SELECT j.*
		FROM shelves s
		JOIN journal j ON j.place >> 40 = s.number
		WHERE s.organization_id = $1 AND s.connection_id = ''
		ORDER BY j.place`, string(organization))
	if len(all) == 0 {
		t.Fatal("the database has no tables")
	}
	return all
}

// texts runs a query and returns each row as text.
func (d database) texts(t testing.TB, query string, args ...any) []string {
	t.Helper()
	found, err := d.db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for found.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := found.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		for i, value := range values {
			if i > 0 {
				text.WriteByte('|')
			}
			switch value := (*value.(*any)).(type) {
			case []byte:
				text.Write(value)
			default:
				fmt.Fprint(&text, value)
			}
		}
		texts = append(texts, text.String())
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return texts
}

// written counts, by table, the rows that are there now and were not before.
func (r rows) written(before rows) map[string]int {
	counts := map[string]int{}
	for table, now := range r {
		old := map[string]int{}
		for _, row := range before[table] {
			old[row]++
		}
		for _, row := range now {
			if old[row]--; old[row] < 0 {
				counts[table]++
			}
		}
	}
	return counts
}

// difference names, by table, the rows that differ.
func (r rows) difference(before rows) string {
	var text bytes.Buffer
	for _, table := range slices.Sorted(maps.Keys(r)) {
		for _, row := range r[table] {
			if !slices.Contains(before[table], row) {
				fmt.Fprintf(&text, "+ %s: %.300s\n", table, row)
			}
		}
		for _, row := range before[table] {
			if !slices.Contains(r[table], row) {
				fmt.Fprintf(&text, "- %s: %.300s\n", table, row)
			}
		}
	}
	return text.String()
}
