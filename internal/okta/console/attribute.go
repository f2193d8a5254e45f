package console

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// attribute is something of a profile that an administrator can enter.
type attribute struct {
	Name  string
	Label string
	// Type is the kind of the field.
	Type string
	// Required says that it cannot be left empty.
	Required bool
	field    func(*okta.Profile) *string
}

// attributes are the fields of a profile, in the order of the forms.
var attributes = []attribute{
	{"firstName", "First name", "text", true, func(p *okta.Profile) *string { return &p.GivenName }},
	{"lastName", "Last name", "text", true, func(p *okta.Profile) *string { return &p.FamilyName }},
	{"login", "Username", "text", true, func(p *okta.Profile) *string { return &p.Login }},
	{"email", "Primary email", "email", true, func(p *okta.Profile) *string { return &p.Email }},
	{"displayName", "Display name", "text", false, func(p *okta.Profile) *string { return &p.DisplayName }},
	{"title", "Title", "text", false, func(p *okta.Profile) *string { return &p.Title }},
	{"department", "Department", "text", false, func(p *okta.Profile) *string { return &p.Department }},
	{"division", "Division", "text", false, func(p *okta.Profile) *string { return &p.Division }},
	{"employeeNumber", "Employee number", "text", false, func(p *okta.Profile) *string { return &p.EmployeeNumber }},
	{"userType", "User type", "text", false, func(p *okta.Profile) *string { return &p.UserType }},
	{"primaryPhone", "Primary phone", "tel", false, func(p *okta.Profile) *string { return &p.PrimaryPhone }},
	{"mobilePhone", "Mobile phone", "tel", false, func(p *okta.Profile) *string { return &p.MobilePhone }},
	{"city", "City", "text", false, func(p *okta.Profile) *string { return &p.City }},
	{"countryCode", "Country code", "text", false, func(p *okta.Profile) *string { return &p.CountryCode }},
	{"preferredLanguage", "Preferred language", "text", false, func(p *okta.Profile) *string { return &p.PreferredLanguage }},
}

// filled is an attribute with its value, for a form.
type filled struct {
	attribute
	Value string
}

// fields returns the attributes with the values of a profile.
func fields(p okta.Profile) []filled {
	list := make([]filled, 0, len(attributes))
	for _, one := range attributes {
		list = append(list, filled{one, *one.field(&p)})
	}
	return list
}

// entered reads the attributes that a form sent over a profile. The error says
// which one is missing.
func entered(r *http.Request, into *okta.Profile) error {
	for _, one := range attributes {
		value := strings.TrimSpace(r.PostFormValue(one.Name))
		if value == "" && one.Required {
			return missing(one.Label)
		}
		*one.field(into) = value
	}
	return nil
}

// overrides are attributes that were entered at an assignment, by their names.
// What is not there follows from the profile in the org.
type overrides map[string]string

// overridden returns what of a profile differs from the mapped one.
func overridden(mapped, wanted okta.Profile) overrides {
	differing := overrides{}
	for _, one := range attributes {
		if value := *one.field(&wanted); value != *one.field(&mapped) {
			differing[one.Name] = value
		}
	}
	return differing
}

// lay puts them over a profile.
func (o overrides) lay(p *okta.Profile) {
	for _, one := range attributes {
		if value, ok := o[one.Name]; ok {
			*one.field(p) = value
		}
	}
}
