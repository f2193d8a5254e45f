package scim

import "slices"

// Resource is one User, Group or resource of another type: an attribute tree
// in canonical form, read-only and safe for concurrent use. Canonical means:
// known attributes first, in the order and spelling of the schema, then the
// unknown ones as they were sent; no nulls and no empty arrays or objects for
// known attributes; "schemas" naming exactly the schemas the resource uses.
//
// What a client may not set is not in it: id, meta, groups, members, password.
// Within puts those that a server owns around it.
type Resource struct {
	rt   *ResourceType
	root *node
}

// Type returns the resource type; nil for the zero Resource.
func (r Resource) Type() *ResourceType { return r.rt }

// Object returns the whole tree.
func (r Resource) Object() Object { return Object{r.root} }

// AppendJSON appends the canonical bytes: compact, deterministic, the same for
// equal resources.
func (r Resource) AppendJSON(dst []byte) []byte { return r.Object().Value().AppendJSON(dst) }

// MarshalJSON returns the canonical bytes. It never fails.
func (r Resource) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// Equal reports whether both resources have the same canonical bytes.
func (r Resource) Equal(other Resource) bool {
	return r.Object().Value().Equal(other.Object().Value())
}

// Restore returns the resource whose canonical bytes are given, as AppendJSON
// wrote them. It trusts them to be canonical and checks no more than that they
// are JSON, so it is cheaper than Read. The resource keeps no reference to the
// slice.
func (t *ResourceType) Restore(canonical []byte) (Resource, error) {
	v, err := ParseValue(canonical, Limits{Depth: -1, Nodes: -1})
	if err != nil {
		return Resource{}, err
	}
	if v.kind != KindObject {
		return Resource{}, refuse(InvalidSyntax, "A stored resource is not a JSON object.")
	}
	return Resource{t, v.node}, nil
}

// Lookup returns the top-level attribute or extension called name in any ASCII
// case.
func (r Resource) Lookup(name string) (Value, bool) { return r.Object().Lookup(name) }

// Text returns the string at a path of names, Text("name", "givenName") for
// instance; empty if there is none.
func (r Resource) Text(path ...string) string {
	v := r.Object().Value()
	for _, name := range path {
		v, _ = v.Lookup(name)
	}
	s, _ := v.Text()
	return s
}

// UserName returns the userName of a User.
func (r Resource) UserName() string { return r.Text("userName") }

// ExternalID returns the externalId, empty if there is none.
func (r Resource) ExternalID() string { return r.Text("externalId") }

// DisplayName returns the displayName, empty if there is none.
func (r Resource) DisplayName() string { return r.Text("displayName") }

// FormattedName returns name.formatted, empty if there is none.
func (r Resource) FormattedName() string { return r.Text("name", "formatted") }

// Active returns the value of active and whether there is one.
func (r Resource) Active() (active, present bool) {
	v, _ := r.Lookup("active")
	return v.Bool()
}

// Emails returns the e-mail addresses in order, those without a value left
// out.
func (r Resource) Emails() []MultiValue {
	return slices.DeleteFunc(multiValuesAt(r.Object().Value(), "emails"), func(m MultiValue) bool {
		return m.Value == ""
	})
}

// PrimaryEmail returns the address of the primary e-mail, or of the first one
// of type work, or of the first; empty if there is none.
func (r Resource) PrimaryEmail() string {
	v, _ := r.Lookup("emails")
	var best string
	var bestRank int
	for item := range v.Items() {
		address, rank := textAt(item, "value"), 1
		if address == "" {
			continue
		}
		if equalFoldASCII(textAt(item, "type"), "work") {
			rank = 2
		}
		if primary, _ := item.Lookup("primary"); primary.truth {
			rank = 3
		}
		if rank > bestRank {
			best, bestRank = address, rank
		}
	}
	return best
}

// UnknownAttributes returns the paths of what no schema of the type defines,
// in the order of the resource; an unknown extension or attribute is named
// once, not what lies within it. Of multi-valued attributes each name is given
// once.
func (r Resource) UnknownAttributes() []string {
	if r.root == nil {
		return nil
	}
	var paths []string
	seen := map[string]bool{}
	r.root.unknown(r.rt.root, func(path string) {
		if !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	})
	return paths
}

func (n *node) unknown(a *attribute, report func(path string)) {
	for _, f := range n.fields {
		sub := a.sub(f.Name)
		if sub == nil {
			path := f.Name
			if a.path != "" {
				path = a.path + a.separator() + f.Name
			}
			report(path)
			continue
		}
		if !sub.complex() || f.Value.node == nil {
			continue
		}
		f.Value.node.unknown(sub, report)
		for _, item := range f.Value.node.items {
			if item.kind == KindObject {
				item.node.unknown(sub, report)
			}
		}
	}
}

func textAt(v Value, name string) string {
	field, _ := v.Lookup(name)
	s, _ := field.Text()
	return s
}
