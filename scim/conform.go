package scim

import (
	"slices"
	"strings"
	"time"
)

// conformer brings a tree that it owns into canonical form, in place.
type conformer struct {
	dialect *Dialect
	patch   bool // one value may stand for an array, in every dialect
	secret  bool // a secret was dropped
}

// root conforms a whole resource and derives its schemas.
func (c *conformer) root(t *ResourceType, n *node) error {
	if err := c.object(t.root, n); err != nil {
		return err
	}
	for _, a := range t.root.required {
		i := n.find(a.Name)
		if i < 0 || (n.fields[i].Value.kind == KindString && n.fields[i].Value.text == "") {
			return refuse(InvalidValue, "The attribute %s is required; send a value for it.", a.path)
		}
	}
	n.fields = slices.Insert(n.fields, 0, Field{"schemas", t.schemasOf(n)})
	n.reindex()
	return nil
}

// schemasOf returns the schemas that a resource uses: the core schema and one
// for each extension in it. Which a client listed does not matter; they are
// wrong too often.
func (t *ResourceType) schemasOf(n *node) Value {
	urns := t.plain
	for _, f := range n.fields {
		if f.Value.kind == KindObject && strings.Contains(f.Name, ":") {
			urns = Array(append(slices.Clip(urns.node.items), Text(f.Name))...)
		}
	}
	return urns
}

// object conforms the fields of a complex attribute, of an extension or of the
// resource itself.
func (c *conformer) object(a *attribute, n *node) error {
	var array [32]int
	ranks := array[:0]
	kept := n.fields[:0]
	for _, f := range n.fields {
		sub := a.sub(f.Name)
		if f.Value.kind == kindGone {
			continue
		}
		if sub == nil {
			kept, ranks = append(kept, f), append(ranks, unknownRank)
			continue
		}
		if sub.ignored() {
			c.secret = c.secret || sub.role == roleSecret
			continue
		}
		v, err := c.value(sub, f.Value)
		if err != nil {
			return err
		}
		if v.kind == KindNull {
			continue
		}
		kept, ranks = append(kept, Field{sub.Name, v}), append(ranks, sub.rank)
	}
	clear(n.fields[len(kept):])
	n.fields = kept
	arrange(n.fields, ranks)
	if n.index != nil || len(n.fields) >= indexedFrom {
		n.reindex()
	}
	return nil
}

// arrange sorts fields by their ranks and keeps the order of equal ranks.
// Clients mostly send schema order, so few fields move; a resource with
// thousands out of order must not become quadratic.
func arrange(fields []Field, ranks []int) {
	if slices.IsSorted(ranks) {
		return
	}
	type ranked struct {
		rank  int
		field Field
	}
	var array [32]ranked
	pairs := array[:0]
	for i := range fields {
		pairs = append(pairs, ranked{ranks[i], fields[i]})
	}
	slices.SortStableFunc(pairs, func(x, y ranked) int { return x.rank - y.rank })
	for i := range pairs {
		fields[i] = pairs[i].field
	}
}

// value conforms the value of an attribute. It returns null for no value.
func (c *conformer) value(a *attribute, v Value) (Value, error) {
	if v.kind == KindNull {
		return v, nil
	}
	if !a.MultiValued {
		return c.single(a, v)
	}
	if v.kind != KindArray {
		if !c.patch && !c.dialect.SingleObjects {
			return Value{}, c.wrongType(a, "an array", v)
		}
		v = Array(v)
	}
	kept := v.node.items[:0]
	primaries := 0
	for _, item := range v.node.items {
		if item.kind == kindGone {
			continue
		}
		item, err := c.single(a, item)
		if err != nil {
			return Value{}, err
		}
		if item.kind == KindNull {
			continue
		}
		if isPrimary(item) {
			primaries++
		}
		kept = append(kept, item)
	}
	if primaries > 1 && a.complex() {
		return Value{}, refuse(InvalidValue, "The attribute %s has %d primary values; mark at most one.", a.path, primaries)
	}
	clear(v.node.items[len(kept):])
	v.node.items = kept
	if len(kept) == 0 {
		return Value{}, nil
	}
	return v, nil
}

func isPrimary(item Value) bool {
	primary, _ := item.Lookup("primary")
	return primary.kind == KindBool && primary.truth
}

// single conforms one value: that of a singular attribute or one of many.
func (c *conformer) single(a *attribute, v Value) (Value, error) {
	if v.kind == KindArray && c.dialect.SingleElementArrays {
		switch len(v.node.items) {
		case 0:
			return Value{}, nil
		case 1:
			v = v.node.items[0]
		}
	}
	if v.kind == KindNull {
		return v, nil
	}
	switch a.Type {
	case TypeComplex:
		return c.complex(a, v)
	case TypeBoolean:
		if v.kind == KindString && c.dialect.StringBooleans {
			if b, ok := booleanFrom(v.text); ok {
				return b, nil
			}
		}
		if v.kind != KindBool {
			return Value{}, c.wrongType(a, "true or false", v)
		}
		return v, nil
	case TypeInteger:
		if v.kind != KindNumber || strings.ContainsAny(v.text, ".eE") {
			return Value{}, c.wrongType(a, "a whole number", v)
		}
		return v, nil
	case TypeDecimal:
		if v.kind != KindNumber {
			return Value{}, c.wrongType(a, "a number", v)
		}
		return v, nil
	case TypeDateTime:
		if _, err := time.Parse(time.RFC3339Nano, v.text); v.kind != KindString || err != nil {
			return Value{}, c.wrongType(a, "a date and time such as 2011-05-13T04:42:34Z", v)
		}
		return v, nil
	}
	if v.kind != KindString {
		return Value{}, c.wrongType(a, "a string", v)
	}
	return v, nil
}

func (c *conformer) complex(a *attribute, v Value) (Value, error) {
	if v.kind == KindString && c.dialect.PlainReferences && a.sub("value") != nil {
		if v.text == "" {
			return Value{}, nil
		}
		v = Compose(Field{"value", v})
	}
	if v.kind != KindObject {
		return Value{}, c.wrongType(a, "an object", v)
	}
	if err := c.object(a, v.node); err != nil {
		return Value{}, err
	}
	if len(v.node.fields) == 0 {
		return Value{}, nil
	}
	return v, nil
}

// booleanFrom reads the string booleans of Entra ID, in any case.
func booleanFrom(s string) (Value, bool) {
	if equalFoldASCII(s, "true") {
		return Bool(true), true
	}
	if equalFoldASCII(s, "false") {
		return Bool(false), true
	}
	return Value{}, false
}

func (c *conformer) wrongType(a *attribute, want string, got Value) *Error {
	if got.kind == KindString {
		return refuse(InvalidValue, "The attribute %s must be %s, not the string %s.", a.path, want, quoted(got.text))
	}
	return refuse(InvalidValue, "The attribute %s must be %s, not %s.", a.path, want, article(got.kind))
}

func article(k Kind) string {
	if k == KindArray || k == KindObject {
		return "an " + k.String()
	}
	return "a " + k.String()
}
