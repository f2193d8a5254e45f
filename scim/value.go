package scim

import (
	"iter"
	"slices"
	"strconv"
)

// Kind is the kind of a Value. The set is closed: it is JSON's.
type Kind uint8

// The kinds of a Value. The zero Value is null.
const (
	KindNull Kind = iota
	KindBool
	KindNumber
	KindString
	KindArray
	KindObject

	// kindGone marks an attribute that a PATCH in progress has removed. It
	// spares shifting and re-indexing large objects and never leaves Apply.
	kindGone
)

// String returns the JSON name of the kind, as error messages use it.
func (k Kind) String() string {
	switch k {
	case KindNull:
		return "null"
	case KindBool:
		return "boolean"
	case KindNumber:
		return "number"
	case KindString:
		return "string"
	case KindArray:
		return "array"
	case KindObject:
		return "object"
	}
	return "nothing"
}

// Value is one immutable node of the attribute tree. Copying it is cheap and
// shares what lies beneath. The zero Value is null.
type Value struct {
	text  string // the string, or the number's literal
	node  *node  // array and object
	kind  Kind
	truth bool
}

// node holds what an array or an object contains. Only the reader and Apply
// change nodes, and only those they have made themselves.
type node struct {
	items  []Value
	fields []Field
	index  map[string]int32 // folded name to position; only in large objects
}

// Field is one named value of an object.
type Field struct {
	Name  string
	Value Value
}

// Text returns a string value.
func Text(s string) Value { return Value{kind: KindString, text: s} }

// Bool returns a boolean value.
func Bool(b bool) Value { return Value{kind: KindBool, truth: b} }

// Int returns a number value.
func Int(n int64) Value { return Value{kind: KindNumber, text: strconv.FormatInt(n, 10)} }

// Number returns the number written as literal, which is kept as it stands.
// It reports false when literal is not a JSON number.
func Number(literal string) (Value, bool) {
	if numberEnd(literal, 0) != len(literal) || literal == "" {
		return Value{}, false
	}
	return Value{kind: KindNumber, text: literal}, true
}

// Array returns an array of items. It keeps the slice; do not change it
// afterwards.
func Array(items ...Value) Value {
	return Value{kind: KindArray, node: &node{items: items}}
}

// Compose returns an object of fields in the given order. It keeps the slice;
// do not change it afterwards. Of several fields whose names differ only in
// ASCII case the first one is found by Lookup.
func Compose(fields ...Field) Value {
	n := &node{fields: fields}
	n.reindex()
	return Value{kind: KindObject, node: n}
}

// Kind returns the kind of v.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is null, which is also what the zero Value is.
func (v Value) IsNull() bool { return v.kind == KindNull }

// Text returns the string that v is; false if v is not a string.
func (v Value) Text() (string, bool) { return v.text, v.kind == KindString }

// Bool returns the boolean that v is; the second result is false if v is not
// a boolean.
func (v Value) Bool() (value, ok bool) { return v.truth, v.kind == KindBool }

// Number returns the literal of the number that v is, exactly as it was sent;
// false if v is not a number.
func (v Value) Number() (string, bool) {
	if v.kind != KindNumber {
		return "", false
	}
	return v.text, true
}

// Object returns the object that v is; false if v is not an object.
func (v Value) Object() (Object, bool) {
	if v.kind != KindObject {
		return Object{}, false
	}
	return Object{v.node}, true
}

// Len returns the number of items of an array or of fields of an object, and
// 0 for every other kind.
func (v Value) Len() int {
	switch v.kind {
	case KindArray:
		return len(v.node.items)
	case KindObject:
		return len(v.node.fields)
	}
	return 0
}

// Items yields the items of an array in order, and nothing for every other
// kind.
func (v Value) Items() iter.Seq[Value] {
	if v.kind != KindArray {
		return func(func(Value) bool) {}
	}
	return slices.Values(v.node.items)
}

// Lookup returns the field of an object by its name, compared without regard
// to ASCII case (RFC 7643 §2.1). It reports false if there is none or if v is
// not an object.
func (v Value) Lookup(name string) (Value, bool) {
	if v.kind != KindObject {
		return Value{}, false
	}
	i := v.node.find(name)
	if i < 0 || v.node.fields[i].Value.kind == kindGone {
		return Value{}, false
	}
	return v.node.fields[i].Value, true
}

