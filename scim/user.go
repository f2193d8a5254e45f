package scim

// User is the typed view of a User: every attribute of the core schema and of
// the enterprise extension that a client may set. Attributes in no schema are
// not part of it. It is a copy; changing it does not change the resource.
type User struct {
	ExternalID        string       `scim:"externalId"`
	UserName          string       `scim:"userName"`
	Name              Name         `scim:"name"`
	DisplayName       string       `scim:"displayName"`
	NickName          string       `scim:"nickName"`
	ProfileURL        string       `scim:"profileUrl"`
	Title             string       `scim:"title"`
	UserType          string       `scim:"userType"`
	PreferredLanguage string       `scim:"preferredLanguage"`
	Locale            string       `scim:"locale"`
	Timezone          string       `scim:"timezone"`
	Active            *bool        `scim:"active"` // nil if it has no value
	Emails            []MultiValue `scim:"emails"`
	PhoneNumbers      []MultiValue `scim:"phoneNumbers"`
	IMs               []MultiValue `scim:"ims"`
	Photos            []MultiValue `scim:"photos"`
	Addresses         []Address    `scim:"addresses"`
	Groups            []Member     `scim:"groups"` // read-only: filled from Within, passed over by Resource
	Entitlements      []MultiValue `scim:"entitlements"`
	Roles             []MultiValue `scim:"roles"`
	X509Certificates  []MultiValue `scim:"x509Certificates"`

	Enterprise EnterpriseUser `scim:"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`
}

// Name holds the parts of a person's name (RFC 7643 §4.1.1).
type Name struct {
	Formatted       string `scim:"formatted"`
	FamilyName      string `scim:"familyName"`
	GivenName       string `scim:"givenName"`
	MiddleName      string `scim:"middleName"`
	HonorificPrefix string `scim:"honorificPrefix"`
	HonorificSuffix string `scim:"honorificSuffix"`
}

// Address is a postal address (RFC 7643 §4.1.2).
type Address struct {
	Formatted     string `scim:"formatted"`
	StreetAddress string `scim:"streetAddress"`
	Locality      string `scim:"locality"`
	Region        string `scim:"region"`
	PostalCode    string `scim:"postalCode"`
	Country       string `scim:"country"`
	Type          string `scim:"type"`
	Primary       bool   `scim:"primary"`
}

// EnterpriseUser is the enterprise extension (RFC 7643 §4.3).
type EnterpriseUser struct {
	EmployeeNumber string  `scim:"employeeNumber"`
	CostCenter     string  `scim:"costCenter"`
	Organization   string  `scim:"organization"`
	Division       string  `scim:"division"`
	Department     string  `scim:"department"`
	Manager        Manager `scim:"manager"`
}

// Manager is a person's manager (RFC 7643 §4.3).
type Manager struct {
	Value       string `scim:"value"` // the id of the manager's user
	Ref         string `scim:"$ref"`
	DisplayName string `scim:"displayName"`
}

// MultiValue is one value of emails, phoneNumbers, ims, photos, entitlements,
// roles or x509Certificates (RFC 7643 §2.4).
type MultiValue struct {
	Value   string `scim:"value"`
	Display string `scim:"display"`
	Type    string `scim:"type"`
	Primary bool   `scim:"primary"`
}

// UserFrom returns the view of a resource.
func UserFrom(r Resource) User {
	root := r.Object().Value()
	name, _ := root.Lookup("name")
	u := User{
		ExternalID: textAt(root, "externalId"),
		UserName:   textAt(root, "userName"),
		Name: Name{
			Formatted:       textAt(name, "formatted"),
			FamilyName:      textAt(name, "familyName"),
			GivenName:       textAt(name, "givenName"),
			MiddleName:      textAt(name, "middleName"),
			HonorificPrefix: textAt(name, "honorificPrefix"),
			HonorificSuffix: textAt(name, "honorificSuffix"),
		},
		DisplayName:       textAt(root, "displayName"),
		NickName:          textAt(root, "nickName"),
		ProfileURL:        textAt(root, "profileUrl"),
		Title:             textAt(root, "title"),
		UserType:          textAt(root, "userType"),
		PreferredLanguage: textAt(root, "preferredLanguage"),
		Locale:            textAt(root, "locale"),
		Timezone:          textAt(root, "timezone"),
		Emails:            multiValuesAt(root, "emails"),
		PhoneNumbers:      multiValuesAt(root, "phoneNumbers"),
		IMs:               multiValuesAt(root, "ims"),
		Photos:            multiValuesAt(root, "photos"),
		Addresses:         addressesAt(root),
		Groups:            membersAt(root, "groups"),
		Entitlements:      multiValuesAt(root, "entitlements"),
		Roles:             multiValuesAt(root, "roles"),
		X509Certificates:  multiValuesAt(root, "x509Certificates"),
		Enterprise:        enterpriseAt(root),
	}
	if active, ok := r.Active(); ok {
		u.Active = &active
	}
	return u
}

func enterpriseAt(root Value) EnterpriseUser {
	e, _ := root.Lookup(SchemaEnterpriseUser)
	manager, _ := e.Lookup("manager")
	return EnterpriseUser{
		EmployeeNumber: textAt(e, "employeeNumber"),
		CostCenter:     textAt(e, "costCenter"),
		Organization:   textAt(e, "organization"),
		Division:       textAt(e, "division"),
		Department:     textAt(e, "department"),
		Manager: Manager{
			Value:       textAt(manager, "value"),
			Ref:         textAt(manager, "$ref"),
			DisplayName: textAt(manager, "displayName"),
		},
	}
}

