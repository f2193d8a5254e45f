package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// Config is what a Service needs besides its org.
type Config struct {
	// BaseURL is the address of the service, http://127.0.0.1:8080 for one,
	// without a path. It is the issuer of OpenID Connect as it stands.
	BaseURL string
	// Now tells the time, time.Now when nil.
	Now func() time.Time
}

// Service signs the people of an org in. It may be used by several goroutines.
type Service struct {
	org     *okta.Org
	base    string
	cookie  string
	now     func() time.Time
	handler http.Handler

	mu sync.Mutex
	// turns counts requests and sign-ins, to tell which came first: two may
	// share a moment.
	turns     int
	passwords map[okta.UserID]password
	sessions  map[sessionID]*session
	// pending are requests of apps that wait for somebody to sign in.
	pending map[string]pending
	oidc    map[AppID]*OIDCApp
	saml    map[AppID]*SAMLApp
	links   map[AppID]*LinkSettings
	apps    []AppID // in the order of creation, for the home page

	keys         []signingKey // the first one signs
	certificates []certificate
	prepared     *certificate // announced, and does not sign yet

	codes  map[string]*grant
	access map[string]*grant
	// assertions are clients' assertions that were used, with their end.
	assertions map[string]time.Time
}

// AppID is Okta's id of an app: "0oa" and 17 letters or digits for OpenID
// Connect, where it is the client id too, and for a link, "exk" and 17 for SAML.
type AppID string

// Assigned tells whether somebody is assigned to an app. The method of that name
// of an okta.App makes sign-in and provisioning one app, as they are in Okta.
type Assigned func(okta.UserID) bool

// New makes the service. The error says what is wrong with the base URL.
func New(org *okta.Org, config Config) (*Service, error) {
	base, err := url.Parse(config.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("the base URL %q is no web address", config.BaseURL)
	}
	if config.BaseURL != base.Scheme+"://"+base.Host {
		return nil, fmt.Errorf("the base URL %q has more than a host and a port", config.BaseURL)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	s := &Service{
		org:        org,
		base:       config.BaseURL,
		cookie:     cookieName(base),
		now:        config.Now,
		passwords:  map[okta.UserID]password{},
		sessions:   map[sessionID]*session{},
		pending:    map[string]pending{},
		oidc:       map[AppID]*OIDCApp{},
		saml:       map[AppID]*SAMLApp{},
		links:      map[AppID]*LinkSettings{},
		codes:      map[string]*grant{},
		access:     map[string]*grant{},
		assertions: map[string]time.Time{},
	}
	if err := errors.Join(s.RotateKeys(), s.RotateCertificate()); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	return s, nil
}

// Issuer returns the base URL, which is the issuer of OpenID Connect.
func (s *Service) Issuer() string { return s.base }

// ServeHTTP makes a Service an http.Handler.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers at a listener until ctx ends, and closes it. It is for whoever
// has no server of its own.
func (s *Service) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve sign-in: %w", err)
	}
	return nil
}

// eligible returns the person if they may use an app now: active in the org and
// assigned. Nil for assigned means that nobody has to be.
func (s *Service) eligible(id okta.UserID, assigned Assigned) (okta.Person, error) {
	person, active := s.active(id)
	if !active {
		return okta.Person{}, errInactive
	}
	if assigned != nil && !assigned(id) {
		return okta.Person{}, errUnassigned
	}
	return person, nil
}

var (
	errInactive   = errors.New("User is not active")
	errUnassigned = errors.New("User is not assigned to this application")
	errNoApp      = errors.New("there is no such app")
)

// active returns the person if they may sign in.
func (s *Service) active(id okta.UserID) (okta.Person, bool) {
	person, ok := s.org.Person(id)
	return person, ok && person.Status == okta.StatusActive
}

// groupsOf returns the names of a person's groups.
func (s *Service) groupsOf(id okta.UserID) []string {
	var names []string
	for _, group := range s.org.Groups() {
		for _, member := range group.Members {
			if member == id {
				names = append(names, group.Name)
			}
		}
	}
	return names
}

// RemoveApp takes an app out of the org: nobody is signed in to it any more.
func (s *Service) RemoveApp(id AppID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.oidc, id)
	delete(s.saml, id)
	delete(s.links, id)
	s.apps = slices.DeleteFunc(s.apps, func(other AppID) bool { return other == id })
}

// newAppID makes an id in Okta's form.
func newAppID(prefix string) AppID { return AppID(prefix + rand.Text()[:20-len(prefix)]) }

// checkAddress refuses what an administrator cannot enter for an address of an
// application.
func checkAddress(what, text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.Fragment != "" {
		return fmt.Errorf("the %s %q is no web address", what, text)
	}
	return nil
}
