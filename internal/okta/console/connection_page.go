package console

import (
	"errors"
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// provisioningPage leads to what is to be done first.
func (c *Console) provisioningPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.mu.Lock()
	_, sends := i.sending()
	c.mu.Unlock()
	if sends {
		c.toAppPage(w, r, i)
		return
	}
	c.connectionPage(w, r, i)
}

// connectionForm is what Provisioning, Integration shows.
type connectionForm struct {
	appPage
	Menu       []tab
	Edit       bool
	Wizard     bool
	Listing    *listing
	Connection connection
	Basic      bool
	Modes      []choice
	ModeLabel  string
	// KeepsSecret says that a secret is kept which is not shown.
	KeepsSecret bool
	// Tested is the message of a test that passed.
	Tested string
}

func (c *Console) connectionPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showConnection(w, r, i, connectionForm{Edit: r.URL.Query().Has("edit")}, nil, nil)
}

func (c *Console) showConnection(w http.ResponseWriter, r *http.Request, i *integration, form connectionForm, sent *connection, problem error) {
	form.appPage = c.appPage(r, i, "Provisioning")
	form.Modes = authenticationModes
	c.mu.Lock()
	form.Menu = i.provisioningMenu("Integration")
	form.Wizard, form.Listing, form.Connection = i.listing == nil, i.listing, i.connection
	form.KeepsSecret = i.connection.Token != "" || i.connection.Password != ""
	c.mu.Unlock()
	if sent != nil {
		form.Connection = *sent
	}
	form.Basic = i.credential(form.Connection) == okta.Basic
	form.ModeLabel = labelOf(authenticationModes, string(form.Connection.Mode))
	// An app of one's own has nothing to show before it is configured.
	form.Edit = form.Edit || form.Wizard && !form.Connection.Enabled
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "connection.html", form)
}

// provisioningMenu is the menu at the left of Provisioning. The caller holds the
// lock.
func (i *integration) provisioningMenu(current string) []tab {
	var menu []tab
	if _, sends := i.sending(); sends {
		menu = append(menu, tab{"To App", i.path("/provisioning/to-app"), current == "To App"})
	}
	return append(menu, tab{"Integration", i.path("/provisioning/integration"), current == "Integration"})
}

// connectionOf reads what a form sent. Secrets that were left empty are those of
// before.
func (c *Console) connectionOf(r *http.Request, i *integration) connection {
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	c.mu.Lock()
	kept := i.connection
	c.mu.Unlock()
	sent := connection{
		Enabled: ticked(r, "enabled"), BaseURL: value("base_url"), Token: value("token"),
		Username: value("username"), Password: r.PostFormValue("password"),
		Identifier: value("identifier"), Mode: kept.Mode, ImportGroups: ticked(r, "import_groups"),
	}
	if sent.Token == "" {
		sent.Token = kept.Token
	}
	if sent.Password == "" {
		sent.Password = kept.Password
	}
	if i.listing == nil {
		sent.Enabled = true
		sent.Mode = okta.Credential(chosen(authenticationModes, value("mode")))
		sent.Actions = actions{
			ImportUsers: ticked(r, "import_users"), PushUsers: ticked(r, "push_users"),
			PushProfiles: ticked(r, "push_profiles"), PushGroups: ticked(r, "push_groups"),
			ImportGroups: ticked(r, "import_groups"),
		}
	}
	return sent
}

// connectionTest does what the button of the test does, with what is in the form.
func (c *Console) connectionTest(w http.ResponseWriter, r *http.Request, i *integration) {
	sent := c.connectionOf(r, i)
	form := connectionForm{Edit: true}
	err := sent.complete(i)
	if err == nil {
		err = c.test(r.Context(), i, sent)
	}
	if err == nil {
		form.Tested = i.general.Label + " was verified. Save the integration to keep it."
		if i.listing == nil {
			form.Tested = "Connector configured successfully"
		}
	}
	c.showConnection(w, r, i, form, &sent, failed(err))
}

// connectionSave saves the integration, or ends it where its box is not ticked.
func (c *Console) connectionSave(w http.ResponseWriter, r *http.Request, i *integration) {
	sent := c.connectionOf(r, i)
	if !sent.Enabled {
		c.disconnect(i)
		leadTo(w, r, i.path("/provisioning/integration"), "disabled")
		return
	}
	err := sent.complete(i)
	if err == nil {
		err = c.connect(r.Context(), i, sent)
	}
	if err != nil {
		c.showConnection(w, r, i, connectionForm{Edit: true}, &sent, failed(err))
		return
	}
	leadTo(w, r, i.path("/provisioning/to-app"), "connected")
}

// complete refuses what the form refuses before anything is sent.
func (sent connection) complete(i *integration) error {
	basic := i.credential(sent) == okta.Basic
	switch {
	case sent.BaseURL == "":
		return missing("the base URL")
	case basic && sent.Username == "":
		return missing("Username")
	case !basic && sent.Token == "":
		return missing("the token")
	case i.listing == nil && sent.Identifier == "":
		return missing("Unique identifier field for users")
	case i.listing == nil && sent.Actions == actions{}:
		return errors.New("Select one provisioning action at least.")
	}
	return nil
}

// failed shows an error as a sentence: those of Okta's tasks are whole ones, others
// are not.
func failed(err error) error {
	if err == nil {
		return nil
	}
	if task, ok := errors.AsType[*okta.TaskError](err); ok {
		return task
	}
	return sentenced(err)
}

// toAppForm is what Provisioning, To App shows.
type toAppForm struct {
	appPage
	Menu   []tab
	Edit   bool
	ToApp  toApp
	Label  string
	Wizard bool
	// Offers says which of them the supported actions leave.
	Offers actions
}

func (c *Console) toAppPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showToApp(w, r, i, r.URL.Query().Has("edit"), nil, nil)
}

func (c *Console) showToApp(w http.ResponseWriter, r *http.Request, i *integration, edit bool, sent *toApp, problem error) {
	form := toAppForm{appPage: c.appPage(r, i, "Provisioning"), Edit: edit}
	c.mu.Lock()
	_, sends := i.sending()
	form.Menu = i.provisioningMenu("To App")
	form.ToApp, form.Label, form.Wizard, form.Offers = i.toApp, i.general.Label, i.listing == nil, i.connection.Actions
	c.mu.Unlock()
	if !sends {
		c.connectionPage(w, r, i)
		return
	}
	if !form.Wizard {
		form.Offers = actions{PushUsers: true, PushProfiles: true}
	}
	if sent != nil {
		form.ToApp = *sent
	}
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "to_app.html", form)
}

func (c *Console) toAppSave(w http.ResponseWriter, r *http.Request, i *integration) {
	sent := toApp{
		CreateUsers: ticked(r, "create_users"), UpdateAttributes: ticked(r, "update_attributes"), DeactivateUsers: ticked(r, "deactivate_users"),
	}
	if err := c.tick(r.Context(), i, sent); err != nil {
		c.showToApp(w, r, i, true, &sent, failed(err))
		return
	}
	leadTo(w, r, i.path("/provisioning/to-app"), "saved")
}
