package scim

import "errors"

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
	Value Value // null if the operation has none

	// ValueSent tells a null from no value at all.
	ValueSent bool
}

// Op is what an Operation does. It is read in any letter case.
type Op string

// The operations of RFC 7644 §3.5.2.
const (
	OpAdd     Op = "add"
	OpRemove  Op = "remove"
	OpReplace Op = "replace"
)

// ParsePatch reads the body of a PATCH request: JSON as ParseValue reads it,
// op in any case, every path. Missing or other schemas are passed over.
// Operations of limits bounds it. Errors are *Error: invalidSyntax,
// invalidPath and invalidFilter for paths, noTarget for a remove without path.
func ParsePatch(data []byte, d Dialect) (PatchOp, error) {
	body, err := ParseValue(data, d.Limits)
	if err != nil {
		return PatchOp{}, err
	}
	list, ok := body.Lookup("Operations")
	if !ok {
		return PatchOp{}, refuse(InvalidSyntax, "The request has no Operations; send a PatchOp message.")
	}
	if list.kind == KindObject && d.SingleObjects {
		list = Array(list)
	}
	if list.kind != KindArray || list.Len() == 0 {
		return PatchOp{}, refuse(InvalidSyntax, "Operations must be an array of at least one operation.")
	}
	limit := bound(d.Limits.Operations, defaultOperations)
	if list.Len() > limit {
		return PatchOp{}, overLimit(413, "", LimitError{LimitOperations, limit},
			"The request has more than %s operations; send fewer at once.")
	}
	op := PatchOp{Operations: make([]Operation, list.Len())}
	for i, item := range list.node.items {
		o, err := operationFrom(item, d)
		if err != nil {
			return PatchOp{}, inOperation(err, i, list.Len())
		}
		op.Operations[i] = o
	}
	return op, nil
}

func operationFrom(item Value, d Dialect) (Operation, error) {
	if item.kind != KindObject {
		return Operation{}, refuse(InvalidSyntax, "An operation must be an object, not %s.", article(item.kind))
	}
	name, _ := item.Lookup("op")
	o := Operation{Op: Op(lowerASCII(name.text))}
	if name.kind != KindString || (o.Op != OpAdd && o.Op != OpRemove && o.Op != OpReplace) {
		return Operation{}, refuse(InvalidSyntax, "The op of an operation must be add, remove or replace, not %s.", shortened(name.String()))
	}
	o.Value, o.ValueSent = item.Lookup("value")
	path, _ := item.Lookup("path")
	switch {
	case path.kind != KindNull && path.kind != KindString:
		return Operation{}, refuse(InvalidPath, "A path must be a string, not %s.", article(path.kind))
	case path.text != "":
		parsed, err := ParsePath(path.text, d.Limits)
		if err != nil {
			return Operation{}, err
		}
		o.Path = &parsed
	case o.Op == OpRemove:
		return Operation{}, refuse(NoTarget, "A remove operation needs a path that says what to remove.")
	}
	if o.Op != OpRemove && !o.ValueSent {
		return Operation{}, refuse(InvalidValue, "An operation %s needs a value.", o.Op)
	}
	return o, nil
}

// inOperation names the operation in the detail of an error, if there are
// several.
func inOperation(err error, i, n int) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || n == 1 {
		return err
	}
	named := refuse(e.Type, "Operation %d: %s", i+1, e.Detail)
	named.Status, named.Err = e.Status, e.Err
	return named
}
