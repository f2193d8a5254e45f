package scim

import "strings"

// role marks the attributes that are not read like the others.
type role uint8

const (
	roleNone      role = iota
	roleSchemas        // derived from what the resource holds
	roleExtension      // an extension's object, named by its URN
	roleMembers        // kept outside the tree
	roleSecret         // accepted and dropped
)

// attribute is a definition made ready for walking. A resource and an
// extension are complex attributes too, so that one walk serves all levels.
type attribute struct {
	Attribute
	path     string // "emails.value", "urn:…:User:department"
	rank     int    // place among its siblings
	role     role
	subs     map[string]*attribute // by lower-case name
	ordered  []*attribute          // subs by rank, in the order of the schema
	required []*attribute
}

// unknownRank sorts attributes of no schema behind all others.
const unknownRank = 1 << 20

func compile(definition Attribute, parent *attribute) *attribute {
	a := &attribute{Attribute: definition.withDefaults(), path: definition.Name}
	if parent != nil && parent.path != "" {
		a.path = parent.path + parent.separator() + definition.Name
	}
	if len(definition.SubAttributes) == 0 {
		return a
	}
	a.subs = make(map[string]*attribute, len(definition.SubAttributes))
	for i, d := range definition.SubAttributes {
		sub := compile(d, a)
		sub.rank = i
		a.subs[lowerASCII(d.Name)] = sub
		a.ordered = append(a.ordered, sub)
		if sub.Required && sub.Mutability != ReadOnly {
			a.required = append(a.required, sub)
		}
	}
	return a
}

// separator returns what stands between the path of a and a name below it: a
// colon behind a schema's URN (RFC 7644 §3.10), else a dot. Only an extension
// has a name with a colon.
func (a *attribute) separator() string {
	if strings.Contains(a.Name, ":") {
		return ":"
	}
	return "."
}

// sub returns the sub-attribute called name in any ASCII case, or nil.
func (a *attribute) sub(name string) *attribute {
	var buf [96]byte
	return a.subs[string(appendLowerASCII(buf[:0], name))]
}

// ignored reports whether a client's value for a is passed over in silence
// (RFC 7643 §7 on readOnly).
func (a *attribute) ignored() bool {
	return a.Mutability == ReadOnly || a.role == roleSecret
}

// comparesAsText reports whether equal values are equal strings, which dates
// are not: one instant can be written in several zones.
func (a *attribute) comparesAsText() bool {
	return a.Type == TypeString || a.Type == TypeReference || a.Type == TypeBinary
}

func (a *attribute) complex() bool { return a.Type == TypeComplex }
