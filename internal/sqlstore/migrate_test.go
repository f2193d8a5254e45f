package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// Every version that was ever released migrates to the latest, with its data,
// and comes out with the columns and indexes of a new database.
func TestMigrateFromEveryVersion(t *testing.T) {
	t.Parallel()
	for _, version := range versions() {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, at Location) {
				target, err := openTarget(at)
				if err != nil {
					t.Fatal(err)
				}
				defer target.db.Close()
				done, err := target.migrate(t.Context(), version)
				if err != nil {
					t.Fatal(err)
				}
				if want := (Migrated{0, version}); done != want {
					t.Fatalf("the first migration did %v, want %v", done, want)
				}
				if version > 0 {
					_, err := target.db.ExecContext(t.Context(), `
						INSERT INTO organizations (organization_id, name, status, head, created_at)
						VALUES ('kept', 'Kept', 'active', 0, 1)`)
					if err != nil {
						t.Fatal(err)
					}
				}
				done, err = Migrate(t.Context(), at, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if want := (Migrated{version, LatestVersion()}); done != want {
					t.Errorf("the second migration did %v, want %v", done, want)
				}
				reached, err := Version(t.Context(), at)
				if err != nil || reached != LatestVersion() {
					t.Errorf("got version %d, %v, want %d", reached, err, LatestVersion())
				}
				organizations, err := openStore(t, at, Options{}).Organizations(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if kept := len(organizations) == 1 && organizations[0].Name == "Kept"; kept != (version > 0) {
					t.Errorf("the organizations are %v", organizations)
				}
			})
		})
	}
}

// Eight processes start at once on an empty database. Each opening here has
// connections of its own, as a process would.
func TestMigrateConcurrently(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		var starts errgroup.Group
		for n := range 8 {
			starts.Go(func() error {
				store, err := Open(t.Context(), at, Options{})
				if err != nil {
					return err
				}
				defer store.Close()
				return store.CreateOrganization(t.Context(), directory.Organization{
					ID: directory.OrganizationID(fmt.Sprint("organization", n)), Name: "Example",
				}, 0, directory.Entry{Kind: directory.OrganizationCreated})
			})
		}
		if err := starts.Wait(); err != nil {
			t.Fatal(err)
		}
		organizations, err := openStore(t, at, Options{}).Organizations(t.Context())
		if err != nil || len(organizations) != 8 {
			t.Errorf("got %d organizations, %v, want 8", len(organizations), err)
		}
		var applied int
		err = openRaw(t, at).QueryRowContext(t.Context(),
			`SELECT count(*) FROM `+versionTable+` WHERE version_id > 0`).Scan(&applied)
		if want := len(versions()) - 1; err != nil || applied != want {
			t.Errorf("%d migrations were applied, %v, want %d", applied, err, want)
		}
	})
}

func TestMigrateRefusesNewerSchema(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		if _, err := Migrate(t.Context(), at, Options{}); err != nil {
			t.Fatal(err)
		}
		_, err := openRaw(t, at).ExecContext(t.Context(),
			fmt.Sprintf(`INSERT INTO %s (version_id, is_applied) VALUES (%d, true)`, versionTable, LatestVersion()+1))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), at, Options{})
		if got, want := directory.CodeOf(err), directory.Refused; got != want {
			t.Fatalf("got error %v, want the code %v", err, want)
		}
		if want := "was last used by a newer Muster"; !strings.Contains(err.Error(), want) {
			t.Errorf("the error %q does not say %q", err, want)
		}
	})
}

// A migration that waits for another process gives up when its context ends.
func TestMigrateWaits(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		target, err := openTarget(at)
		if err != nil {
			t.Fatal(err)
		}
		defer target.db.Close()
		unlock, err := target.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// Long enough for a migration that does not wait.
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := Migrate(ctx, at, Options{}); err == nil {
			t.Error("a migration went past the lock")
		}
		if err := unlock(); err != nil {
			t.Fatal(err)
		}
		if _, err := Migrate(t.Context(), at, Options{}); err != nil {
			t.Error("after the lock was released:", err)
		}
	})
}

// indexesAcross are those that reach across organizations although they are no
// hash of a secret, with the reason.
var indexesAcross = map[string]string{
	"organizations unique (kind)":            "there is one organization of those who run Muster",
	"login_methods unique (login_method_id)": "whoever comes back from a provider names the method alone",
	"verified_domains unique (name)":         "an address is what finds the organization, and a domain has one owner",
}

// places are keys that are no indexes on SQLite, but the order of the rows themselves.
// It also ends each other index with them, where PostgreSQL has to name them.
var places = map[string]bool{
	"identities unique (place)": true,
	"journal unique (place)":    true,
	"shelves unique (number)":   true,
}

// column is what both engines must have alike.
type schemaColumn struct {
	table, name string
	kind        string
}

