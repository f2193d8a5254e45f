package architecture

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const (
	modulePath = "github.com/musterhq/muster"
	page       = "docs/architecture.md"
)

// A status says whether a room exists, and for whom.
type status string

const (
	built         status = "built"
	builtForTests status = "built for tests" // nothing of it reaches the binary
	planned       status = "planned"
)

// A room is one row of the table: a folder and what it may import.
type room struct {
	folder string
	status status

	everything bool     // may import every room of ours that is not for tests
	ours       []string // the rooms it may import, beside itself

	anyModule bool     // may import any module of go.mod
	modules   []string // the modules it may import

	http bool
	sql  bool
}

// strictTests tells whether the room's tests, too, may import nothing of ours.
// It is so for rooms whose worth is that they know nothing of the rest.
func (r room) strictTests() bool {
	return !r.everything && len(r.ours) == 0 && !r.anyModule
}

// mayImport tells whether code of r may import code of other.
func (r room) mayImport(other room) bool {
	if r.folder == other.folder {
		return true
	}
	if other.status == builtForTests && r.status != builtForTests {
		return false
	}
	return r.everything || slices.Contains(r.ours, other.folder)
}

// roomOf finds the room that a folder belongs to: the row with that folder, or
// with the nearest folder above it.
func roomOf(rooms []room, folder string) (room, bool) {
	var found room
	for _, r := range rooms {
		inside := folder == r.folder || strings.HasPrefix(folder, r.folder+"/")
		if inside && len(r.folder) > len(found.folder) {
			found = r
		}
	}
	return found, found.folder != ""
}

// readPage returns the architecture page.
func readPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../" + page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readRooms returns the rooms of the architecture page.
func readRooms(t *testing.T) []room {
	t.Helper()
	rooms, err := parseRooms(readPage(t))
	if err != nil {
		t.Fatalf("%s: %v", page, err)
	}
	return rooms
}

// parseRooms reads the table of rooms out of a page. A word that it does not
// know is an error: a slip of the pen must not become a rule that allows all.
func parseRooms(text string) ([]room, error) {
	rows, err := table(text, "Room", "Status", "Imports of ours", "Imports of others", "HTTP", "SQL", "What it owns")
	if err != nil {
		return nil, err
	}
	var rooms []room
	for _, cells := range rows {
		r, err := parseRoom(cells)
		if err != nil {
			return nil, fmt.Errorf("row %q: %w", cells[0], err)
		}
		rooms = append(rooms, r)
	}
	for i, r := range rooms {
		if slices.ContainsFunc(rooms[:i], func(earlier room) bool { return earlier.folder == r.folder }) {
			return nil, fmt.Errorf("two rows for %s", r.folder)
		}
		for _, name := range r.ours {
			if !slices.ContainsFunc(rooms, func(other room) bool { return other.folder == name }) {
				return nil, fmt.Errorf("row %q: there is no row for %q", r.folder, name)
			}
		}
	}
	return rooms, nil
}

func parseRoom(cells []string) (room, error) {
	folder, err := quoted(cells[0])
	if err != nil {
		return room{}, err
	}
	r := room{folder: folder[0], status: status(cells[1])}
	if r.status != built && r.status != builtForTests && r.status != planned {
		return room{}, fmt.Errorf("unknown status %q", cells[1])
	}
	switch cells[2] {
	case "nothing":
	case "everything":
		r.everything = true
	default:
		if r.ours, err = quoted(cells[2]); err != nil {
			return room{}, err
		}
	}
	switch cells[3] {
	case "none":
	case "any":
		r.anyModule = true
	default:
		if r.modules, err = quoted(cells[3]); err != nil {
			return room{}, err
		}
	}
	if r.http, err = yesNo(cells[4]); err != nil {
		return room{}, err
	}
	if r.sql, err = yesNo(cells[5]); err != nil {
		return room{}, err
	}
	return r, nil
}

// table returns the cells of the one Markdown table that has these headings.
func table(text string, headings ...string) ([][]string, error) {
	var rows [][]string
	inside := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			if inside {
				break
			}
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case slices.Equal(cells, headings):
			inside = true
		case !inside || strings.Trim(line, "|-") == "":
		case len(cells) != len(headings):
			return nil, fmt.Errorf("row %q has %d cells, the heading has %d", line, len(cells), len(headings))
		default:
			rows = append(rows, cells)
		}
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("found no table with the headings %q", headings)
	}
	return rows, nil
}

// quoted returns the names in a cell such as "`scim`, `internal/secret`".
func quoted(cell string) ([]string, error) {
	var names []string
	for part := range strings.SplitSeq(cell, ",") {
		part = strings.TrimSpace(part)
		name := strings.Trim(part, "`")
		if name == "" || part != "`"+name+"`" {
			return nil, fmt.Errorf("cannot read %q: expected names in backquotes", cell)
		}
		names = append(names, name)
	}
	return names, nil
}

func yesNo(cell string) (bool, error) {
	switch cell {
	case "yes":
		return true, nil
	case "no":
		return false, nil
	default:
		return false, fmt.Errorf("cannot read %q: expected yes or no", cell)
	}
}
