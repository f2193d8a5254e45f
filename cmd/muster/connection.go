package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

type connectionCommands struct {
	Create      connectionCreate      `cmd:"" help:"Connect an organization; prints its Tenant URL and Secret Token."`
	List        connectionList        `cmd:"" help:"List the connections."`
	RotateToken connectionRotateToken `cmd:"" help:"Print a new Secret Token of a connection; the former one is cancelled, at once or a day later, as its rules say."`
	Disable     connectionDisable     `cmd:"" help:"Switch a connection off; its Secret Token is cancelled."`
	Enable      connectionEnable      `cmd:"" help:"Switch a connection on again; prints its new Secret Token."`
}

// credentials are what an administrator enters in the identity provider. This
// is the one place where a Secret Token is shown.
type credentials struct {
	Connection  directory.ConnectionID `json:"connection"`
	TenantURL   string                 `json:"tenant_url"`
	SecretToken string                 `json:"secret_token"`
}

func showCredentials(out console, asJSON bool, public publicAddress, connection directory.ConnectionID, token secret.Secret) error {
	tenantURL := public.PublicURL.tenantURL(connection)
	if asJSON {
		return printJSON(out.stdout, credentials{Connection: connection, TenantURL: tenantURL, SecretToken: token.Reveal()})
	}
	fmt.Fprintf(out.stdout, "Connection    %s\n", connection)
	fmt.Fprintf(out.stdout, "Tenant URL    %s\n", tenantURL)
	fmt.Fprintf(out.stdout, "Secret Token  %s\n", token.Reveal())
	fmt.Fprintln(out.stdout, "Enter both in the identity provider now: the Secret Token is not shown again.")
	return nil
}

type connectionCreate struct {
	Storage  storage            `embed:""`
	Choice   organizationChoice `embed:""`
	Public   publicAddress      `embed:""`
	Provider string             `default:"okta" enum:"${providers}" help:"Identity provider at the other end: ${enum}."`
	Preset   string             `default:"standard" enum:"${presets}" help:"Whose rules the connection follows: ${enum}."`
	Rule     map[string]string  `placeholder:"NAME=VALUE" help:"A rule that is to be otherwise, such as unknown_member=refuse; may be given several times."`
	JSON     bool               `name:"json" help:"Print a JSON object: connection, tenant_url, secret_token."`
}

// Run creates the connection.
func (c *connectionCreate) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organization, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		policy, err := c.policy()
		if err != nil {
			return err
		}
		connection, token, err := service.CreateConnection(ctx, administration.Operator(), organization.ID, directory.Provider(c.Provider), policy)
		if err != nil {
			return err
		}
		return showCredentials(out, c.JSON, c.Public, connection.ID, token)
	})
}

// policy is the preset's with the rules that are to be otherwise.
func (c *connectionCreate) policy() (directory.Policy, error) {
	policy := directory.Preset(c.Preset).Policy()
	for name, value := range c.Rule {
		rules := directory.PolicyRules()
		at := slices.IndexFunc(rules, func(rule directory.PolicyRule) bool { return rule.Name == name })
		if at < 0 {
			return directory.Policy{}, fmt.Errorf("there is no rule %s; look at connection list --json for their names", name)
		}
		rules[at].Put(&policy, value)
	}
	return policy, policy.Validate()
}

type connectionList struct {
	Storage storage            `embed:""`
	Choice  organizationChoice `embed:""`
	Public  publicAddress      `embed:""`
	JSON    bool               `name:"json" help:"Print one JSON object a line."`
}

// connectionLine is a connection as `connection list` shows it.
type connectionLine struct {
	ID           directory.ConnectionID    `json:"connection"`
	Organization string                    `json:"organization"`
	Provider     directory.Provider        `json:"provider"`
	State        directory.ConnectionState `json:"state"`
	Identities   int64                     `json:"identities"`
	Teams        int64                     `json:"teams"`
	Preset       directory.Preset          `json:"preset,omitempty"`
	Policy       directory.Policy          `json:"policy"`
	TenantURL    string                    `json:"tenant_url"`
}

