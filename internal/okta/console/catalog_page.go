package console

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

func (c *Console) appList(w http.ResponseWriter, r *http.Request) {
	type row struct {
		appHead
		People       int
		Provisioning string
		Tone         string
	}
	shown := struct {
		page
		Query string
		Rows  []row
	}{page: c.page(r, "Applications", "Applications"), Query: r.URL.Query().Get("q")}
	c.mu.Lock()
	for _, i := range c.apps {
		if !holdsWords(i.general.Label+" "+i.kind(), shown.Query) {
			continue
		}
		one := row{appHead: i.head(), People: len(i.people), Provisioning: "No provisioning", Tone: "quiet"}
		if _, sends := i.sending(); sends {
			one.Provisioning, one.Tone = "Provisioning on", "good"
		} else if i.provisionable() {
			one.Provisioning = "Provisioning off"
		}
		shown.Rows = append(shown.Rows, one)
	}
	c.mu.Unlock()
	c.show(w, http.StatusOK, "app_list.html", shown)
}

func (c *Console) catalogPage(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query().Get("q")
	c.show(w, http.StatusOK, "catalog.html", struct {
		page
		Query    string
		Listings []listing
	}{c.page(r, "Browse App Integration Catalog", "Applications"), query, searchCatalog(query)})
}

func (c *Console) catalogEntry(w http.ResponseWriter, r *http.Request, from listing) {
	c.show(w, http.StatusOK, "catalog_entry.html", struct {
		page
		Listing listing
	}{c.page(r, from.Name, "Applications"), from})
}

// generalOf reads the general settings that a form sent.
func generalOf(r *http.Request) (general, error) {
	sent := general{
		Label:      strings.TrimSpace(r.FormValue("label")),
		HideWeb:    ticked(r, "hide_web"),
		HideMobile: ticked(r, "hide_mobile"),
		AutoSubmit: ticked(r, "auto_submit"),
	}
	if sent.Label == "" {
		return sent, missing("Application label")
	}
	return sent, nil
}

// catalogForm is what the pages show on which an app of the catalog is added.
type catalogForm struct {
	page
	Listing listing
	General general
	SignOn  signOn
}

// catalogGeneral is the first page: General Settings.
func (c *Console) catalogGeneral(w http.ResponseWriter, r *http.Request, from listing) {
	form := catalogForm{
		page: c.page(r, "Add "+from.Name, "Applications"), Listing: from,
		General: general{Label: from.Name, AutoSubmit: true},
	}
	c.show(w, http.StatusOK, "catalog_general.html", form)
}

// catalogSignOn is the second: Sign-On Options.
func (c *Console) catalogSignOn(w http.ResponseWriter, r *http.Request, from listing) {
	sent, err := generalOf(r)
	form := catalogForm{
		page: c.page(r, "Add "+from.Name, "Applications"), Listing: from,
		General: sent, SignOn: signOn{Method: methodSAML},
	}
	if err != nil {
		form.Problem = err.Error()
		c.show(w, statusOf(form.Problem), "catalog_general.html", form)
		return
	}
	c.show(w, http.StatusOK, "catalog_sign_on.html", form)
}

// catalogCreate ends either page with Done.
func (c *Console) catalogCreate(w http.ResponseWriter, r *http.Request, from listing) {
	sent, err := generalOf(r)
	with := method(chosen(catalogMethods, r.PostFormValue("method")))
	made := c.newIntegration(&from, sent, with)
	made.signOn.Format = usernameFormat(chosen(usernameFormats, r.PostFormValue("username_format")))
	if err == nil {
		err = c.add(made)
	}
	if err != nil {
		form := catalogForm{page: c.page(r, "Add "+from.Name, "Applications"), Listing: from, General: sent}
		form.Problem = err.Error()
		c.show(w, statusOf(form.Problem), "catalog_general.html", form)
		return
	}
	leadTo(w, r, made.path(""), "added")
}

// catalogMethods are how apps of the catalog sign people in.
var catalogMethods = []choice{
	{string(methodSAML), "SAML 2.0"},
	{string(methodSWA), "Secure Web Authentication"},
}

