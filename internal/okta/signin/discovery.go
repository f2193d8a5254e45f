package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// signingKey signs ID tokens.
type signingKey struct {
	id  string
	key *rsa.PrivateKey
}

// RotateKeys makes a new key, which signs ID tokens from now on. The one before
// it stays published; older ones do not.
func (s *Service) RotateKeys() error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = append([]signingKey{{id: rand.Text(), key: key}}, s.keys...)
	s.keys = s.keys[:min(2, len(s.keys))]
	return nil
}

// published returns the keys that signatures are checked with, the one that
// signs first.
func (s *Service) published() []signingKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]signingKey(nil), s.keys...)
}

func (s *Service) publishKeys(w http.ResponseWriter, _ *http.Request) {
	var set jws.KeySet
	for _, one := range s.published() {
		set.Keys = append(set.Keys, jws.KeyFromRSA(one.id, &one.key.PublicKey))
	}
	writeJSON(w, http.StatusOK, set)
}

// metadata is the discovery document (OpenID Connect Discovery §3).
type metadata struct {
	Issuer               string   `json:"issuer"`
	Authorization        string   `json:"authorization_endpoint"`
	Token                string   `json:"token_endpoint"`
	Userinfo             string   `json:"userinfo_endpoint"`
	Keys                 string   `json:"jwks_uri"`
	EndSession           string   `json:"end_session_endpoint"`
	ResponseTypes        []string `json:"response_types_supported"`
	ResponseModes        []string `json:"response_modes_supported"`
	GrantTypes           []string `json:"grant_types_supported"`
	SubjectTypes         []string `json:"subject_types_supported"`
	SigningAlgorithms    []string `json:"id_token_signing_alg_values_supported"`
	Scopes               []string `json:"scopes_supported"`
	ClientAuthentication []string `json:"token_endpoint_auth_methods_supported"`
	AssertionAlgorithms  []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	Claims               []string `json:"claims_supported"`
	CodeChallengeMethods []string `json:"code_challenge_methods_supported"`
	Prompts              []string `json:"prompt_values_supported"`
	IssuerInResponse     bool     `json:"authorization_response_iss_parameter_supported"`
	RequestParameter     bool     `json:"request_parameter_supported"`
	RequestURIParameter  bool     `json:"request_uri_parameter_supported"`
	ClaimsParameter      bool     `json:"claims_parameter_supported"`
}

func (s *Service) discovery(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, metadata{
		Issuer:               s.base,
		Authorization:        s.base + "/oauth2/v1/authorize",
		Token:                s.base + "/oauth2/v1/token",
		Userinfo:             s.base + "/oauth2/v1/userinfo",
		Keys:                 s.base + "/oauth2/v1/keys",
		EndSession:           s.base + "/oauth2/v1/logout",
		ResponseTypes:        []string{"code"},
		ResponseModes:        []string{"query"},
		GrantTypes:           []string{"authorization_code"},
		SubjectTypes:         []string{"public"},
		SigningAlgorithms:    []string{jws.RS256},
		Scopes:               scopes,
		ClientAuthentication: []string{"client_secret_basic", "client_secret_post", "private_key_jwt"},
		AssertionAlgorithms:  []string{jws.RS256, jws.ES256},
		Claims: []string{
			"iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "at_hash", "amr", "idp", "jti", "ver",
			"name", "given_name", "family_name", "preferred_username", "email", "email_verified", "groups",
		},
		CodeChallengeMethods: []string{"S256"},
		Prompts:              []string{"none", "login"},
		IssuerInResponse:     true,
	})
}

// writeJSON answers a program.
func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // whoever hung up reads nothing
}
