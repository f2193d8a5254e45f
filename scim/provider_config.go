package scim

// ServiceProviderConfig says what a server can do (RFC 7643 §5). A feature
// that is nil or false is said to be unsupported.
type ServiceProviderConfig struct {
	DocumentationURI         string
	Patch                    bool
	Bulk                     *Bulk
	Filter                   *FilterFeature
	ChangePassword           bool
	Sort                     bool
	ETag                     bool
	Pagination               Pagination
	AuthenticationSchemes    []AuthenticationScheme
	InteropProfileConformant bool
}

// Bulk gives the bounds of /Bulk (RFC 7643 §5).
type Bulk struct {
	MaxOperations  int
	MaxPayloadSize int // bytes
}

// FilterFeature gives the bound of filtered lists (RFC 7643 §5).
type FilterFeature struct {
	MaxResults int
}

// Pagination says how lists are paged (RFC 9865 §4). Zero numbers and an empty
// method are left out.
type Pagination struct {
	Cursor          bool
	Index           bool
	DefaultMethod   string // "cursor" or "index"
	DefaultPageSize int
	MaxPageSize     int
	CursorTimeout   int // seconds
}

// AuthenticationScheme is one way to authenticate (RFC 7643 §5).
type AuthenticationScheme struct {
	Type             string // "oauthbearertoken", for instance
	Name             string
	Description      string
	SpecURI          string
	DocumentationURI string
	Primary          bool
}

// AppendJSON appends the ServiceProviderConfig resource. location is its
// address and may be empty.
func (c ServiceProviderConfig) AppendJSON(dst []byte, location string) []byte {
	fields := []Field{{"schemas", Array(Text(SchemaServiceProviderConfig))}}
	if c.DocumentationURI != "" {
		fields = append(fields, Field{"documentationUri", Text(c.DocumentationURI)})
	}
	schemes := make([]Value, len(c.AuthenticationSchemes))
	for i, s := range c.AuthenticationSchemes {
		schemes[i] = s.value()
	}
	fields = append(fields,
		Field{"patch", supports(c.Patch)},
		Field{"bulk", c.bulk()},
		Field{"filter", c.filter()},
		Field{"changePassword", supports(c.ChangePassword)},
		Field{"sort", supports(c.Sort)},
		Field{"etag", supports(c.ETag)},
		Field{"pagination", c.Pagination.value()},
		Field{"authenticationSchemes", Array(schemes...)},
		Field{"interopProfileConformant", Bool(c.InteropProfileConformant)},
		Field{"meta", discoveryMeta("ServiceProviderConfig", location)},
	)
	return Compose(fields...).AppendJSON(dst)
}

// MarshalJSON returns the resource without a location. It never fails.
func (c ServiceProviderConfig) MarshalJSON() ([]byte, error) { return c.AppendJSON(nil, ""), nil }

func supports(yes bool, more ...Field) Value {
	return Compose(append([]Field{{"supported", Bool(yes)}}, more...)...)
}

// bulk and filter write their numbers also when unsupported: the RFC requires
// them.
func (c ServiceProviderConfig) bulk() Value {
	b := c.Bulk
	if b == nil {
		b = &Bulk{}
	}
	return supports(c.Bulk != nil,
		Field{"maxOperations", Int(int64(b.MaxOperations))},
		Field{"maxPayloadSize", Int(int64(b.MaxPayloadSize))})
}

func (c ServiceProviderConfig) filter() Value {
	f := c.Filter
	if f == nil {
		f = &FilterFeature{}
	}
	return supports(c.Filter != nil, Field{"maxResults", Int(int64(f.MaxResults))})
}

func (p Pagination) value() Value {
	fields := []Field{{"cursor", Bool(p.Cursor)}, {"index", Bool(p.Index)}}
	if p.DefaultMethod != "" {
		fields = append(fields, Field{"defaultPaginationMethod", Text(p.DefaultMethod)})
	}
	for _, n := range []struct {
		name  string
		value int
	}{{"defaultPageSize", p.DefaultPageSize}, {"maxPageSize", p.MaxPageSize}, {"cursorTimeout", p.CursorTimeout}} {
		if n.value != 0 {
			fields = append(fields, Field{n.name, Int(int64(n.value))})
		}
	}
	return Compose(fields...)
}

func (s AuthenticationScheme) value() Value {
	fields := []Field{{"type", Text(s.Type)}, {"name", Text(s.Name)}, {"description", Text(s.Description)}}
	if s.SpecURI != "" {
		fields = append(fields, Field{"specUri", Text(s.SpecURI)})
	}
	if s.DocumentationURI != "" {
		fields = append(fields, Field{"documentationUri", Text(s.DocumentationURI)})
	}
	if s.Primary {
		fields = append(fields, Field{"primary", Bool(true)})
	}
	return Compose(fields...)
}
