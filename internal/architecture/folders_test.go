package architecture

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// A tree is what the repository's folders hold, by slash-separated paths from
// its root.
type tree struct {
	folders map[string]bool // every folder
	code    map[string]bool // folders with Go files in them, or below them
	modules map[string]bool // folders with a go.mod
}

// readTree walks the repository.
//
// Every test here calls it, also for a side effect: go test caches a result by
// the files that the test itself has opened and knows nothing of what go list
// read. Opening every folder makes the result depend on every file in it.
func readTree(t *testing.T) tree {
	t.Helper()
	const root = "../.."
	found := tree{folders: map[string]bool{}, code: map[string]bool{}, modules: map[string]bool{}}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		if !entry.IsDir() {
			found.file(relative)
			return nil
		}
		if relative != "." && notOurs(entry.Name()) {
			return fs.SkipDir
		}
		found.folders[relative] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (f tree) file(name string) {
	folder := path.Dir(name)
	if path.Base(name) == "go.mod" {
		f.modules[folder] = true
	}
	if path.Ext(name) != ".go" {
		return
	}
	for ; folder != "."; folder = path.Dir(folder) {
		f.code[folder] = true
	}
}

// notOurs tells of folders that hold no source: hidden ones, and those that
// .gitignore names.
func notOurs(name string) bool {
	return strings.HasPrefix(name, ".") || name == "bin" || name == "muster-data" || name == "node_modules"
}

// TestRoomsExist holds the page's word on what is built: the reader of a page
// that is ahead of the code, or behind it, is misled.
func TestRoomsExist(t *testing.T) {
	t.Parallel()
	found := readTree(t)
	for _, r := range readRooms(t) {
		switch exists := found.code[r.folder]; {
		case r.status == planned && exists:
			t.Errorf("%s says that %s is planned, but it exists: mark it as built", page, r.folder)
		case r.status != planned && !exists:
			t.Errorf("%s says that %s is built, but there is no Go file in it: mark it as planned", page, r.folder)
		}
	}
}

// TestFoldersAreRooms finds folders that the page forgot, with Go in them or
// without.
func TestFoldersAreRooms(t *testing.T) {
	t.Parallel()
	rooms := readRooms(t)
	for folder := range readTree(t).folders {
		if path.Dir(folder) != "internal" {
			continue
		}
		if _, known := roomOf(rooms, folder); !known {
			t.Errorf("%s is in no room: add a row to the table in %s", folder, page)
		}
	}
}

// TestModules compares the table of modules with the go.mod files there are.
func TestModules(t *testing.T) {
	t.Parallel()
	rows, err := table(readPage(t), "Module", "What it is")
	if err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	found := readTree(t).modules
	delete(found, ".") // the program itself
	for _, cells := range rows {
		names, err := quoted(cells[0])
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		if !found[names[0]] {
			t.Errorf("%s names the module %s, but there is no %s/go.mod", page, names[0], names[0])
		}
		delete(found, names[0])
	}
	for folder := range found {
		t.Errorf("%s/go.mod is in no row of the table of modules in %s", folder, page)
	}
}
