package console

import (
	"context"
	"errors"

	"github.com/musterhq/muster/internal/okta"
)

// connection is what an administrator enters to let Okta reach the SCIM server.
type connection struct {
	// Enabled is "Enable API integration".
	Enabled bool
	BaseURL string
	// Identifier is "Unique identifier field for users".
	Identifier string
	// Mode is "Authentication Mode", which a catalog app has no choice of.
	Mode     okta.Credential
	Token    string
	Username string
	Password string
	// ImportGroups is a catalog app's; one of the wizard has it among its actions.
	ImportGroups bool
	Actions      actions
}

// actions are "Supported provisioning actions" of an app of the wizard.
type actions struct {
	ImportUsers  bool
	PushUsers    bool
	PushProfiles bool
	PushGroups   bool
	ImportGroups bool
}

// toApp are the check boxes of "Provisioning to App".
type toApp struct {
	CreateUsers      bool
	UpdateAttributes bool
	DeactivateUsers  bool
}

// authenticationModes are what an app of the wizard offers.
var authenticationModes = []choice{
	{string(okta.Basic), "Basic Auth"},
	{string(okta.PrefixedHeader), "HTTP Header"},
}

// credential is the form in which the secret travels.
func (i *integration) credential(with connection) okta.Credential {
	if i.listing != nil {
		return i.listing.Credential
	}
	return with.Mode
}

// settings are what the okta.App is made of. The caller holds the lock.
func (i *integration) settings(with connection, ticked toApp) okta.Settings {
	settings := okta.NewSettings(i.dialect(), with.BaseURL, with.Token)
	settings.Label = i.general.Label
	settings.Credential = i.credential(with)
	if settings.Credential == okta.Basic {
		settings.Token = ""
		if with.Username != "" || with.Password != "" {
			settings.Token = with.Username + ":" + with.Password
		}
	}
	settings.CreateUsers = ticked.CreateUsers
	settings.UpdateAttributes = ticked.UpdateAttributes
	settings.DeactivateUsers = ticked.DeactivateUsers
	settings.ImportGroups = with.ImportGroups
	if i.listing == nil {
		settings.UniqueIdentifier = with.Identifier
		settings.CreateUsers = ticked.CreateUsers && with.Actions.PushUsers
		settings.UpdateAttributes = ticked.UpdateAttributes && with.Actions.PushProfiles
		settings.ImportGroups = with.Actions.ImportGroups
	}
	return settings
}

// options are how the okta.App reaches the world.
func (i *integration) options() okta.AppOptions {
	return okta.AppOptions{
		Transport: i.console.transport, Now: i.console.now, AppUser: i.appUser, Record: i.record, Seed: 1,
	}
}

// test does what "Test API Credentials" does with settings that are not saved.
func (c *Console) test(ctx context.Context, i *integration, with connection) error {
	c.mu.Lock()
	settings := i.settings(with, i.toApp)
	c.mu.Unlock()
	probe, err := okta.NewApp(c.org, settings, i.options())
	if err != nil {
		return err
	}
	defer probe.Close()
	defer probe.Log.Follow(i.finished)()
	return probe.TestConnection(ctx)
}

// connect saves an integration, whose test has to pass before.
func (c *Console) connect(ctx context.Context, i *integration, with connection) error {
	c.mu.Lock()
	ticked := i.toApp
	c.mu.Unlock()
	if err := c.configure(ctx, i, with, ticked); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logAdministration, i.general.Label, "API integration of "+i.general.Label+" was saved", "")
	return nil
}

// disconnect takes the tick from "Enable API integration". Nothing is sent from
// then on; who is assigned and what is pushed is remembered.
func (c *Console) disconnect(i *integration) {
	i.line.use.Lock()
	defer i.line.use.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	i.connection.Enabled = false
	c.log.add(c.now(), logAdministration, i.general.Label, "API integration of "+i.general.Label+" was disabled", "")
}

// tick saves "Provisioning to App", which tests the credentials once more.
func (c *Console) tick(ctx context.Context, i *integration, ticked toApp) error {
	c.mu.Lock()
	with := i.connection
	c.mu.Unlock()
	if !with.Enabled {
		return errors.New("Configure the API integration first.")
	}
	if err := c.configure(ctx, i, with, ticked); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logAdministration, i.general.Label, "Provisioning to "+i.general.Label+" was changed", "")
	return nil
}

// configure gives the okta.App other settings, unless its own save refuses them.
func (c *Console) configure(ctx context.Context, i *integration, with connection, ticked toApp) error {
	i.line.use.Lock()
	defer i.line.use.Unlock()
	c.mu.Lock()
	settings, app := i.settings(with, ticked), i.app
	c.mu.Unlock()
	if app == nil {
		made, err := okta.NewApp(c.org, settings, i.options())
		if err != nil {
			return err
		}
		made.Log.Follow(i.finished)
		if err := made.Save(ctx); err != nil {
			made.Close()
			return err
		}
		app = made
	} else {
		before := app.Settings()
		if err := app.Reconfigure(settings); err != nil {
			return err
		}
		if err := app.Save(ctx); err != nil {
			// These settings were taken before.
			return errors.Join(err, app.Reconfigure(before))
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	with.Enabled = true
	i.app, i.connection, i.toApp = app, with, ticked
	return nil
}

// sending returns the app if what happens is sent now. The caller holds the lock.
func (i *integration) sending() (*okta.App, bool) {
	if i.app == nil || !i.connection.Enabled || !i.provisionable() {
		return nil, false
	}
	return i.app, true
}
