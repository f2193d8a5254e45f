package strictxml

import (
	"strconv"
	"strings"
)

// characterData reads text up to the next tag. Line ends become "\n" (XML 1.0,
// section 2.11).
func (p *parser) characterData() (string, error) {
	if err := p.count(); err != nil {
		return "", err
	}
	var text strings.Builder
	for {
		run := p.until("<&\r]")
		if p.at >= len(p.text) || p.text[p.at] == '<' {
			if text.Len() == 0 {
				return run, nil
			}
			text.WriteString(run)
			return text.String(), nil
		}
		text.WriteString(run)
		switch c := p.text[p.at]; {
		case c == '&':
			r, err := p.reference()
			if err != nil {
				return "", err
			}
			text.WriteRune(r)
		case c == ']' && strings.HasPrefix(p.text[p.at:], "]]>"):
			return "", p.refuse("a text in it contains ]]>")
		case c == '\r' && strings.HasPrefix(p.text[p.at:], "\r\n"):
			p.at++ // the line end is written by the next run
		case c == '\r':
			text.WriteByte('\n')
			p.at++
		default:
			text.WriteByte(c)
			p.at++
		}
	}
}

// until moves to the next of some ASCII characters, or to the end, and returns
// what lies before it.
func (p *parser) until(any string) string {
	rest := p.text[p.at:]
	length := strings.IndexAny(rest, any)
	if length < 0 {
		length = len(rest)
	}
	p.at += length
	return rest[:length]
}

// longestReference is that of the last character, with room for zeros before it.
const longestReference = len("&#x0010FFFF;")

// reference reads "&…;": one of the five entities that XML itself declares, or
// the number of a character that may stand in a document.
func (p *parser) reference() (rune, error) {
	rest := p.text[p.at:]
	end := strings.IndexByte(rest[:min(len(rest), longestReference)], ';')
	if end < 0 {
		return 0, p.refuse("it contains '&' without an entity")
	}
	body := rest[1:end]
	r, known := entity(body)
	if !known {
		digits, numbered := strings.CutPrefix(body, "#")
		if !numbered {
			return 0, p.refuse("it contains an entity other than &lt; &gt; &amp; &quot; and &apos;")
		}
		base := 10
		if hexadecimal, is := strings.CutPrefix(digits, "x"); is {
			digits, base = hexadecimal, 16
		}
		number, err := strconv.ParseUint(digits, base, 32)
		if err != nil || !isChar(rune(number)) {
			return 0, p.refuse("it names a character that XML does not allow")
		}
		r = rune(number)
	}
	p.at += end + 1
	return r, nil
}

func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	default:
		return 0, false
	}
}

// isChar tells whether a document may contain r (XML 1.0, production 2).
func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD ||
		r >= 0x10000 && r <= 0x10FFFF
}

// IsName tells whether text is a name without a colon, of ASCII characters only.
func IsName(text string) bool {
	if text == "" || !isNameStart(text[0]) {
		return false
	}
	for i := range len(text) {
		if !isNamePart(text[i]) {
			return false
		}
	}
	return true
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

func isNamePart(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.'
}
