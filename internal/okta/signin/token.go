package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// tokenLife is how long ID tokens and access tokens hold.
const tokenLife = time.Hour

// tokens is the answer to a code.
type tokens struct {
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"`
	AccessToken string `json:"access_token"`
	Scope       string `json:"scope"`
	IDToken     string `json:"id_token"`
}

// invalidCode says nothing of what is wrong with a code.
var invalidCode = oauthError{"invalid_grant", "The authorization code is invalid or has expired."}

// token exchanges a code.
func (s *Service) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		writeJSON(w, http.StatusBadRequest, oauthError{"invalid_request", "The request cannot be read."})
		return
	}
	app, refused := s.authenticateClient(r)
	if refused.Code != "" {
		if r.Header.Get("Authorization") != "" {
			w.Header().Set("WWW-Authenticate", `Basic realm="Okta (stand-in)"`)
		}
		status := http.StatusUnauthorized
		if refused.Code == "invalid_request" {
			status = http.StatusBadRequest
		}
		writeJSON(w, status, refused)
		return
	}
	if r.PostForm.Get("grant_type") != "authorization_code" {
		writeJSON(w, http.StatusBadRequest, oauthError{"unsupported_grant_type", "The authorization grant type is not supported by the authorization server. It is authorization_code."})
		return
	}
	allowed, refused := s.redeem(r, app)
	if refused.Code != "" {
		writeJSON(w, http.StatusBadRequest, refused)
		return
	}
	person, err := s.eligible(allowed.user, app.Assigned)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, oauthError{"invalid_grant", err.Error() + "."})
		return
	}
	answer, err := s.issue(allowed, person)
	if err != nil {
		writeJSON(w, http.StatusInternalServerError, oauthError{"server_error", "The token could not be signed."})
		return
	}
	w.Header().Set("Pragma", "no-cache")
	writeJSON(w, http.StatusOK, answer)
}

// redeem spends a code, whether it may be exchanged or not: whoever holds it
// wrongly tries once. A code that comes a second time takes the token back that
// it was exchanged for (RFC 6749 §4.1.2).
func (s *Service) redeem(r *http.Request, app *OIDCApp) (*grant, oauthError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	allowed, ok := s.codes[r.PostForm.Get("code")]
	if !ok {
		return nil, invalidCode
	}
	if allowed.spent {
		delete(s.access, allowed.issued)
		return nil, invalidCode
	}
	allowed.spent = true
	verifier := r.PostForm.Get("code_verifier")
	switch {
	case !s.now().Before(allowed.expires), allowed.app != app:
		return nil, invalidCode
	case r.PostForm.Get("redirect_uri") != allowed.redirectURI:
		return nil, oauthError{"invalid_grant", "The redirect URI does not match the one of the authorization request."}
	case allowed.challenge == "" && verifier != "": // a challenge was taken out on the way (RFC 9700 §2.1.1)
		return nil, oauthError{"invalid_grant", "PKCE verification failed."}
	case allowed.challenge != "" && !verifies(verifier, allowed.challenge):
		return nil, oauthError{"invalid_grant", "PKCE verification failed."}
	}
	return allowed, oauthError{}
}

// verifies compares a verifier with its challenge (RFC 7636 §4.6).
func verifies(verifier, challenge string) bool {
	if len(verifier) < 43 || len(verifier) > 128 {
		return false
	}
	hash := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(hash[:])), []byte(challenge)) == 1
}

// idToken are the claims of an ID token, with those that only Okta has.
type idToken struct {
	Subject  okta.UserID `json:"sub"`
	Version  int         `json:"ver"`
	Issuer   string      `json:"iss"`
	Audience AppID       `json:"aud"`
	IssuedAt int64       `json:"iat"`
	Expires  int64       `json:"exp"`
	ID       string      `json:"jti"`
	Methods  []string    `json:"amr"`
	Provider string      `json:"idp"`
	Nonce    string      `json:"nonce,omitempty"`
	AuthTime int64       `json:"auth_time"`
	AtHash   string      `json:"at_hash"`
	claims
}

// issue makes the tokens of a grant.
func (s *Service) issue(allowed *grant, person okta.Person) (tokens, error) {
	access, now := rand.Text()+rand.Text(), s.now()
	hash := sha256.Sum256([]byte(access))
	signing := s.published()[0]
	signed, err := jws.Sign(signing.key, signing.id, idToken{
		Subject:  person.ID,
		Version:  1,
		Issuer:   s.base,
		Audience: allowed.app.ClientID,
		IssuedAt: now.Unix(),
		Expires:  now.Add(tokenLife).Unix(),
		ID:       "ID." + rand.Text(),
		Methods:  []string{"pwd"},
		Provider: "00oStandInForOkta000",
		Nonce:    allowed.nonce,
		AuthTime: allowed.signedIn.Unix(),
		AtHash:   base64.RawURLEncoding.EncodeToString(hash[:16]), // the left half
		claims:   s.claims(person, allowed.scopes),
	})
	if err != nil {
		return tokens{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	allowed.issued = access
	s.access[access] = &grant{app: allowed.app, user: allowed.user, scopes: allowed.scopes, expires: now.Add(tokenLife)}
	return tokens{
		TokenType:   "Bearer",
		ExpiresIn:   int(tokenLife.Seconds()),
		AccessToken: access,
		Scope:       strings.Join(allowed.scopes, " "),
		IDToken:     signed,
	}, nil
}
