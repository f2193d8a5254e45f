package sqlstore

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// The journal keeps every entry of every organization, in order, when it moves
// into another kind of table; and a new database on SQLite has the small pages
// that it is laid out for.
func TestMigrateKeepsJournal(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		db := openVersion(t, at, 4)
		const entries = 300
		for number := entries; number > 0; number-- {
			for _, organization := range []string{"o", "p"} {
				_, err := db.ExecContext(t.Context(), `
					INSERT INTO journal (organization_id, number, at, kind, detail, personal)
					VALUES ($1, $2, $2, $3, '{"request":"r"}', '')`,
					organization, number, fmt.Sprint("kind.", organization, number))
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		store := openStore(t, at, Options{})
		for _, organization := range []directory.OrganizationID{"o", "p"} {
			kept, err := store.View(t.Context(), organization).Journal(0, entries+1)
			if err != nil || len(kept) != entries {
				t.Fatalf("%s has %d entries, %v, want %d", organization, len(kept), err, entries)
			}
			for n, entry := range kept {
				number := n + 1
				kind := directory.EntryKind(fmt.Sprint("kind.", organization, number))
				if entry.Number != int64(number) || entry.Kind != kind || entry.Request != "r" || entry.At.UnixMicro() != int64(number) {
					t.Errorf("entry %d of %s became %+v", number, organization, entry)
				}
			}
		}
		if at.URL != "" {
			return
		}
		var size int
		if err := openRaw(t, at).QueryRowContext(t.Context(), `PRAGMA page_size`).Scan(&size); err != nil || size != sqlitePage {
			t.Errorf("a page has %d bytes, %v, want %d", size, err, sqlitePage)
		}
	})
}
