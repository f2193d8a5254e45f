package signin_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/browser"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/okta"
	oktasignin "github.com/musterhq/muster/internal/okta/signin"
	"github.com/musterhq/muster/internal/outbound"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/signin"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// engines are the two databases.
var engines = map[string]func(t *testing.T) sqlstore.Location{
	"SQLite":     func(t *testing.T) sqlstore.Location { return sqlstore.Location{Directory: t.TempDir()} },
	"PostgreSQL": func(t *testing.T) sqlstore.Location { return sqlstore.Location{URL: pgtest.Database(t)} },
}

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newWorld(t, location(t)))
		})
	}
}

// world is a running Muster with one organization, whose Okta is the stand-in:
// ana and bo are provisioned, eve is in Okta and not assigned.
type world struct {
	*testing.T
	at     sqlstore.Location
	muster *muster
	log    *logged
	clock  *clock

	organization directory.Organization
	org          *okta.Org
	app          *okta.App
	okta         *oktasignin.Service
	people       map[string]okta.UserID
}

// muster is one process of it.
type muster struct {
	url            string
	store          *sqlstore.Store
	access         *access.Service
	administration *administration.Service
	certificates   *http.Transport
}

const (
	word   = "a word that only they know"
	domain = "fernhill.example"
)

// clock is the time of a world.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time        { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) pass(by time.Duration) { c.ahead.Add(int64(by)) }

// logged is what was logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newWorld(t *testing.T, at sqlstore.Location) *world {
	t.Helper()
	var w *world
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(w.log)
		}
	})
	w = &world{T: t, at: at, log: &logged{}, clock: &clock{}, people: map[string]okta.UserID{}}
	w.muster = w.start("")
	w.organization = w.create("Fernhill")
	w.provision()
	return w
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// start starts a process over the world's database, which answers at its own
// address and calls itself by the public one, where that is not empty.
func (w *world) start(public string) *muster {
	w.Helper()
	store, err := sqlstore.Open(w.Context(), w.at, sqlstore.Options{})
	w.ok(err)
	w.Cleanup(func() { w.ok(store.Close()) })
	var handler http.Handler
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	w.Cleanup(server.Close)
	if public == "" {
		public = server.URL
	}
	address, err := url.Parse(public)
	w.ok(err)
	who, err := access.New(access.Config{
		Store: store, PublicURL: address, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle, Hashing: access.Hashing{Memory: 8, Passes: 1, Lanes: 1},
	})
	w.ok(err)
	logger := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	outside := outbound.NewClient(outbound.Options{AllowPrivateNetworks: true})
	clients, arrivals := federation.NewClients(outside, public, w.clock.now), federation.NewArrivals()
	m := &muster{
		url: server.URL, store: store, access: who,
		administration: &administration.Service{Store: store, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle},
		certificates:   server.Client().Transport.(*http.Transport),
	}
	programs := api.New(api.Config{
		Store: store, Access: who, Administration: m.administration, Clients: clients, Arrivals: arrivals, Outbound: outside,
		Now: w.clock.now, Logger: logger, PublicURL: public,
	})
	w.Cleanup(programs.EndStreams)
	providers := signin.New(signin.Config{
		Store: store, Access: who, Clients: clients, Arrivals: arrivals, Now: w.clock.now, Logger: logger, PublicURL: public,
	})
	scim := scimserver.New(scimserver.Config{
		Store: store, Provisioning: &provisioning.Service{Store: store, Now: w.clock.now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		Logger: logger, Now: w.clock.now, PublicURL: public,
	})
	handler = httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{
			{Prefix: "/api", Handler: programs.Handler(), Failure: programs.Failure},
			{Prefix: "/scim", Handler: scim.Handler(), Failure: scim.Failure},
			{Prefix: federation.Root, Handler: providers.Handler(), Failure: providers.Failure},
			{Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(rw, "panel "+r.URL.Path) })},
		},
		Log: logger,
	})
	return m
}

func (w *world) create(name string) directory.Organization {
	w.Helper()
	organization, err := w.muster.administration.CreateOrganizationFrom(w.Context(), administration.Operator(),
		administration.NewOrganization{Name: name, Licenses: 10, Provisioning: true})
	w.ok(err)
	return organization
}

// provision connects Okta, lets ana and bo arrive, and verifies the domain.
func (w *world) provision() {
	w.Helper()
	connection, token, err := w.muster.administration.CreateConnection(w.Context(), administration.Operator(), w.organization.ID, directory.Okta, directory.Standard())
	w.ok(err)
	w.org = okta.NewOrg(7)
	w.app, err = okta.NewApp(w.org, okta.Settings{
		TenantURL: w.muster.url + "/scim/v2/" + string(connection.ID), Token: token.Reveal(), Dialect: okta.Catalog, Credential: okta.Bearer,
		CreateUsers: true, UpdateAttributes: true, DeactivateUsers: true,
	}, okta.AppOptions{Transport: w.muster.certificates})
	w.ok(err)
	w.Cleanup(w.app.Close)
	for _, given := range []string{"Ana", "Bo", "Eve"} {
		login := strings.ToLower(given) + "@" + domain
		w.people[given] = w.org.AddPerson(okta.Profile{Login: login, GivenName: given, FamilyName: "Ruiz"}).ID
	}
	w.ok(w.app.Assign(w.Context(), w.people["Ana"], w.people["Bo"]))

	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	w.Cleanup(server.Close)
	w.okta, err = oktasignin.New(w.org, oktasignin.Config{BaseURL: server.URL, Now: w.clock.now})
	w.ok(err)
	handler = w.okta
	for _, id := range w.people {
		w.ok(w.okta.SetPassword(id, word))
	}
	w.verify(w.organization.ID, domain)
}

