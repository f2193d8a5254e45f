package main

import (
	"context"
	"errors"
	"slices"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// organizationChoice is how a command is told which organization it is about.
type organizationChoice struct {
	Organization string `placeholder:"NAME" help:"Name or id of the organization; not needed where there is one only."`
}

func (c organizationChoice) find(ctx context.Context, service *administration.Service) (directory.Organization, error) {
	if c.Organization != "" {
		return service.Organization(ctx, c.Organization)
	}
	all, err := customers(ctx, service.Store)
	switch {
	case err != nil:
		return directory.Organization{}, err
	case len(all) == 0:
		return directory.Organization{}, errors.New("there is no organization yet; make one with muster organization create NAME --licenses N")
	case len(all) > 1:
		return directory.Organization{}, errors.New("there are several organizations; say which one with --organization NAME")
	}
	return all[0], nil
}

// customers are the organizations apart from the installation's own: nobody
// provisions or licenses the operators here.
func customers(ctx context.Context, store directory.Store) ([]directory.Organization, error) {
	all, err := store.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(o directory.Organization) bool { return o.Kind == directory.Installation }), nil
}

// candidates are the organizations that a connection's id may belong to.
func (c organizationChoice) candidates(ctx context.Context, service *administration.Service) ([]directory.Organization, error) {
	if c.Organization == "" {
		return customers(ctx, service.Store)
	}
	chosen, err := service.Organization(ctx, c.Organization)
	if err != nil {
		return nil, err
	}
	return []directory.Organization{chosen}, nil
}
