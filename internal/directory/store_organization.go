package directory

// OrganizationReader reads the organization itself and its pool of licenses.
type OrganizationReader interface {
	Organization() (Organization, error)
	Licenses() (Licenses, error)
}

// OrganizationWriter changes the organization itself and its pool of licenses.
type OrganizationWriter interface {
	// UpdateOrganization stores name, status, provisioning, log days and
	// UpdatedAt.
	UpdateOrganization(organization Organization) error
	// SetLicenses sets how many licenses are bought.
	SetLicenses(bought int) error
	// TakeLicense gives the member a license, or answers NoLicense. A member
	// that holds one already keeps it.
	TakeLicense(member MemberID) error
	// ReleaseLicense takes the member's license back, if it holds one.
	ReleaseLicense(member MemberID) error
}