// verify verifies a domain of an organization.
func (w *world) verify(organization directory.OrganizationID, name string) {
	w.Helper()
	added, err := w.muster.administration.AddDomain(w.Context(), administration.Operator(), organization, name)
	w.ok(err)
	_, err = w.muster.administration.VerifyDomain(w.Context(), administration.Operator(), organization, name,
		func(context.Context, string) ([]string, error) { return []string{added.Proof}, nil })
	w.ok(err)
}

// method makes a login method of an organization that is complete and active.
func (w *world) method(organization directory.OrganizationID, protocol directory.LoginProtocol) directory.LoginMethod {
	w.Helper()
	key, err := federation.NewSigningKey(w.clock.now())
	w.ok(err)
	operator := administration.Operator()
	made, err := w.muster.administration.CreateLoginMethod(w.Context(), operator, organization, administration.NewLoginMethod{
		Provider: directory.Okta, Protocol: protocol, Key: key,
	})
	w.ok(err)
	addresses := federation.AddressesOf(w.muster.url, made.ID)
	edit := administration.LoginMethodEdit{}
	switch protocol {
	case directory.OIDC:
		app, err := w.okta.AddOIDCApp(oktasignin.OIDCSettings{RedirectURIs: []string{addresses.Redirect}, LogoutURIs: []string{addresses.SignedOut}, RequirePKCE: true, Assigned: w.app.Assigned})
		w.ok(err)
		edit.OIDC = &directory.OIDCSettings{Issuer: w.okta.Issuer(), ClientID: string(app.ClientID), ClientSecret: app.ClientSecret}
	case directory.SAML:
		settings := oktasignin.SAMLSettings{
			ACSURL: addresses.ACS, EntityID: addresses.EntityID, NameIDFormat: oktasignin.FormatEmailAddress,
			Attributes:  []oktasignin.AttributeStatement{{Name: "displayName", Value: oktasignin.FieldDisplayName}},
			Certificate: w.certificate(made), LogoutURL: addresses.Logout, Assigned: w.app.Assigned,
		}
		app, err := w.okta.AddSAMLApp(settings)
		w.ok(err)
		file := w.visitor().send(http.MethodGet, app.MetadataURL, nil).body
		read, err := federation.ReadMetadata([]byte(file), w.clock.now())
		w.ok(err)
		edit.SAML = &read
	}
	_, err = w.muster.administration.UpdateLoginMethod(w.Context(), operator, organization, made.ID, edit)
	w.ok(err)
	w.ok(w.muster.administration.ActivateLoginMethod(w.Context(), operator, organization, made.ID))
	made, err = w.muster.store.View(w.Context(), organization).LoginMethod(made.ID)
	w.ok(err)
	return made
}

// edit changes a login method.
func (w *world) edit(method directory.LoginMethod, edit administration.LoginMethodEdit) {
	w.Helper()
	_, err := w.muster.administration.UpdateLoginMethod(w.Context(), administration.Operator(), method.Organization, method.ID, edit)
	w.ok(err)
}

// visitor is somebody with a browser that does what pages ask for.
type visitor struct {
	*world
	client *http.Client
}

func (w *world) visitor() *visitor {
	w.Helper()
	jar, err := cookiejar.New(nil)
	w.ok(err)
	return &visitor{w, &http.Client{Jar: jar, Transport: w.muster.certificates}}
}

// page is where a browser came to.
type page struct {
	address *url.URL
	status  int
	body    string
}

