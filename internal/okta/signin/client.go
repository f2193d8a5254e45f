package signin

import (
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// assertionLife is how far in the future a client's assertion may end (Okta's
// limit).
const assertionLife = time.Hour

// bearerAssertion is the type of an assertion that is a JSON Web Token (RFC 7523
// §2.2).
const bearerAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" //nolint:gosec // a name, not a secret

var (
	invalidClient = oauthError{"invalid_client", "The client secret supplied for a confidential client is invalid."}
	invalidJWT    = oauthError{"invalid_client", "The client_assertion token is invalid."}
)

// authenticateClient returns the app that sent a request, by its secret in the
// header or in the form, or by an assertion that it signed. One of them, not
// two (RFC 6749 §2.3).
func (s *Service) authenticateClient(r *http.Request) (*OIDCApp, oauthError) {
	basicID, basicSecret, basic := r.BasicAuth()
	form := r.PostForm
	if basic && form.Has("client_secret") || (basic || form.Has("client_secret")) && form.Has("client_assertion") {
		return nil, oauthError{"invalid_request", "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body."}
	}
	if form.Has("client_assertion") {
		return s.clientOfAssertion(form)
	}
	id, secret := form.Get("client_id"), form.Get("client_secret")
	if basic {
		// Both are encoded as in a form before (RFC 6749 §2.3.1).
		var err error
		if basicID, err = url.QueryUnescape(basicID); err != nil {
			return nil, invalidClient
		}
		if basicSecret, err = url.QueryUnescape(basicSecret); err != nil {
			return nil, invalidClient
		}
		if id != "" && id != basicID {
			return nil, invalidClient
		}
		id, secret = basicID, basicSecret
	}
	app, known := s.oidcApp(AppID(id))
	if !known || app.ClientSecret == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(app.ClientSecret)) != 1 {
		return nil, invalidClient
	}
	return app, oauthError{}
}

// clientAssertion are the claims of a client about itself (RFC 7523 §3).
type clientAssertion struct {
	Issuer    AppID    `json:"iss"`
	Subject   AppID    `json:"sub"`
	Audience  audience `json:"aud"`
	Expires   int64    `json:"exp"`
	NotBefore int64    `json:"nbf"`
	ID        string   `json:"jti"`
}

// clientOfAssertion reads an assertion, which is good for one use.
func (s *Service) clientOfAssertion(form url.Values) (*OIDCApp, oauthError) {
	if form.Get("client_assertion_type") != bearerAssertion {
		return nil, oauthError{"invalid_request", "The client_assertion_type is not " + bearerAssertion + "."}
	}
	app, claimed, ok := s.readAssertion(form.Get("client_assertion"))
	if !ok || form.Has("client_id") && AppID(form.Get("client_id")) != app.ClientID {
		return nil, invalidJWT
	}
	now := s.now().Unix()
	switch {
	case !slices.Equal(claimed.Audience, audience{s.base}) && !slices.Equal(claimed.Audience, audience{s.base + "/oauth2/v1/token"}):
		return nil, oauthError{"invalid_client", "The audience claim for client_assertion must be the endpoint you invoked for the request, or the issuer."}
	case claimed.Expires <= now, claimed.Expires > now+int64(assertionLife.Seconds()), claimed.NotBefore > now:
		return nil, oauthError{"invalid_client", "The client_assertion token is expired, not valid yet, or valid for more than an hour."}
	case claimed.ID == "":
		return nil, invalidJWT
	}
	if !s.useAssertion(app.ClientID, claimed) {
		return nil, oauthError{"invalid_client", "The client_assertion token has been used already."}
	}
	return app, oauthError{}
}

// readAssertion finds the app whose key signed an assertion about itself.
func (s *Service) readAssertion(token string) (*OIDCApp, clientAssertion, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, app := range s.oidc {
		var claimed clientAssertion
		if jws.Read(token, &claimed, app.PublicKeys...) == nil && claimed.Issuer == id && claimed.Subject == id {
			return app, claimed, true
		}
	}
	return nil, clientAssertion{}, false
}

// useAssertion tells whether it is the first time.
func (s *Service) useAssertion(app AppID, claimed clientAssertion) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, end := range s.assertions {
		if s.now().After(end) {
			delete(s.assertions, key)
		}
	}
	key := string(app) + " " + claimed.ID
	if _, used := s.assertions[key]; used {
		return false
	}
	s.assertions[key] = time.Unix(claimed.Expires, 0)
	return true
}

// audience is one string or a list of them (RFC 7519 §4.1.3).
type audience []string

// UnmarshalJSON reads both forms.
func (a *audience) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(a))
}
