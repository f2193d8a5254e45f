package console

import (
	"crypto/rand"
	"slices"

	"github.com/musterhq/muster/internal/okta"
)

// method is how an app signs people in.
type method string

const (
	methodSWA  method = "swa"
	methodSAML method = "saml"
	methodOIDC method = "oidc"
)

// name is the method's in the guides.
func (m method) name() string {
	switch m {
	case methodSWA:
		return "SWA - Secure Web Authentication"
	case methodSAML:
		return "SAML 2.0"
	case methodOIDC:
		return "OIDC - OpenID Connect"
	}
	return string(m)
}

// general is what the General tab holds of every app.
type general struct {
	Label      string
	HideWeb    bool
	HideMobile bool
	// AutoSubmit concerns a plugin of the browser, which the stand-in has not.
	AutoSubmit bool
}

// integration is an app integration of the org. What is not the okta.App's or a
// channel is guarded by the console's mutex.
type integration struct {
	// ID is Okta's id of the app: "0oa" and 17 letters or digits.
	ID      string
	console *Console
	// listing is what it was made from in the catalog; nil in an app of one's own.
	listing *listing
	general general
	signOn  signOn

	// scim is "Enable SCIM provisioning"; a catalog app has it by its nature.
	scim       bool
	connection connection
	toApp      toApp
	// app is nil as long as no integration was saved.
	app *okta.App

	people map[okta.UserID]*assignment
	groups []okta.GroupID
	pushes []okta.GroupID // in the order in which they were added
	found  *okta.UserImport
	// logins are the people of the usernames that were pushed or will be.
	logins map[string]okta.UserID
	line   line
}

// newIntegration makes an app with nobody assigned to it.
func (c *Console) newIntegration(from *listing, general general, with method) *integration {
	return &integration{
		ID:      "0oa" + rand.Text()[:17],
		console: c,
		listing: from,
		general: general,
		signOn:  signOn{Method: with, Format: usernameOkta},
		connection: connection{
			Identifier: "userName", Mode: okta.PrefixedHeader,
			ImportGroups: from != nil,
		},
		people: map[okta.UserID]*assignment{},
		logins: map[string]okta.UserID{},
	}
}

// dialect follows from where the app came.
func (i *integration) dialect() okta.Dialect {
	if i.listing == nil {
		return okta.Wizard
	}
	return okta.Catalog
}

// provisionable says whether the app has the tabs of provisioning.
func (i *integration) provisionable() bool {
	if i.listing != nil {
		return i.listing.Provisioning
	}
	return i.scim
}

// pushesGroups says whether the app has the tab Push Groups.
func (i *integration) pushesGroups() bool {
	return i.provisionable() && (i.listing != nil || i.connection.Actions.PushGroups)
}

// imports says whether the app has the tab Import.
func (i *integration) imports() bool {
	return i.provisionable() && (i.listing != nil || i.connection.Actions.ImportUsers || i.connection.Actions.ImportGroups)
}

// kind says what the app is, for lists.
func (i *integration) kind() string {
	if i.listing != nil {
		return i.listing.Name
	}
	return i.signOn.Method.name()
}

// assigned is asked by the sign-in service.
func (i *integration) assigned(id okta.UserID) bool {
	i.console.mu.Lock()
	defer i.console.mu.Unlock()
	_, ok := i.people[id]
	return ok
}

// appUser gives the profile that somebody has in the app. It is asked by the
// okta.App.
func (i *integration) appUser(person okta.Person) okta.Profile {
	i.console.mu.Lock()
	defer i.console.mu.Unlock()
	profile := i.profileOf(person)
	i.logins[profile.Login] = person.ID
	return profile
}

// profileOf is appUser for who holds the lock.
func (i *integration) profileOf(person okta.Person) okta.Profile {
	profile := i.mapped(person)
	if one, ok := i.people[person.ID]; ok {
		one.overrides.lay(&profile)
	}
	return profile
}

// mapped is the profile that somebody has without what was entered at their
// assignment.
func (i *integration) mapped(person okta.Person) okta.Profile {
	profile := person.Profile
	profile.Login = i.signOn.Format.username(person.Profile)
	return profile
}

// integrationOf returns the app of an id. The caller holds the lock.
func (c *Console) integrationOf(id string) (*integration, bool) {
	for _, i := range c.apps {
		if i.ID == id {
			return i, true
		}
	}
	return nil, false
}

// add takes an app into the org.
func (c *Console) add(i *integration) error {
	if err := i.register(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.apps = append(c.apps, i)
	c.log.add(c.now(), logAdministration, i.general.Label, "Application "+i.general.Label+" was added", "")
	return nil
}

// remove takes an app out of the org. Nothing is sent: what it provisioned stays.
func (c *Console) remove(i *integration) {
	c.mu.Lock()
	c.apps = slices.DeleteFunc(c.apps, func(other *integration) bool { return other == i })
	c.tasks = slices.DeleteFunc(c.tasks, func(task *taskEntry) bool { return task.app == i })
	c.log.add(c.now(), logAdministration, i.general.Label, "Application "+i.general.Label+" was deleted", "")
	id := i.signOn.id
	c.mu.Unlock()
	c.signIn.RemoveApp(id)
}

// register makes the app known to the sign-in service.
func (i *integration) register() error { return i.signOn.register(i.console.signIn, i, i.general) }
