package scim

// URNs of the schemas this package defines (RFC 7643 §8.7).
const (
	SchemaUser                  = "urn:ietf:params:scim:schemas:core:2.0:User"
	SchemaEnterpriseUser        = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	SchemaGroup                 = "urn:ietf:params:scim:schemas:core:2.0:Group"
	SchemaServiceProviderConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	SchemaResourceType          = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	SchemaSchema                = "urn:ietf:params:scim:schemas:core:2.0:Schema"
)

// Type is the data type of an attribute (RFC 7643 §2.3).
type Type string

// The data types of RFC 7643 §2.3.
const (
	TypeString    Type = "string"
	TypeBoolean   Type = "boolean"
	TypeDecimal   Type = "decimal"
	TypeInteger   Type = "integer"
	TypeDateTime  Type = "dateTime"
	TypeBinary    Type = "binary"
	TypeReference Type = "reference"
	TypeComplex   Type = "complex"
)

// MutabilityRule says when a client may set an attribute (RFC 7643 §7).
type MutabilityRule string

// The values of mutability. The zero value means ReadWrite.
const (
	ReadOnly  MutabilityRule = "readOnly"
	ReadWrite MutabilityRule = "readWrite"
	Immutable MutabilityRule = "immutable"
	WriteOnly MutabilityRule = "writeOnly"
)

// Returned says when an attribute is part of an answer (RFC 7643 §7).
type Returned string

// The values of returned. The zero value means ReturnedDefault.
const (
	ReturnedAlways  Returned = "always"
	ReturnedNever   Returned = "never"
	ReturnedDefault Returned = "default"
	ReturnedRequest Returned = "request"
)

// UniquenessRule says among which resources a value is unique (RFC 7643 §7).
type UniquenessRule string

// The values of uniqueness. The zero value means UniqueNone.
const (
	UniqueNone   UniquenessRule = "none"
	UniqueServer UniquenessRule = "server"
	UniqueGlobal UniquenessRule = "global"
)

// Attribute defines one attribute or sub-attribute (RFC 7643 §7).
type Attribute struct {
	Name            string
	Type            Type // empty means TypeString
	MultiValued     bool
	Description     string
	Required        bool
	CanonicalValues []string
	CaseExact       bool
	Mutability      MutabilityRule
	Returned        Returned
	Uniqueness      UniquenessRule
	ReferenceTypes  []string
	SubAttributes   []Attribute
}

// Schema defines the attributes under one URN (RFC 7643 §7). It is also the
// document that /Schemas serves.
type Schema struct {
	ID          string // the URN
	Name        string
	Description string
	Attributes  []Attribute
}

// Schemas returns every schema this package defines, in the order in which
// /Schemas should list them.
func Schemas() []Schema {
	return []Schema{
		UserSchema(), EnterpriseUserSchema(), GroupSchema(),
		ServiceProviderConfigSchema(), ResourceTypeSchema(), SchemaDefinition(),
	}
}

// AppendJSON appends the Schema resource. location is its address and may be
// empty.
func (s Schema) AppendJSON(dst []byte, location string) []byte {
	attributes := make([]Value, len(s.Attributes))
	for i, a := range s.Attributes {
		attributes[i] = a.value()
	}
	return Compose(
		Field{"schemas", Array(Text(SchemaSchema))},
		Field{"id", Text(s.ID)},
		Field{"name", Text(s.Name)},
		Field{"description", Text(s.Description)},
		Field{"attributes", Array(attributes...)},
		Field{"meta", discoveryMeta("Schema", location)},
	).AppendJSON(dst)
}

// MarshalJSON returns the Schema resource without a location. It never fails.
func (s Schema) MarshalJSON() ([]byte, error) { return s.AppendJSON(nil, ""), nil }

func discoveryMeta(resourceType, location string) Value {
	fields := []Field{{"resourceType", Text(resourceType)}}
	if location != "" {
		fields = append(fields, Field{"location", Text(location)})
	}
	return Compose(fields...)
}

// value returns the definition as the Schema schema describes it. Every
// characteristic is written out: some clients do not know the defaults.
func (a Attribute) value() Value {
	a = a.withDefaults()
	fields := []Field{
		{"name", Text(a.Name)},
		{"type", Text(string(a.Type))},
		{"multiValued", Bool(a.MultiValued)},
		{"description", Text(a.Description)},
		{"required", Bool(a.Required)},
	}
	if len(a.CanonicalValues) > 0 {
		fields = append(fields, Field{"canonicalValues", texts(a.CanonicalValues)})
	}
	if a.Type != TypeComplex && a.Type != TypeBoolean {
		fields = append(fields, Field{"caseExact", Bool(a.CaseExact)})
	}
	fields = append(fields,
		Field{"mutability", Text(string(a.Mutability))},
		Field{"returned", Text(string(a.Returned))},
		Field{"uniqueness", Text(string(a.Uniqueness))},
	)
	if len(a.ReferenceTypes) > 0 {
		fields = append(fields, Field{"referenceTypes", texts(a.ReferenceTypes)})
	}
	if len(a.SubAttributes) > 0 {
		subs := make([]Value, len(a.SubAttributes))
		for i, sub := range a.SubAttributes {
			subs[i] = sub.value()
		}
		fields = append(fields, Field{"subAttributes", Array(subs...)})
	}
	return Compose(fields...)
}

func (a Attribute) withDefaults() Attribute {
	if a.Type == "" {
		a.Type = TypeString
	}
	if a.Mutability == "" {
		a.Mutability = ReadWrite
	}
	if a.Returned == "" {
		a.Returned = ReturnedDefault
	}
	if a.Uniqueness == "" {
		a.Uniqueness = UniqueNone
	}
	return a
}

func texts(list []string) Value {
	items := make([]Value, len(list))
	for i, s := range list {
		items[i] = Text(s)
	}
	return Array(items...)
}
