package strictxml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	xmlNamespace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsNamespace = "http://www.w3.org/2000/xmlns/"
	whiteSpace     = " \t\r\n"
)

// Limits bounds what Parse reads. A limit of zero allows nothing.
type Limits struct {
	Bytes      int
	Depth      int // elements inside one another
	Nodes      int // elements, attributes, namespace declarations and texts
	Attributes int // of one element, with its namespace declarations

	// Comments are skipped instead of being refused, for documents in which
	// nothing depends on a signature.
	Comments bool
}

// Error says what a document has that is refused, as the end of a sentence that
// begins with the document: "it contains a comment".
type Error struct {
	Offset  int // in bytes
	Message string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s (at byte %d)", e.Message, e.Offset)
}

// Parse reads a document and returns its root. The error is always an *Error.
func Parse(document []byte, limits Limits) (*Element, error) {
	p := &parser{text: string(document), limits: limits, ids: map[string]bool{}}
	root, err := p.document()
	if err != nil {
		return nil, err
	}
	return root, nil
}

// A parser reads its text from front to back, once.
type parser struct {
	text   string
	at     int
	limits Limits
	nodes  int
	ids    map[string]bool
}

func (p *parser) document() (*Element, error) {
	if len(p.text) > p.limits.Bytes {
		return nil, &Error{p.limits.Bytes, fmt.Sprintf("it has more than %d bytes", p.limits.Bytes)}
	}
	if err := p.characters(); err != nil {
		return nil, err
	}
	if err := p.declaration(); err != nil {
		return nil, err
	}
	p.skipMisc()
	root, err := p.tree()
	if err != nil {
		return nil, err
	}
	p.skipMisc()
	if p.at < len(p.text) {
		if err := p.markup(); err != nil {
			return nil, err
		}
		return nil, p.refuse("something follows its end")
	}
	return root, nil
}

// characters looks at every character once, so that nothing later needs to.
func (p *parser) characters() error {
	if strings.HasPrefix(p.text, "\ufeff") {
		return &Error{0, "it begins with a byte order mark; send plain UTF-8"}
	}
	for i, r := range p.text {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(p.text[i:]); width == 1 {
				return &Error{i, "it is not UTF-8"}
			}
		}
		if !isChar(r) {
			return &Error{i, fmt.Sprintf("it contains the character U+%04X, which XML does not allow", r)}
		}
	}
	return nil
}

// declared is the XML declaration as this package wants it.
var declared = regexp.MustCompile(`^<\?xml[ \t\r\n]+version=("1\.0"|'1\.0')` +
	`([ \t\r\n]+encoding=("(?i:UTF-8)"|'(?i:UTF-8)'))?` +
	`([ \t\r\n]+standalone=("yes"|"no"|'yes'|'no'))?[ \t\r\n]*\?>`)

// declaration reads <?xml version="1.0" encoding="UTF-8"?>. Only here may
// anything begin with "<?".
func (p *parser) declaration() error {
	if !strings.HasPrefix(p.text, "<?xml") {
		return nil
	}
	found := declared.FindString(p.text)
	if found == "" {
		return p.refuse("its XML declaration is not version 1.0 in UTF-8")
	}
	p.at = len(found)
	return nil
}

// tree reads the root with all that is in it. It keeps the open elements itself
// instead of calling itself, so that depth costs no stack.
func (p *parser) tree() (*Element, error) {
	if err := p.markup(); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(p.text[p.at:], "<") || strings.HasPrefix(p.text[p.at:], "</") {
		return nil, p.refuse("it does not begin with an element")
	}
	var root, open *Element
	for depth := 0; root == nil || open != nil; {
		switch {
		case p.at >= len(p.text):
			return nil, p.refuse("it ends before its last element is closed")
		case strings.HasPrefix(p.text[p.at:], "</"):
			if err := p.closeTag(open); err != nil {
				return nil, err
			}
			open = open.Parent
			depth--
		case p.skipComment():
		case p.text[p.at] == '<':
			element, closed, err := p.openTag(open)
			if err != nil {
				return nil, err
			}
			if depth++; depth > p.limits.Depth {
				return nil, p.refuse(fmt.Sprintf("its elements are nested more than %d deep", p.limits.Depth))
			}
			if root == nil {
				root = element
			} else {
				open.Children = append(open.Children, element)
			}
			open = element
			if closed {
				open = element.Parent
				depth--
			}
		default:
			text, err := p.characterData()
			if err != nil {
				return nil, err
			}
			open.Text += text
		}
	}
	return root, nil
}

