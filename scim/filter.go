package scim

// Filter is a parsed filter (RFC 7644 §3.4.2.2). It is one of And, Or, Not,
// Compare, Present and ValuePath; the set is closed. Its String can be parsed
// again and gives the same filter.
type Filter interface {
	String() string
	appendText(dst []byte) []byte
	binds() int // how tightly it holds together: or 0, and 1, everything else 2
}

// And matches where all of its filters match. ParseFilter flattens it: none of
// its filters is an And.
type And []Filter

// Or matches where one of its filters matches. ParseFilter flattens it.
type Or []Filter

// Not matches where its filter does not.
type Not struct{ Filter Filter }

// Compare compares an attribute with a value: a string, a number, a boolean or
// null. Of a multi-valued attribute one value that compares is enough.
type Compare struct {
	Path     Path
	Operator Operator
	Value    Value
}

// Present matches where the attribute has a value that is not empty.
type Present struct{ Path Path }

// ValuePath matches where one value of the attribute matches all of a filter:
// emails[type eq "work" and value co "@example.com"]. Its Path has a Filter
// and no Sub.
type ValuePath struct{ Path Path }

// Operator is a comparison of RFC 7644 Table 3.
type Operator string

// The comparisons of RFC 7644 Table 3.
const (
	Equal          Operator = "eq"
	NotEqual       Operator = "ne"
	Contains       Operator = "co"
	StartsWith     Operator = "sw"
	EndsWith       Operator = "ew"
	GreaterThan    Operator = "gt"
	GreaterOrEqual Operator = "ge"
	LessThan       Operator = "lt"
	LessOrEqual    Operator = "le"
)

// ParseFilter reads a filter. FilterLength and FilterDepth of the dialect
// bound it, UnquotedFilterValues forgives missing quotes. It does not look at
// any schema; Compile does. Errors are *Error with invalidFilter.
func ParseFilter(text string, d Dialect) (Filter, error) {
	p, err := newFilterParser(text, d)
	if err != nil {
		return nil, err
	}
	return p.wholeFilter()
}
