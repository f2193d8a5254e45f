package api

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// OrganizationFilter is what listOrganizations takes.
type OrganizationFilter struct {
	Paging
	Q string `query:"q" maxLength:"1024" doc:"Text to look for in the name."`
}

func (s *Server) listOrganizations(c *call, in *OrganizationFilter) (*Answer[List[Organization]], error) {
	customers, err := s.customersAfter(c, in.Paging, in.Q)
	if err != nil {
		return nil, err
	}
	found, next := page(customers, in.Limit, placeOf)
	list := List[Organization]{Items: make([]Organization, len(found)), NextCursor: next}
	for i, organization := range found {
		if list.Items[i], err = organizationOf(s.config.Store.View(c.ctx, organization.ID), organization); err != nil {
			return nil, err
		}
	}
	return &Answer[List[Organization]]{Body: list}, nil
}

// organizationPlace is an organization's place in the order of names.
type organizationPlace struct {
	Name string                   `json:"n"`
	ID   directory.OrganizationID `json:"i"`
}

func placeOf(o directory.Organization) organizationPlace {
	return organizationPlace{Name: o.Name, ID: o.ID}
}

// customersAfter lists the customers behind the cursor whose names hold a text,
// in the order in which the store lists them: by name, then id.
func (s *Server) customersAfter(c *call, paging Paging, text string) ([]directory.Organization, error) {
	after, err := readCursor[organizationPlace](paging.Cursor)
	if err != nil {
		return nil, err
	}
	all, err := s.customers(c)
	if err != nil {
		return nil, err
	}
	wanted := searched(text)
	var found []directory.Organization
	for _, organization := range all {
		here := placeOf(organization)
		behind := here.Name > after.Name || here.Name == after.Name && here.ID > after.ID
		if behind && strings.Contains(searched(organization.Name), wanted) {
			found = append(found, organization)
		}
	}
	return found, nil
}

// searched is text as it is compared when people search.
func searched(text string) string { return strings.TrimSuffix(directory.SearchKey(text, ""), "\n") }

// customers lists the organizations without the installation's own, which is
// none of those that are run.
func (s *Server) customers(c *call) ([]directory.Organization, error) {
	all, err := s.config.Store.Organizations(c.ctx)
	if err != nil {
		return nil, err
	}
	var customers []directory.Organization
	for _, organization := range all {
		if organization.Kind != directory.Installation {
			customers = append(customers, organization)
		}
	}
	return customers, nil
}

// organizationOf shows an organization with its licenses.
func organizationOf(reader directory.Reader, organization directory.Organization) (Organization, error) {
	licenses, err := licenseCounts(reader)
	if err != nil {
		return Organization{}, err
	}
	return Organization{
		ID:           organization.ID,
		Name:         organization.Name,
		Kind:         OrganizationKind(organization.Kind),
		Status:       OrganizationStatus(organization.Status),
		Provisioning: organization.Provisioning,
		LogDays:      organization.LogDays,
		Licenses:     licenses,
		CreatedAt:    Time(organization.CreatedAt),
		UpdatedAt:    Time(organization.UpdatedAt),
	}, nil
}