func addressesAt(root Value) []Address {
	list, _ := root.Lookup("addresses")
	var addresses []Address
	for item := range list.Items() {
		addresses = append(addresses, Address{
			Formatted:     textAt(item, "formatted"),
			StreetAddress: textAt(item, "streetAddress"),
			Locality:      textAt(item, "locality"),
			Region:        textAt(item, "region"),
			PostalCode:    textAt(item, "postalCode"),
			Country:       textAt(item, "country"),
			Type:          textAt(item, "type"),
			Primary:       isPrimary(item),
		})
	}
	return addresses
}

func multiValuesAt(root Value, name string) []MultiValue {
	list, _ := root.Lookup(name)
	var values []MultiValue
	for item := range list.Items() {
		values = append(values, MultiValue{
			Value:   textAt(item, "value"),
			Display: textAt(item, "display"),
			Type:    textAt(item, "type"),
			Primary: isPrimary(item),
		})
	}
	return values
}

func membersAt(root Value, name string) []Member {
	list, _ := root.Lookup(name)
	var members []Member
	for item := range list.Items() {
		members = append(members, Member{
			Value:   textAt(item, "value"),
			Display: textAt(item, "display"),
			Type:    textAt(item, "type"),
			Ref:     textAt(item, "$ref"),
		})
	}
	return members
}

// Resource returns the view as a resource. Zero strings, false primaries and
// empty values are left out. It fails as Read does, without a userName for
// instance.
func (u User) Resource() (Resource, error) {
	var b fieldList
	b.text("externalId", u.ExternalID)
	b.text("userName", u.UserName)
	b.object("name", u.Name.fields())
	b.text("displayName", u.DisplayName)
	b.text("nickName", u.NickName)
	b.text("profileUrl", u.ProfileURL)
	b.text("title", u.Title)
	b.text("userType", u.UserType)
	b.text("preferredLanguage", u.PreferredLanguage)
	b.text("locale", u.Locale)
	b.text("timezone", u.Timezone)
	if u.Active != nil {
		b = append(b, Field{"active", Bool(*u.Active)})
	}
	b.multiValues("emails", u.Emails)
	b.multiValues("phoneNumbers", u.PhoneNumbers)
	b.multiValues("ims", u.IMs)
	b.multiValues("photos", u.Photos)
	addresses := make([]Value, len(u.Addresses))
	for i, a := range u.Addresses {
		addresses[i] = Compose(a.fields()...)
	}
	b = append(b, Field{"addresses", Array(addresses...)})
	b.multiValues("entitlements", u.Entitlements)
	b.multiValues("roles", u.Roles)
	b.multiValues("x509Certificates", u.X509Certificates)
	b.object(SchemaEnterpriseUser, u.Enterprise.fields())
	return UserResourceType().fromFields(b)
}

func (n Name) fields() fieldList {
	var b fieldList
	b.text("formatted", n.Formatted)
	b.text("familyName", n.FamilyName)
	b.text("givenName", n.GivenName)
	b.text("middleName", n.MiddleName)
	b.text("honorificPrefix", n.HonorificPrefix)
	b.text("honorificSuffix", n.HonorificSuffix)
	return b
}

func (a Address) fields() fieldList {
	var b fieldList
	b.text("formatted", a.Formatted)
	b.text("streetAddress", a.StreetAddress)
	b.text("locality", a.Locality)
	b.text("region", a.Region)
	b.text("postalCode", a.PostalCode)
	b.text("country", a.Country)
	b.text("type", a.Type)
	b.primary(a.Primary)
	return b
}

func (e EnterpriseUser) fields() fieldList {
	var b, manager fieldList
	b.text("employeeNumber", e.EmployeeNumber)
	b.text("costCenter", e.CostCenter)
	b.text("organization", e.Organization)
	b.text("division", e.Division)
	b.text("department", e.Department)
	manager.text("value", e.Manager.Value)
	manager.text("$ref", e.Manager.Ref)
	manager.text("displayName", e.Manager.DisplayName)
	b.object("manager", manager)
	return b
}

// fieldList collects the fields of an object that have a value.
type fieldList []Field

func (b *fieldList) text(name, s string) {
	if s != "" {
		*b = append(*b, Field{name, Text(s)})
	}
}

func (b *fieldList) primary(yes bool) {
	if yes {
		*b = append(*b, Field{"primary", Bool(true)})
	}
}

func (b *fieldList) object(name string, fields fieldList) {
	if len(fields) > 0 {
		*b = append(*b, Field{name, Compose(fields...)})
	}
}

func (b *fieldList) multiValues(name string, values []MultiValue) {
	items := make([]Value, len(values))
	for i, v := range values {
		var parts fieldList
		parts.text("value", v.Value)
		parts.text("display", v.Display)
		parts.text("type", v.Type)
		parts.primary(v.Primary)
		items[i] = Compose(parts...)
	}
	*b = append(*b, Field{name, Array(items...)})
}

// fromFields makes a resource of fields that are not shared with anyone.
func (t *ResourceType) fromFields(fields []Field) (Resource, error) {
	n := &node{fields: fields}
	n.reindex()
	c := conformer{dialect: &Dialect{}}
	if err := c.root(t, n); err != nil {
		return Resource{}, err
	}
	return Resource{t, n}, nil
}
