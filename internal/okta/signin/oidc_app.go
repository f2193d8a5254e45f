package signin

import (
	"crypto"
	"crypto/rand"
	"errors"
	"net/url"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// OIDCSettings are what an administrator enters for a web application that signs
// people in by OpenID Connect.
type OIDCSettings struct {
	// Label is the app's name on the home page, "Muster" when empty.
	Label string
	// RedirectURIs are the addresses for codes, compared to the letter.
	RedirectURIs []string
	// LogoutURIs are the addresses to which people may return after signing out.
	LogoutURIs []string
	// InitiateURI starts a sign-in from the home page. Without one the tile leads
	// nowhere.
	InitiateURI string
	// RequirePKCE refuses requests without a code challenge, as Okta's forms
	// propose.
	RequirePKCE bool
	// PublicKeys make the app prove itself by private_key_jwt. Without them it
	// gets a client secret.
	PublicKeys []crypto.PublicKey
	// Assigned tells who is assigned; nil lets everybody in the org, which Okta
	// calls Federation Broker Mode.
	Assigned Assigned
	// Hidden keeps the tile from the home page.
	Hidden bool
}

// OIDCApp is an app that signs people in by OpenID Connect.
type OIDCApp struct {
	OIDCSettings

	ClientID AppID
	// ClientSecret is empty where the app proves itself by a key.
	ClientSecret string
}

// AddOIDCApp adds an app to the org.
func (s *Service) AddOIDCApp(settings OIDCSettings) (OIDCApp, error) {
	settings, err := settings.complete()
	if err != nil {
		return OIDCApp{}, err
	}
	made := &OIDCApp{OIDCSettings: settings, ClientID: newAppID("0oa")}
	if len(settings.PublicKeys) == 0 {
		made.ClientSecret = rand.Text() + rand.Text()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.oidc[made.ClientID] = made
	s.apps = append(s.apps, made.ClientID)
	return *made, nil
}

// ChangeOIDCApp puts other settings in the place of an app's, which keeps its
// client id and its secret.
func (s *Service) ChangeOIDCApp(id AppID, settings OIDCSettings) (OIDCApp, error) {
	settings, err := settings.complete()
	if err != nil {
		return OIDCApp{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	app, ok := s.oidc[id]
	if !ok {
		return OIDCApp{}, errNoApp
	}
	// Requests on their way may still read the app of before.
	changed := *app
	changed.OIDCSettings = settings
	s.oidc[id] = &changed
	return changed, nil
}

// complete fills in what was left empty and refuses what Okta's form refuses.
func (settings OIDCSettings) complete() (OIDCSettings, error) {
	if settings.Label == "" {
		settings.Label = "Muster"
	}
	if len(settings.RedirectURIs) == 0 {
		return settings, errors.New("enter a sign-in redirect URI")
	}
	for _, address := range settings.RedirectURIs {
		if err := checkAddress("sign-in redirect URI", address); err != nil {
			return settings, err
		}
	}
	for _, address := range settings.LogoutURIs {
		if err := checkAddress("sign-out redirect URI", address); err != nil {
			return settings, err
		}
	}
	if settings.InitiateURI != "" {
		if err := checkAddress("initiate login URI", settings.InitiateURI); err != nil {
			return settings, err
		}
	}
	return settings, nil
}

func (s *Service) oidcApp(id AppID) (*OIDCApp, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, ok := s.oidc[id]
	return app, ok
}

// startAddress is where the tile leads (OpenID Connect Core §4).
func (a *OIDCApp) startAddress(issuer string) string {
	if a.InitiateURI == "" {
		return ""
	}
	return withQuery(a.InitiateURI, url.Values{"iss": {issuer}})
}

// withQuery adds parameters to an address that may have some already.
func withQuery(address string, more url.Values) string {
	u, err := url.Parse(address)
	if err != nil {
		return address // it was looked at when it was entered
	}
	query := u.Query()
	for name, values := range more {
		query[name] = values
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// grant is what somebody who signed in allows an app: first a code, then a
// token.
type grant struct {
	app         *OIDCApp
	user        okta.UserID
	scopes      []string
	redirectURI string
	nonce       string
	challenge   string
	signedIn    time.Time
	expires     time.Time
	spent       bool
	// issued is the access token that the code was exchanged for.
	issued string
}
