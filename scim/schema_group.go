package scim

// GroupSchema returns the core Group schema (RFC 7643 §4.2).
func GroupSchema() Schema {
	return Schema{
		ID:          SchemaGroup,
		Name:        "Group",
		Description: "A group of people.",
		Attributes: []Attribute{
			{Name: "displayName", Required: true, Description: "The name of the group."},
			{
				Name: "members", Type: TypeComplex, MultiValued: true, Description: "The users in the group.",
				SubAttributes: []Attribute{
					{Name: "value", CaseExact: true, Mutability: Immutable, Description: "The id of the user."},
					{
						Name: "$ref", Type: TypeReference, CaseExact: true, Mutability: Immutable,
						ReferenceTypes: []string{"User"}, Description: "The address of the user.",
					},
					{Name: "display", Mutability: Immutable, Description: "A text for showing the user."},
					{
						Name: "type", Mutability: Immutable, CanonicalValues: []string{"User"},
						Description: "The kind of the member.",
					},
				},
			},
		},
	}
}