// Run lists the connections of the chosen organization, or of all.
func (c *connectionList) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organizations, err := c.Choice.candidates(ctx, service)
		if err != nil {
			return err
		}
		list := newList(out.stdout, c.JSON, "CONNECTION", "ORGANIZATION", "PROVIDER", "STATE", "PEOPLE", "GROUPS", "TENANT URL")
		for _, organization := range organizations {
			connections, err := service.Store.View(ctx, organization.ID).Connections()
			if err != nil {
				return err
			}
			for _, connection := range connections {
				if err := c.add(list, organization, connection); err != nil {
					return err
				}
			}
		}
		return list.end("There is no connection yet; make one with muster connection create.")
	})
}

func (c *connectionList) add(list *list, organization directory.Organization, connection directory.Connection) error {
	line := connectionLine{
		ID: connection.ID, Organization: organization.Name, Provider: connection.Provider, State: connection.State,
		Identities: connection.Identities, Teams: connection.Teams,
		Preset: directory.PresetOf(connection.Policy), Policy: connection.Policy, TenantURL: c.Public.PublicURL.tenantURL(connection.ID),
	}
	return list.add(line, string(line.ID), line.Organization, string(line.Provider), string(line.State),
		strconv.FormatInt(line.Identities, 10), strconv.FormatInt(line.Teams, 10), line.TenantURL)
}

// connectionChoice is how a command is told which connection it is about.
type connectionChoice struct {
	Connection   string             `arg:"" help:"Id of the connection."`
	Organization organizationChoice `embed:""`
}

// find looks for the connection: an id says nothing of its organization.
func (c connectionChoice) find(ctx context.Context, service *administration.Service) (directory.Connection, error) {
	organizations, err := c.Organization.candidates(ctx, service)
	if err != nil {
		return directory.Connection{}, err
	}
	for _, organization := range organizations {
		found, err := service.Store.View(ctx, organization.ID).Connection(directory.ConnectionID(c.Connection))
		if directory.CodeOf(err) == directory.NotFound {
			continue
		}
		return found, err
	}
	return directory.Connection{}, fmt.Errorf("there is no connection %q; muster connection list shows which there are", plain(c.Connection))
}

type connectionRotateToken struct {
	Storage storage          `embed:""`
	Choice  connectionChoice `embed:""`
	Public  publicAddress    `embed:""`
	JSON    bool             `name:"json" help:"Print a JSON object: connection, tenant_url, secret_token."`
}

// Run rotates the token.
func (c *connectionRotateToken) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		connection, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		token, err := service.IssueToken(ctx, administration.Operator(), connection.Organization, connection.ID)
		if err != nil {
			return err
		}
		if err := showCredentials(out, c.JSON, c.Public, connection.ID, token); err != nil {
			return err
		}
		if connection.Policy.TokenRotation == directory.OverlapTokens && !c.JSON {
			fmt.Fprintln(out.stdout, "The former Secret Token works for 24 hours more, unless it is revoked in the control panel.")
		}
		return nil
	})
}

type connectionDisable struct {
	Storage storage          `embed:""`
	Choice  connectionChoice `embed:""`
}

// Run switches the connection off.
func (c *connectionDisable) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		connection, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		if err := service.DisableConnection(ctx, administration.Operator(), connection.Organization, connection.ID); err != nil {
			return err
		}
		fmt.Fprintf(out.stdout, "The connection %s is disabled, and its Secret Token is cancelled.\n", connection.ID)
		return nil
	})
}

type connectionEnable struct {
	Storage storage          `embed:""`
	Choice  connectionChoice `embed:""`
	Public  publicAddress    `embed:""`
	JSON    bool             `name:"json" help:"Print a JSON object: connection, tenant_url, secret_token."`
}

// Run switches the connection on.
func (c *connectionEnable) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		connection, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		token, err := service.EnableConnection(ctx, administration.Operator(), connection.Organization, connection.ID)
		if err != nil {
			return err
		}
		return showCredentials(out, c.JSON, c.Public, connection.ID, token)
	})
}
