package scim

// unknownExtension applies a change to an extension in no schema, or to
// something in one. Where nothing says whether the path ends with the URN or
// with an attribute, what the resource holds decides; if it holds neither, an
// object is taken for the extension and everything else for an attribute.
func (p *patcher) unknownExtension(c change, path Path) error {
	if !isURI(path.URN) {
		return refuse(InvalidPath, "%s is not an attribute of %s; use one that /Schemas lists",
			quoted(path.String()), p.rt.name)
	}
	if whole := path.String(); path.Filter == nil && p.isExtension(path, whole, c) {
		if c.op == OpRemove || c.value.kind == KindNull {
			drop(p.root, whole)
			return nil
		}
		if c.value.kind != KindObject {
			return refuse(InvalidValue, "%s must be an object, not %s", quoted(whole), article(c.value.kind))
		}
		p.mergeUnknown(p.container(c, p.root, whole), c.value)
		return nil
	}
	extension := p.container(c, p.root, path.URN)
	if extension == nil {
		return nil
	}
	if path.Filter != nil {
		return p.selectedUnknown(c, extension, path)
	}
	if path.Sub == "" {
		p.changeUnknown(c, extension, path.Name)
		return nil
	}
	if inner := p.container(c, extension, path.Name); inner != nil {
		p.changeUnknown(c, inner, path.Sub)
	}
	return nil
}

// isExtension reports whether the whole path is the URN of an extension.
func (p *patcher) isExtension(path Path, whole string, c change) bool {
	if path.Name == "" || p.holds(whole) {
		return true
	}
	return !p.holds(path.URN) && c.op != OpRemove && c.value.kind == KindObject
}

// holds reports whether the resource has an object under the URN.
func (p *patcher) holds(urn string) bool {
	i := p.root.find(urn)
	return i >= 0 && p.root.fields[i].Value.kind == KindObject
}

func (p *patcher) mergeUnknown(into *node, v Value) {
	for _, f := range v.node.fields {
		set(into, f.Name, f.Value.clone())
	}
}

// changeUnknown applies a change to an attribute of which only the values tell
// what it is: objects merge, adding to an array appends, everything else is
// put in place.
func (p *patcher) changeUnknown(c change, parent *node, name string) {
	if c.op == OpRemove || c.value.kind == KindNull {
		drop(parent, name)
		return
	}
	var old Value
	if i := parent.find(name); i >= 0 {
		old = parent.fields[i].Value
	}
	switch {
	case old.kind == KindObject && c.value.kind == KindObject:
		p.mergeUnknown(old.node, c.value)
	case old.kind == KindArray && c.op == OpAdd:
		items := []Value{c.value}
		if c.value.kind == KindArray {
			items = c.value.node.items
		}
		p.appendUnknown(old.node, items)
	default:
		parent.put(name, c.value.clone())
	}
}

// appendUnknown appends the items that are not there.
func (p *patcher) appendUnknown(n *node, items []Value) {
	known, err := p.positions(n)
	if err != nil {
		known = map[string]int{}
	}
	for _, item := range items {
		key := elementKey(item)
		if _, ok := known[key]; ok {
			continue
		}
		known[key] = len(n.items)
		n.items = append(n.items, item.clone())
	}
}

// selectedUnknown applies a change to the values that a filter selects in an
// extension in no schema.
func (p *patcher) selectedUnknown(c change, extension *node, path Path) error {
	compiler := filterCompiler{rt: p.rt, dialect: &p.options.Dialect}
	selects, err := compiler.filter(path.Filter, scope{element: true}, false)
	if err != nil {
		return err
	}
	n, chosen, err := p.choose(extension, path.Name, selects)
	if err != nil {
		return err
	}
	if n != nil {
		delete(p.known, n)
	}
	remove := c.op == OpRemove || c.value.kind == KindNull
	if len(chosen) == 0 && !remove {
		return p.createUnknown(c, extension, path)
	}
	for _, i := range chosen {
		switch {
		case path.Sub == "" && remove:
			n.items[i] = Value{kind: kindGone}
		case path.Sub == "":
			n.items[i] = c.value.clone()
		case n.items[i].kind == KindObject:
			p.changeUnknown(c, n.items[i].node, path.Sub)
		}
	}
	return nil
}

func (p *patcher) createUnknown(c change, extension *node, path Path) error {
	if c.op == OpReplace && !p.options.Dialect.CreateMissingValues || !describes(path.Filter) {
		return refuse(NoTarget, "%s selects no value", quoted(path.String()))
	}
	item := Compose()
	switch {
	case path.Sub != "":
		item.node.put(path.Sub, c.value.clone())
	case c.value.kind == KindObject:
		item = c.value.clone()
	default:
		return refuse(InvalidValue, "%s needs an object as value", quoted(path.String()))
	}
	item = completed(item, path.Filter)
	i := extension.find(path.Name)
	if i < 0 || extension.fields[i].Value.kind != KindArray {
		extension.put(path.Name, Array(item))
		return nil
	}
	n := extension.fields[i].Value.node
	n.items = append(n.items, item)
	return nil
}
