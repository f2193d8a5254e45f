package scim

import "slices"

// Matcher is a filter made ready for one resource type. It is immutable and
// safe for concurrent use.
type Matcher struct {
	filter     Filter
	test       test
	equalities []Equality
	mentions   []*attribute // top-level attributes and extensions
	root       *attribute
}

// Equality is a condition that every match of a filter fulfils: the attribute,
// or one of its values, equals a string. A server looks it up in an index and
// lets Match decide on what comes back.
type Equality struct {
	Attribute string // canonical path: "userName", "emails.value", "members.value"
	Value     string // as it stands in the filter
	Folded    string // Value under the dialect's folding; Value itself where case counts
	CaseExact bool
}

// Compile checks a filter against the schemas of the type and returns its
// Matcher. It refuses with invalidFilter attributes that no schema defines,
// also those of unknown extensions that a resource may hold: an answer without
// results would make an identity provider create a duplicate. It refuses
// values whose type the attribute cannot have, and every operator except eq,
// ne and pr on booleans and binary values (RFC 7644 §3.4.2.2).
func (t *ResourceType) Compile(f Filter, d Dialect) (*Matcher, error) {
	c := filterCompiler{rt: t, dialect: &d}
	match, err := c.filter(f, scope{attribute: t.root}, true)
	if err != nil {
		return nil, err
	}
	return &Matcher{f, match, c.equalities, c.mentions, t.root}, nil
}

// Match reports whether the resource matches. For a filter on id, meta, groups
// or members the resource must be one that Within returned.
//
// Of a multi-valued attribute one value that fulfils a comparison is enough; a
// multi-valued complex attribute named alone stands for its value. An
// attribute without a value fulfils ne, unless compared with null, and eq
// null, and nothing else. Strings compare folded unless the schema says
// caseExact, dates as instants, numbers by their exact value.
func (m *Matcher) Match(r Resource) bool { return m.test(r.Object().Value()) }

// Filter returns the filter.
func (m *Matcher) Filter() Filter { return m.filter }

// Equalities returns the string equalities that every match fulfils, in the
// order of the filter: those of its outermost conjunction, also within value
// paths. A filter that has none can match anything.
func (m *Matcher) Equalities() []Equality { return slices.Clone(m.equalities) }

// Mentions reports whether the filter looks at the top-level attribute or
// extension called name, so that a server knows what it must load.
func (m *Matcher) Mentions(name string) bool {
	a := m.root.sub(name)
	return a != nil && slices.Contains(m.mentions, a)
}

// test decides about a resource or about one value of an attribute.
type test func(Value) bool

// scope is where the names of a filter are looked up: the resource, or between
// brackets one value of an attribute.
type scope struct {
	attribute *attribute // nil where no schema says anything: all names are taken
	element   bool       // between brackets
}

type filterCompiler struct {
	rt         *ResourceType
	dialect    *Dialect
	equalities []Equality
	mentions   []*attribute
}

// filter compiles f. needed says that every match must fulfil it.
func (c *filterCompiler) filter(f Filter, s scope, needed bool) (test, error) {
	switch f := f.(type) {
	case And:
		tests, err := c.filters(f, s, needed)
		return func(v Value) bool {
			for _, t := range tests {
				if !t(v) {
					return false
				}
			}
			return true
		}, err
	case Or:
		tests, err := c.filters(f, s, needed && len(f) == 1)
		return func(v Value) bool {
			for _, t := range tests {
				if t(v) {
					return true
				}
			}
			return false
		}, err
	case Not:
		negated, err := c.filter(f.Filter, s, false)
		return func(v Value) bool { return !negated(v) }, err
	case Compare:
		return c.compare(f, s, needed)
	case Present:
		place, err := c.place(f.Path, s, needed)
		return func(v Value) bool { return place.any(v, present) }, err
	case ValuePath:
		place, err := c.place(f.Path, s, needed)
		return func(v Value) bool { return place.any(v, present) }, err
	}
	return nil, refuse(InvalidFilter, "The filter is empty; say whom to find.")
}

func (c *filterCompiler) filters(list []Filter, s scope, needed bool) ([]test, error) {
	tests := make([]test, len(list))
	for i, f := range list {
		t, err := c.filter(f, s, needed)
		if err != nil {
			return nil, err
		}
		tests[i] = t
	}
	return tests, nil
}

func (c *filterCompiler) compare(f Compare, s scope, needed bool) (test, error) {
	// ne and null also match where there is no value, so that nothing in the
	// brackets of their path is needed.
	needed = needed && f.Operator != NotEqual && f.Value.kind != KindNull
	place, err := c.place(f.Path, s, needed)
	if err != nil {
		return nil, err
	}
	if err := place.toComparable(); err != nil {
		return nil, err
	}
	if f.Value.kind == KindNull {
		switch f.Operator {
		case Equal:
			return func(v Value) bool { return !place.any(v, present) }, nil
		case NotEqual:
			return func(v Value) bool { return place.any(v, present) }, nil
		}
		return nil, refuse(InvalidFilter, "Null can be compared by eq and ne only.")
	}
	compares, err := c.comparison(place.attribute, f)
	if err != nil {
		return nil, err
	}
	if f.Operator == NotEqual {
		return func(v Value) bool { return !place.any(v, present) || place.any(v, compares) }, nil
	}
	if f.Operator == Equal && needed && place.attribute != nil && place.attribute.comparesAsText() {
		c.equality(place.attribute, f.Value.text)
	}
	return func(v Value) bool { return place.any(v, compares) }, nil
}

