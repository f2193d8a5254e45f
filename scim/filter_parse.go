package scim

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// filterParser reads filters and paths by recursive descent, in one pass.
type filterParser struct {
	in       string
	pos      int
	depth    int // brackets, parentheses and nots that may still be opened
	maxDepth int
	unquoted bool
	inValue  bool // within the brackets of a value path
}

func newFilterParser(text string, d Dialect) (*filterParser, error) {
	longest := bound(d.Limits.FilterLength, defaultFilterLength)
	if len(text) > longest {
		return nil, overLimit(400, InvalidFilter, LimitError{LimitFilterLength, longest},
			"The filter is longer than %s bytes; send a shorter one.")
	}
	depth := min(bound(d.Limits.FilterDepth, defaultFilterDepth), deepest)
	return &filterParser{in: text, depth: depth, maxDepth: depth, unquoted: d.UnquotedFilterValues}, nil
}

func (p *filterParser) wholeFilter() (Filter, error) {
	f, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.in) {
		return nil, p.unexpected()
	}
	return f, nil
}

// wholePath reads a PATCH path.
func (p *filterParser) wholePath() (Path, error) {
	p.in = strings.TrimSpace(p.in)
	path, err := p.path()
	if err != nil {
		return Path{}, asPathError(err)
	}
	if p.pos < len(p.in) {
		return Path{}, refuse(InvalidPath, "The path %s is not valid: it has something unexpected at byte %d.", quoted(p.in), p.pos)
	}
	return path, nil
}

// asPathError makes an error about a filter one about a path, where the error
// is not about the filter between the brackets.
func asPathError(err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || !strings.HasPrefix(e.Detail, pathProblem) {
		return err
	}
	return &Error{Status: e.Status, Type: InvalidPath, Detail: e.Detail, Err: e.Err}
}

func (p *filterParser) or() (Filter, error) {
	var terms Or
	for {
		f, err := p.and()
		if err != nil {
			return nil, err
		}
		if nested, ok := f.(Or); ok {
			terms = append(terms, nested...)
		} else {
			terms = append(terms, f)
		}
		if !p.keyword("or") {
			break
		}
	}
	if len(terms) == 1 {
		return terms[0], nil
	}
	return terms, nil
}

func (p *filterParser) and() (Filter, error) {
	var terms And
	for {
		f, err := p.factor()
		if err != nil {
			return nil, err
		}
		if nested, ok := f.(And); ok {
			terms = append(terms, nested...)
		} else {
			terms = append(terms, f)
		}
		if !p.keyword("and") {
			break
		}
	}
	if len(terms) == 1 {
		return terms[0], nil
	}
	return terms, nil
}

func (p *filterParser) factor() (Filter, error) {
	p.space()
	if p.not() {
		f, err := p.group()
		if err != nil {
			return nil, err
		}
		return Not{f}, nil
	}
	if p.peek() == '(' {
		return p.group()
	}
	return p.comparison()
}

// not steps over the word not if a parenthesis follows it.
func (p *filterParser) not() bool {
	if !hasPrefixFoldASCII(p.in[p.pos:], "not") {
		return false
	}
	end := p.pos + len("not")
	for end < len(p.in) && p.in[end] == ' ' {
		end++
	}
	if end >= len(p.in) || p.in[end] != '(' {
		return false
	}
	p.pos = end
	return true
}

// group reads a filter in parentheses.
func (p *filterParser) group() (Filter, error) {
	if err := p.open(); err != nil {
		return nil, err
	}
	f, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek() != ')' {
		return nil, p.bad("a closing parenthesis is missing")
	}
	p.close()
	return f, nil
}

func (p *filterParser) comparison() (Filter, error) {
	path, err := p.path()
	if err != nil {
		return nil, err
	}
	word := p.word()
	if word == "" {
		if path.Filter != nil && path.Sub == "" {
			return ValuePath{path}, nil
		}
		return nil, p.bad("an operator such as eq is missing")
	}
	if equalFoldASCII(word, "pr") {
		p.space()
		return Present{path}, nil
	}
	operator := Operator(lowerASCII(word))
	switch operator {
	case Equal, NotEqual, Contains, StartsWith, EndsWith, GreaterThan, GreaterOrEqual, LessThan, LessOrEqual:
	default:
		if path.Filter != nil && path.Sub == "" && isConjunction(word) {
			p.pos -= len(word)
			return ValuePath{path}, nil
		}
		return nil, p.bad(quoted(word) + " is not an operator; use eq, ne, co, sw, ew, gt, ge, lt, le or pr")
	}
	p.space()
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	return Compare{path, operator, v}, nil
}

func isConjunction(word string) bool {
	return equalFoldASCII(word, "and") || equalFoldASCII(word, "or")
}

// pathProblem begins the detail of errors about an attribute's name.
const pathProblem = "The attribute name "

