package sqlstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A Store that was closed leaves everything in the one file that people copy.
func TestCloseLeavesOneFile(t *testing.T) {
	t.Parallel()
	folder, copied := t.TempDir(), t.TempDir()
	store, err := OpenSQLite(t.Context(), folder, Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := furnish(t, store)
	if _, err := o.create(t, "ada@example.com"); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(folder, sqliteName+"-wal"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the write-ahead log is left: %v", err)
	}
	content, err := os.ReadFile(filepath.Join(folder, sqliteName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(copied, sqliteName), content, 0o600); err != nil {
		t.Fatal(err)
	}
	o.store = openStore(t, Location{Directory: copied}, Options{})
	if found, err := o.find(t, "ada@example.com"); err != nil || len(found) != 1 {
		t.Errorf("the copy holds %d of 1 person: %v", len(found), err)
	}
}
