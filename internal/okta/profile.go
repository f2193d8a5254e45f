package okta

import "maps"

// Profile is what Okta knows of a person and can push. Empty fields are
// attributes without a value.
type Profile struct {
	// Login is the Okta username and the app's: the SCIM userName.
	Login string
	Email string

	GivenName       string
	MiddleName      string
	FamilyName      string
	HonorificPrefix string
	HonorificSuffix string
	// DisplayName is given and family name when empty.
	DisplayName string
	NickName    string

	ProfileURL        string
	Title             string
	UserType          string
	PreferredLanguage string
	Locale            string
	Timezone          string

	PrimaryPhone string
	MobilePhone  string

	StreetAddress string
	City          string
	State         string
	ZipCode       string
	// CountryCode is an ISO 3166-1 alpha-2 code.
	CountryCode string

	EmployeeNumber string
	CostCenter     string
	Organization   string
	Division       string
	Department     string
	// ManagerID is what the org keeps as its manager's id, an employee number
	// here; it is not a SCIM id.
	ManagerID string
	Manager   string

	// Custom holds the values of Settings.CustomAttributes by name.
	Custom map[string]string
}

// Name returns the person's display name.
func (p Profile) Name() string {
	switch {
	case p.DisplayName != "":
		return p.DisplayName
	case p.GivenName == "":
		return p.FamilyName
	case p.FamilyName == "":
		return p.GivenName
	}
	return p.GivenName + " " + p.FamilyName
}

func (p Profile) clone() Profile {
	p.Custom = maps.Clone(p.Custom)
	return p
}
