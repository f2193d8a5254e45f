package console

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/okta/signin"
)

// copied is a value that an application is to be given.
type copied struct {
	Label, Value string
	// Long values have a box of their own.
	Long bool
	// Link leads to the value's address.
	Link bool
}

// signOnForm is what the Sign On tab shows.
type signOnForm struct {
	appPage
	Edit        bool
	Catalog     bool
	SignOn      signOn
	Method      string
	FormatLabel string
	Formats     []choice
	Methods     []choice
	NameIDs     []choice
	NameFormats []choice
	Values      []copied
}

func (c *Console) signOnPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showSignOn(w, r, i, r.URL.Query().Has("edit"), nil, nil)
}

func (c *Console) showSignOn(w http.ResponseWriter, r *http.Request, i *integration, edit bool, sent *signOn, problem error) {
	form := signOnForm{
		appPage: c.appPage(r, i, "Sign On"), Edit: edit, Formats: usernameFormats, Methods: catalogMethods,
		NameIDs: nameIDs, NameFormats: nameIDFormats,
	}
	c.mu.Lock()
	form.SignOn, form.Catalog = i.signOn, i.listing != nil
	form.Values = i.toCopy()
	c.mu.Unlock()
	if sent != nil {
		form.SignOn = *sent
	}
	form.Method, form.FormatLabel = form.SignOn.Method.name(), labelOf(usernameFormats, string(form.SignOn.Format))
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "sign_on.html", form)
}

// toCopy are the values that a guide asks to copy from Okta. The caller holds the
// lock.
func (i *integration) toCopy() []copied {
	service := i.console.signIn
	if i.signOn.id == "" {
		return nil
	}
	switch s := i.signOn; s.Method {
	case methodSAML:
		values := []copied{
			{Label: "Metadata URL", Value: s.saml.MetadataURL, Link: true},
			{Label: "Sign on URL", Value: s.saml.SSOURL},
			{Label: "Sign out URL", Value: s.saml.SLOURL},
			{Label: "Issuer", Value: s.saml.Issuer},
			{Label: "Signing Certificate", Value: strings.TrimSpace(service.Certificate()), Long: true},
		}
		return values
	case methodOIDC:
		return []copied{
			{Label: "Issuer", Value: service.Issuer()},
			{Label: "Client ID", Value: string(s.oidc.ClientID)},
			{Label: "Client secret", Value: s.oidc.ClientSecret},
			{Label: "Well-known URL", Value: service.Issuer() + "/.well-known/openid-configuration", Link: true},
		}
	case methodSWA:
	}
	return nil
}

func (c *Console) signOnSave(w http.ResponseWriter, r *http.Request, i *integration) {
	c.mu.Lock()
	sent, same, scim := i.signOn, i.general, i.scim
	c.mu.Unlock()
	var before signin.AppID
	sent.Format = usernameFormat(chosen(usernameFormats, r.PostFormValue("username_format")))
	if i.listing != nil {
		// Another method is another app for the sign-in service.
		if with := method(chosen(catalogMethods, r.PostFormValue("method"))); with != sent.Method {
			before = sent.id
			sent = signOn{Method: with, Format: sent.Format}
		}
		sent.read(r)
	}
	if err := c.change(i, same, sent, scim); err != nil {
		c.showSignOn(w, r, i, true, &sent, sentenced(err))
		return
	}
	c.signIn.RemoveApp(before)
	leadTo(w, r, i.path("/sign-on"), "saved")
}
