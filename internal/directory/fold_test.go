package directory_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
)

func TestFoldMakesTheSameNameEqual(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"ana@acme.test", "ANA@Acme.Test"},
		{"José@acme.test", "JOSÉ@acme.test"},                 // composed and decomposed
		{"ana", "ana"},                                       // full width
		{"K@acme.test", "k@acme.test"},                       // Kelvin sign
		{"ÅNGSTRÖM", "ångström"},                             // Angstrom sign
		{"Ana Petrović", "ANA PETROVIĆ"},                     // with a space
		{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},                               // Greek capitals
		{"Живко@acme.test", "жИВКО@ACME.TEST"},               // Cyrillic
		{"o'brien+test@acme.test", "O'Brien+Test@acme.test"}, // ASCII punctuation is kept
	} {
		a, err := directory.Fold(pair[0])
		if err != nil {
			t.Errorf("Fold(%q): %v", pair[0], err)
		}
		b, err := directory.Fold(pair[1])
		if err != nil {
			t.Errorf("Fold(%q): %v", pair[1], err)
		}
		if a != b {
			t.Errorf("Fold(%q) = %q and Fold(%q) = %q, want the same", pair[0], a, pair[1], b)
		}
	}
}

func TestFoldKeepsDifferentNamesApart(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"ana@acme.test", "anna@acme.test"},
		{"straße", "strasse"}, // PRECIS keeps sharp s: these are two people
		{"ana", "аna"},        // Cyrillic a: looks the same, is not
		{"ilker", "ılker"},    // dotless i
		{"ana ", "ana"},       // a space is a character
	} {
		a, errA := directory.Fold(pair[0])
		b, errB := directory.Fold(pair[1])
		if errA != nil || errB != nil {
			t.Errorf("Fold(%q), Fold(%q): %v, %v", pair[0], pair[1], errA, errB)
		}
		if a == b {
			t.Errorf("Fold(%q) = Fold(%q) = %q, want them apart", pair[0], pair[1], a)
		}
	}
}

func TestFoldRefusesInvisibleText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ana\x00", "ana\n", "\x7f", "a\u202eb", "\ufffe"} {
		if folded, err := directory.Fold(name); directory.CodeOf(err) != directory.Invalid {
			t.Errorf("Fold(%q) = %q, %v; want an Invalid error", name, folded, err)
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		once, err := directory.Fold(name)
		if err != nil {
			t.Skip("not a name")
		}
		twice, err := directory.Fold(once)
		if err != nil || twice != once {
			t.Errorf("Fold(Fold(%q)) = %q, %v; want %q", name, twice, err, once)
		}
	})
}

func TestAssertionRefusesWhatCannotBeKept(t *testing.T) {
	t.Parallel()
	good := directory.Assertion{UserName: "ana@acme.test", Emails: []string{"ana@acme.test"}}
	if err := good.Validate(); err != nil {
		t.Fatalf("a good assertion is refused: %v", err)
	}
	long := strings.Repeat("a", directory.MaxNameLength+1)
	for name, spoil := range map[string]func(*directory.Assertion){
		"no user name":         func(a *directory.Assertion) { a.UserName = "" },
		"long user name":       func(a *directory.Assertion) { a.UserName = long },
		"unusable user name":   func(a *directory.Assertion) { a.UserName = "ana\x07" },
		"ill-formed user name": func(a *directory.Assertion) { a.UserName = "ana\xff" },
		"long external id":     func(a *directory.Assertion) { a.ExternalID = long },
		"long address":         func(a *directory.Assertion) { a.Emails = []string{long} },
		"great resource":       func(a *directory.Assertion) { a.Resource = make([]byte, directory.MaxResourceSize+1) },
	} {
		assertion := good
		spoil(&assertion)
		if err := assertion.Validate(); directory.CodeOf(err) != directory.Invalid {
			t.Errorf("%s: Validate() = %v, want an Invalid error", name, err)
		}
	}
}

func TestIDsAreShortPlainAndInOrder(t *testing.T) {
	t.Parallel()
	previous := ""
	for range 1000 {
		id := directory.NewID()
		if len(id) != 26 || strings.Trim(id, "0123456789abcdefghijklmnopqrstuv") != "" {
			t.Fatalf("NewID() = %q, want 26 characters of [0-9a-v]", id)
		}
		if id <= previous {
			t.Fatalf("NewID() = %q after %q, want ids in order", id, previous)
		}
		previous = id
	}
}

func TestEveryCodeHasAName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, code := range directory.Codes() {
		name := code.String()
		if strings.HasPrefix(name, "Code(") || seen[name] {
			t.Errorf("code %d is called %q, want a name of its own", code, name)
		}
		seen[name] = true
	}
	if next := directory.Code(len(directory.Codes()) + 1); !strings.HasPrefix(next.String(), "Code(") {
		t.Errorf("%s is not in Codes()", next)
	}
}
