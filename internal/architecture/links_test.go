package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// markdownLink finds the target of [text](target), without a title.
var markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks follows every link from a page of this repository to a file of it.
// Links to elsewhere are not followed: a test must not depend on the network.
func TestLinks(t *testing.T) {
	t.Parallel()
	for folder := range readTree(t).folders {
		pages, err := filepath.Glob(filepath.Join("../..", folder, "*.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range pages {
			for _, target := range brokenLinks(t, name) {
				t.Errorf("%s links to %s, which does not exist", strings.TrimPrefix(filepath.ToSlash(name), "../../"), target)
			}
		}
	}
}

// brokenLinks returns the targets in a page that lead to no file.
func brokenLinks(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var broken []string
	for _, match := range markdownLink.FindAllStringSubmatch(string(text), -1) {
		target, _, _ := strings.Cut(match[1], "#")
		if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
			continue
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(target))); err != nil {
			broken = append(broken, match[1])
		}
	}
	return broken
}
