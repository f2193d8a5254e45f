package scim

// ServiceProviderConfigSchema returns the schema of /ServiceProviderConfig:
// RFC 7643 §5 with pagination (RFC 9865 §4) and interopProfileConformant.
func ServiceProviderConfigSchema() Schema {
	supported := Attribute{
		Name: "supported", Type: TypeBoolean, Required: true, Mutability: ReadOnly,
		Description: "Whether the feature works.",
	}
	count := func(name, description string, required bool) Attribute {
		return Attribute{Name: name, Type: TypeInteger, Required: required, Mutability: ReadOnly, Description: description}
	}
	feature := func(name, description string, more ...Attribute) Attribute {
		return Attribute{
			Name: name, Type: TypeComplex, Required: true, Mutability: ReadOnly, Description: description,
			SubAttributes: append([]Attribute{supported}, more...),
		}
	}
	return Schema{
		ID:          SchemaServiceProviderConfig,
		Name:        "ServiceProviderConfig",
		Description: "What this service provider can do.",
		Attributes: []Attribute{
			{
				Name: "documentationUri", Type: TypeReference, ReferenceTypes: []string{"external"}, Mutability: ReadOnly,
				Description: "The address of the documentation for people.",
			},
			feature("patch", "Changing resources by PATCH."),
			feature("bulk", "Several operations in one request.",
				count("maxOperations", "The largest number of operations in one request.", true),
				count("maxPayloadSize", "The largest request, in bytes.", true)),
			feature("filter", "Filtering of lists.",
				count("maxResults", "The largest number of resources in one answer.", true)),
			feature("changePassword", "Changing passwords."),
			feature("sort", "Sorting of lists."),
			feature("etag", "Versions in ETag headers."),
			{
				Name: "pagination", Type: TypeComplex, Mutability: ReadOnly, Description: "How lists are paged.",
				SubAttributes: []Attribute{
					{
						Name: "cursor", Type: TypeBoolean, Required: true, Mutability: ReadOnly,
						Description: "Whether lists are paged by cursor.",
					},
					{
						Name: "index", Type: TypeBoolean, Required: true, Mutability: ReadOnly,
						Description: "Whether lists are paged by startIndex.",
					},
					{
						Name: "defaultPaginationMethod", CanonicalValues: []string{"cursor", "index"}, Mutability: ReadOnly,
						Description: "The method used when the request names none.",
					},
					count("defaultPageSize", "The number of resources on a page when the request names none.", false),
					count("maxPageSize", "The largest number of resources on a page.", false),
					count("cursorTimeout", "Seconds for which a cursor is valid at least.", false),
				},
			},
			{
				Name: "authenticationSchemes", Type: TypeComplex, MultiValued: true, Required: true, Mutability: ReadOnly,
				Description: "How clients authenticate.",
				SubAttributes: []Attribute{
					{
						Name: "type", Required: true, Mutability: ReadOnly, Description: "The kind of authentication.",
						CanonicalValues: []string{"oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"},
					},
					{Name: "name", Required: true, Mutability: ReadOnly, Description: "The name for people."},
					{Name: "description", Required: true, Mutability: ReadOnly, Description: "What it is."},
					{
						Name: "specUri", Type: TypeReference, ReferenceTypes: []string{"external"}, Mutability: ReadOnly,
						Description: "The address of its specification.",
					},
					{
						Name: "documentationUri", Type: TypeReference, ReferenceTypes: []string{"external"}, Mutability: ReadOnly,
						Description: "The address of its documentation.",
					},
					{Name: "primary", Type: TypeBoolean, Mutability: ReadOnly, Description: "Whether it is the preferred one."},
				},
			},
			{
				Name: "interopProfileConformant", Type: TypeBoolean, Mutability: ReadOnly,
				Description: "Whether the SCIM 2.0 Interoperability Profile is enforced.",
			},
		},
	}
}