// wizardMethods are how apps of one's own do.
var wizardMethods = []choice{
	{string(methodOIDC), "OIDC - OpenID Connect"},
	{string(methodSAML), "SAML 2.0"},
	{string(methodSWA), "SWA - Secure Web Authentication"},
}

// wizardMethod is the first page of Create App Integration.
func (c *Console) wizardMethod(w http.ResponseWriter, r *http.Request) {
	c.show(w, http.StatusOK, "wizard_method.html", c.page(r, "Create a new app integration", "Applications"))
}

// wizardForm is what the second page shows.
type wizardForm struct {
	page
	General      general
	SignOn       signOn
	MethodName   string
	RedirectURIs string
	LogoutURIs   string
	Formats      []choice
	NameIDs      []choice
	NameFormats  []choice
}

func (c *Console) wizardSettings(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query().Get("method")
	if labelOf(wizardMethods, asked) == asked {
		form := c.page(r, "Create a new app integration", "Applications")
		form.Problem = "Choose a sign-in method."
		c.show(w, statusOf(form.Problem), "wizard_method.html", form)
		return
	}
	with := method(asked)
	c.showWizard(w, r, general{}, signOn{
		Method: with, Format: usernameOkta, RequirePKCE: true, SendAttributes: true,
	}, nil)
}

func (c *Console) showWizard(w http.ResponseWriter, r *http.Request, sent general, with signOn, problem error) {
	form := wizardForm{
		page: c.page(r, "Create "+with.Method.name()+" integration", "Applications"), General: sent, SignOn: with,
		MethodName: with.Method.name(), RedirectURIs: strings.Join(with.RedirectURIs, "\n"), LogoutURIs: strings.Join(with.LogoutURIs, "\n"),
		Formats: usernameFormats, NameIDs: nameIDs, NameFormats: nameIDFormats,
	}
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "wizard_settings.html", form)
}

// wizardCreate ends Create App Integration with Finish.
func (c *Console) wizardCreate(w http.ResponseWriter, r *http.Request) {
	with := signOn{
		Method: method(chosen(wizardMethods, r.PostFormValue("method"))),
		Format: usernameFormat(chosen(usernameFormats, r.PostFormValue("username_format"))),
	}
	with.read(r)
	sent, err := generalOf(r)
	if err != nil {
		err = missing("App name")
	}
	made := c.newIntegration(nil, sent, with.Method)
	made.signOn = with
	if err == nil {
		err = c.add(made)
	}
	if err != nil {
		c.showWizard(w, r, sent, with, sentenced(err))
		return
	}
	leadTo(w, r, made.path(""), "added")
}

// read takes over what a form says of the method.
func (s *signOn) read(r *http.Request) {
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	s.LoginURL = value("login_url")
	s.ACSURL, s.Audience, s.RelayState = value("acs_url"), value("audience"), value("relay_state")
	s.NameIDFormat = nameIDFormat(chosen(nameIDFormats, value("name_id_format")))
	s.NameID = nameID(chosen(nameIDs, value("name_id")))
	s.SendAttributes, s.GroupAttribute = ticked(r, "attributes"), value("group_attribute")
	s.RedirectURIs, s.LogoutURIs = strings.Fields(value("redirect_uris")), strings.Fields(value("logout_uris"))
	s.InitiateURI = value("initiate_uri")
	s.RequirePKCE, s.Everybody = ticked(r, "pkce"), ticked(r, "everybody")
}

// assignable are the people whom a query finds and who are not assigned by themselves,
// and how many there are more.
func (i *integration) assignable(query string) (rows []personRow, more int) {
	people := i.console.org.People()
	i.console.mu.Lock()
	defer i.console.mu.Unlock()
	for _, person := range people {
		if one, assigned := i.people[person.ID]; assigned && one.individually || person.Status == okta.StatusDeactivated {
			continue
		}
		if !holdsWords(person.Profile.Name()+" "+person.Profile.Login, query) {
			continue
		}
		if len(rows) == shownRows {
			more++
			continue
		}
		rows = append(rows, rowOfPerson(person))
	}
	return rows, more
}
