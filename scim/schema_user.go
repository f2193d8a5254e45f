package scim

// UserSchema returns the core User schema (RFC 7643 §4.1): every attribute
// except password, because a directory that keeps no passwords must not
// declare one.
func UserSchema() Schema {
	return Schema{
		ID:          SchemaUser,
		Name:        "User",
		Description: "A person's account.",
		Attributes: []Attribute{
			{
				Name: "userName", Required: true, Returned: ReturnedAlways, Uniqueness: UniqueServer,
				Description: "The name the person signs in with. No two users share one, whatever its letter case.",
			},
			{Name: "name", Type: TypeComplex, Description: "The parts of the person's name.", SubAttributes: []Attribute{
				{Name: "formatted", Description: "The whole name as it should be shown."},
				{Name: "familyName", Description: "The family or last name."},
				{Name: "givenName", Description: "The given or first name."},
				{Name: "middleName", Description: "Names between the given and the family name."},
				{Name: "honorificPrefix", Description: "A title before the name, such as Dr."},
				{Name: "honorificSuffix", Description: "A suffix after the name, such as III."},
			}},
			{Name: "displayName", Description: "The name shown to other people."},
			{Name: "nickName", Description: "What the person is called casually."},
			{
				Name: "profileUrl", Type: TypeReference, CaseExact: true, ReferenceTypes: []string{"external"},
				Description: "The address of the person's page.",
			},
			{Name: "title", Description: "The job title."},
			{Name: "userType", Description: "The person's relation to the organization, such as Employee or Contractor."},
			{Name: "preferredLanguage", Description: "Languages the person prefers, as in an Accept-Language header."},
			{Name: "locale", Description: "The language tag for formatting dates, numbers and currency, such as en-US."},
			{Name: "timezone", Description: "The time zone by its IANA name, such as Europe/Madrid."},
			{Name: "active", Type: TypeBoolean, Description: "Whether the person may use the account."},
			valuesOf("emails", "E-mail addresses.", "An e-mail address.", "work", "home", "other"),
			valuesOf("phoneNumbers", "Telephone numbers.", "A telephone number.",
				"work", "home", "mobile", "fax", "pager", "other"),
			valuesOf("ims", "Instant messaging addresses.", "An instant messaging address.",
				"aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
			photos(),
			addresses(),
			{
				Name: "groups", Type: TypeComplex, MultiValued: true, Mutability: ReadOnly,
				Description: "The groups the person belongs to; changed through the groups alone.",
				SubAttributes: []Attribute{
					{Name: "value", CaseExact: true, Mutability: ReadOnly, Description: "The id of the group."},
					{
						Name: "$ref", Type: TypeReference, CaseExact: true, Mutability: ReadOnly,
						ReferenceTypes: []string{"User", "Group"}, Description: "The address of the group.",
					},
					{Name: "display", Mutability: ReadOnly, Description: "The display name of the group."},
					{
						Name: "type", Mutability: ReadOnly, CanonicalValues: []string{"direct", "indirect"},
						Description: "Whether the membership is direct or through another group.",
					},
				},
			},
			valuesOf("entitlements", "Things the person has been granted.", "An entitlement."),
			valuesOf("roles", "Roles the person holds.", "A role."),
			certificates(),
		},
	}
}

// EnterpriseUserSchema returns the enterprise extension of User (RFC 7643
// §4.3). manager.displayName and manager.$ref are readWrite here, while the
// RFC makes the first readOnly: a directory that does not resolve managers
// itself would otherwise lose the only name it is sent.
func EnterpriseUserSchema() Schema {
	return Schema{
		ID:          SchemaEnterpriseUser,
		Name:        "EnterpriseUser",
		Description: "What an employer knows about a person.",
		Attributes: []Attribute{
			{Name: "employeeNumber", Description: "The number or code the employer gave the person."},
			{Name: "costCenter", Description: "The cost center."},
			{Name: "organization", Description: "The organization."},
			{Name: "division", Description: "The division."},
			{Name: "department", Description: "The department."},
			{Name: "manager", Type: TypeComplex, Description: "The person's manager.", SubAttributes: []Attribute{
				{Name: "value", CaseExact: true, Description: "The id of the manager's user, as the sender knows it."},
				{
					Name: "$ref", Type: TypeReference, CaseExact: true, ReferenceTypes: []string{"User"},
					Description: "The address of the manager's user.",
				},
				{Name: "displayName", Description: "The manager's display name."},
			}},
		},
	}
}

// valuesOf defines a multi-valued attribute with the default sub-attributes of
// RFC 7643 §2.4.
func valuesOf(name, description, valueDescription string, types ...string) Attribute {
	return Attribute{
		Name: name, Type: TypeComplex, MultiValued: true, Description: description,
		SubAttributes: []Attribute{
			{Name: "value", Description: valueDescription},
			{Name: "display", Description: "A text for showing it, not for use as a value."},
			{Name: "type", CanonicalValues: types, Description: "What it is for."},
			primary(),
		},
	}
}

func primary() Attribute {
	return Attribute{
		Name: "primary", Type: TypeBoolean,
		Description: "Whether it is the preferred one. At most one value is.",
	}
}

func photos() Attribute {
	a := valuesOf("photos", "Pictures of the person.", "The address of a picture.", "photo", "thumbnail")
	a.SubAttributes[0].Type = TypeReference
	a.SubAttributes[0].CaseExact = true
	a.SubAttributes[0].ReferenceTypes = []string{"external"}
	return a
}

func addresses() Attribute {
	return Attribute{
		Name: "addresses", Type: TypeComplex, MultiValued: true, Description: "Postal addresses.",
		SubAttributes: []Attribute{
			{Name: "formatted", Description: "The whole address as it should be shown; may hold line breaks."},
			{Name: "streetAddress", Description: "Street, house number, post box; may hold line breaks."},
			{Name: "locality", Description: "The city or locality."},
			{Name: "region", Description: "The state or region."},
			{Name: "postalCode", Description: "The postal code."},
			{Name: "country", Description: "The country, by its two-letter code of ISO 3166-1."},
			{Name: "type", CanonicalValues: []string{"work", "home", "other"}, Description: "What it is for."},
			primary(),
		},
	}
}

func certificates() Attribute {
	a := valuesOf("x509Certificates", "X.509 certificates of the person.", "A certificate: DER in base64.")
	a.SubAttributes[0].Type = TypeBinary
	a.SubAttributes[0].CaseExact = true
	return a
}
