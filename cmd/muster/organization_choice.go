package main

import (
	"context"
	"errors"

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
	all, err := service.Store.Organizations(ctx)
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

// candidates are the organizations that a connection's id may belong to.
func (c organizationChoice) candidates(ctx context.Context, service *administration.Service) ([]directory.Organization, error) {
	if c.Organization == "" {
		return service.Store.Organizations(ctx)
	}
	chosen, err := service.Organization(ctx, c.Organization)
	if err != nil {
		return nil, err
	}
	return []directory.Organization{chosen}, nil
}
