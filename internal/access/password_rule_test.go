package access

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func TestPasswordsThatPeopleMayChoose(t *testing.T) {
	t.Parallel()
	organization := directory.Organization{Name: "Analytical Engines"}
	member := directory.Member{Name: "Ada Lovelace", Email: "ada.lovelace@engines.example"}
	for password, want := range map[string]string{
		"correct horse battery staple":                    "",
		"zwölf Boxkämpfer jagen":                          "",
		"Tr0ub4dor&3-und-noch-mehr":                       "",
		"  spaces around are kept  ":                      "",
		strings.Repeat("word of mine ", 19) + "last word": "",

		"short pass":                     "too short",
		"elevenchars":                    "too short",
		"äöüäöüäöüäö":                    "too short", // 22 bytes
		strings.Repeat("long word ", 26): "longer than 256",
		"a tab\tin a password":           "cannot be typed",
		"a null\x00in a password":        "cannot be typed",
		"not utf-8 \xff\xfe here":        "cannot be typed",

		"aaaaaaaaaaaaaaaa":             "easy to guess",
		"abababababababab":             "easy to guess",
		"passwordpassword":             "easy to guess",
		"Password1234!":                "easy to guess",
		"123456789012":                 "easy to guess",
		"qwertyuiop123":                "easy to guess",
		"ada.lovelace@engines.example": "easy to guess",
		"Lovelace1815!":                "easy to guess",
		"AnalyticalEngines":            "easy to guess",
		"analytical engines 26":        "easy to guess",
	} {
		prepared, err := newPassword(password, organization, member)
		if want == "" {
			if err != nil || prepared == "" {
				t.Errorf("%q is refused: %v", password, err)
			}
			continue
		}
		if directory.CodeOf(err) != directory.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want a refusal with %q", password, err, want)
			continue
		}
		if strings.Contains(err.Error(), password) {
			t.Errorf("the refusal repeats the password: %v", err)
		}
	}
}

// The same password typed on two systems may arrive as different bytes.
func TestPasswordsAreComparedAsTyped(t *testing.T) {
	t.Parallel()
	composed, ok := preparePassword("zw\u00f6lf Boxk\u00e4mpfer")
	decomposed, okToo := preparePassword("zwo\u0308lf Boxka\u0308mpfer")
	if !ok || !okToo || composed != decomposed {
		t.Errorf("prepared as %q and %q", composed, decomposed)
	}
	if _, ok := preparePassword(strings.Repeat("x", 1<<20)); ok {
		t.Error("a megabyte is taken for a password")
	}
}
