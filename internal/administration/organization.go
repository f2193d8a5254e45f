package administration

import (
	"context"
	"strconv"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// CreateOrganization makes an organization with a pool of licenses.
//
// Errors: Invalid for an unusable name or a negative number of licenses, Taken
// when an organization of this name exists: names are how people address
// organizations at the command line.
func (s *Service) CreateOrganization(ctx context.Context, actor directory.Actor, name string, licenses int) (directory.Organization, error) {
	now := s.now()
	organization := directory.Organization{
		ID:           directory.OrganizationID(s.NewID()),
		Name:         strings.TrimSpace(name),
		Kind:         directory.Customer,
		Status:       directory.OrganizationActive,
		Provisioning: true,
		LogDays:      directory.DefaultLogDays,
		CreatedAt:    now,
		UpdatedAt:    now,
	}
	if err := organization.Validate(); err != nil {
		return directory.Organization{}, err
	}
	if err := checkLicenses(licenses); err != nil {
		return directory.Organization{}, err
	}
	if _, err := s.Organization(ctx, organization.Name); directory.CodeOf(err) != directory.NotFound {
		if err != nil {
			return directory.Organization{}, err
		}
		return directory.Organization{}, directory.Errorf(directory.Taken, "An organization named %q exists already; choose another name.", organization.Name)
	}
	entry := directory.Entry{
		At:       organization.CreatedAt,
		Kind:     directory.OrganizationCreated,
		Actor:    actor,
		Personal: &directory.Personal{Subject: organization.Name},
	}
	if err := s.Store.CreateOrganization(ctx, organization, licenses, entry); err != nil {
		return directory.Organization{}, err
	}
	return organization, nil
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
	return directory.Organization{}, directory.Errorf(directory.NotFound, "There is no organization named %q.", nameOrID)
}

// SetLicenses sets how many licenses are bought. Fewer than are in use may be
// bought: then none can be taken until enough were given back.
//
// Errors: NotFound, Invalid.
func (s *Service) SetLicenses(ctx context.Context, actor directory.Actor, id directory.OrganizationID, bought int) error {
	if err := checkLicenses(bought); err != nil {
		return err
	}
	now := s.now()
	return s.Store.Update(ctx, id, func(tx directory.Tx) error {
		licenses, err := tx.Licenses()
		if err != nil || licenses.Bought == bought {
			return err
		}
		entry := directory.Entry{
			At:    now,
			Kind:  directory.LicensesChanged,
			Actor: actor,
			Personal: &directory.Personal{Changes: []directory.Change{
				{Field: "licenses", Before: strconv.Itoa(licenses.Bought), After: strconv.Itoa(bought)},
			}},
		}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		return tx.SetLicenses(bought)
	})
}

func checkLicenses(n int) error {
	if n < 0 {
		return &directory.Error{Code: directory.Invalid, Field: "licenses", Message: "The number of licenses cannot be negative."}
	}
	return nil
}