// send sends a request, with a form where there is one, and follows where it leads.
func (v *visitor) send(method, address string, form url.Values) page {
	v.Helper()
	var body io.Reader = http.NoBody
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	request, err := http.NewRequestWithContext(v.Context(), method, address, body)
	v.ok(err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return v.do(request)
}

func (v *visitor) do(request *http.Request) page {
	v.Helper()
	answer, err := v.client.Do(request)
	v.ok(err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	v.ok(err)
	return page{answer.Request.URL, answer.StatusCode, string(body)}
}

// ask asks the API, and reads what it answers into something, where that is
// wanted. It returns the status.
func (v *visitor) ask(method, path, body string, into any) int {
	v.Helper()
	request, err := http.NewRequestWithContext(v.Context(), method, v.muster.url+"/api/v1"+path, strings.NewReader(body))
	v.ok(err)
	request.Header.Set("Content-Type", "application/json")
	answered := v.do(request)
	if into != nil && answered.status < http.StatusBadRequest {
		v.ok(json.Unmarshal([]byte(answered.body), into))
	}
	return answered.status
}

func (v *visitor) open(address string) page {
	v.Helper()
	return v.carry(v.send(http.MethodGet, address, nil))
}

// carry posts the forms that post themselves: those without anything to fill in.
func (v *visitor) carry(at page) page {
	v.Helper()
	for {
		action, fields, found := formOf(at)
		if !found || fields.Has("password") {
			return at
		}
		at = v.send(http.MethodPost, action, fields)
	}
}

// signIn fills in Okta's page for somebody.
func (v *visitor) signIn(at page, given string) page {
	v.Helper()
	return v.signInAs(at, strings.ToLower(given)+"@"+domain)
}

func (v *visitor) signInAs(at page, login string) page {
	v.Helper()
	action, fields, found := formOf(at)
	if !found || !fields.Has("password") {
		v.Fatalf("%s is not Okta's page to sign in at: %s", at.address, at.body)
	}
	fields.Set("username", login)
	fields.Set("password", word)
	return v.carry(v.send(http.MethodPost, action, fields))
}

// formOf reads the form of a page that posts.
func formOf(at page) (action string, fields url.Values, found bool) {
	document, err := html.Parse(strings.NewReader(at.body))
	if err != nil {
		return "", nil, false
	}
	fields = url.Values{}
	for node := range document.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, attribute := range node.Attr {
			attributes[attribute.Key] = attribute.Val
		}
		switch {
		case node.Data == "form" && !found && attributes["method"] == "post" && !strings.Contains(attributes["action"], "signout"):
			target, err := at.address.Parse(attributes["action"])
			if err != nil {
				return "", nil, false
			}
			action, found = target.String(), true
		case node.Data == "input" && attributes["name"] != "":
			fields.Set(attributes["name"], attributes["value"])
		}
	}
	return action, fields, found
}

// who asks Muster who is signed in; "" is nobody.
func (v *visitor) who() string {
	v.Helper()
	var me struct{ Person struct{ Email string } }
	v.ask(http.MethodGet, "/session", "", &me)
	return me.Person.Email
}

// session is the cookie that the browser holds for Muster, or "".
func (v *visitor) session() string {
	v.Helper()
	address, err := url.Parse(v.muster.url)
	v.ok(err)
	for _, cookie := range v.client.Jar.Cookies(address) {
		if cookie.Name == browser.SecurePrefix+browser.Session {
			return cookie.Value
		}
	}
	return ""
}

// refused wants a page to be the one that tells of a refusal by a rule.
func (p page) refused(t *testing.T, rule string) {
	t.Helper()
	if got := p.address.Query().Get("refused"); got != rule {
		t.Errorf("at %s, want a refusal by %s", p.address, rule)
	}
}

// certificate is ours, as Okta's administrator uploads it.
func (w *world) certificate(method directory.LoginMethod) *x509.Certificate {
	w.Helper()
	certificate, err := x509.ParseCertificate(method.Keys[0].Certificate)
	w.ok(err)
	return certificate
}

// owner is an owner of the organization who was invited by hand and is signed in by
// a password.
func (w *world) owner(name string) *visitor {
	w.Helper()
	email := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@owners.example"
	invited, err := w.muster.administration.InviteMember(w.Context(), administration.Operator(), w.organization.ID,
		administration.Invitation{Name: name, Email: email, Role: directory.RoleOwner})
	w.ok(err)
	_, link, err := w.muster.access.CreateMemberLink(w.Context(), directory.Actor{Kind: directory.ActorOperator, Name: "operator"}, w.organization.ID, invited.ID)
	w.ok(err)
	_, err = w.muster.access.AcceptByPassword(w.Context(), access.Acceptance{Token: link.Reveal()}, word)
	w.ok(err)
	v := w.visitor()
	v.ask(http.MethodPost, "/session/password", `{"email":"`+email+`","password":"`+word+`"}`, nil)
	if v.who() != email {
		w.Fatalf("%s is not signed in", email)
	}
	return v
}

// id is the member who is signed in, or "".
func (v *visitor) id() directory.MemberID {
	v.Helper()
	var me struct {
		Person struct{ ID directory.MemberID }
	}
	v.ask(http.MethodGet, "/session", "", &me)
	return me.Person.ID
}

// method is what the API shows of a login method.
func (v *visitor) method(method directory.LoginMethod) api.LoginMethod {
	v.Helper()
	var shown api.LoginMethod
	v.ask(http.MethodGet, "/organizations/"+string(method.Organization)+"/login-methods/"+string(method.ID), "", &shown)
	return shown
}

// rename gives somebody another login in Okta, which pushes it.
func (w *world) rename(given, login string) {
	w.Helper()
	w.ok(w.app.ChangeUsername(w.Context(), w.people[given], login))
}
