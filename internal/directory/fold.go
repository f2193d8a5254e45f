package directory

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

// folding compares user names, email addresses and team names. It is PRECIS
// UsernameCaseMapped (RFC 8265 §3.3: width mapping, lower case, NFC) over the
// freeform class, because providers do send user names with spaces.
var folding = precis.NewFreeform(precis.FoldWidth, precis.LowerCase(), precis.Norm(norm.NFC))

// MaxNameLength bounds user names, external ids, email addresses and team
// names, in bytes.
const MaxNameLength = 1024

// Fold returns the form by which two names are compared: names with the same
// folded form are the same name. The name itself is kept as it was sent. It
// returns an Invalid error for text that no name may hold, such as control
// characters.
func Fold(name string) (string, error) {
	if isPrintableASCII(name) {
		return strings.ToLower(name), nil
	}
	folded, err := folding.String(name)
	if err != nil {
		return "", ruleNameCharacters.Refuse(Invalid).Because(err)
	}
	return folded, nil
}

// SameName says whether two names are one. What cannot be folded is nobody's name.
func SameName(a, b string) bool {
	foldedA, errA := Fold(a)
	foldedB, errB := Fold(b)
	return errA == nil && errB == nil && foldedA == foldedB
}

func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// checkName refuses a name that is too long to index or cannot be folded, and
// returns the folded form. The field is named in the refusal.
func checkName(field, name string) (string, error) {
	if len(name) > MaxNameLength {
		return "", ruleTooLong.Refuse(Invalid, "field", field).About(field)
	}
	if !utf8.ValidString(name) {
		return "", ruleNotUTF8.Refuse(Invalid, "field", field).About(field)
	}
	folded, err := Fold(name)
	if err != nil {
		return "", ruleCharacters.Refuse(Invalid, "field", field).About(field).Because(err)
	}
	return folded, nil
}
