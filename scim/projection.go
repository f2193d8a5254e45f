package scim

import (
	"slices"
	"strings"
)

// Projection says which attributes an answer shows (RFC 7644 §3.9). The zero
// Projection is the default one. It is immutable and safe for concurrent use.
type Projection struct {
	rt       *ResourceType
	only     *selection // what attributes names; nil if it was not given
	excluded *selection // what excludedAttributes names; nil if it was not given
}

// selection is a set of names, some with a set of their own beneath. One
// without is selected as a whole.
type selection map[string]selection

// ParseProjection reads the query parameters attributes and
// excludedAttributes: names of attributes, sub-attributes (name.givenName) and
// extensions, with their URNs if need be, separated by commas, in any case.
// Names that mean nothing select nothing. Both at once are refused with
// invalidValue: RFC 7644 §3.9 says they exclude each other.
func (t *ResourceType) ParseProjection(attributes, excluded string) (Projection, error) {
	p := Projection{rt: t}
	only, without := t.selection(attributes), t.selection(excluded)
	if only != nil && without != nil {
		return Projection{}, refuse(InvalidValue, "Send either attributes or excludedAttributes, not both.")
	}
	if only != nil {
		p.only = &only
	}
	if without != nil {
		p.excluded = &without
	}
	return p, nil
}

// selection reads a list of names; nil if there is none.
func (t *ResourceType) selection(list string) selection {
	var s selection
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if s == nil {
			s = selection{}
		}
		s.add(t.namesOf(name))
	}
	return s
}

// namesOf returns the names on the way to an attribute, in lower case.
func (t *ResourceType) namesOf(name string) []string {
	if rest, ok := cutPrefixFoldASCII(name, t.schema.ID+":"); ok {
		name = rest
	}
	names := []string{}
	if i := strings.LastIndexByte(name, ':'); i >= 0 && t.root.sub(name) == nil {
		names = append(names, lowerASCII(name[:i]))
		name = name[i+1:]
	}
	if t.root.sub(name) != nil {
		return append(names, lowerASCII(name))
	}
	name, sub, dotted := strings.Cut(name, ".")
	names = append(names, lowerASCII(name))
	if dotted {
		names = append(names, lowerASCII(sub))
	}
	return names
}

func cutPrefixFoldASCII(s, prefix string) (string, bool) {
	if !hasPrefixFoldASCII(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func (s selection) add(names []string) {
	below, ok := s[names[0]]
	if ok && below == nil {
		return // selected as a whole already
	}
	if len(names) == 1 {
		s[names[0]] = nil
		return
	}
	if below == nil {
		below = selection{}
		s[names[0]] = below
	}
	below.add(names[1:])
}

// IsDefault reports whether neither parameter was given, so that the whole
// resource is shown.
func (p Projection) IsDefault() bool { return p.only == nil && p.excluded == nil }

// HasAttributes reports whether the parameter attributes was given; RFC 7644
// §3.5.2 then wants a body in the answer to a PATCH.
func (p Projection) HasAttributes() bool { return p.only != nil }

// Includes reports whether an answer shows the top-level attribute, or any
// part of it. A server need not load what it does not show.
func (p Projection) Includes(name string) bool {
	if p.rt == nil {
		return true
	}
	shown, _ := p.level().field(name, p.rt.root.sub(name))
	return shown
}

// AppendJSON appends the parts of a resource that the projection shows. The
// resource is one that Within returned. What the schema always returns, id
// above all, is shown in any case, and what it never returns in none.
func (p Projection) AppendJSON(dst []byte, r Resource) []byte {
	return append(p.AppendHead(dst, r), '}')
}

// AppendHead appends what AppendJSON does, without the closing brace, so that
// the caller can stream ,"members":[…]} behind it.
func (p Projection) AppendHead(dst []byte, r Resource) []byte {
	if p.rt == nil {
		p.rt = r.rt
	}
	dst = append(dst, '{')
	return p.level().appendFields(dst, r.rt.root, r.root)
}

// AppendMember appends a member with the parts that the projection shows.
func (p Projection) AppendMember(dst []byte, m Member) []byte {
	if p.IsDefault() || p.rt.members == nil {
		return m.AppendJSON(dst)
	}
	_, below := p.level().field("members", p.rt.members)
	dst = append(dst, '{')
	return append(below.appendFields(dst, p.rt.members, m.JSONValue().node), '}')
}

// level is a projection at one depth of the tree.
type level struct {
	only     selection // nil: everything that is returned by default
	excluded selection // nil: nothing
}

func (p Projection) level() level {
	var l level
	if p.only != nil {
		l.only = *p.only
	}
	if p.excluded != nil {
		l.excluded = *p.excluded
	}
	return l
}

// field decides on a field, and on the level below it. a is nil where no
// schema says anything.
func (l level) field(name string, a *attribute) (shown bool, below level) {
	key := lowerASCII(name)
	if a != nil && a.Returned == ReturnedNever {
		return false, level{}
	}
	always := a != nil && a.Returned == ReturnedAlways
	if l.only != nil {
		sub, named := l.only[key]
		// Without a selection beneath, all of it is shown.
		return always || named, level{only: sub}
	}
	if a != nil && a.Returned == ReturnedRequest {
		return false, level{}
	}
	sub, named := l.excluded[key]
	return always || !named || sub != nil, level{excluded: sub}
}

// appendFields appends the fields of an object that are shown, each with a
// comma in front unless a brace is.
func (l level) appendFields(dst []byte, a *attribute, n *node) []byte {
	for _, f := range n.fields {
		var sub *attribute
		if a != nil {
			sub = a.sub(f.Name)
		}
		shown, below := l.field(f.Name, sub)
		if !shown {
			continue
		}
		start := len(dst)
		if dst[start-1] != '{' {
			dst = append(dst, ',')
		}
		dst = appendString(dst, f.Name)
		dst = append(dst, ':')
		var filled bool
		if dst, filled = below.appendValue(dst, sub, f.Value); !filled {
			dst = dst[:start]
		}
	}
	return dst
}

// appendValue appends a value; false if nothing of it is shown.
func (l level) appendValue(dst []byte, a *attribute, v Value) (_ []byte, filled bool) {
	switch {
	case v.kind == KindObject:
		start := len(dst)
		dst = append(dst, '{')
		dst = l.appendFields(dst, a, v.node)
		return append(dst, '}'), len(dst) > start+1 || len(v.node.fields) == 0
	case v.kind == KindArray && slices.ContainsFunc(v.node.items, isObject):
		start := len(dst)
		dst = append(dst, '[')
		for _, item := range v.node.items {
			before := len(dst)
			if before > start+1 {
				dst = append(dst, ',')
			}
			var shown bool
			if dst, shown = l.appendValue(dst, a, item); !shown {
				dst = dst[:before]
			}
		}
		return append(dst, ']'), len(dst) > start+1
	}
	return v.AppendJSON(dst), true
}

func isObject(v Value) bool { return v.kind == KindObject }
