package architecture

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asked are the numbers of the requirements: from and to, both included.
var asked = [][2]int{{1, 26}, {30, 52}, {60, 72}, {80, 86}}

// TestRequirementsAreShown reads docs/requirements.md: no requirement is missing,
// each is shown by tests that exist or says what is not built yet, and every
// browser test that carries its number stands in its row.
func TestRequirementsAreShown(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "requirements.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| (R\d\d) \|.*\| (.*) \|$`).FindAllSubmatch(page, -1) {
		rows[string(row[1])] = string(row[2])
	}
	carried, tests := browserTests(t, root), goTests(t, root)
	for _, span := range asked {
		for number := span[0]; number <= span[1]; number++ {
			id := fmt.Sprintf("R%02d", number)
			row, ok := rows[id]
			delete(rows, id)
			if !ok || row == "" {
				t.Errorf("nothing is said of %s", id)
			}
			named := namedIn(row)
			for _, name := range named {
				if strings.HasPrefix(name, "Test") && !tests[name] {
					t.Errorf("%s is shown by %s, which does not exist", id, name)
				}
			}
			if len(named) == 0 && !strings.HasPrefix(row, "not yet: ") && !strings.HasPrefix(row, "words alone") {
				t.Errorf("%s is shown by nothing", id)
			}
			files := slices.DeleteFunc(named, func(name string) bool { return strings.HasPrefix(name, "Test") })
			slices.Sort(files)
			if want := slices.Sorted(maps.Keys(carried[id])); !slices.Equal(files, want) {
				t.Errorf("%s names the browser tests %v; its number stands in %v", id, files, want)
			}
			delete(carried, id)
		}
	}
	for id := range rows {
		t.Errorf("nobody asked for %s", id)
	}
	for id, files := range carried {
		t.Errorf("nobody asked for %s, which stands in %v", id, slices.Sorted(maps.Keys(files)))
	}
}

// namedIn are the tests that a row names.
func namedIn(row string) []string {
	var names []string
	for _, name := range regexp.MustCompile("`(Test\\w+|[a-z_]+\\.test\\.ts)`").FindAllStringSubmatch(row, -1) {
		names = append(names, name[1])
	}
	return names
}

// browserTests are the files whose tests carry a requirement's number in their
// title.
func browserTests(t *testing.T, root string) map[string]map[string]bool {
	t.Helper()
	carried := map[string]map[string]bool{}
	files, err := filepath.Glob(filepath.Join(root, "e2e", "browser", "*.test.ts"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are %d browser tests (%v)", len(files), err)
	}
	title := regexp.MustCompile("test\\(\\s*[\"`]((?:R\\d\\d )*R\\d\\d): ")
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, numbers := range title.FindAllSubmatch(content, -1) {
			for id := range strings.FieldsSeq(string(numbers[1])) {
				if carried[id] == nil {
					carried[id] = map[string]bool{}
				}
				carried[id][filepath.Base(file)] = true
			}
		}
	}
	return carried
}

// goTests are the names of all tests in Go.
func goTests(t *testing.T, root string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for _, pattern := range []string{"internal/*/*_test.go", "internal/*/*/*_test.go", "e2e/*_test.go", "cmd/*/*_test.go", "scim/*_test.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range declared.FindAllSubmatch(content, -1) {
				names[string(name[1])] = true
			}
		}
	}
	return names
}
