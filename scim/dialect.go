package scim

// Dialect says how the requests of one client are read: which of its habits
// are forgiven and how large its input may be. It is a plain value, to be kept
// per connection. The zero Dialect is RFC 7643/7644 with default limits;
// Tolerant forgives everything this package knows how to.
type Dialect struct {
	// StringBooleans takes "True" and "False", in any case, for booleans
	// (Entra ID), in bodies, PATCH values and filters.
	StringBooleans bool

	// SingleObjects takes one value where an array is expected (OneLogin's
	// emails). A PATCH "add" or "replace" takes it in every dialect.
	SingleObjects bool

	// SingleElementArrays takes [x] where x is expected ("active": [false]).
	SingleElementArrays bool

	// PlainReferences takes a string for a complex value that has a "value"
	// (Entra ID's manager, plain member ids). An empty string is no value.
	PlainReferences bool

	// CreateMissingValues lets a PATCH "replace" of emails[type eq "work"].value
	// create the element when there is none, where RFC 7644 §3.5.2.3 answers
	// noTarget (Entra ID depends on it). "add" creates it in every dialect.
	CreateMissingValues bool

	// UnquotedFilterValues takes externalId eq jyoung for a string comparison.
	UnquotedFilterValues bool

	// EmailAlias lets a filter say email for emails.value.
	EmailAlias bool

	// Conformance is the interoperability profile to enforce. There is one
	// so far.
	Conformance Conformance

	// Fold maps the strings of attributes with caseExact false to the form
	// they are compared in. It must be idempotent and safe for concurrent
	// use. Nil means SimpleFold.
	Fold func(string) string

	// Limits bounds the input. Zero fields have defaults.
	Limits Limits
}

// Tolerant returns the Dialect that forgives every known habit of identity
// providers, with default limits and folding.
func Tolerant() Dialect {
	return Dialect{
		StringBooleans:       true,
		SingleObjects:        true,
		SingleElementArrays:  true,
		PlainReferences:      true,
		CreateMissingValues:  true,
		UnquotedFilterValues: true,
		EmailAlias:           true,
	}
}

func (d *Dialect) fold(s string) string {
	if d.Fold == nil {
		return SimpleFold(s)
	}
	return d.Fold(s)
}

// Conformance names an interoperability profile.
type Conformance string

// ConformanceNone enforces no profile beyond the RFCs.
const ConformanceNone Conformance = ""

// Limits bounds what is read. A zero field means its default; a negative one
// means no bound, except that nothing nests deeper than 1,000.
type Limits struct {
	Depth        int // nesting of arrays and objects; default 32
	Nodes        int // values in one JSON text, members not counted; default 100,000
	Operations   int // operations of one PATCH; default 1,000
	Members      int // members in a whole group; default 100,000
	PatchMembers int // members named in one PATCH, all operations together; default 10,000
	FilterLength int // bytes of a filter or path; default 8,192
	FilterDepth  int // nesting of a filter's parentheses, brackets and nots; default 32
}

const (
	defaultDepth        = 32
	defaultNodes        = 100_000
	defaultOperations   = 1_000
	defaultMembers      = 100_000
	defaultPatchMembers = 10_000
	defaultFilterLength = 8_192
	defaultFilterDepth  = 32
)

const unbounded = int(^uint(0) >> 1)

// bound returns the limit to apply for a field of Limits.
func bound(value, fallback int) int {
	if value == 0 {
		return fallback
	}
	if value < 0 {
		return unbounded
	}
	return value
}
