package scim

// PatchOptions says how a PATCH is applied.
type PatchOptions struct {
	Dialect Dialect

	// ID is the id of the resource. A client that sets id to the same value
	// changes nothing and is not refused.
	ID string
}

// ParsePatch reads the body of a PATCH request.
func ParsePatch(data []byte, d Dialect) (PatchOp, error) {
	return PatchOp{}, refuse(InvalidSyntax, "PATCH is not supported")
}

// Apply applies the operations in order, all or none.
func (t *ResourceType) Apply(op PatchOp, r Resource, o PatchOptions) (Edit, error) {
	return Edit{}, refuse(InvalidSyntax, "PATCH is not supported")
}
