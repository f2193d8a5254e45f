package scim

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string, the reader standing on its opening quote.
func (p *reader) text() (string, error) {
	s, end, problem := readString(p.in, p.pos)
	if problem != "" {
		p.pos = end
		return "", p.ill(problem)
	}
	p.pos = end
	return s, nil
}

// readString reads the JSON string that begins with the quote at in[start].
// It returns the string and the position after it, or the position and
// description of a problem.
func readString(in string, start int) (s string, end int, problem string) {
	ascii := true
	for i := start + 1; i < len(in); i++ {
		switch c := in[i]; {
		case c == '"':
			s := in[start+1 : i]
			if !ascii && !utf8.ValidString(s) {
				return "", i, "has a string that is not valid UTF-8"
			}
			return s, i + 1, ""
		case c == '\\':
			return readEscaped(in, start+1, i)
		case c < ' ':
			return "", i, "has a control character in a string"
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", len(in), "has a string without end"
}

// readEscaped goes on with a string whose first backslash is at in[i].
func readEscaped(in string, start, i int) (s string, end int, problem string) {
	var b strings.Builder
	for i < len(in) {
		switch c := in[i]; {
		case c == '"':
			b.WriteString(in[start:i])
			if s := b.String(); utf8.ValidString(s) {
				return s, i + 1, ""
			}
			return "", i, "has a string that is not valid UTF-8"
		case c < ' ':
			return "", i, "has a control character in a string"
		case c != '\\':
			i++
		default:
			b.WriteString(in[start:i])
			r, next, problem := readEscape(in, i)
			if problem != "" {
				return "", i, problem
			}
			b.WriteRune(r)
			i, start = next, next
		}
	}
	return "", len(in), "has a string without end"
}

// readEscape reads the escape sequence that begins at in[i].
func readEscape(in string, i int) (r rune, next int, problem string) {
	if i+1 >= len(in) {
		return 0, i, "has a string without end"
	}
	switch c := in[i+1]; c {
	case '"', '\\', '/':
		return rune(c), i + 2, ""
	case 'b':
		return '\b', i + 2, ""
	case 'f':
		return '\f', i + 2, ""
	case 'n':
		return '\n', i + 2, ""
	case 'r':
		return '\r', i + 2, ""
	case 't':
		return '\t', i + 2, ""
	case 'u':
		return readUnicodeEscape(in, i)
	}
	return 0, i, "has an unknown escape in a string"
}

// readUnicodeEscape reads \uXXXX, or two of them where they are a surrogate
// pair. NUL is refused because databases do not store it, a surrogate alone
// because UTF-8 cannot.
func readUnicodeEscape(in string, i int) (r rune, next int, problem string) {
	r, ok := hex4(in, i)
	if !ok {
		return 0, i, "has an ill-formed \\u escape in a string"
	}
	if r == 0 {
		return 0, i, "has a NUL character in a string"
	}
	if !utf16.IsSurrogate(r) {
		return r, i + 6, ""
	}
	low, ok := hex4(in, i+6)
	if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
		return pair, i + 12, ""
	}
	return 0, i, "has half a surrogate pair in a string"
}

// hex4 reads \uXXXX at in[i].
func hex4(in string, i int) (rune, bool) {
	if i+6 > len(in) || in[i] != '\\' || in[i+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(in[i+2 : i+6]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// quoted returns s in double quotes for an error message, shortened.
func quoted(s string) string { return string(appendString(nil, shortened(s))) }

// shortened cuts s so that an error message stays readable, and makes it valid
// UTF-8.
func shortened(s string) string {
	const longest = 80
	if len(s) > longest {
		s = s[:longest] + "…"
	}
	return strings.ToValidUTF8(s, "")
}
