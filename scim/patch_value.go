package scim

import "strings"

// conform returns a copy of v in canonical form for the attribute. In a PATCH
// one value may stand for an array: RFC 7644 §3.5.2.1 adds "a value" to a
// multi-valued attribute.
func (p *patcher) conform(a *attribute, v Value) (Value, error) {
	c := conformer{dialect: &p.options.Dialect, patch: true}
	return c.value(a, v.clone())
}

// attribute applies a change to the attribute a, whose parent is given.
func (p *patcher) attribute(c change, parent *node, a *attribute) error {
	if c.op == OpRemove {
		return p.removeAttribute(c, parent, a)
	}
	if c.value.kind == KindArray && c.value.Len() == 1 && !a.MultiValued && p.options.Dialect.SingleElementArrays {
		c.value = c.value.node.items[0]
	}
	if a.complex() && !a.MultiValued && c.value.kind == KindObject {
		inner := p.container(c, parent, a.Name)
		return p.merge(c, inner, a, c.value)
	}
	v, err := p.conform(a, c.value)
	if err != nil {
		return err
	}
	if a.Required && (v.kind == KindNull || (v.kind == KindString && v.text == "")) {
		return refuse(InvalidValue, "The attribute %s is required; send a value for it.", a.path)
	}
	if err := unchangedIfImmutable(a, parent, v); err != nil {
		return err
	}
	if v.kind == KindNull {
		if c.op == OpReplace {
			drop(parent, a.Name)
		}
		return nil
	}
	if a.MultiValued && c.op == OpAdd {
		return p.append(parent, a, v)
	}
	parent.put(a.Name, v)
	return nil
}

// unchangedIfImmutable refuses another value for an immutable attribute that
// has one (RFC 7643 §7).
func unchangedIfImmutable(a *attribute, parent *node, v Value) error {
	if a.Mutability != Immutable {
		return nil
	}
	old, ok := Object{parent}.Lookup(a.Name)
	if !ok || old.Equal(v) {
		return nil
	}
	return refuse(Mutability, "The attribute %s has a value already and cannot be changed.", a.path)
}

// merge puts the parts of a value into a complex attribute or an extension and
// leaves the others. A part that is null goes.
func (p *patcher) merge(c change, into *node, a *attribute, v Value) error {
	for _, f := range v.node.fields {
		part := change{op: c.op, value: f.Value, valueSent: true}
		sub := a.sub(f.Name)
		switch {
		case sub == nil:
			set(into, f.Name, f.Value.clone())
		case sub.ignored():
		case f.Value.kind == KindNull && sub.Required:
			return refuse(InvalidValue, "The attribute %s is required; send a value for it.", sub.path)
		case f.Value.kind == KindNull:
			drop(into, sub.Name)
		default:
			if err := p.attribute(part, into, sub); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *patcher) removeAttribute(c change, parent *node, a *attribute) error {
	if a.Required {
		return refuse(Mutability, "The attribute %s is required and cannot be removed.", a.path)
	}
	if err := unchangedIfImmutable(a, parent, Value{}); err != nil {
		return err
	}
	if a.MultiValued && c.value.kind != KindNull {
		return p.removeValues(parent, a, c.value)
	}
	drop(parent, a.Name)
	return nil
}

// removeValues removes from a multi-valued attribute the values that the
// operation names. By RFC 7644 a remove has no value; those who send one mean
// these and not all.
func (p *patcher) removeValues(parent *node, a *attribute, v Value) error {
	named, err := p.conform(a, v)
	if err != nil || named.kind == KindNull {
		return err
	}
	i := parent.find(a.Name)
	if i < 0 || parent.fields[i].Value.kind != KindArray {
		return nil
	}
	e := p.elements(parent.fields[i].Value.node)
	for wanted := range named.Items() {
		positions, err := e.find(byValue, plainKey(wanted))
		if err != nil {
			return err
		}
		if err := p.spend(len(positions)); err != nil {
			return err
		}
		for _, j := range positions {
			if item := e.node.items[j]; item.kind != kindGone && hasParts(item, wanted) {
				e.node.items[j] = Value{kind: kindGone}
			}
		}
	}
	return nil
}

// hasParts reports whether v has every part of w.
func hasParts(v, w Value) bool {
	if w.kind != KindObject {
		return v.Equal(w)
	}
	for _, f := range w.node.fields {
		part, ok := v.Lookup(f.Name)
		if !ok || !part.Equal(f.Value) {
			return false
		}
	}
	return true
}

// plainKey returns the value of an element, or the element if it has no parts.
func plainKey(item Value) string {
	if value, ok := item.Lookup("value"); ok {
		item = value
	}
	return item.String()
}

// elementKey identifies an element among others: by value and type
// (RFC 7643 §2.4), or as a whole if it has no value.
func elementKey(item Value) string {
	value, ok := item.Lookup("value")
	if !ok {
		return item.String()
	}
	kind, _ := item.Lookup("type")
	return value.String() + " " + lowerASCII(kind.String())
}

// append adds the items of v, which is conformed, to a multi-valued attribute.
func (p *patcher) append(parent *node, a *attribute, v Value) error {
	if old, _ := (Object{parent}).Lookup(a.Name); old.kind != KindArray {
		parent.put(a.Name, Array())
	}
	e := p.elements(parent.fields[parent.find(a.Name)].Value.node)
	for _, item := range v.node.items {
		at, err := e.like(item)
		if err != nil {
			return err
		}
		switch {
		case at < 0:
			at = len(e.node.items)
			e.node.items = append(e.node.items, item)
		case item.kind == KindObject:
			for _, f := range item.node.fields {
				e.node.items[at].node.put(f.Name, f.Value)
			}
		}
		e.changed(at)
		if err := e.onlyPrimary(at); err != nil {
			return err
		}
	}
	return nil
}

// like returns the position of the first value that is the same one as item,
// or -1.
func (e *elements) like(item Value) (int, error) {
	key := elementKey(item)
	positions, err := e.find(byValueAndType, key)
	if err != nil {
		return -1, err
	}
	if err := e.patcher.spend(len(positions)); err != nil {
		return -1, err
	}
	first := -1
	for _, i := range positions {
		other := e.node.items[i]
		if other.kind == item.kind && (first < 0 || i < first) && elementKey(other) == key {
			first = i
		}
	}
	return first, nil
}

// unknownTarget applies a change to a name that is in no schema.
func (p *patcher) unknownTarget(c change, path Path, found target) error {
	if found.urn != "" {
		return p.unknownExtension(c, path)
	}
	if c.explicit {
		return refuse(InvalidPath, "There is no attribute %s of %s; use one that /Schemas lists.",
			quoted(path.String()), p.rt.name)
	}
	parent, name := p.root, found.name
	if found.extension != nil {
		parent = p.container(c, p.root, found.extension.Name)
	}
	if found.attribute != nil {
		if found.attribute.ignored() || found.attribute.role == roleMembers {
			return nil
		}
		if !found.attribute.complex() || found.attribute.MultiValued {
			return refuse(InvalidPath, "There is no attribute %s of %s; use one that /Schemas lists.",
				quoted(path.String()), p.rt.name)
		}
		if parent != nil {
			parent = p.container(c, parent, found.attribute.Name)
		}
		name = found.subName
	} else if found.subName != "" {
		name += "." + found.subName
	}
	if parent != nil {
		set(parent, name, c.value.clone())
	}
	return nil
}

// isURI reports whether s can be the URI of a schema.
func isURI(s string) bool {
	return hasPrefixFoldASCII(s, "urn:") || strings.Contains(s, "://")
}
