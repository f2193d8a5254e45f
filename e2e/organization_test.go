package e2e_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// organizationName is the name of the organization that most tests have.
const organizationName = "Analytical Engines"

// organize makes an organization with an Okta connection, as an operator does.
func (i *installation) organize(licenses int) credentials {
	i.t.Helper()
	i.run("organization", "create", organizationName, "--licenses", strconv.Itoa(licenses))
	return i.credentials("connection", "create", "--organization", organizationName, "--provider", "okta")
}

// memberLine, teamLine, organizationLine and journalLine are what the commands
// print by --json; written here again, because other programs read it.
type memberLine struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Status   string `json:"status"`
	Role     string `json:"role"`
	Licensed bool   `json:"licensed"`
	Origin   string `json:"origin"`
}

type teamLine struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Members int64  `json:"members"`
	Unknown int64  `json:"unknown_members"`
	Origin  string `json:"origin"`
}

type organizationLine struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Licenses int    `json:"licenses"`
	InUse    int    `json:"licenses_in_use"`
}

type journalLine struct {
	directory.Entry
	Sentence string `json:"sentence"`
}

func (i *installation) members() []memberLine {
	i.t.Helper()
	return lines[memberLine](i, "members", "--organization", organizationName)
}

// organization returns the organization as `organization list` shows it.
func (i *installation) organization() organizationLine {
	i.t.Helper()
	for _, line := range lines[organizationLine](i, "organization", "list") {
		if line.Name == organizationName {
			return line
		}
	}
	i.t.Fatalf("organization list does not show %s", organizationName)
	return organizationLine{}
}

// journal returns the whole journal, whose numbers must have no holes.
func (i *installation) journal() []journalLine {
	i.t.Helper()
	journal := lines[journalLine](i, "journal", "--organization", organizationName)
	wantUnbroken(i.t, journal)
	return journal
}

// wantUnbroken demands the numbers 1, 2, 3 … and a sentence of each entry.
func wantUnbroken(t testing.TB, journal []journalLine) {
	t.Helper()
	for at, entry := range journal {
		if entry.Number != int64(at+1) {
			t.Fatalf("the journal's line %d has the number %d; want numbers without holes", at+1, entry.Number)
		}
		if entry.Sentence == "" || entry.At.IsZero() {
			t.Errorf("the journal's entry %d has no sentence or no time: %+v", entry.Number, entry)
		}
	}
}

// kinds counts a journal's entries by kind.
func kinds(journal []journalLine) map[directory.EntryKind]int {
	counted := map[directory.EntryKind]int{}
	for _, entry := range journal {
		counted[entry.Kind]++
	}
	return counted
}

// told returns what a journal says from the entry of a number on, one line an
// entry, for a message.
func told(journal []journalLine, after int64) string {
	text := ""
	for _, entry := range journal {
		if entry.Number > after {
			text += fmt.Sprintf("#%d %s: %s\n", entry.Number, entry.Kind, entry.Sentence)
		}
	}
	return text
}

// indexAfter returns where part ends in text, looking from a position on, or -1.
func indexAfter(text, part string, from int) int {
	at := strings.Index(text[from:], part)
	if at < 0 {
		return -1
	}
	return from + at + len(part)
}
