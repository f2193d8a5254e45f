package scim

// unknownExtension applies a change to an extension in no schema, or to
// something in one. Where nothing says whether the path ends with the URN or
// with an attribute, what the resource holds decides; if it holds neither, an
// object is taken for the extension and everything else for an attribute.
func (p *patcher) unknownExtension(c change, path Path) error {
	if !isURI(path.URN) {
		return refuse(InvalidPath, "There is no attribute %s of %s; use one that /Schemas lists.",
			quoted(path.String()), p.rt.name)
	}
	if whole := path.String(); path.Filter == nil && p.isExtension(path, whole, c) {
		if c.op == OpRemove || c.value.kind == KindNull {
			drop(p.root, whole)
			return nil
		}
		if c.value.kind != KindObject {
			return refuse(InvalidValue, "The extension %s must be an object, not %s.", quoted(whole), article(c.value.kind))
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
		return p.changeUnknown(c, extension, path.Name)
	}
	if inner := p.container(c, extension, path.Name); inner != nil {
		return p.changeUnknown(c, inner, path.Sub)
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
func (p *patcher) changeUnknown(c change, parent *node, name string) error {
	if c.op == OpRemove || c.value.kind == KindNull {
		drop(parent, name)
		return nil
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
		return p.appendUnknown(old.node, items)
	default:
		parent.put(name, c.value.clone())
	}
	return nil
}

// appendUnknown appends the items that are not there.
func (p *patcher) appendUnknown(n *node, items []Value) error {
	e := p.elements(n)
	for _, item := range items {
		at, err := e.like(item)
		if err != nil {
			return err
		}
		if at < 0 {
			n.items = append(n.items, item.clone())
			e.changed(len(n.items) - 1)
		}
	}
	return nil
}

// selectedUnknown applies a change to the values that a filter selects in an
// extension in no schema.
func (p *patcher) selectedUnknown(c change, extension *node, path Path) error {
	e, chosen, err := p.choose(extension, path.Name, path.Filter, scope{element: true})
	if err != nil {
		return err
	}
	remove := c.op == OpRemove || c.value.kind == KindNull
	if len(chosen) == 0 && !remove {
		return p.createUnknown(c, extension, path)
	}
	for _, i := range chosen {
		item := &e.node.items[i]
		switch {
		case path.Sub == "" && remove:
			*item = Value{kind: kindGone}
			continue
		case path.Sub == "":
			*item = c.value.clone()
		case item.kind == KindObject:
			if err := p.changeUnknown(c, item.node, path.Sub); err != nil {
				return err
			}
		}
		e.changed(i)
	}
	return nil
}

func (p *patcher) createUnknown(c change, extension *node, path Path) error {
	if c.op == OpReplace && !p.options.Dialect.CreateMissingValues || !describes(path.Filter) {
		return refuse(NoTarget, "The path %s selects no value.", quoted(path.String()))
	}
	item := Compose()
	switch {
	case path.Sub != "":
		item.node.put(path.Sub, c.value.clone())
	case c.value.kind == KindObject:
		item = c.value.clone()
	default:
		return refuse(InvalidValue, "The path %s needs an object as value.", quoted(path.String()))
	}
	item = completed(item, path.Filter)
	array, _ := Object{extension}.Lookup(path.Name)
	if array.kind != KindArray {
		extension.put(path.Name, Array(item))
		return nil
	}
	array.node.items = append(array.node.items, item)
	p.elements(array.node).changed(len(array.node.items) - 1)
	return nil
}
