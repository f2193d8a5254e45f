package directory

// OrganizationReader reads the organization itself.
type OrganizationReader interface {
	Organization() (Organization, error)
}

// OrganizationWriter changes the organization itself.
type OrganizationWriter interface {
	// UpdateOrganization stores name, status, provisioning, log days, the rule for
	// signing in and UpdatedAt.
	UpdateOrganization(organization Organization) error
}
