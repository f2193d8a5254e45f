package scim

// selected applies a change to the values of a multi-valued attribute that the
// filter of the path selects.
func (p *patcher) selected(c change, parent *node, found target, path Path) error {
	a := found.attribute
	if !a.MultiValued {
		return refuse(InvalidPath, "%s has one value only; leave out the brackets", a.path)
	}
	compiler := filterCompiler{rt: p.rt, dialect: &p.options.Dialect}
	selects, err := compiler.filter(path.Filter, scope{a, true}, false)
	if err != nil {
		return err
	}
	n, chosen, err := p.choose(parent, a.Name, selects)
	if err != nil {
		return err
	}
	if c.op == OpRemove || c.value.kind == KindNull {
		return p.removeChosen(n, chosen, found.sub)
	}
	if len(chosen) == 0 {
		return p.createChosen(c, parent, found, path)
	}
	for _, i := range chosen {
		item, err := p.changed(c, n.items[i], found, path.Filter)
		if err != nil {
			return err
		}
		n.items[i] = item
	}
	delete(p.known, n)
	return p.keepPrimary(n, chosen)
}

// choose returns the array in the field called name and the positions that the
// test selects; nil and none if there is no array.
func (p *patcher) choose(parent *node, name string, selects test) (n *node, chosen []int, err error) {
	i := parent.find(name)
	if i < 0 || parent.fields[i].Value.kind != KindArray {
		return nil, nil, nil
	}
	n = parent.fields[i].Value.node
	if p.work -= len(n.items); p.work < 0 {
		return nil, nil, tooMuchWork()
	}
	for i, item := range n.items {
		if item.kind != kindGone && selects(item) {
			chosen = append(chosen, i)
		}
	}
	return n, chosen, nil
}

// removeChosen removes the chosen values or one part of each. Nothing chosen
// is no error: what was to be removed is not there (RFC 7644 §3.5.2.2).
func (p *patcher) removeChosen(n *node, chosen []int, sub *attribute) error {
	if len(chosen) == 0 {
		return nil
	}
	delete(p.known, n)
	for _, i := range chosen {
		if sub == nil {
			n.items[i] = Value{kind: kindGone}
			continue
		}
		if n.items[i].kind == KindObject {
			drop(n.items[i].node, sub.Name)
		}
	}
	return nil
}

// changed returns the value that an add or replace makes of a chosen one.
func (p *patcher) changed(c change, item Value, found target, f Filter) (Value, error) {
	if found.sub != nil {
		return item, p.attribute(c, item.node, found.sub)
	}
	v, err := p.element(found.attribute, c.value)
	if err != nil || v.kind != KindObject {
		return v, err
	}
	if c.op == OpReplace {
		// The value takes the place of the chosen one (RFC 7644 §3.5.2.3), and
		// still is what the path said it is.
		return p.element(found.attribute, completed(v, f))
	}
	for _, part := range v.node.fields {
		item.node.put(part.Name, part.Value)
	}
	return item, nil
}

// element conforms one value of a multi-valued attribute.
func (p *patcher) element(a *attribute, v Value) (Value, error) {
	v, err := p.conform(a, v)
	if err != nil {
		return Value{}, err
	}
	if v.Len() != 1 {
		return Value{}, refuse(InvalidValue, "%s needs exactly one value behind a path with brackets", a.path)
	}
	return v.node.items[0], nil
}

// createChosen adds a value that fulfils the filter, where none does: identity
// providers set emails[type eq "work"].value without looking first.
func (p *patcher) createChosen(c change, parent *node, found target, path Path) error {
	a := found.attribute
	if c.op == OpReplace && !p.options.Dialect.CreateMissingValues || !a.complex() || !describes(path.Filter) {
		return refuse(NoTarget, "%s selects no value of %s", quoted(path.String()), a.path)
	}
	item := Compose()
	if found.sub == nil {
		v, err := p.element(a, c.value)
		if err != nil {
			return err
		}
		item = v
	} else if err := p.attribute(c, item.node, found.sub); err != nil {
		return err
	}
	item, err := p.element(a, completed(item, path.Filter))
	if err != nil {
		return err
	}
	i := parent.find(a.Name)
	if i < 0 || parent.fields[i].Value.kind != KindArray {
		parent.put(a.Name, Array(item))
		return nil
	}
	n := parent.fields[i].Value.node
	n.items = append(n.items, item)
	delete(p.known, n)
	return p.keepPrimary(n, []int{len(n.items) - 1})
}

// describes reports whether the filter says what a value is: nothing but
// equalities, joined by and.
func describes(f Filter) bool {
	switch f := f.(type) {
	case And:
		for _, term := range f {
			if !describes(term) {
				return false
			}
		}
		return true
	case Compare:
		return f.Operator == Equal && f.Value.kind != KindNull && f.Path.Sub == ""
	}
	return false
}

// completed adds to a value the parts that the equalities of a filter name and
// that it lacks.
func completed(item Value, f Filter) Value {
	if !describes(f) {
		return item
	}
	terms, ok := f.(And)
	if !ok {
		terms = And{f}
	}
	for _, term := range terms {
		c := term.(Compare)
		if _, ok := item.Lookup(c.Path.Name); !ok {
			item.node.put(c.Path.Name, c.Value)
		}
	}
	return item
}

// keepPrimary makes the values that are not among the changed ones cease to be
// primary, if one of the changed is.
func (p *patcher) keepPrimary(n *node, changed []int) error {
	among := make(map[int]bool, len(changed))
	found := false
	for _, i := range changed {
		among[i] = true
		found = found || isPrimary(n.items[i])
	}
	if !found {
		return nil
	}
	return p.onlyPrimary(n, func(i int) bool { return among[i] })
}

// subOfAll applies a change to one part of every value, as emails.type names
// it without brackets. Where there is no value, add and replace make one.
func (p *patcher) subOfAll(c change, parent *node, found target) error {
	a := found.attribute
	n, chosen, err := p.choose(parent, a.Name, func(Value) bool { return true })
	if err != nil {
		return err
	}
	if c.op == OpRemove || c.value.kind == KindNull {
		return p.removeChosen(n, chosen, found.sub)
	}
	if len(chosen) == 0 {
		item := Compose()
		if err := p.attribute(c, item.node, found.sub); err != nil {
			return err
		}
		parent.put(a.Name, Array(item))
		return nil
	}
	for _, i := range chosen {
		if err := p.attribute(c, n.items[i].node, found.sub); err != nil {
			return err
		}
	}
	delete(p.known, n)
	return nil
}
