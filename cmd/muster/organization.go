package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

type organizationCommands struct {
	Create      organizationCreate      `cmd:"" help:"Create an organization."`
	List        organizationList        `cmd:"" help:"List the organizations."`
	SetLicenses organizationSetLicenses `cmd:"" help:"Set how many licenses an organization has bought."`
}

type organizationCreate struct {
	Storage  storage       `embed:""`
	Name     string        `arg:"" help:"Name of the organization."`
	Licenses int           `required:"" placeholder:"N" help:"How many members may be active at once."`
	Owner    string        `placeholder:"ADDRESS" help:"Address of the person who is to own it; prints the link by which they get in."`
	Public   publicAddress `embed:""`
	JSON     bool          `name:"json" help:"Print a JSON object."`
}

// Run creates the organization.
func (c *organizationCreate) Run(ctx context.Context, out console) error {
	return c.Storage.visitOrMake(ctx, func(service *administration.Service) error {
		created, err := service.CreateOrganization(ctx, administration.Operator(), c.Name, c.Licenses)
		if err != nil {
			return err
		}
		shown := organizationLine{ID: created.ID, Name: created.Name, Status: created.Status, Licenses: c.Licenses}
		if c.Owner != "" {
			if shown.OwnerLink, err = inviteOwner(ctx, service, created.ID, c.Owner, panelAddress(c.Public.PublicURL, "http", nil)); err != nil {
				return err
			}
		}
		if c.JSON {
			return printJSON(out.stdout, shown)
		}
		fmt.Fprintf(out.stdout, "Created the organization %s with %s.\n", plain(created.Name), count(c.Licenses, "license", "licenses"))
		if shown.OwnerLink != "" {
			fmt.Fprintf(out.stdout, "Hand its owner this link, which counts once: %s\n", shown.OwnerLink)
		}
		fmt.Fprintf(out.stdout, "Connect it next: muster connection create --organization %q --provider okta\n", plain(created.Name))
		return nil
	})
}

type organizationList struct {
	Storage storage `embed:""`
	JSON    bool    `name:"json" help:"Print one JSON object a line."`
}

// organizationLine is an organization as `organization list` shows it.
type organizationLine struct {
	ID          directory.OrganizationID     `json:"id"`
	Name        string                       `json:"name"`
	Status      directory.OrganizationStatus `json:"status"`
	Licenses    int                          `json:"licenses"`
	InUse       int                          `json:"licenses_in_use"`
	Connections int                          `json:"connections"`
	// OwnerLink is where the owner gets in; only just after it was made.
	OwnerLink string `json:"owner_link,omitempty"`
}

// Run lists the organizations.
func (c *organizationList) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organizations, err := customers(ctx, service.Store)
		if err != nil {
			return err
		}
		list := newList(out.stdout, c.JSON, "NAME", "LICENSES", "IN USE", "CONNECTIONS", "STATUS", "ID")
		for _, organization := range organizations {
			reader := service.Store.View(ctx, organization.ID)
			licenses, err := reader.Licenses()
			if err != nil {
				return err
			}
			connections, err := reader.Connections()
			if err != nil {
				return err
			}
			line := organizationLine{
				ID: organization.ID, Name: organization.Name, Status: organization.Status,
				Licenses: licenses.Bought, InUse: licenses.InUse, Connections: len(connections),
			}
			err = list.add(line, line.Name, strconv.Itoa(line.Licenses), strconv.Itoa(line.InUse),
				strconv.Itoa(line.Connections), string(line.Status), string(line.ID))
			if err != nil {
				return err
			}
		}
		return list.end("There is no organization yet.")
	})
}

type organizationSetLicenses struct {
	Storage  storage `embed:""`
	Name     string  `arg:"" help:"Name or id of the organization."`
	Licenses int     `required:"" placeholder:"N" help:"How many members may be active at once."`
}

// Run sets the licenses.
func (c *organizationSetLicenses) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organization, err := service.Organization(ctx, c.Name)
		if err != nil {
			return err
		}
		if err := service.SetLicenses(ctx, administration.Operator(), organization.ID, c.Licenses); err != nil {
			return err
		}
		licenses, err := service.Store.View(ctx, organization.ID).Licenses()
		if err != nil {
			return err
		}
		fmt.Fprintf(out.stdout, "%s has %s, of which %d in use.\n",
			plain(organization.Name), count(licenses.Bought, "license", "licenses"), licenses.InUse)
		return nil
	})
}
