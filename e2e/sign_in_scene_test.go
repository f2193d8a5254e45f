package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/musterhq/muster/e2e/identity"
	"github.com/musterhq/muster/e2e/nameserver"
	"github.com/musterhq/muster/internal/okta"
)

// providers are the identity providers that nobody here wrote.
const providers = identity.Folder("identity")

// Ana is known to the provider and, provisioned, to Muster.
const (
	anasDomain   = "engines.example"
	ana          = "ana@" + anasDomain
	stranger     = "canary-stranger@" + anasDomain // whom the provider knows, and Muster does not
	anasPassword = "a-password-of-the-provider"
)

// signInScene is a server that asks identity providers on this machine, and a
// name server.
type signInScene struct {
	t      *testing.T
	i      *installation
	names  *nameserver.Server
	server *server
	openID *identity.OpenIDProvider // where it was started
	// forgetful lets that provider take a code twice, and telling say what it gives.
	forgetful, telling bool
}

func newSignInScene(t *testing.T, i *installation) *signInScene {
	t.Helper()
	names, err := nameserver.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := names.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &signInScene{t: t, i: i, names: names}
	s.server = s.serve()
	return s
}

// serve starts one more server; people reach all of them by the first one's
// address, as through a balancer.
func (s *signInScene) serve() *server {
	s.t.Helper()
	arguments := []string{"--private-providers", "--name-server", s.names.Address()}
	if s.server != nil {
		arguments = append(arguments, "--public-url", strings.Replace(s.server.root, "127.0.0.1", "localhost", 1))
	}
	return s.i.serve(arguments...)
}

// tenancy is an organization with its owner, its connection, the app integration
// that provisions it, and one person in that.
type tenancy struct {
	scene  *signInScene
	name   string
	id     string
	path   string // of its routes
	owner  *panel
	app    *okta.App
	person okta.UserID
}

// tenancy makes an organization with a provisioned person.
func (s *signInScene) tenancy(name string) *tenancy {
	s.t.Helper()
	owner := "owner@" + strings.ToLower(name) + ".example"
	made := lines[struct {
		ID        string `json:"id"`
		OwnerLink string `json:"owner_link"`
	}](s.i, "organization", "create", name, "--licenses", "10", "--owner", owner)
	_, token, found := strings.Cut(made[0].OwnerLink, "#")
	if !found {
		s.t.Fatalf("the owner's link is %q", made[0].OwnerLink)
	}
	a := &tenancy{scene: s, name: name, id: made[0].ID, path: "/organizations/" + made[0].ID, owner: s.server.accept(s.t, token, owner)}

	connection := s.i.credentials("connection", "create", "--organization", name, "--provider", "okta")
	org := okta.NewOrg(1)
	a.person = org.AddPerson(okta.Profile{Login: ana, GivenName: "Ana", FamilyName: "Ruiz"}).ID
	var err error
	a.app, err = okta.NewApp(org, okta.NewSettings(okta.Catalog, s.server.tenantURL(s.t, connection), connection.SecretToken), okta.AppOptions{Seed: 1})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := a.app.Assign(s.t.Context(), a.person); err != nil {
		s.t.Fatal(err)
	}
	return a
}

// verifyDomain proves that the domain is the organization's.
func (a *tenancy) verifyDomain() {
	a.scene.t.Helper()
	var added struct {
		RecordName string `json:"record_name"`
		Record     string `json:"record"`
	}
	a.owner.ask(http.MethodPost, a.path+"/domains", fmt.Sprintf(`{"name":%q}`, anasDomain), &added)
	a.scene.names.Publish(added.RecordName, added.Record)
	a.owner.ask(http.MethodPost, a.path+"/domains/"+anasDomain+"/verify", "", nil)
}

// giveDomainUp leaves the domain to another organization.
func (a *tenancy) giveDomainUp() {
	a.scene.t.Helper()
	a.owner.ask(http.MethodDelete, a.path+"/domains/"+anasDomain, "", nil)
}

// loginMethod is a way into an organization.
type loginMethod struct {
	of     *tenancy
	isSAML bool
	ID     string `json:"id"`

	Addresses struct {
		Start       string `json:"start"`
		RedirectURI string `json:"redirect_uri"`
		EntityID    string `json:"entity_id"`
		ACS         string `json:"acs"`
	} `json:"addresses"`
}