// String returns v as compact JSON.
func (v Value) String() string { return string(v.AppendJSON(nil)) }

// MarshalJSON returns v as compact JSON. It never fails.
func (v Value) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

// Equal reports whether v and w are the same tree: the same kinds, strings and
// number literals, with array items and object fields in the same order and
// spelling. Two values are equal if and only if their JSON is.
func (v Value) Equal(w Value) bool {
	if v.kind != w.kind {
		return false
	}
	switch v.kind {
	case KindBool:
		return v.truth == w.truth
	case KindNumber, KindString:
		return v.text == w.text
	case KindArray:
		return slices.EqualFunc(v.node.items, w.node.items, Value.Equal)
	case KindObject:
		return slices.EqualFunc(v.node.fields, w.node.fields, func(a, b Field) bool {
			return a.Name == b.Name && a.Value.Equal(b.Value)
		})
	}
	return true
}

// Object is an ordered set of named values, read-only. Its zero value is
// empty.
type Object struct{ node *node }

// Len returns the number of fields.
func (o Object) Len() int {
	if o.node == nil {
		return 0
	}
	return len(o.node.fields)
}

// Lookup returns the field by its name, compared without regard to ASCII case.
func (o Object) Lookup(name string) (Value, bool) { return o.Value().Lookup(name) }

// All yields names and values in order.
func (o Object) All() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if o.node == nil {
			return
		}
		for _, f := range o.node.fields {
			if !yield(f.Name, f.Value) {
				return
			}
		}
	}
}

// Value returns the object as a Value.
func (o Object) Value() Value {
	if o.node == nil {
		return Compose()
	}
	return Value{kind: KindObject, node: o.node}
}

// indexedFrom is the number of fields from which an object carries an index.
// Below it a scan is faster; above it a scan per lookup would make ten
// thousand attributes quadratic.
const indexedFrom = 24

// find returns the position of the field called name, or -1.
func (n *node) find(name string) int {
	if n.index != nil {
		var buf [64]byte
		i, ok := n.index[string(appendLowerASCII(buf[:0], name))]
		if !ok {
			return -1
		}
		return int(i)
	}
	for i := range n.fields {
		if n.fields[i].Name == name {
			return i
		}
	}
	for i := range n.fields {
		if equalFoldASCII(n.fields[i].Name, name) {
			return i
		}
	}
	return -1
}

// reindex makes the index agree with the fields. It returns the position of
// the first field whose name occurred before in any ASCII case, or -1.
func (n *node) reindex() int {
	if len(n.fields) < indexedFrom {
		n.index = nil
		return n.firstRepeated()
	}
	repeated := -1
	n.index = make(map[string]int32, len(n.fields))
	for i := range n.fields {
		key := lowerASCII(n.fields[i].Name)
		if _, ok := n.index[key]; ok {
			if repeated < 0 {
				repeated = i
			}
			continue
		}
		n.index[key] = int32(i)
	}
	return repeated
}

func (n *node) firstRepeated() int {
	for i := 1; i < len(n.fields); i++ {
		for j := range i {
			if equalFoldASCII(n.fields[i].Name, n.fields[j].Name) {
				return i
			}
		}
	}
	return -1
}

// put sets the field called name, keeping the place and spelling of one that
// is there already.
func (n *node) put(name string, v Value) {
	if i := n.find(name); i >= 0 {
		n.fields[i].Value = v
		return
	}
	n.fields = append(n.fields, Field{name, v})
	if n.index != nil {
		n.index[lowerASCII(name)] = int32(len(n.fields) - 1)
		return
	}
	if len(n.fields) >= indexedFrom {
		n.reindex()
	}
}

// clone returns a copy of v that shares no node with it.
func (v Value) clone() Value {
	if v.node != nil {
		v.node = v.node.clone()
	}
	return v
}

func (n *node) clone() *node {
	c := &node{}
	if len(n.items) > 0 {
		c.items = make([]Value, len(n.items))
		for i, v := range n.items {
			c.items[i] = v.clone()
		}
	}
	if len(n.fields) > 0 {
		c.fields = make([]Field, len(n.fields))
		for i, f := range n.fields {
			c.fields[i] = Field{f.Name, f.Value.clone()}
		}
	}
	if n.index != nil {
		c.reindex()
	}
	return c
}
