package scim

import "strings"

// Path names an attribute, a sub-attribute, or the values of a multi-valued
// attribute that a filter selects: the PATH of RFC 7644 §3.5.2 and the
// attribute paths of §3.10. In filters Path.Filter is nil, except in
// emails[type eq "work"].value eq "x", which identity providers send.
type Path struct {
	URN    string // of the schema in front of the name; empty if none
	Name   string // empty when the path names a whole extension by a URN that ends like no attribute
	Filter Filter // between brackets; nil if none
	Sub    string // sub-attribute; empty if none
}

// ParsePath reads a path, bounded by FilterLength and FilterDepth. It does not
// look at any schema. Errors are *Error with invalidPath, or invalidFilter for
// what stands in brackets.
func ParsePath(text string, limits Limits) (Path, error) {
	p, err := newFilterParser(text, Dialect{Limits: limits})
	if err != nil {
		return Path{}, asPathError(err)
	}
	return p.wholePath()
}

// String returns the path as ParsePath reads it.
func (p Path) String() string { return string(p.appendText(nil)) }

func (p Path) appendText(dst []byte) []byte {
	dst = append(dst, p.URN...)
	if p.URN != "" && p.Name != "" {
		dst = append(dst, ':')
	}
	dst = append(dst, p.Name...)
	if p.Filter != nil {
		dst = append(dst, '[')
		dst = p.Filter.appendText(dst)
		dst = append(dst, ']')
	}
	if p.Sub != "" {
		dst = append(dst, '.')
		dst = append(dst, p.Sub...)
	}
	return dst
}

// splitName divides what stands before a bracket into URN, name and
// sub-attribute. The last colon ends the URN; dots before it belong to the URN
// ("2.0"). A URN that ends in a version ("urn:x:1.0") is one as a whole.
func splitName(text string) (urn, name, sub string, ok bool) {
	name = text
	if i := strings.LastIndexByte(text, ':'); i >= 0 {
		urn, name = text[:i], text[i+1:]
		if urn == "" {
			return "", "", "", false
		}
	}
	name, sub, dotted := strings.Cut(name, ".")
	if isAttributeName(name) && (!dotted || isAttributeName(sub)) {
		return urn, name, sub, true
	}
	return text, "", "", urn != "" && isVersion(text[len(urn)+1:])
}

// isVersion reports whether s is numbers with dots between them.
func isVersion(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || digitsEnd(part, 0) != len(part) {
			return false
		}
	}
	return true
}

// isAttributeName reports whether s is an attrName of RFC 7644 Figure 1, where
// sub-attributes such as $ref may begin with a dollar sign (RFC 7643 §2.1).
func isAttributeName(s string) bool {
	s = strings.TrimPrefix(s, "$")
	if s == "" || !isLetter(s[0]) {
		return false
	}
	for i := 1; i < len(s); i++ {
		c := s[i]
		if !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= lowerByte(c) && lowerByte(c) <= 'z' }

// target is what a path means to a resource type: the way from the root to the
// attribute.
type target struct {
	extension *attribute // nil for core attributes
	attribute *attribute // nil when the path names the extension itself
	sub       *attribute // nil if the path names no sub-attribute
	unknown   bool       // some name on the way is in no schema
	urn       string     // of an extension in no schema
	name      string     // of an attribute in no schema
	subName   string     // of a sub-attribute in no schema
}

// last returns the definition of what the path names, or nil.
func (t target) last() *attribute {
	switch {
	case t.sub != nil:
		return t.sub
	case t.attribute != nil:
		return t.attribute
	}
	return t.extension
}

// resolve finds what a path means.
func (t *ResourceType) resolve(p Path) target {
	parent := t.root
	found := target{}
	if p.URN != "" && !equalFoldASCII(p.URN, t.schema.ID) {
		if whole := t.extensionOf(p); whole != nil {
			return target{extension: whole}
		}
		found.extension = t.root.sub(p.URN)
		if found.extension == nil || found.extension.role != roleExtension {
			return target{unknown: true, urn: p.URN, name: p.Name, subName: p.Sub}
		}
		parent = found.extension
	}
	if p.Name == "" {
		found.unknown = found.extension == nil
		return found
	}
	found.attribute = parent.sub(p.Name)
	if found.attribute == nil || found.attribute.role == roleExtension {
		return target{extension: found.extension, unknown: true, name: p.Name, subName: p.Sub}
	}
	if p.Sub == "" {
		return found
	}
	found.sub = found.attribute.sub(p.Sub)
	if found.sub == nil {
		found.unknown, found.subName = true, p.Sub
	}
	return found
}

// extensionOf returns the extension that the path names as a whole, or nil.
// Only the schema tells urn:…:2.0:User from an attribute called User.
func (t *ResourceType) extensionOf(p Path) *attribute {
	if p.Sub != "" || p.Filter != nil {
		return nil
	}
	a := t.root.sub(p.String())
	if a == nil || a.role != roleExtension {
		return nil
	}
	return a
}
