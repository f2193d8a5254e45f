package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGuidesAreWalked reads docs/guides.md: every sentence of a guide is shown by
// tests that exist, or by a reason why it is not; and every test that walks a guide
// stands there.
func TestGuidesAreWalked(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "guides.md"))
	if err != nil {
		t.Fatal(err)
	}
	titles, tests := browserTitles(t, root), goTests(t, root)
	named := map[string]map[string]bool{}
	rows := 0
	var section, file string
	for line := range strings.Lines(string(page)) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			section, file = strings.TrimSpace(heading), ""
			continue
		}
		if walked := regexp.MustCompile("^(?:Walked|Looked at)[^`]* in `([a-z_.]+\\.ts)`").FindStringSubmatch(line); walked != nil {
			file = walked[1]
			continue
		}
		row := regexp.MustCompile(`^\| (.+) \| (.+) \| (.+) \|\n$`).FindStringSubmatch(line)
		if row == nil || row[1] == "Step" || row[1] == "Where" {
			continue
		}
		rows++
		sentence, shown := section+", "+row[1]+", "+row[2], row[3]
		if strings.HasPrefix(shown, "does not apply: ") || strings.HasPrefix(shown, "not yet: ") {
			continue
		}
		found := regexp.MustCompile("(?:`([a-z_.]+\\.ts)` )?“([^”]+)”|`(Test\\w+)`").FindAllStringSubmatch(shown, -1)
		if len(found) == 0 {
			t.Errorf("%s: is shown by nothing", sentence)
		}
		for _, one := range found {
			in, title, inGo := one[1], one[2], one[3]
			if inGo != "" {
				if !tests[inGo] {
					t.Errorf("%s: there is no %s", sentence, inGo)
				}
				continue
			}
			if in == "" {
				in = file
			}
			if !titles[in][title] {
				t.Errorf("%s: %s has no test %q", sentence, in, title)
			}
			if named[in] == nil {
				named[in] = map[string]bool{}
			}
			named[in][title] = true
		}
	}
	if rows < 100 {
		t.Errorf("the page has %d rows only", rows)
	}
	for in, all := range titles {
		if !strings.HasPrefix(in, "guide_") {
			continue
		}
		for title := range all {
			if !named[in][title] {
				t.Errorf("%s walks %q, which no row names", in, title)
			}
		}
	}
}

// browserTitles are the titles of the browser tests, by the files that they stand in.
func browserTitles(t *testing.T, root string) map[string]map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "e2e", "browser", "*.ts"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are %d files of browser tests (%v)", len(files), err)
	}
	title := regexp.MustCompile("\\btest\\(\\s*\"([^\"]+)\"")
	titles := map[string]map[string]bool{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]bool{}
		for _, one := range title.FindAllSubmatch(content, -1) {
			all[string(one[1])] = true
		}
		titles[filepath.Base(file)] = all
	}
	return titles
}
