package architecture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// sqlPackages are what only rooms with SQL may import: the standard package,
// the drivers, and the migrations that work on a database.
var sqlPackages = []string{
	"database/sql",
	"modernc.org/sqlite",
	"github.com/jackc/pgx",
	"github.com/pressly/goose",
}

// TestImports holds every package of the module to the table of rooms.
func TestImports(t *testing.T) {
	t.Parallel()
	rooms := readRooms(t)
	readTree(t) // see there: without it a cached "ok" would outlive the code
	for _, broken := range violations(rooms, listPackages(t)) {
		t.Error(broken)
	}
}

// A goPackage is what the go command tells of one package.
type goPackage struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// listPackages returns the packages of this module and all that they depend
// on, as the platform of this machine builds them.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	var stdout, stderr bytes.Buffer
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Imports,TestImports,XTestImports", "./...")
	list.Dir = "../.."
	list.Stdout, list.Stderr = &stdout, &stderr
	if err := list.Run(); err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []goPackage
	decoder := json.NewDecoder(&stdout)
	for {
		var one goPackage
		err := decoder.Decode(&one)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		packages = append(packages, one)
	}
}

// violations names every import that the table does not allow, and every
// package that is in no room.
func violations(rooms []room, packages []goPackage) []string {
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	var broken []string
	for _, p := range packages {
		folder, ours := folderOf(p.ImportPath)
		if !ours {
			continue
		}
		r, known := roomOf(rooms, folder)
		if !known {
			broken = append(broken, fmt.Sprintf("%s is in no room: add a row to the table in %s that says what it may import", folder, page))
			continue
		}
		for _, path := range p.Imports {
			if why := r.refuses(rooms, path, standard[path]); why != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", folder, path, why))
			}
		}
		for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
			if why := r.refusesInTests(path); why != "" {
				broken = append(broken, fmt.Sprintf("a test of %s imports %s: %s", folder, path, why))
			}
		}
	}
	return broken
}

// refuses says why the table does not allow code of r to import a package, or
// nothing where it does.
func (r room) refuses(rooms []room, path string, standard bool) string {
	if folder, ours := folderOf(path); ours {
		other, known := roomOf(rooms, folder)
		switch {
		case !known || r.mayImport(other): // a package in no room is reported once, at itself
			return ""
		case other.status == builtForTests:
			return fmt.Sprintf("%s is built for tests, so only tests may import it", other.folder)
		default:
			return fmt.Sprintf("the table does not list %s among what %s may import", other.folder, r.folder)
		}
	}
	if !r.http && within(path, "net/http") {
		return fmt.Sprintf("%s does not know HTTP: translate in a door", r.folder)
	}
	if !r.sql && slices.ContainsFunc(sqlPackages, func(name string) bool { return within(path, name) }) {
		return fmt.Sprintf("%s does not know SQL: ask the Store", r.folder)
	}
	if standard || r.anyModule || slices.ContainsFunc(r.modules, func(name string) bool { return within(path, name) }) {
		return ""
	}
	return fmt.Sprintf("of other modules %s may import %s", r.folder, orNone(r.modules))
}

// refusesInTests is refuses for test files, which are freer: a test of any
// room runs on the real store and drives the real server.
func (r room) refusesInTests(path string) string {
	folder, ours := folderOf(path)
	if !ours || !r.strictTests() {
		return ""
	}
	if within(folder, r.folder) {
		return ""
	}
	return fmt.Sprintf("%s stays independent of the rest, in its tests too", r.folder)
}

// folderOf returns the folder of one of our packages, as the table names it.
func folderOf(importPath string) (folder string, ours bool) {
	if importPath == modulePath {
		return ".", true
	}
	return strings.CutPrefix(importPath, modulePath+"/")
}

// within tells whether path is the package or module name, or lies below it.
func within(path, name string) bool {
	return path == name || strings.HasPrefix(path, name+"/")
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "only " + strings.Join(names, ", ")
}
