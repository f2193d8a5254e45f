package administration

import (
	"context"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// NewOrganization is an organization to make.
type NewOrganization struct {
	Name string
	// Kind is Customer where it is empty.
	Kind     directory.OrganizationKind
	Licenses int
	// Provisioning says whether the plan includes provisioning.
	Provisioning bool
}

// CreateOrganization makes a customer's organization with a pool of licenses and
// a plan that includes provisioning; errors as CreateOrganizationFrom.
func (s *Service) CreateOrganization(ctx context.Context, caller Caller, name string, licenses int) (directory.Organization, error) {
	return s.CreateOrganizationFrom(ctx, caller, NewOrganization{Name: name, Licenses: licenses, Provisioning: true})
}

// CreateOrganizationFrom makes an organization with a pool of licenses.
//
// Errors: Invalid for an unusable name or a negative number of licenses, Taken
// when an organization of this name exists: names are how people address
// organizations at the command line.
func (s *Service) CreateOrganizationFrom(ctx context.Context, caller Caller, wanted NewOrganization) (directory.Organization, error) {
	now := s.now()
	organization := directory.Organization{
		ID:           directory.OrganizationID(s.NewID()),
		Name:         strings.TrimSpace(wanted.Name),
		Kind:         wanted.Kind,
		Status:       directory.OrganizationActive,
		Provisioning: wanted.Provisioning,
		LogDays:      directory.DefaultLogDays,
		CreatedAt:    now,
		UpdatedAt:    now,
	}
	if organization.Kind == "" {
		organization.Kind = directory.Customer
	}
	if err := organization.Validate(); err != nil {
		return directory.Organization{}, err
	}
	if err := checkLicenses(wanted.Licenses); err != nil {
		return directory.Organization{}, err
	}
	if err := s.checkOrganizationName(ctx, organization); err != nil {
		return directory.Organization{}, err
	}
	entry := caller.entry(directory.OrganizationCreated, now)
	entry.Personal = &directory.Personal{Subject: organization.Name}
	if err := s.Store.CreateOrganization(ctx, organization, wanted.Licenses, entry); err != nil {
		return directory.Organization{}, err
	}
	return organization, nil
}

// checkOrganizationName refuses a name that another organization has.
func (s *Service) checkOrganizationName(ctx context.Context, organization directory.Organization) error {
	other, err := s.Organization(ctx, organization.Name)
	if directory.CodeOf(err) == directory.NotFound || err == nil && other.ID == organization.ID {
		return nil
	}
	if err != nil {
		return err
	}
	return ruleOrganizationNameTaken.Refuse(directory.Taken, "organization", other.Name).About("name")
}

// Organization finds an organization by its id or, in any case, by its name.
//
// Errors: NotFound.
func (s *Service) Organization(ctx context.Context, nameOrID string) (directory.Organization, error) {
	organizations, err := s.Store.Organizations(ctx)
	if err != nil {
		return directory.Organization{}, err
	}
	wanted, err := directory.Fold(nameOrID)
	if err != nil {
		return directory.Organization{}, err
	}
	for _, organization := range organizations {
		name, err := directory.Fold(organization.Name)
		if err != nil {
			return directory.Organization{}, err
		}
		if string(organization.ID) == nameOrID || name == wanted {
			return organization, nil
		}
	}
	return directory.Organization{}, ruleNoOrganizationNamed.Refuse(directory.NotFound, "name", nameOrID)
}

func checkLicenses(n int) error {
	if n < 0 {
		return ruleNegativeLicenses.Refuse(directory.Invalid).About("licenses")
	}
	return nil
}
