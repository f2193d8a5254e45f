package api_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
)

// A name that two rules had would be translated as one of them.
func TestEveryRuleHasANameOfItsOwn(t *testing.T) {
	t.Parallel()
	named, plain := map[string]bool{}, regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	for _, rule := range api.Rules() {
		if named[rule.Name] || !plain.MatchString(rule.Name) {
			t.Errorf("%q is the name of two rules, or none for programs", rule.Name)
		}
		named[rule.Name] = true
		if !strings.HasSuffix(rule.Detail.Source(), ".") && !strings.HasPrefix(rule.Name, "test_") || rule.Remedy.Source() != "" && !strings.HasSuffix(rule.Remedy.Source(), ".") {
			t.Errorf("%s says no sentence: %q %q", rule.Name, rule.Detail.Source(), rule.Remedy.Source())
		}
	}
}

// unruled is how a refusal is made that names no rule.
var unruled = regexp.MustCompile(`directory\.Errorf\(|&directory\.Error\{|Detail: +"`)

// The rooms whose refusals people read in the control panel refuse by rules
// alone, so that each can be said in their language.
func TestWhatPeopleReadIsRefusedByRules(t *testing.T) {
	t.Parallel()
	for _, room := range []string{"access", "administration", "api"} {
		files, err := filepath.Glob(filepath.Join("..", room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("the files of %s: %v", room, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if found := unruled.FindString(string(text)); found != "" && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s refuses by no rule: %s", file, found)
			}
		}
	}
}
