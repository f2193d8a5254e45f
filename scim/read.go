package scim

// Document is a whole resource as a client sent it in a POST or PUT.
type Document struct {
	Resource Resource

	// Members are those of a Group, in the order sent, each value once.
	Members []Member

	// MembersSent tells an empty or null "members" from none at all.
	MembersSent bool

	// PasswordSent reports that a password was there. It has been dropped.
	PasswordSent bool
}

// Read reads a whole resource against the schema of the type. It refuses what
// ParseValue refuses, values of a wrong type and missing required attributes
// (invalidValue, naming the attribute), and more than one primary value in one
// attribute (RFC 7643 §2.4: which one is meant cannot be known). It passes over
// what a client may not set: id, meta, groups, schemas, and a User's password.
// Null, an empty array and an empty object mean no value (RFC 7643 §2.5). What
// no schema defines is kept as it came. Errors are *Error.
func (t *ResourceType) Read(data []byte, d Dialect) (Document, error) {
	p := newReader(data, d.Limits)
	doc := Document{}
	root, err := p.document(t, &d, &doc)
	if err != nil {
		return Document{}, err
	}
	c := conformer{dialect: &d}
	if err := c.root(t, root); err != nil {
		return Document{}, err
	}
	doc.PasswordSent = c.secret
	doc.Resource = Resource{t, root}
	return doc, nil
}

// document reads the outermost object. It is p.object, except that members go
// straight into a list: 100,000 of them as a tree would cost ten times the
// memory.
func (p *reader) document(t *ResourceType, d *Dialect, doc *Document) (*node, error) {
	p.space()
	if p.pos < len(p.in) && p.in[p.pos] != '{' {
		return nil, refuse(InvalidSyntax, "The request is not a JSON object.")
	}
	if p.pos >= len(p.in) {
		return nil, p.ill("ends too early")
	}
	if err := p.open(); err != nil {
		return nil, err
	}
	base := len(p.fields)
	for first := true; ; first = false {
		more, err := p.next('}', first)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		if t.members != nil && equalFoldASCII(name, t.members.Name) {
			if doc.MembersSent {
				return nil, p.repeated(name)
			}
			doc.MembersSent = true
			if doc.Members, err = p.members(d); err != nil {
				return nil, err
			}
			continue
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		p.fields = append(p.fields, Field{name, v})
	}
	n := p.newNode()
	n.fields = p.takeFields(base)
	if i := n.reindex(); i >= 0 {
		return nil, p.repeated(n.fields[i].Name)
	}
	return n, p.end()
}
