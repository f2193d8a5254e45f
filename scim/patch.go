package scim

// SchemaPatchOp is the URN of the PatchOp message (RFC 7644 §3.5.2).
const SchemaPatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

// PatchOp is the body of a PATCH request (RFC 7644 §3.5.2). It is immutable
// and can be applied any number of times, by several goroutines too.
type PatchOp struct {
	Operations []Operation
}

// Operation is one change.
type Operation struct {
	Op    Op
	Path  *Path // nil if the operation has none
	Value Value
}

// Op is what an Operation does. It is read in any letter case.
type Op string

// The operations of RFC 7644 §3.5.2.
const (
	OpAdd     Op = "add"
	OpRemove  Op = "remove"
	OpReplace Op = "replace"
)

// Edit is the outcome of a PATCH.
type Edit struct {
	Resource Resource
	Changed  bool // whether Resource differs from the one before

	// Members is what the PATCH does to the members of a Group.
	Members MemberEdit
}

// MemberEdit is the net effect of all operations of one PATCH on the members
// of a group. A member occurs in it at most once.
type MemberEdit struct {
	Replace bool     // Add is the whole new membership; Remove is empty
	Add     []Member // in the order first named
	Remove  []string // ids; none of them is in Add
}

// IsEmpty reports whether the edit does nothing.
func (e MemberEdit) IsEmpty() bool {
	return !e.Replace && len(e.Add) == 0 && len(e.Remove) == 0
}
