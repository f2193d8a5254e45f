package okta

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
)

// Schema URNs that Okta sends and expects.
const (
	urnUser       = "urn:ietf:params:scim:schemas:core:2.0:User"
	urnGroup      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	urnEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	urnList       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	urnPatch      = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	urnError      = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// user is Okta's view of a SCIM User: the attributes that it can push. The
// fields stand in the order in which Okta sends them.
type user struct {
	Schemas  []string   `json:"schemas,omitempty"`
	ID       string     `json:"id,omitempty"`
	UserName string     `json:"userName,omitempty"`
	Name     *userName  `json:"name,omitempty"`
	Emails   []userItem `json:"emails,omitempty"`

	DisplayName       string `json:"displayName,omitempty"`
	NickName          string `json:"nickName,omitempty"`
	ProfileURL        string `json:"profileUrl,omitempty"`
	Title             string `json:"title,omitempty"`
	UserType          string `json:"userType,omitempty"`
	PreferredLanguage string `json:"preferredLanguage,omitempty"`
	Locale            string `json:"locale,omitempty"`
	Timezone          string `json:"timezone,omitempty"`

	PhoneNumbers []userItem    `json:"phoneNumbers,omitempty"`
	Addresses    []userAddress `json:"addresses,omitempty"`

	Enterprise *userEnterprise `json:"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,omitempty"`

	ExternalID string `json:"externalId,omitempty"`
}

type userName struct {
	GivenName       string `json:"givenName,omitempty"`
	MiddleName      string `json:"middleName,omitempty"`
	FamilyName      string `json:"familyName,omitempty"`
	HonorificPrefix string `json:"honorificPrefix,omitempty"`
	HonorificSuffix string `json:"honorificSuffix,omitempty"`
}

type userItem struct {
	Primary bool   `json:"primary,omitempty"`
	Value   string `json:"value"`
	Type    string `json:"type,omitempty"`
}

type userAddress struct {
	Type          string `json:"type,omitempty"`
	StreetAddress string `json:"streetAddress,omitempty"`
	Locality      string `json:"locality,omitempty"`
	Region        string `json:"region,omitempty"`
	PostalCode    string `json:"postalCode,omitempty"`
	Country       string `json:"country,omitempty"`
}

type userEnterprise struct {
	EmployeeNumber string       `json:"employeeNumber,omitempty"`
	CostCenter     string       `json:"costCenter,omitempty"`
	Organization   string       `json:"organization,omitempty"`
	Division       string       `json:"division,omitempty"`
	Department     string       `json:"department,omitempty"`
	Manager        *userManager `json:"manager,omitempty"`
}

type userManager struct {
	Value       string `json:"value,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
}

// userFromPerson maps a profile as the default mapping of an app does.
func userFromPerson(p Person) user {
	profile := p.Profile
	u := user{
		Schemas:  []string{urnUser},
		UserName: profile.Login,
		Name: &userName{
			GivenName:       profile.GivenName,
			MiddleName:      profile.MiddleName,
			FamilyName:      profile.FamilyName,
			HonorificPrefix: profile.HonorificPrefix,
			HonorificSuffix: profile.HonorificSuffix,
		},
		Emails:            []userItem{{Primary: true, Value: profile.Email, Type: "work"}},
		DisplayName:       profile.Name(),
		NickName:          profile.NickName,
		ProfileURL:        profile.ProfileURL,
		Title:             profile.Title,
		UserType:          profile.UserType,
		PreferredLanguage: profile.PreferredLanguage,
		Locale:            profile.Locale,
		Timezone:          profile.Timezone,
		ExternalID:        string(p.ID),
	}
	if profile.PrimaryPhone != "" {
		u.PhoneNumbers = append(u.PhoneNumbers, userItem{Primary: true, Value: profile.PrimaryPhone, Type: "work"})
	}
	if profile.MobilePhone != "" {
		u.PhoneNumbers = append(u.PhoneNumbers, userItem{Value: profile.MobilePhone, Type: "mobile"})
	}
	address := userAddress{
		StreetAddress: profile.StreetAddress,
		Locality:      profile.City,
		Region:        profile.State,
		PostalCode:    profile.ZipCode,
		Country:       profile.CountryCode,
	}
	if address != (userAddress{}) {
		address.Type = "work"
		u.Addresses = []userAddress{address}
	}
	u.Enterprise = enterpriseFromProfile(profile)
	if u.Enterprise != nil {
		u.Schemas = append(u.Schemas, urnEnterprise)
	}
	return u
}

// enterpriseFromProfile returns nil when no mapped attribute has a value: the
// extension does not travel then.
func enterpriseFromProfile(p Profile) *userEnterprise {
	e := userEnterprise{
		EmployeeNumber: p.EmployeeNumber,
		CostCenter:     p.CostCenter,
		Organization:   p.Organization,
		Division:       p.Division,
		Department:     p.Department,
	}
	if p.ManagerID != "" {
		e.Manager = &userManager{Value: p.ManagerID, DisplayName: p.Manager}
	}
	if e == (userEnterprise{}) {
		return nil
	}
	return &e
}

// createBody is the body of the POST that creates a person.
func (s Settings) createBody(p Person) (document, error) {
	body, err := documentFrom(userFromPerson(p))
	if err != nil {
		return nil, err
	}
	s.layCustom(&body, p.Profile)
	body.set("groups", []string{})
	body.set("password", placeholderPassword())
	s.setActive(&body, true)
	return body, nil
}

// overlay lays the mapped attributes of a person over the server's own
// representation of the user. What is empty in Okta and holds a value on the
// server is sent empty; everything else of the server travels back as it came.
func (s Settings) overlay(got document, p Person) (document, error) {
	body := got.clone()
	mapped, err := documentFrom(userFromPerson(p))
	if err != nil {
		return nil, err
	}
	for _, name := range []string{
		"userName", "displayName", "nickName", "profileUrl", "title", "userType",
		"preferredLanguage", "locale", "timezone", "externalId",
	} {
		lay(&body, mapped, name, "")
	}
	for _, name := range []string{"emails", "phoneNumbers", "addresses"} {
		lay(&body, mapped, name, []string{})
	}
	layObject(&body, mapped, "name", "givenName", "middleName", "familyName", "honorificPrefix", "honorificSuffix")
	layObject(&body, mapped, urnEnterprise, "employeeNumber", "costCenter", "organization", "division", "department", "manager")
	s.layCustom(&body, p.Profile)
	if len(body.object(urnEnterprise)) > 0 {
		addSchema(&body, urnEnterprise)
	}
	if s.PushPasswords {
		body.set("password", placeholderPassword())
	}
	return body, nil
}

// lay copies one mapped attribute, or its empty value where only the server
// has one.
func lay(body *document, mapped document, name string, empty any) {
	if raw, ok := mapped.value(name); ok {
		body.set(name, raw)
		return
	}
	if _, ok := body.value(name); ok {
		body.set(name, empty)
	}
}

// layObject does for the sub-attributes of one complex attribute what lay does.
func layObject(body *document, mapped document, name string, subs ...string) {
	inner, from := body.object(name), mapped.object(name)
	for _, sub := range subs {
		if sub == "manager" {
			if raw, ok := from.value(sub); ok {
				inner.set(sub, raw)
			} else {
				inner.remove(sub)
			}
			continue
		}
		lay(&inner, from, sub, "")
	}
	if len(inner) > 0 {
		body.set(name, inner)
	}
}

// layCustom adds the custom attributes that have a namespace; Okta silently
// leaves the others out.
func (s Settings) layCustom(body *document, p Profile) {
	for _, attribute := range s.CustomAttributes {
		value, ok := p.Custom[attribute.Name]
		if !ok || attribute.Namespace == "" {
			continue
		}
		inner := body.object(attribute.Namespace)
		inner.set(attribute.Name, value)
		body.set(attribute.Namespace, inner)
		addSchema(body, attribute.Namespace)
	}
}

func addSchema(body *document, urn string) {
	var schemas []string
	if raw, ok := body.value("schemas"); ok {
		// A server that sent no list of strings gets its schemas replaced.
		_ = json.Unmarshal(raw, &schemas)
	}
	for _, s := range schemas {
		if strings.EqualFold(s, urn) {
			return
		}
	}
	body.set("schemas", append(schemas, urn))
}

// setActive writes the active flag in the org's form.
func (s Settings) setActive(body *document, active bool) {
	if s.ScalarArrays {
		body.set("active", []bool{active})
		return
	}
	body.set("active", active)
}

// placeholderPassword is what Okta makes up when password sync is off: eight
// random characters that nobody ever types.
func placeholderPassword() string {
	return strings.ToLower(rand.Text()[:8])
}

// attribute is one value of a user under its path, for comparing and showing.
type attribute struct {
	path  string
	value string
}

// attributes lists the values of the user that has any, in a fixed order.
// Multi-valued attributes are named by their type; the manager's display name
// is left out because it is the server's to know (RFC 7643 §4.3).
func (u user) attributes() []attribute {
	list := []attribute{
		{"userName", u.UserName},
		{"externalId", u.ExternalID},
		{"displayName", u.DisplayName},
		{"nickName", u.NickName},
		{"profileUrl", u.ProfileURL},
		{"title", u.Title},
		{"userType", u.UserType},
		{"preferredLanguage", u.PreferredLanguage},
		{"locale", u.Locale},
		{"timezone", u.Timezone},
	}
	if n := u.Name; n != nil {
		list = append(list,
			attribute{"name.givenName", n.GivenName},
			attribute{"name.middleName", n.MiddleName},
			attribute{"name.familyName", n.FamilyName},
			attribute{"name.honorificPrefix", n.HonorificPrefix},
			attribute{"name.honorificSuffix", n.HonorificSuffix})
	}
	for _, e := range u.Emails {
		list = append(list, attribute{fmt.Sprintf("emails[%s].value", e.Type), e.Value})
	}
	for _, p := range u.PhoneNumbers {
		list = append(list, attribute{fmt.Sprintf("phoneNumbers[%s].value", p.Type), p.Value})
	}
	for _, a := range u.Addresses {
		at := fmt.Sprintf("addresses[%s].", a.Type)
		list = append(list,
			attribute{at + "streetAddress", a.StreetAddress},
			attribute{at + "locality", a.Locality},
			attribute{at + "region", a.Region},
			attribute{at + "postalCode", a.PostalCode},
			attribute{at + "country", a.Country})
	}
	if e := u.Enterprise; e != nil {
		list = append(list,
			attribute{"employeeNumber", e.EmployeeNumber},
			attribute{"costCenter", e.CostCenter},
			attribute{"organization", e.Organization},
			attribute{"division", e.Division},
			attribute{"department", e.Department})
		if e.Manager != nil {
			list = append(list, attribute{"manager.value", e.Manager.Value})
		}
	}
	kept := list[:0]
	for _, a := range list {
		if a.value != "" {
			kept = append(kept, a)
		}
	}
	return kept
}