// The two folders of migrations make the same tables, columns and indexes.
func TestMigrationsAgree(t *testing.T) {
	t.Parallel()
	onSQLite, onPostgreSQL := Location{Directory: t.TempDir()}, Location{URL: pgtest.Database(t)}
	for _, at := range []Location{onSQLite, onPostgreSQL} {
		if _, err := Migrate(t.Context(), at, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	sqliteColumns := readRows[schemaColumn](t, openRaw(t, onSQLite), `
		SELECT m.name, c.name, CASE
			WHEN c.name IN ('active', 'edited', 'has_addresses', 'just_in_time', 'licensed', 'providers_only', 'provisioning', 'user_name_is_email') THEN 'boolean'
			WHEN c.type = 'INTEGER' THEN 'bigint' WHEN c.type = 'BLOB' THEN 'bytea' ELSE lower(c.type) END
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '`+versionTable+`'
		ORDER BY m.name, c.name`,
		func(c *schemaColumn) []any { return []any{&c.table, &c.name, &c.kind} })
	postgresColumns := readRows[schemaColumn](t, openRaw(t, onPostgreSQL), `
		SELECT table_name, column_name, data_type
		FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name <> '`+versionTable+`'
		ORDER BY table_name COLLATE "C", column_name COLLATE "C"`,
		func(c *schemaColumn) []any { return []any{&c.table, &c.name, &c.kind} })
	if len(sqliteColumns) == 0 {
		t.Fatal("SQLite has no columns")
	}
	if diff := cmp.Diff(sqliteColumns, postgresColumns, cmp.AllowUnexported(schemaColumn{})); diff != "" {
		t.Errorf("columns differ (-SQLite +PostgreSQL):\n%s", diff)
	}

	text := func(s *string) []any { return []any{s} }
	sqliteIndexes := readRows(t, openRaw(t, onSQLite), `
		SELECT m.name || CASE WHEN l."unique" THEN ' unique ' ELSE ' ' END || '(' || (
			SELECT string_agg(i.name, ', ' ORDER BY i.seqno) FROM pragma_index_info(l.name) i) || ')'
		FROM sqlite_schema m JOIN pragma_index_list(m.name) l
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '`+versionTable+`'`, text)
	postgresIndexes := readRows(t, openRaw(t, onPostgreSQL), `
		SELECT c.relname || CASE WHEN i.indisunique THEN ' unique ' ELSE ' ' END || '(' || (
			SELECT string_agg(a.attname, ', ' ORDER BY k.place)
			FROM unnest(i.indkey) WITH ORDINALITY AS k(attribute, place)
			JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attribute) || ')'
		FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
		WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '`+versionTable+`'`, text)
	postgresIndexes = slices.DeleteFunc(postgresIndexes, func(index string) bool { return places[index] })
	for i, index := range postgresIndexes {
		postgresIndexes[i] = strings.Replace(index, ", place)", ")", 1)
	}
	slices.Sort(sqliteIndexes)
	slices.Sort(postgresIndexes)
	if diff := cmp.Diff(sqliteIndexes, postgresIndexes); diff != "" {
		t.Errorf("indexes differ (-SQLite +PostgreSQL):\n%s", diff)
	}
	for _, index := range sqliteIndexes {
		_, columns, _ := strings.Cut(index, "(")
		if !strings.HasPrefix(columns, "organization_id") && columns != "hash)" && indexesAcross[index] == "" {
			t.Errorf("the index %s does not begin with the organization", index)
		}
	}
}

func readRows[T any](t *testing.T, db *sql.DB, query string, columns func(*T) []any) []T {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var found []T
	for rows.Next() {
		var row T
		if err := rows.Scan(columns(&row)...); err != nil {
			t.Fatal(err)
		}
		found = append(found, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// The fence holds whoever writes: here a statement that no program of ours
// makes.
func TestLicenseFence(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		if _, err := Migrate(t.Context(), at, Options{}); err != nil {
			t.Fatal(err)
		}
		db := openRaw(t, at)
		for _, step := range []struct {
			statement string
			refused   bool
		}{
			{`INSERT INTO organizations (organization_id, name, status, head, licenses_bought, created_at) VALUES ('o', '', '', 0, 2, 0)`, false},
			{`UPDATE organizations SET licenses_in_use = 2`, false},
			{`UPDATE organizations SET licenses_in_use = 3`, true},
			{`UPDATE organizations SET licenses_bought = 1`, false},
			{`UPDATE organizations SET licenses_in_use = 3`, true},
			{`UPDATE organizations SET licenses_in_use = 1`, false},
			{`UPDATE organizations SET licenses_in_use = 2`, true},
			{`UPDATE organizations SET licenses_in_use = -1`, true},
		} {
			_, err := db.ExecContext(t.Context(), step.statement)
			if refused := err != nil; refused != step.refused {
				t.Errorf("%s: got error %v, want one: %t", step.statement, err, step.refused)
			}
		}
	})
}
