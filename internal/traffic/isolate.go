package traffic

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// What holds a name together within a sentence (Unicode, UAX #9).
const (
	firstStrongIsolate    = '\u2068'
	popDirectionalIsolate = '\u2069'
)

// isolated is a name as it may stand within a sentence: whatever way it is
// written, the words around it keep their places. Isolates that it opens itself
// end with it, and those that it closes and never opened cannot close ours. A
// name that turns nothing around is returned as it is.
func isolated(name string) string {
	if strings.IndexFunc(name, turns) < 0 {
		return name
	}
	open, strayed := 0, 0
	for _, r := range name {
		switch {
		case r >= '\u2066' && r <= firstStrongIsolate:
			open++
		case r == popDirectionalIsolate && open > 0:
			open--
		case r == popDirectionalIsolate:
			strayed++
		}
	}
	return strings.Repeat(string(firstStrongIsolate), strayed+1) + name +
		strings.Repeat(string(popDirectionalIsolate), open+1)
}

// turns says whether a character is written from right to left or makes others
// be.
func turns(r rune) bool {
	if unicode.Is(unicode.Bidi_Control, r) {
		return true
	}
	properties, _ := bidi.LookupRune(r)
	return properties.Class() == bidi.R || properties.Class() == bidi.AL
}
