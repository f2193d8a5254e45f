package architecture

import (
	"slices"
	"strings"
	"testing"
)

// The table that the tests of the rule itself use, with a row of each kind.
const samplePage = `
| Room | Status | Imports of ours | Imports of others | HTTP | SQL | What it owns |
|---|---|---|---|---|---|---|
| ` + "`scim` | built | nothing | none | no | no | the protocol |" + `
| ` + "`internal/directory` | built | nothing | any | no | no | the nouns |" + `
| ` + "`internal/sqlstore` | built | `internal/directory` | any | no | yes | the store |" + `
| ` + "`internal/sqlstore/pgtest` | built for tests | nothing | any | no | yes | a test database |" + `
| ` + "`internal/door` | built | `scim`, `internal/directory` | any | yes | no | a door |" + `
| ` + "`internal/okta` | built | nothing | `golang.org/x/sync` | yes | no | the stand-in |" + `
| ` + "`internal/okta/oktatest` | built for tests | `internal/okta` | none | yes | no | its test kit |" + `
| ` + "`cmd/muster` | built | everything | any | yes | no | main |" + `

| Another | Table |
`

func TestViolations(t *testing.T) {
	t.Parallel()
	rooms, err := parseRooms(samplePage)
	if err != nil {
		t.Fatal(err)
	}
	const ours = modulePath + "/"
	tests := map[string]struct {
		folder      string
		imports     []string
		testImports []string
		want        string // part of the only sentence, or nothing
	}{
		"a listed room":                   {folder: "internal/door", imports: []string{ours + "scim"}},
		"a room not listed":               {folder: "internal/door", imports: []string{ours + "internal/sqlstore"}, want: "does not list internal/sqlstore"},
		"a folder of a room not listed":   {folder: "internal/door", imports: []string{ours + "internal/sqlstore/lane"}, want: "does not list internal/sqlstore"},
		"a folder of the same room":       {folder: "scim", imports: []string{ours + "scim/filter"}},
		"a folder under a room":           {folder: "internal/door/deep", imports: []string{ours + "internal/sqlstore"}, want: "does not list internal/sqlstore"},
		"everything":                      {folder: "cmd/muster", imports: []string{ours + "internal/okta", ours + "internal/sqlstore"}},
		"everything is no test kit":       {folder: "cmd/muster", imports: []string{ours + "internal/sqlstore/pgtest"}, want: "only tests may import it"},
		"a test kit in its own parent":    {folder: "internal/sqlstore", imports: []string{ours + "internal/sqlstore/pgtest"}, want: "only tests may import it"},
		"a test kit in a test":            {folder: "internal/sqlstore", testImports: []string{ours + "internal/sqlstore/pgtest"}},
		"a room without a row":            {folder: "internal/new", want: "add a row"},
		"the root":                        {folder: ".", want: "add a row"},
		"a name that only starts alike":   {folder: "internal/doorway", want: "add a row"},
		"a module where any may":          {folder: "internal/directory", imports: []string{"golang.org/x/text/secure/precis"}},
		"a module in scim":                {folder: "scim", imports: []string{"golang.org/x/text/secure/precis"}, want: "may import none"},
		"a module that is named":          {folder: "internal/okta", imports: []string{"golang.org/x/sync/errgroup"}},
		"a module that is not named":      {folder: "internal/okta", imports: []string{"golang.org/x/text/cases"}, want: "only golang.org/x/sync"},
		"a module named alike":            {folder: "internal/okta", imports: []string{"golang.org/x/synchrony"}, want: "only golang.org/x/sync"},
		"HTTP in a door":                  {folder: "internal/door", imports: []string{"net/http"}},
		"HTTP inside":                     {folder: "internal/directory", imports: []string{"net/http"}, want: "does not know HTTP"},
		"HTTP inside, by a part of it":    {folder: "internal/sqlstore", imports: []string{"net/http/httptrace"}, want: "does not know HTTP"},
		"SQL in the store":                {folder: "internal/sqlstore", imports: []string{"database/sql", "github.com/jackc/pgx/v5/stdlib"}},
		"SQL in a door":                   {folder: "internal/door", imports: []string{"database/sql"}, want: "does not know SQL"},
		"a driver in main":                {folder: "cmd/muster", imports: []string{"modernc.org/sqlite"}, want: "does not know SQL"},
		"a test on the real store":        {folder: "internal/directory", testImports: []string{ours + "internal/sqlstore", "net/http"}},
		"a test of scim, of itself":       {folder: "scim", testImports: []string{ours + "scim", "github.com/google/go-cmp/cmp"}},
		"a test of scim, of the rest":     {folder: "scim", testImports: []string{ours + "internal/directory"}, want: "in its tests too"},
		"a test of the stand-in, of us":   {folder: "internal/okta", testImports: []string{ours + "scim"}, want: "in its tests too"},
		"a test of the stand-in, its kit": {folder: "internal/okta", testImports: []string{ours + "internal/okta/oktatest"}},
		"a cgo package in a strict room":  {folder: "scim", imports: []string{"C"}, want: "may import none"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			importPath := ours + test.folder
			if test.folder == "." {
				importPath = modulePath
			}
			got := violations(rooms, []goPackage{
				{ImportPath: importPath, Imports: slices.Concat([]string{"fmt"}, test.imports), XTestImports: test.testImports},
				{ImportPath: "fmt", Standard: true},
				{ImportPath: "net/http", Standard: true},
				{ImportPath: "net/http/httptrace", Standard: true},
				{ImportPath: "database/sql", Standard: true},
			})
			switch {
			case test.want == "" && len(got) > 0:
				t.Errorf("got %q, want none", got)
			case test.want != "" && (len(got) != 1 || !strings.Contains(got[0], test.want)):
				t.Errorf("got %q, want one sentence with %q", got, test.want)
			}
		})
	}
}

func TestParseRoomsRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ old, new, want string }{
		"a table that is gone":       {"| Room |", "| Rooms |", "found no table"},
		"an unknown status":          {"| built |", "| biult |", `unknown status "biult"`},
		"a room without backquotes":  {"`internal/directory` | any", "internal/directory | any", "expected names in backquotes"},
		"a room that has no row":     {"`scim`, `internal/directory`", "`skim`, `internal/directory`", `no row for "skim"`},
		"two rows for one room":      {"| `internal/door` |", "| `internal/okta` |", "two rows for internal/okta"},
		"neither yes nor no":         {"| any | no | yes |", "| any | no | maybe |", "expected yes or no"},
		"a row with a cell too few":  {"| no | the nouns |", "| the nouns |", "has 6 cells"},
		"a module without backquote": {"`golang.org/x/sync`", "golang.org/x/sync", "expected names in backquotes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(samplePage, test.old) {
				t.Fatalf("the sample does not contain %q", test.old)
			}
			rooms, err := parseRooms(strings.Replace(samplePage, test.old, test.new, 1))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %d rooms and the error %v, want an error with %q", len(rooms), err, test.want)
			}
		})
	}
}
