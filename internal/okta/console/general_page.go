package console

import (
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/musterhq/muster/internal/okta/signin"
)

// nameIDFormat and nameID are the sign-in service's types for what a form chose.
func nameIDFormat(value string) signin.NameIDFormat { return signin.NameIDFormat(value) }
func nameID(value string) signin.Field              { return signin.Field(value) }

// sentenced gives an error of the sign-in service the form of a sentence.
func sentenced(err error) error {
	text := strings.TrimSuffix(err.Error(), ".")
	first, size := utf8.DecodeRuneInString(text)
	return errors.New(string(unicode.ToUpper(first)) + text[size:] + ".")
}

// generalForm is what the General tab shows.
type generalForm struct {
	appPage
	General general
	// Edit names the part that is open for changes: app, provisioning or sign-in.
	Edit         string
	Wizard       bool
	SCIM         bool
	SignOn       signOn
	RedirectURIs string
	LogoutURIs   string
	NameIDs      []choice
	NameFormats  []choice
	NameIDLabel  string
	FormatLabel  string
	Method       string
	// Credentials are what an OpenID Connect app is given.
	Credentials []copied
}

func (c *Console) generalPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showGeneral(w, r, i, r.URL.Query().Get("edit"), nil, nil)
}

func (c *Console) showGeneral(w http.ResponseWriter, r *http.Request, i *integration, edit string, sent *general, problem error) {
	form := generalForm{appPage: c.appPage(r, i, "General"), Edit: edit, NameIDs: nameIDs, NameFormats: nameIDFormats}
	c.mu.Lock()
	form.General, form.Wizard, form.SCIM, form.SignOn = i.general, i.listing == nil, i.scim, i.signOn
	if form.SignOn.Method == methodOIDC {
		form.Credentials = []copied{
			{Label: "Client ID", Value: string(i.signOn.oidc.ClientID)},
			{Label: "Client secret", Value: i.signOn.oidc.ClientSecret},
		}
	}
	c.mu.Unlock()
	if sent != nil {
		form.General = *sent
	}
	form.RedirectURIs, form.LogoutURIs = strings.Join(form.SignOn.RedirectURIs, "\n"), strings.Join(form.SignOn.LogoutURIs, "\n")
	form.NameIDLabel = labelOf(nameIDs, string(form.SignOn.NameID))
	form.FormatLabel = labelOf(nameIDFormats, string(form.SignOn.NameIDFormat))
	form.Method = form.SignOn.Method.name()
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "general.html", form)
}

// generalSave saves App Settings, and with them the settings of an app of one's own
// that signs people in.
func (c *Console) generalSave(w http.ResponseWriter, r *http.Request, i *integration) {
	part := r.PostFormValue("part")
	c.mu.Lock()
	sent, with, scim := i.general, i.signOn, i.scim
	c.mu.Unlock()
	var err error
	if part == "app" {
		sent, err = generalOf(r)
		if i.listing == nil {
			with.LoginURL, scim = strings.TrimSpace(r.PostFormValue("login_url")), ticked(r, "scim")
		}
	} else {
		login := with.LoginURL
		with.read(r)
		with.LoginURL = login
	}
	if err == nil {
		err = c.change(i, sent, with, scim)
	}
	if err != nil {
		c.showGeneral(w, r, i, part, &sent, sentenced(err))
		return
	}
	leadTo(w, r, i.path(""), "saved")
}

// change gives an app other settings, unless the sign-in service refuses them.
func (c *Console) change(i *integration, sent general, with signOn, scim bool) error {
	i.line.use.Lock() // the label is part of the app's settings
	defer i.line.use.Unlock()
	if err := with.register(c.signIn, i, sent); err != nil {
		return err
	}
	c.mu.Lock()
	i.general, i.signOn, i.scim = sent, with, scim
	app, settings := i.app, i.settings(i.connection, i.toApp)
	c.log.add(c.now(), logAdministration, sent.Label, "Settings of "+sent.Label+" were changed", "")
	c.mu.Unlock()
	if app == nil || app.Settings().Label == settings.Label {
		return nil
	}
	return app.Reconfigure(settings)
}

func (c *Console) appDeletePage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.show(w, http.StatusOK, "app_delete.html", c.appPage(r, i, "General"))
}

func (c *Console) appDelete(w http.ResponseWriter, r *http.Request, i *integration) {
	c.remove(i)
	leadTo(w, r, root+"apps", "deleted")
}
