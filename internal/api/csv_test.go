package api_test

import (
	"testing"

	"github.com/musterhq/muster/internal/api"
)

func TestNoValueIsAFormula(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"":              "",
		"Ana Ruiz":      "Ana Ruiz",
		"=1+1":          `"'=1+1"`,
		"＝1+1":          `"'＝1+1"`,
		"＠SUM":          `"'＠SUM"`,
		"+49 30 1234":   `"'+49 30 1234"`,
		"-2":            `"'-2"`,
		"@SUM(A1)":      `"'@SUM(A1)"`,
		"\tx":           "\"'\tx\"",
		"\rx":           "\"'\rx\"",
		`say "hi", Ana`: `"say ""hi"", Ana"`,
		"two\nlines":    "\"two\nlines\"",
		"a=1":           "a=1",
	} {
		if got := api.CSVValue(value); got != want {
			t.Errorf("%q is written as %s, want %s", value, got, want)
		}
	}
}