// path reads an attribute path, with a filter in brackets if there is one.
func (p *filterParser) path() (Path, error) {
	start := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(" ()[]\"", rune(p.in[p.pos])) {
		p.pos++
	}
	text := p.in[start:p.pos]
	urn, name, sub, ok := splitName(text)
	if !ok || !utf8.ValidString(urn) || strings.ContainsFunc(urn, isControl) {
		return Path{}, refuse(InvalidFilter, pathProblem+"%s is not valid; name an attribute that /Schemas lists.", quoted(text))
	}
	path := Path{URN: urn, Name: name, Sub: sub}
	if p.pos >= len(p.in) || p.in[p.pos] != '[' {
		return path, nil
	}
	if name == "" || sub != "" {
		return Path{}, p.bad("brackets can follow only the name of a multi-valued attribute")
	}
	if p.inValue {
		return Path{}, p.bad("brackets cannot stand within brackets")
	}
	return p.valuePath(path)
}

func isControl(r rune) bool { return r < ' ' }

// valuePath reads the brackets behind a name, and the sub-attribute behind
// them.
func (p *filterParser) valuePath(path Path) (Path, error) {
	if err := p.open(); err != nil {
		return Path{}, err
	}
	p.inValue = true
	f, err := p.or()
	p.inValue = false
	if err != nil {
		return Path{}, err
	}
	if p.peek() != ']' {
		return Path{}, p.bad("a closing bracket is missing")
	}
	p.depth++
	p.pos++
	path.Filter = f
	if p.pos >= len(p.in) || p.in[p.pos] != '.' {
		return path, nil
	}
	start := p.pos + 1
	p.pos = start
	for p.pos < len(p.in) && !strings.ContainsRune(" ()[]\"", rune(p.in[p.pos])) {
		p.pos++
	}
	path.Sub = p.in[start:p.pos]
	if !isAttributeName(path.Sub) {
		return Path{}, refuse(InvalidFilter, pathProblem+"%s is not valid; name an attribute that /Schemas lists.", quoted(path.Sub))
	}
	return path, nil
}

// value reads the value of a comparison.
func (p *filterParser) value() (Value, error) {
	if p.pos < len(p.in) && p.in[p.pos] == '"' {
		s, end, problem := readString(p.in, p.pos)
		if problem != "" {
			return Value{}, p.bad("it " + problem)
		}
		if end < len(p.in) && !strings.ContainsRune(" )]", rune(p.in[end])) {
			p.pos = end
			return Value{}, p.unexpected()
		}
		p.pos = end
		p.space()
		return Text(s), nil
	}
	start := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(" ()[]\"", rune(p.in[p.pos])) {
		p.pos++
	}
	word := p.in[start:p.pos]
	if p.pos < len(p.in) && (p.in[p.pos] == '"' || p.in[p.pos] == '(' || p.in[p.pos] == '[') {
		return Value{}, p.unexpected()
	}
	p.space()
	switch lowerASCII(word) {
	case "":
		return Value{}, p.bad("a value is missing")
	case "true":
		return Bool(true), nil
	case "false":
		return Bool(false), nil
	case "null":
		return Value{}, nil
	}
	if v, ok := Number(word); ok {
		return v, nil
	}
	// A word in single quotes is a string in the wrong quotes, not one without.
	if p.unquoted && word[0] != '\'' && utf8.ValidString(word) && !strings.ContainsFunc(word, isControl) {
		return Text(word), nil
	}
	return Value{}, p.bad("put the value " + quoted(word) + " in double quotes")
}

// open steps over an opening bracket or parenthesis.
func (p *filterParser) open() error {
	if p.depth--; p.depth < 0 {
		return overLimit(400, InvalidFilter, LimitError{LimitFilterDepth, p.maxDepth}, "The filter is nested more than %s deep; send a simpler one.")
	}
	p.pos++
	return nil
}

func (p *filterParser) close() {
	p.depth++
	p.pos++
	p.space()
}

// keyword steps over a word between filters.
func (p *filterParser) keyword(word string) bool {
	p.space()
	rest := p.in[p.pos:]
	if !hasPrefixFoldASCII(rest, word) || len(rest) == len(word) {
		return false
	}
	if next := rest[len(word)]; next != ' ' && next != '(' {
		return false
	}
	p.pos += len(word)
	p.space()
	return true
}

// word reads letters after spaces.
func (p *filterParser) word() string {
	p.space()
	start := p.pos
	for p.pos < len(p.in) && isLetter(p.in[p.pos]) {
		p.pos++
	}
	return p.in[start:p.pos]
}

func (p *filterParser) space() {
	for p.pos < len(p.in) && p.in[p.pos] == ' ' {
		p.pos++
	}
}

func (p *filterParser) peek() byte {
	p.space()
	if p.pos >= len(p.in) {
		return 0
	}
	return p.in[p.pos]
}

func (p *filterParser) unexpected() *Error {
	if p.pos >= len(p.in) {
		return p.bad("it ends too early")
	}
	return p.bad("it has something unexpected")
}

func (p *filterParser) bad(what string) *Error {
	return refuse(InvalidFilter, "The filter is not valid at byte %d: %s.", p.pos, what)
}
