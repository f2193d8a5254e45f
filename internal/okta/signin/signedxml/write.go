package signedxml

import (
	"cmp"
	"slices"
	"strings"
)

// Attribute is an attribute that is written, or the declaration of a namespace:
// its name and its value.
type Attribute [2]string

// Write writes an element in canonical form: declarations first, then
// attributes by name, those with a prefix last, and an end tag always. The
// content is XML that was written already (by Write, or by Text).
//
// The form is exclusive only if each element declares the namespaces that it
// uses and that no element around it declares; that is the caller's business.
func Write(name string, attributes []Attribute, content ...string) string {
	sorted := slices.Clone(attributes)
	slices.SortFunc(sorted, func(a, b Attribute) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a[0], b[0]))
	})
	var out strings.Builder
	out.WriteString("<" + name)
	for _, a := range sorted {
		out.WriteString(" " + a[0] + `="` + escapeAttribute(valid(a[1])) + `"`)
	}
	out.WriteString(">")
	for _, part := range content {
		out.WriteString(part)
	}
	out.WriteString("</" + name + ">")
	return out.String()
}

// rank orders the kinds of attributes.
func rank(a Attribute) int {
	switch {
	case a[0] == "xmlns" || strings.HasPrefix(a[0], "xmlns:"):
		return 0
	case !strings.Contains(a[0], ":"):
		return 1
	}
	return 2
}

// Text writes text. Characters that no XML document may hold become U+FFFD.
func Text(text string) string { return escapeText(valid(text)) }

func valid(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return r
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, text)
}