func (a *tenancy) newLoginMethod(protocol string) *loginMethod {
	a.scene.t.Helper()
	m := &loginMethod{of: a, isSAML: protocol == "saml"}
	a.owner.ask(http.MethodPost, a.path+"/login-methods", fmt.Sprintf(`{"provider":"other","protocol":%q}`, protocol), m)
	return m
}

func (m *loginMethod) path() string { return m.of.path + "/login-methods/" + m.ID }

// activate asks for a test of the method, of which every check must pass, and lets
// people in by it.
func (m *loginMethod) activate() {
	t := m.of.scene.t
	t.Helper()
	var tested struct {
		Passed bool            `json:"passed"`
		Checks json.RawMessage `json:"checks"`
	}
	m.of.owner.ask(http.MethodPost, m.path()+"/test", "", &tested)
	if !tested.Passed {
		t.Errorf("the test of the login method found %s", tested.Checks)
	}
	m.of.owner.ask(http.MethodPost, m.path()+"/activate", "", nil)
}

// clientSecret is what a login method proves itself by. It shows whose it is.
func (m *loginMethod) clientSecret() string { return "canary-client-secret-" + m.ID }

// protocol is a way to sign in, with a provider that nobody here wrote.
type protocol struct {
	name string
	// connect makes an active login method of each organization, all at one
	// provider.
	connect func(*signInScene, ...*tenancy) []*loginMethod
}

var protocols = []protocol{{"saml", connectSAML}, {"oidc", connectOIDC}}

func connectSAML(s *signInScene, organizations ...*tenancy) []*loginMethod {
	s.t.Helper()
	provider := providers.StartSAMLProvider(
		s.t,
		identity.Person{Name: nameOf(ana), Password: anasPassword, Email: ana},
		identity.Person{Name: nameOf(stranger), Password: anasPassword, Email: stranger},
	)
	var methods []*loginMethod
	for _, a := range organizations {
		m := a.newLoginMethod("saml")
		metadata, err := url.Parse(m.Addresses.EntityID)
		if err != nil {
			s.t.Fatal(err)
		}
		status, text := s.server.get(s.t, metadata.Path)
		if status != http.StatusOK {
			s.t.Fatalf("our metadata is answered %d: %s", status, text)
		}
		if err := provider.Trust([]byte(text)); err != nil {
			s.t.Fatal(err)
		}
		a.owner.ask(http.MethodPost, m.path()+"/metadata", fmt.Sprintf(`{"url":%q}`, provider.MetadataURL), nil)
		m.activate()
		methods = append(methods, m)
	}
	return methods
}

func connectOIDC(s *signInScene, organizations ...*tenancy) []*loginMethod {
	s.t.Helper()
	var methods []*loginMethod
	var clients []identity.OpenIDClient
	for _, a := range organizations {
		m := a.newLoginMethod("oidc")
		methods = append(methods, m)
		clients = append(clients, identity.OpenIDClient{
			ID: m.ID, Secret: m.clientSecret(), RedirectURI: m.Addresses.RedirectURI, ReturnTo: s.server.root + "/",
		})
	}
	s.openID = providers.StartOpenIDProvider(s.t, identity.OpenIDSettings{Clients: clients, Forgetful: s.forgetful, Telling: s.telling})
	for _, m := range methods {
		m.setClientSecret(m.clientSecret())
		m.activate()
	}
	return methods
}

// setClientSecret fills in what the provider calls itself and us.
func (m *loginMethod) setClientSecret(secret string) {
	m.of.scene.t.Helper()
	m.of.scene.i.private.add(secret)
	m.of.owner.ask(http.MethodPatch, m.path(),
		fmt.Sprintf(`{"oidc":{"issuer":%q,"client_id":%q,"client_secret":%q}}`, m.of.scene.openID.Issuer, m.ID, secret), nil)
}

// nameOf is what somebody types at the SAML provider.
func nameOf(email string) string {
	name, _, _ := strings.Cut(email, "@")
	return name
}

// onBothWays runs a test on each engine with each protocol.
func onBothWays(t *testing.T, test func(*testing.T, *signInScene, protocol)) {
	t.Helper()
	for _, way := range protocols {
		t.Run(way.name, func(t *testing.T) {
			onBothEngines(t, func(t *testing.T, i *installation) { test(t, newSignInScene(t, i), way) })
		})
	}
}

// deactivate lets somebody go in Okta, whose app tells Muster by SCIM.
func (a *tenancy) deactivate(ctx context.Context) {
	a.scene.t.Helper()
	if err := a.app.Deactivate(ctx, a.person); err != nil {
		a.scene.t.Fatal(err)
	}
}
