package scim

// PatchOptions says how a PATCH is applied.
type PatchOptions struct {
	Dialect Dialect

	// ID is the id of the resource. A client that sets id to this value
	// changes nothing and is not refused.
	ID string
}

// Edit is the outcome of a PATCH.
type Edit struct {
	Resource Resource
	Changed  bool // whether Resource differs from the one before

	// Members is what the PATCH does to the members of a Group.
	Members MemberEdit
}

// Apply applies the operations to r in order, all of them or, with an error,
// none. It never changes r. Its time is linear in the sizes of the PATCH and
// the resource, apart from filters other than equalities and those that select
// many values; the number of values they look at is bounded (LimitWork).
//
// add and replace without a path take a value that looks like the resource.
// Its names may be attributes, extensions, and paths such as name.givenName
// and urn:…:User:employeeNumber; names in no schema are kept. A path, however,
// that names no attribute of the schema is refused with invalidPath, except
// within extensions in no schema, which are kept.
//
// An operation on a missing complex attribute creates it. add and replace of a
// complex attribute leave the parts not named as they are (RFC 7644 §3.5.2.3).
// add to a multi-valued attribute appends what is not there; a value that is
// there with the same value and type takes over the other parts. When a value
// becomes primary, the others cease to be.
//
// Without a path, what is read-only is passed over; with one, it is refused
// with mutability, except that schemas can be named, which has no effect, and
// id set to what it is.
func (t *ResourceType) Apply(op PatchOp, r Resource, o PatchOptions) (Edit, error) {
	if r.root == nil {
		r = Resource{t, &node{}}
	}
	p := patcher{rt: t, options: o, root: r.root.clone(), work: mostWork, indexFrom: indexedElementsFrom}
	return p.apply(op, r)
}

func (p *patcher) apply(op PatchOp, r Resource) (Edit, error) {
	t, o := p.rt, p.options
	p.members.left = bound(o.Dialect.Limits.PatchMembers, defaultPatchMembers)
	p.members.limit = p.members.left
	for i, operation := range op.Operations {
		if err := p.operation(operation); err != nil {
			return Edit{}, inOperation(err, i, len(op.Operations))
		}
	}
	p.root.compact()
	c := conformer{dialect: &Dialect{}}
	if err := c.root(t, p.root); err != nil {
		return Edit{}, err
	}
	next := Resource{t, p.root}
	return Edit{Resource: next, Changed: !next.Equal(r), Members: p.members.edit()}, nil
}

// mostWork bounds the values that the operations of one PATCH look at. Only
// those come near it that look at thousands of values, or change them, a
// thousand times.
const mostWork = 2_000_000

// patcher applies operations to a tree of its own.
type patcher struct {
	rt      *ResourceType
	options PatchOptions
	root    *node
	members memberLedger
	work    int // values that may still be looked at

	indexFrom int // number of values from which a multi-valued attribute is indexed

	known map[*node]*elements
}

// compact removes what operations have marked as gone.
func (n *node) compact() {
	fields := n.fields[:0]
	for _, f := range n.fields {
		if f.Value.kind == kindGone {
			continue
		}
		if f.Value.node != nil {
			f.Value.node.compact()
		}
		fields = append(fields, f)
	}
	if len(fields) < len(n.fields) {
		clear(n.fields[len(fields):])
		n.fields = fields
		n.reindex()
	}
	items := n.items[:0]
	for _, v := range n.items {
		if v.kind == kindGone {
			continue
		}
		if v.node != nil {
			v.node.compact()
		}
		items = append(items, v)
	}
	clear(n.items[len(items):])
	n.items = items
}

func (p *patcher) operation(o Operation) error {
	if o.Path != nil {
		return p.at(change{op: o.Op, value: o.Value, valueSent: o.ValueSent, explicit: true}, *o.Path)
	}
	if o.Op == OpRemove {
		return refuse(NoTarget, "A remove operation needs a path that says what to remove.")
	}
	v := o.Value
	if v.kind == KindArray && v.Len() == 1 && p.options.Dialect.SingleElementArrays {
		v = v.node.items[0]
	}
	if v.kind != KindObject {
		return refuse(InvalidValue, "An operation without a path needs an object as value, not %s.", article(v.kind))
	}
	return p.resourceFields(o.Op, v)
}

