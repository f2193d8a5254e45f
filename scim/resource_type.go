package scim

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// ResourceType is a kind of resource: a core schema, its extensions and the
// place where its resources are served (RFC 7643 §6). It is immutable and safe
// for concurrent use. Reading, filtering, patching and projecting a resource
// all follow the one definition in it.
type ResourceType struct {
	name        string
	endpoint    string
	description string
	schema      Schema
	extensions  []Extension

	root    *attribute // the resource as a complex attribute
	members *attribute // the attribute kept outside the tree; nil if there is none
	plain   Value      // "schemas" of a resource without extensions
}

// Extension is a schema that extends a resource type.
type Extension struct {
	Schema   Schema
	Required bool
}

// Definition is what NewResourceType needs.
type Definition struct {
	Name        string // "User"; also the id of the resource type
	Endpoint    string // "/Users"
	Description string
	Schema      Schema
	Extensions  []Extension
}

// NewResourceType checks a definition and returns its resource type. The
// common attributes of RFC 7643 §3.1 are added by themselves. It fails if
// names are missing or defined twice.
func NewResourceType(d Definition) (*ResourceType, error) {
	if d.Name == "" || !strings.HasPrefix(d.Endpoint, "/") || d.Schema.ID == "" {
		return nil, errors.New("define resource type: a name, an endpoint that begins with a slash and a schema id are needed")
	}
	t := &ResourceType{
		name: d.Name, endpoint: d.Endpoint, description: d.Description,
		schema: d.Schema, extensions: d.Extensions,
		plain: Array(Text(d.Schema.ID)),
	}
	attributes := append(commonAttributes(), d.Schema.Attributes...)
	for _, e := range d.Extensions {
		attributes = append(attributes, Attribute{
			Name: e.Schema.ID, Type: TypeComplex, Required: e.Required, SubAttributes: e.Schema.Attributes,
		})
	}
	attributes = append(attributes, metaAttribute())
	t.root = compile(Attribute{Type: TypeComplex, SubAttributes: attributes}, nil)
	if len(t.root.subs) != len(attributes) {
		return nil, fmt.Errorf("define resource type %s: an attribute is defined twice", d.Name)
	}
	t.root.sub("schemas").role = roleSchemas
	for _, e := range d.Extensions {
		t.root.sub(e.Schema.ID).role = roleExtension
	}
	return t, nil
}

var userResourceType = sync.OnceValue(func() *ResourceType {
	t := mustResourceType(Definition{
		Name: "User", Endpoint: "/Users", Description: "A person's account.",
		Schema:     UserSchema(),
		Extensions: []Extension{{Schema: EnterpriseUserSchema()}},
	})
	// Identity providers send a password with every create. It is not part of
	// the schema, and yet must not be kept among the unknown attributes.
	t.root.subs["password"] = &attribute{
		Attribute: Attribute{Name: "password", Type: TypeString, Mutability: WriteOnly, Returned: ReturnedNever},
		path:      "password",
		role:      roleSecret,
	}
	return t
})

var groupResourceType = sync.OnceValue(func() *ResourceType {
	t := mustResourceType(Definition{
		Name: "Group", Endpoint: "/Groups", Description: "A group of people.",
		Schema: GroupSchema(),
	})
	t.members = t.root.sub("members")
	t.members.role = roleMembers
	return t
})

// UserResourceType returns the User resource type with the enterprise
// extension. It accepts a password and drops it.
func UserResourceType() *ResourceType { return userResourceType() }

// GroupResourceType returns the Group resource type. Its members never enter
// the tree: Read and Apply hand them over beside it.
func GroupResourceType() *ResourceType { return groupResourceType() }

func mustResourceType(d Definition) *ResourceType {
	t, err := NewResourceType(d)
	if err != nil {
		panic(err)
	}
	return t
}

// Name returns the name, which is also the id and the meta.resourceType.
func (t *ResourceType) Name() string { return t.name }

// Endpoint returns the path below the base address, such as "/Users".
func (t *ResourceType) Endpoint() string { return t.endpoint }

// Schema returns the core schema.
func (t *ResourceType) Schema() Schema { return t.schema }

// Extensions returns the extensions.
func (t *ResourceType) Extensions() []Extension { return append([]Extension(nil), t.extensions...) }

// Attribute returns the definition that a path such as "emails.value" or
// "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
// names, and its path in canonical spelling. It reports false for a name that
// no schema of the type defines.
func (t *ResourceType) Attribute(path string) (definition Attribute, canonical string, ok bool) {
	p, err := ParsePath(path, Limits{})
	if err != nil || p.Filter != nil {
		return Attribute{}, "", false
	}
	target := t.resolve(p)
	a := target.last()
	if a == nil || a.role == roleSecret || target.unknown {
		return Attribute{}, "", false
	}
	return a.Attribute, a.path, true
}

// AppendJSON appends the ResourceType resource. location is its address and
// may be empty.
func (t *ResourceType) AppendJSON(dst []byte, location string) []byte {
	fields := []Field{
		{"schemas", Array(Text(SchemaResourceType))},
		{"id", Text(t.name)},
		{"name", Text(t.name)},
		{"description", Text(t.description)},
		{"endpoint", Text(t.endpoint)},
		{"schema", Text(t.schema.ID)},
	}
	if len(t.extensions) > 0 {
		extensions := make([]Value, len(t.extensions))
		for i, e := range t.extensions {
			extensions[i] = Compose(Field{"schema", Text(e.Schema.ID)}, Field{"required", Bool(e.Required)})
		}
		fields = append(fields, Field{"schemaExtensions", Array(extensions...)})
	}
	fields = append(fields, Field{"meta", discoveryMeta("ResourceType", location)})
	return Compose(fields...).AppendJSON(dst)
}

// MarshalJSON returns the resource without a location. It never fails.
func (t *ResourceType) MarshalJSON() ([]byte, error) { return t.AppendJSON(nil, ""), nil }

// commonAttributes are those of RFC 7643 §3 and §3.1, except meta.
func commonAttributes() []Attribute {
	return []Attribute{
		{
			Name: "schemas", Type: TypeReference, MultiValued: true, Required: true, CaseExact: true,
			Mutability: ReadOnly, Returned: ReturnedAlways,
		},
		{Name: "id", CaseExact: true, Mutability: ReadOnly, Returned: ReturnedAlways, Uniqueness: UniqueServer},
		{Name: "externalId", CaseExact: true},
	}
}

func metaAttribute() Attribute {
	return Attribute{Name: "meta", Type: TypeComplex, Mutability: ReadOnly, SubAttributes: []Attribute{
		{Name: "resourceType", CaseExact: true, Mutability: ReadOnly},
		{Name: "created", Type: TypeDateTime, Mutability: ReadOnly},
		{Name: "lastModified", Type: TypeDateTime, Mutability: ReadOnly},
		{Name: "location", Type: TypeReference, CaseExact: true, Mutability: ReadOnly},
		{Name: "version", CaseExact: true, Mutability: ReadOnly},
	}}
}