// openTag reads <name attribute="value" …> or the same with "/>".
func (p *parser) openTag(parent *Element) (element *Element, closed bool, err error) {
	if err := p.markup(); err != nil {
		return nil, false, err
	}
	if err := p.count(); err != nil {
		return nil, false, err
	}
	p.at++
	prefix, local, err := p.name()
	if err != nil {
		return nil, false, err
	}
	element = &Element{Name: Name{Local: local}, Prefix: prefix, Parent: parent}
	for {
		spaced := p.skipSpace()
		switch {
		case strings.HasPrefix(p.text[p.at:], "/>"):
			p.at += len("/>")
			return element, true, p.resolve(element)
		case strings.HasPrefix(p.text[p.at:], ">"):
			p.at += len(">")
			return element, false, p.resolve(element)
		case !spaced:
			return nil, false, p.refuse("a tag in it is not well-formed")
		}
		if err := p.attribute(element); err != nil {
			return nil, false, err
		}
	}
}

// closeTag reads </name>, which must be the name of the open element.
func (p *parser) closeTag(open *Element) error {
	if open == nil {
		return p.refuse("a tag in it closes what was not opened")
	}
	p.at += len("</")
	prefix, local, err := p.name()
	if err != nil {
		return err
	}
	if prefix != open.Prefix || local != open.Name.Local {
		return p.refuse("a tag in it closes another element than the one that is open")
	}
	p.skipSpace()
	if !strings.HasPrefix(p.text[p.at:], ">") {
		return p.refuse("a tag in it is not well-formed")
	}
	p.at++
	return nil
}

// markup refuses, each by its name, what may begin with "<" besides a tag.
func (p *parser) markup() error {
	rest := p.text[p.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return p.refuse("it contains a comment")
	case strings.HasPrefix(rest, "<![CDATA["):
		return p.refuse("it contains a CDATA section")
	case strings.HasPrefix(rest, "<!"):
		return p.refuse("it contains a document type declaration or another declaration")
	case strings.HasPrefix(rest, "<?"):
		return p.refuse("it contains a processing instruction")
	}
	return nil
}

// name reads "local" or "prefix:local".
func (p *parser) name() (prefix, local string, err error) {
	rest, length := p.text[p.at:], 0
	for length < len(rest) && (isNamePart(rest[length]) || rest[length] == ':') {
		length++
	}
	name := rest[:length]
	p.at += length
	prefix, local, qualified := strings.Cut(name, ":")
	if !qualified {
		prefix, local = "", name
	}
	if !IsName(local) || qualified && !IsName(prefix) {
		return "", "", p.refuse("a name in it is not made of ASCII letters, digits, '_', '-' and '.'")
	}
	return prefix, local, nil
}

func (p *parser) skipSpace() bool {
	start := p.at
	for p.at < len(p.text) && strings.IndexByte(whiteSpace, p.text[p.at]) >= 0 {
		p.at++
	}
	return p.at > start
}

// skipMisc skips what may stand around the root.
func (p *parser) skipMisc() {
	for p.skipSpace() || p.skipComment() {
	}
}

// skipComment skips a comment where comments are allowed. One without an end is
// left, to be refused as markup.
func (p *parser) skipComment() bool {
	const begin, end = "<!--", "-->"
	if !p.limits.Comments || !strings.HasPrefix(p.text[p.at:], begin) {
		return false
	}
	length := strings.Index(p.text[p.at+len(begin):], end)
	if length < 0 {
		return false
	}
	p.at += len(begin) + length + len(end)
	return true
}

func (p *parser) count() error {
	if p.nodes++; p.nodes > p.limits.Nodes {
		return p.refuse(fmt.Sprintf("it has more than %d nodes", p.limits.Nodes))
	}
	return nil
}

func (p *parser) refuse(message string) *Error { return &Error{p.at, message} }