func (c *filterCompiler) equality(a *attribute, value string) {
	folded := value
	if !a.CaseExact {
		folded = c.dialect.fold(value)
	}
	c.equalities = append(c.equalities, Equality{a.path, value, folded, a.CaseExact})
}

// place is where in a resource the values of a path are found.
type place struct {
	steps     []step
	attribute *attribute // of the last step; nil where no schema says anything
}

type step struct {
	name   string
	filter test // of the values at this step; nil if none
}

// any reports whether one of the values at the place passes the test.
func (p place) any(v Value, yes test) bool { return anyAt(v, p.steps, yes) }

func anyAt(v Value, steps []step, yes test) bool {
	if v.kind == KindArray {
		for _, item := range v.node.items {
			if anyAt(item, steps, yes) {
				return true
			}
		}
		return false
	}
	if len(steps) == 0 {
		return yes(v)
	}
	next, ok := v.Lookup(steps[0].name)
	if !ok {
		return false
	}
	selects := steps[0].filter
	if selects == nil {
		return anyAt(next, steps[1:], yes)
	}
	if next.kind != KindArray {
		return selects(next) && anyAt(next, steps[1:], yes)
	}
	for _, item := range next.node.items {
		if selects(item) && anyAt(item, steps[1:], yes) {
			return true
		}
	}
	return false
}

// present is the meaning of pr: a value that is neither null nor empty.
func present(v Value) bool {
	switch v.kind {
	case KindNull:
		return false
	case KindString:
		return v.text != ""
	case KindObject:
		return len(v.node.fields) > 0
	}
	return true
}

// place finds where the values of a path are.
func (c *filterCompiler) place(p Path, s scope, needed bool) (place, error) {
	if s.element {
		return c.elementPlace(p, s)
	}
	if c.dialect.EmailAlias && p.URN == "" && equalFoldASCII(p.Name, "email") && c.rt.root.sub("email") == nil {
		p.Name = "emails"
	}
	found := c.rt.resolve(p)
	if last := found.last(); found.unknown || last == nil || last.role == roleSecret {
		return place{}, refuse(InvalidFilter, "There is no attribute %s of %s; filter on one that /Schemas lists.",
			quoted(p.String()), c.rt.name)
	}
	var at place
	for _, a := range []*attribute{found.extension, found.attribute, found.sub} {
		if a != nil {
			at.steps = append(at.steps, step{name: a.Name})
			at.attribute = a
		}
	}
	top := found.extension
	if top == nil {
		top = found.attribute
	}
	c.mentions = append(c.mentions, top)
	if p.Filter == nil {
		return at, nil
	}
	if !found.attribute.MultiValued {
		return place{}, refuse(InvalidFilter, "The attribute %s has one value only; leave out the brackets.", found.attribute.path)
	}
	selects, err := c.filter(p.Filter, scope{found.attribute, true}, needed)
	if err != nil {
		return place{}, err
	}
	filtered := len(at.steps) - 1
	if found.sub != nil {
		filtered--
	}
	at.steps[filtered].filter = selects
	return at, nil
}

// elementPlace finds a name between brackets. Of values without parts the
// only name is value, the value itself.
func (c *filterCompiler) elementPlace(p Path, s scope) (place, error) {
	if s.attribute == nil {
		at := place{steps: []step{{name: p.Name}}}
		if p.Sub != "" {
			at.steps = append(at.steps, step{name: p.Sub})
		}
		return at, nil
	}
	if p.URN == "" && p.Sub == "" {
		if sub := s.attribute.sub(p.Name); sub != nil {
			return place{steps: []step{{name: sub.Name}}, attribute: sub}, nil
		}
		if !s.attribute.complex() && equalFoldASCII(p.Name, "value") {
			return place{attribute: s.attribute}, nil
		}
	}
	return place{}, refuse(InvalidFilter, "There is no part %s of the attribute %s; name one that /Schemas lists.", quoted(p.String()), s.attribute.path)
}

// toComparable replaces a complex attribute by its value, as in
// emails eq "x" (RFC 7643 §2.4).
func (p *place) toComparable() error {
	if p.attribute == nil || !p.attribute.complex() {
		return nil
	}
	value := p.attribute.sub("value")
	if value == nil {
		return refuse(InvalidFilter, "The attribute %s has several parts; compare one of them.", p.attribute.path)
	}
	p.steps = append(p.steps, step{name: value.Name})
	p.attribute = value
	return nil
}
