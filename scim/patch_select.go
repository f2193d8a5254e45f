package scim

import (
	"slices"
	"strings"
)

// selected applies a change to the values of a multi-valued attribute that the
// filter of the path selects.
func (p *patcher) selected(c change, parent *node, found target, path Path) error {
	a := found.attribute
	if !a.MultiValued {
		return refuse(InvalidPath, "The attribute %s has one value only; leave out the brackets.", a.path)
	}
	e, chosen, err := p.choose(parent, a.Name, path.Filter, scope{a, true})
	if err != nil {
		return err
	}
	if c.op == OpRemove || c.value.kind == KindNull {
		e.remove(chosen, found.sub)
		return nil
	}
	if len(chosen) == 0 {
		return p.createChosen(c, parent, found, path)
	}
	for _, i := range chosen {
		item, err := p.changed(c, e.node.items[i], found, path.Filter)
		if err != nil {
			return err
		}
		e.node.items[i] = item
		e.changed(i)
	}
	return e.onlyPrimary(chosen...)
}

// choose returns the values of the array in the field called name and the
// positions that the filter selects, in order; none if there is no array.
func (p *patcher) choose(parent *node, name string, f Filter, s scope) (*elements, []int, error) {
	compiler := filterCompiler{rt: p.rt, dialect: &p.options.Dialect}
	selects, err := compiler.filter(f, s, true)
	if err != nil {
		return nil, nil, err
	}
	array, _ := Object{parent}.Lookup(name)
	if array.kind != KindArray {
		return nil, nil, nil
	}
	e := p.elements(array.node)
	candidates, err := e.candidates(compiler.equalities)
	if err != nil {
		return nil, nil, err
	}
	var chosen []int
	for _, i := range candidates {
		if item := e.node.items[i]; item.kind != kindGone && selects(item) {
			chosen = append(chosen, i)
		}
	}
	slices.Sort(chosen)
	return e, slices.Compact(chosen), nil
}

// candidates returns positions among which are all that fulfil the equalities:
// the fewest that one of the equalities leaves.
func (e *elements) candidates(equalities []Equality) ([]int, error) {
	var fewest []int
	for i, q := range equalities {
		name := q.Attribute[strings.LastIndexByte(q.Attribute, '.')+1:]
		found, err := e.find(indexName{name, q.CaseExact}, q.Folded)
		if err != nil {
			return nil, err
		}
		if i == 0 || len(found) < len(fewest) {
			fewest = found
		}
	}
	if len(equalities) == 0 {
		return e.all()
	}
	return fewest, e.patcher.spend(len(fewest))
}

// remove removes the chosen values or one part of each. Nothing chosen is no
// error: what was to be removed is not there (RFC 7644 §3.5.2.2).
func (e *elements) remove(chosen []int, sub *attribute) {
	for _, i := range chosen {
		if sub == nil {
			e.node.items[i] = Value{kind: kindGone}
			continue
		}
		if e.node.items[i].kind == KindObject {
			drop(e.node.items[i].node, sub.Name)
			e.changed(i)
		}
	}
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
		return Value{}, refuse(InvalidValue, "The attribute %s needs exactly one value behind a path with brackets.", a.path)
	}
	return v.node.items[0], nil
}

// createChosen adds a value that fulfils the filter, where none does: identity
// providers set emails[type eq "work"].value without looking first.
func (p *patcher) createChosen(c change, parent *node, found target, path Path) error {
	a := found.attribute
	if c.op == OpReplace && !p.options.Dialect.CreateMissingValues || !a.complex() || !describes(path.Filter) {
		return refuse(NoTarget, "The path %s selects no value of %s.", quoted(path.String()), a.path)
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
	array, _ := Object{parent}.Lookup(a.Name)
	if array.kind != KindArray {
		parent.put(a.Name, Array(item))
		return nil
	}
	e := p.elements(array.node)
	e.node.items = append(e.node.items, item)
	e.changed(len(e.node.items) - 1)
	return e.onlyPrimary(len(e.node.items) - 1)
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

// subOfAll applies a change to one part of every value, as emails.type names
// it without brackets. Where there is no value, add and replace make one.
func (p *patcher) subOfAll(c change, parent *node, found target) error {
	a := found.attribute
	array, _ := Object{parent}.Lookup(a.Name)
	if array.kind != KindArray {
		if c.op == OpRemove || c.value.kind == KindNull {
			return nil
		}
		item := Compose()
		if err := p.attribute(c, item.node, found.sub); err != nil {
			return err
		}
		parent.put(a.Name, Array(item))
		return nil
	}
	e := p.elements(array.node)
	all, err := e.all()
	if err != nil {
		return err
	}
	if c.op == OpRemove || c.value.kind == KindNull {
		e.remove(all, found.sub)
		return nil
	}
	for _, i := range all {
		if e.node.items[i].kind == kindGone {
			continue
		}
		if err := p.attribute(c, e.node.items[i].node, found.sub); err != nil {
			return err
		}
		e.changed(i)
	}
	return nil
}