// resourceFields applies a value that looks like the resource.
func (p *patcher) resourceFields(op Op, v Value) error {
	for _, f := range v.node.fields {
		if err := p.resourceField(change{op: op, value: f.Value, valueSent: true}, f.Name); err != nil {
			return err
		}
	}
	return nil
}

func (p *patcher) resourceField(c change, name string) error {
	if a := p.rt.root.sub(name); a != nil && a.role == roleExtension {
		return p.wholeExtension(c, a)
	} else if a != nil {
		return p.at(c, Path{Name: name})
	}
	if equalFoldASCII(name, p.rt.schema.ID) && c.value.kind == KindObject {
		return p.resourceFields(c.op, c.value)
	}
	path, err := ParsePath(name, p.options.Dialect.Limits)
	if err != nil || (!isURI(path.URN) && p.rt.resolve(path).attribute == nil) {
		set(p.root, name, c.value.clone())
		return nil
	}
	return p.at(c, path)
}

// change is an operation on the way to its target.
type change struct {
	op        Op
	value     Value
	valueSent bool
	explicit  bool // the path was one, not a name in a value
}

// at applies a change to what the path names.
func (p *patcher) at(c change, path Path) error {
	found := p.rt.resolve(path)
	if found.unknown {
		return p.unknownTarget(c, path, found)
	}
	last := found.last()
	switch {
	case last.role == roleSecret:
		return nil
	case found.attribute != nil && found.attribute.role == roleMembers:
		return p.memberTarget(c, path)
	case found.attribute != nil && found.attribute.ignored():
		return p.readOnlyTarget(c, found.attribute)
	case last.ignored():
		return p.readOnlyTarget(c, last)
	case found.attribute == nil:
		return p.wholeExtension(c, found.extension)
	}
	parent := p.root
	if found.extension != nil {
		if parent = p.container(c, p.root, found.extension.Name); parent == nil {
			return nil
		}
	}
	switch {
	case path.Filter != nil:
		return p.selected(c, parent, found, path)
	case found.sub == nil:
		return p.attribute(c, parent, found.attribute)
	case found.attribute.MultiValued:
		return p.subOfAll(c, parent, found)
	}
	if inner := p.container(c, parent, found.attribute.Name); inner != nil {
		return p.attribute(c, inner, found.sub)
	}
	return nil
}

func (p *patcher) readOnlyTarget(c change, a *attribute) error {
	if !c.explicit {
		return nil
	}
	if a.role == roleSchemas && c.op != OpRemove {
		return nil
	}
	if a.path == "id" && c.op != OpRemove && c.value.kind == KindString && c.value.text == p.options.ID {
		return nil
	}
	return refuse(Mutability, "The attribute %s is read-only and cannot be changed.", a.path)
}

// container returns the object in the field called name, made if it is needed,
// or nil if there is none and nothing to put into it.
func (p *patcher) container(c change, parent *node, name string) *node {
	if i := parent.find(name); i >= 0 && parent.fields[i].Value.kind == KindObject {
		return parent.fields[i].Value.node
	}
	if c.op == OpRemove || c.value.kind == KindNull {
		return nil
	}
	v := Compose()
	parent.put(name, v)
	return v.node
}

// wholeExtension applies a change to an extension named by its URN alone.
func (p *patcher) wholeExtension(c change, extension *attribute) error {
	if c.op == OpRemove || c.value.kind == KindNull {
		drop(p.root, extension.Name)
		return nil
	}
	if c.value.kind != KindObject {
		return refuse(InvalidValue, "The extension %s must be an object, not %s.", extension.path, article(c.value.kind))
	}
	return p.merge(c, p.container(c, p.root, extension.Name), extension, c.value)
}

// set puts a value that no schema describes; null removes it.
func set(n *node, name string, v Value) {
	if v.kind == KindNull {
		drop(n, name)
		return
	}
	n.put(name, v)
}

// drop marks the field called name as gone.
func drop(n *node, name string) {
	if i := n.find(name); i >= 0 {
		n.fields[i].Value = Value{kind: kindGone}
	}
}
