package scim

// ParseValue reads one JSON text strictly: besides everything RFC 8259 calls
// ill-formed it refuses object names that repeat in any ASCII case, strings
// that are not valid UTF-8, escapes of lone surrogates, the NUL character, and
// anything after the value. Depth and Nodes of limits bound it. Its errors are
// *Error with invalidSyntax.
//
// The standard library's reader is not used because it accepts repeated names
// and replaces lone surrogates silently.
func ParseValue(data []byte, limits Limits) (Value, error) {
	p := newReader(data, limits)
	p.space()
	v, err := p.value()
	if err != nil {
		return Value{}, err
	}
	if err := p.end(); err != nil {
		return Value{}, err
	}
	return v, nil
}

// reader reads JSON from a string. Strings without escapes are parts of that
// string, so a resource costs a handful of allocations.
type reader struct {
	in    string
	pos   int
	depth int // containers that may still be opened
	nodes int // values that may still be read

	maxDepth, maxNodes int

	// Values of the containers being read wait here until their number is
	// known; each container then gets an exact part of a slab.
	fields []Field
	items  []Value

	fieldSlab []Field
	itemSlab  []Value
	nodeSlab  []node

	fieldArray [24]Field
	itemArray  [8]Value
}

// deepest is the depth that no Limits can exceed: the reader recurses.
const deepest = 1_000

func newReader(data []byte, limits Limits) *reader {
	depth := min(bound(limits.Depth, defaultDepth), deepest)
	nodes := bound(limits.Nodes, defaultNodes)
	p := &reader{in: string(data), depth: depth, nodes: nodes, maxDepth: depth, maxNodes: nodes}
	p.fields = p.fieldArray[:0]
	p.items = p.itemArray[:0]
	return p
}

func (p *reader) value() (Value, error) {
	if p.nodes--; p.nodes < 0 {
		return Value{}, overLimit(413, "", LimitError{LimitNodes, p.maxNodes},
			"The request holds more than %s values; send less at once.")
	}
	if p.pos >= len(p.in) {
		return Value{}, p.ill("ends too early")
	}
	switch c := p.in[p.pos]; c {
	case '{':
		return p.object()
	case '[':
		return p.array()
	case '"':
		s, err := p.text()
		return Value{kind: KindString, text: s}, err
	case 't':
		return Value{kind: KindBool, truth: true}, p.literal("true")
	case 'f':
		return Value{kind: KindBool}, p.literal("false")
	case 'n':
		return Value{}, p.literal("null")
	default:
		if c != '-' && (c < '0' || c > '9') {
			return Value{}, p.ill("has an unexpected character")
		}
		end := numberEnd(p.in, p.pos)
		if end < 0 {
			return Value{}, p.ill("has an ill-formed number")
		}
		v := Value{kind: KindNumber, text: p.in[p.pos:end]}
		p.pos = end
		return v, nil
	}
}

func (p *reader) object() (Value, error) {
	if err := p.open(); err != nil {
		return Value{}, err
	}
	base := len(p.fields)
	for first := true; ; first = false {
		more, err := p.next('}', first)
		if err != nil {
			return Value{}, err
		}
		if !more {
			break
		}
		name, err := p.name()
		if err != nil {
			return Value{}, err
		}
		v, err := p.value()
		if err != nil {
			return Value{}, err
		}
		p.fields = append(p.fields, Field{name, v})
	}
	n := p.newNode()
	n.fields = p.takeFields(base)
	if i := n.reindex(); i >= 0 {
		return Value{}, p.repeated(n.fields[i].Name)
	}
	return Value{kind: KindObject, node: n}, nil
}

func (p *reader) repeated(name string) *Error {
	return refuse(InvalidSyntax, "The request names %s twice in one object; send it once.", quoted(name))
}

