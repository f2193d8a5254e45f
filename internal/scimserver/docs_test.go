package scimserver_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocumentIsTrue reads docs/scim.md: every test that it names exists, and
// every sentence that it quotes is one that the program says.
func TestDocumentIsTrue(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/scim.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests, code strings.Builder
	for _, folder := range []string{"../../scim", "../scimserver", "../provisioning", "../directory", "../sqlstore"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s holds %d files (%v)", folder, len(files), err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				tests.Write(content)
			} else {
				code.Write(content)
			}
		}
	}

	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`").FindAllSubmatch(page, -1)
	if len(named) < 80 {
		t.Fatalf("the page names %d tests; is it still read right?", len(named))
	}
	for _, name := range named {
		if !strings.Contains(tests.String(), "func "+string(name[1])+"(") {
			t.Errorf("the page names %s, which does not exist", name[1])
		}
	}

	// In the code a name is a verb of fmt or a place in braces, or text is joined
	// around it.
	said := regexp.MustCompile(`(?:" ?\+ ?[^"]+ ?\+ ?"|%[a-z]|\{[a-z]+\})+`).ReplaceAllString(code.String(), "…")
	quoted := regexp.MustCompile(`(?m)^\| (4\d\d|503) \| ([A-Z].*?) \|`).FindAllSubmatch(page, -1)
	if len(quoted) < 15 {
		t.Fatalf("the page quotes %d sentences; is it still read right?", len(quoted))
	}
	for _, sentence := range quoted {
		if !strings.Contains(said, string(sentence[2])) {
			t.Errorf("the page quotes a sentence that the program does not say: %s", sentence[2])
		}
	}
}
