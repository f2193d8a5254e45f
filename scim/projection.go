package scim

// Projection says which attributes an answer shows (RFC 7644 §3.9). The zero
// Projection is the default one.
type Projection struct{}

// ParseProjection reads the query parameters attributes and
// excludedAttributes.
func (t *ResourceType) ParseProjection(attributes, excluded string) (Projection, error) {
	return Projection{}, nil
}

// IsDefault reports whether neither parameter was given.
func (p Projection) IsDefault() bool { return true }

// Includes reports whether an answer shows any of the attribute.
func (p Projection) Includes(name string) bool { return true }

// AppendJSON appends the parts of a resource, as Within returned it, that the
// projection shows.
func (p Projection) AppendJSON(dst []byte, r Resource) []byte { return r.AppendJSON(dst) }