func (p *reader) array() (Value, error) {
	if err := p.open(); err != nil {
		return Value{}, err
	}
	base := len(p.items)
	for first := true; ; first = false {
		more, err := p.next(']', first)
		if err != nil {
			return Value{}, err
		}
		if !more {
			break
		}
		v, err := p.value()
		if err != nil {
			return Value{}, err
		}
		p.items = append(p.items, v)
	}
	n := p.newNode()
	n.items = p.takeItems(base)
	return Value{kind: KindArray, node: n}, nil
}

// open steps over an opening bracket.
func (p *reader) open() error {
	if p.depth--; p.depth < 0 {
		return overLimit(400, InvalidSyntax, LimitError{LimitDepth, p.maxDepth},
			"The request is nested more than %s deep; send a simpler one.")
	}
	p.pos++
	return nil
}

// next steps to the next entry of an array or object, or over its end.
func (p *reader) next(closing byte, first bool) (more bool, err error) {
	p.space()
	if p.pos >= len(p.in) {
		return false, p.ill("ends too early")
	}
	if p.in[p.pos] == closing {
		p.pos++
		p.depth++
		return false, nil
	}
	if first {
		return true, nil
	}
	if p.in[p.pos] != ',' {
		return false, p.ill("lacks a comma")
	}
	p.pos++
	p.space()
	if p.pos < len(p.in) && p.in[p.pos] == closing {
		return false, p.ill("has a comma too many")
	}
	return true, nil
}

// name reads an object's name and the colon behind it.
func (p *reader) name() (string, error) {
	if p.pos >= len(p.in) || p.in[p.pos] != '"' {
		return "", p.ill("lacks a name in double quotes")
	}
	name, err := p.text()
	if err != nil {
		return "", err
	}
	p.space()
	if p.pos >= len(p.in) || p.in[p.pos] != ':' {
		return "", p.ill("lacks a colon")
	}
	p.pos++
	p.space()
	return name, nil
}

func (p *reader) literal(word string) error {
	if len(p.in)-p.pos < len(word) || p.in[p.pos:p.pos+len(word)] != word {
		return p.ill("has an unexpected character")
	}
	p.pos += len(word)
	return nil
}

func (p *reader) space() {
	for p.pos < len(p.in) {
		switch p.in[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// end verifies that nothing follows.
func (p *reader) end() error {
	p.space()
	if p.pos < len(p.in) {
		return p.ill("goes on after its end")
	}
	return nil
}

func (p *reader) ill(what string) *Error {
	if len(p.in) == 0 {
		return refuse(InvalidSyntax, "The request has no body; send JSON.")
	}
	return refuse(InvalidSyntax, "The request is not valid JSON: it %s at byte %d.", what, p.pos)
}

func (p *reader) newNode() *node {
	if len(p.nodeSlab) == 0 {
		p.nodeSlab = make([]node, p.slabLen(64))
	}
	n := &p.nodeSlab[0]
	p.nodeSlab = p.nodeSlab[1:]
	return n
}

func (p *reader) takeFields(base int) []Field {
	n := len(p.fields) - base
	if n > len(p.fieldSlab) {
		p.fieldSlab = make([]Field, max(n, p.slabLen(32)))
	}
	taken := p.fieldSlab[:n:n]
	p.fieldSlab = p.fieldSlab[n:]
	copy(taken, p.fields[base:])
	clear(p.fields[base:])
	p.fields = p.fields[:base]
	return taken
}

func (p *reader) takeItems(base int) []Value {
	n := len(p.items) - base
	if n > len(p.itemSlab) {
		p.itemSlab = make([]Value, max(n, p.slabLen(64)))
	}
	taken := p.itemSlab[:n:n]
	p.itemSlab = p.itemSlab[n:]
	copy(taken, p.items[base:])
	clear(p.items[base:])
	p.items = p.items[:base]
	return taken
}

// slabLen guesses how many entries to allocate at once, from the bytes still
// to be read and the bytes that one entry usually takes.
func (p *reader) slabLen(bytes int) int {
	return max(4, min(256, (len(p.in)-p.pos)/bytes+2))
}