// ResourceTypeSchema returns the schema of /ResourceTypes (RFC 7643 §6).
func ResourceTypeSchema() Schema {
	return Schema{
		ID:          SchemaResourceType,
		Name:        "ResourceType",
		Description: "A kind of resource and the schemas that define it.",
		Attributes: []Attribute{
			{Name: "id", Mutability: ReadOnly, Description: "The same as the name."},
			{Name: "name", Required: true, Mutability: ReadOnly, Description: "The name of the resource type."},
			{Name: "description", Mutability: ReadOnly, Description: "What it is."},
			{
				Name: "endpoint", Type: TypeReference, ReferenceTypes: []string{"uri"}, Required: true, Mutability: ReadOnly,
				Description: "The path of its resources below the base address, such as /Users.",
			},
			{
				Name: "schema", Type: TypeReference, ReferenceTypes: []string{"uri"}, Required: true, CaseExact: true,
				Mutability: ReadOnly, Description: "The URN of its core schema.",
			},
			{
				Name: "schemaExtensions", Type: TypeComplex, MultiValued: true, Mutability: ReadOnly,
				Description: "Schemas that extend it.",
				SubAttributes: []Attribute{
					{
						Name: "schema", Type: TypeReference, ReferenceTypes: []string{"uri"}, Required: true, CaseExact: true,
						Mutability: ReadOnly, Description: "The URN of the extension.",
					},
					{
						Name: "required", Type: TypeBoolean, Required: true, Mutability: ReadOnly,
						Description: "Whether every resource must carry the extension.",
					},
				},
			},
		},
	}
}

// SchemaDefinition returns the schema of /Schemas: the schema of schemas
// (RFC 7643 §7).
func SchemaDefinition() Schema {
	characteristics := func() []Attribute {
		return []Attribute{
			{Name: "name", Required: true, CaseExact: true, Mutability: ReadOnly, Description: "The name of the attribute."},
			{
				Name: "type", Required: true, Mutability: ReadOnly, Description: "The data type.",
				CanonicalValues: []string{"string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary"},
			},
			{
				Name: "multiValued", Type: TypeBoolean, Required: true, Mutability: ReadOnly,
				Description: "Whether it holds several values.",
			},
			{Name: "description", Mutability: ReadOnly, Description: "What it means."},
			{Name: "required", Type: TypeBoolean, Mutability: ReadOnly, Description: "Whether every resource must have it."},
			{
				Name: "canonicalValues", MultiValued: true, CaseExact: true, Mutability: ReadOnly,
				Description: "Suggested values.",
			},
			{
				Name: "caseExact", Type: TypeBoolean, Mutability: ReadOnly,
				Description: "Whether letter case counts when values are compared.",
			},
			{
				Name: "mutability", CaseExact: true, Mutability: ReadOnly, Description: "When clients may set it.",
				CanonicalValues: []string{"readOnly", "readWrite", "immutable", "writeOnly"},
			},
			{
				Name: "returned", CaseExact: true, Mutability: ReadOnly, Description: "When it is part of an answer.",
				CanonicalValues: []string{"always", "never", "default", "request"},
			},
			{
				Name: "uniqueness", CaseExact: true, Mutability: ReadOnly, Description: "Among which resources a value is unique.",
				CanonicalValues: []string{"none", "server", "global"},
			},
			{
				Name: "referenceTypes", MultiValued: true, CaseExact: true, Mutability: ReadOnly,
				Description: "What a reference may point to.",
			},
		}
	}
	subAttributes := Attribute{
		Name: "subAttributes", Type: TypeComplex, MultiValued: true, Mutability: ReadOnly,
		Description: "The parts of a complex attribute.", SubAttributes: characteristics(),
	}
	return Schema{
		ID:          SchemaSchema,
		Name:        "Schema",
		Description: "The attributes under one URN.",
		Attributes: []Attribute{
			{Name: "id", Required: true, CaseExact: true, Mutability: ReadOnly, Description: "The URN."},
			{Name: "name", Required: true, Mutability: ReadOnly, Description: "The name for people."},
			{Name: "description", Mutability: ReadOnly, Description: "What it defines."},
			{
				Name: "attributes", Type: TypeComplex, MultiValued: true, Required: true, Mutability: ReadOnly,
				Description: "The attributes.", SubAttributes: append(characteristics(), subAttributes),
			},
		},
	}
}
