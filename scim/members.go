package scim

// Member is one member of a Group, or one group of a User (RFC 7643 §4.1.2,
// §4.2): a reference by id.
type Member struct {
	Value   string // the id
	Display string
	Type    string // as sent, or to be sent; empty if none
	Ref     string // $ref; written if not empty, passed over when read
}

// AppendJSON appends the member as an object without its empty parts.
func (m Member) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"value":`...)
	dst = appendString(dst, m.Value)
	if m.Ref != "" {
		dst = append(dst, `,"$ref":`...)
		dst = appendString(dst, m.Ref)
	}
	if m.Display != "" {
		dst = append(dst, `,"display":`...)
		dst = appendString(dst, m.Display)
	}
	if m.Type != "" {
		dst = append(dst, `,"type":`...)
		dst = appendString(dst, m.Type)
	}
	return append(dst, '}')
}

// JSONValue returns the member as an object without its empty parts.
func (m Member) JSONValue() Value {
	fields := []Field{{"value", Text(m.Value)}}
	for _, f := range []Field{{"$ref", Text(m.Ref)}, {"display", Text(m.Display)}, {"type", Text(m.Type)}} {
		if f.Value.text != "" {
			fields = append(fields, f)
		}
	}
	return Compose(fields...)
}

// members reads the members of a whole group without building a tree of them.
func (p *reader) members(d *Dialect) ([]Member, error) {
	limit := bound(d.Limits.Members, defaultMembers)
	if p.pos < len(p.in) && p.in[p.pos] != '[' {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		return membersFrom(v, d, limit)
	}
	if err := p.open(); err != nil {
		return nil, err
	}
	var list []Member
	for first := true; ; first = false {
		more, err := p.next(']', first)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if len(list) >= limit {
			return nil, tooManyMembers(limit)
		}
		m, ok, err := p.member(d)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, m)
		}
	}
	return distinct(list), nil
}

// member reads one member. An object of nothing but the four known parts is
// read in place; every other goes through the tree.
func (p *reader) member(d *Dialect) (m Member, ok bool, err error) {
	if m, ok := p.plainMember(); ok {
		return m, true, m.check()
	}
	p.nodes++ // members are bounded by their own limit
	v, err := p.value()
	if err != nil {
		return Member{}, false, err
	}
	return memberFrom(v, d)
}

// plainMember reads {"value":…,"display":…,"type":…,"$ref":…} with strings or
// nulls in any order. It reports false, and reads nothing, for everything
// else, ill-formed input included.
func (p *reader) plainMember() (Member, bool) {
	start, depth := p.pos, p.depth
	m, ok := p.tryPlainMember()
	if !ok {
		p.pos, p.depth = start, depth
	}
	return m, ok
}

func (p *reader) tryPlainMember() (Member, bool) {
	var m Member
	if p.pos >= len(p.in) || p.in[p.pos] != '{' || p.open() != nil {
		return m, false
	}
	seen := 0
	for first := true; ; first = false {
		more, err := p.next('}', first)
		if err != nil {
			return m, false
		}
		if !more {
			return m, true
		}
		name, err := p.name()
		if err != nil {
			return m, false
		}
		part, bit := m.part(name)
		if part == nil || seen&bit != 0 || p.pos >= len(p.in) {
			return m, false
		}
		seen |= bit
		switch {
		case p.in[p.pos] == '"':
			if *part, err = p.text(); err != nil {
				return m, false
			}
		case p.in[p.pos] == 'n' && bit != 1:
			if p.literal("null") != nil {
				return m, false
			}
		default:
			return m, false
		}
	}
}

// part returns the field of m that is called name on the wire.
func (m *Member) part(name string) (field *string, bit int) {
	switch {
	case equalFoldASCII(name, "value"):
		return &m.Value, 1
	case equalFoldASCII(name, "display"):
		return &m.Display, 2
	case equalFoldASCII(name, "type"):
		return &m.Type, 4
	case equalFoldASCII(name, "$ref"):
		return &m.Ref, 8
	}
	return nil, 0
}

// check refuses a member that cannot be one, and forgets $ref: it says nothing
// that value does not.
func (m *Member) check() error {
	m.Ref = ""
	if m.Value == "" {
		return refuse(InvalidValue, "A member has no value; send the id of a user as its value.")
	}
	if m.Type != "" && !equalFoldASCII(m.Type, "User") {
		return refuse(InvalidValue, "The member %s is of type %s; only users can be members of a group.",
			quoted(m.Value), quoted(m.Type))
	}
	return nil
}

// membersFrom takes members from a value: an array, or in place of it one
// member.
func membersFrom(v Value, d *Dialect, limit int) ([]Member, error) {
	items := []Value{v}
	switch {
	case v.kind == KindNull:
		return nil, nil
	case v.kind == KindArray:
		items = v.node.items
	case !d.SingleObjects:
		return nil, refuse(InvalidValue, "The attribute members must be an array, not %s.", article(v.kind))
	}
	if len(items) > limit {
		return nil, tooManyMembers(limit)
	}
	list := make([]Member, 0, len(items))
	for _, item := range items {
		m, ok, err := memberFrom(item, d)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, m)
		}
	}
	return distinct(list), nil
}

// memberFrom takes a member from a value; false for null.
func memberFrom(v Value, d *Dialect) (m Member, ok bool, err error) {
	if v.kind == KindNull {
		return Member{}, false, nil
	}
	if v.kind == KindString && d.PlainReferences {
		m.Value = v.text
		return m, true, m.check()
	}
	if v.kind != KindObject {
		return Member{}, false, refuse(InvalidValue, "A member must be an object with a value, not %s.", article(v.kind))
	}
	for _, f := range v.node.fields {
		part, _ := m.part(f.Name)
		if part == nil || f.Value.kind == KindNull {
			continue
		}
		if f.Value.kind != KindString {
			return Member{}, false, refuse(InvalidValue, "The attribute members.%s must be a string, not %s.", f.Name, article(f.Value.kind))
		}
		*part = f.Value.text
	}
	return m, true, m.check()
}

// distinct drops the members whose value occurred before.
func distinct(list []Member) []Member {
	if len(list) < 2 {
		return list
	}
	seen := make(map[string]struct{}, len(list))
	kept := list[:0]
	for _, m := range list {
		if _, ok := seen[m.Value]; ok {
			continue
		}
		seen[m.Value] = struct{}{}
		kept = append(kept, m)
	}
	return kept
}

func tooManyMembers(limit int) *Error {
	return overLimit(413, "", LimitError{LimitMembers, limit},
		"The request names more than %s members; send fewer at once.")
}
