package oidc

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// algorithms are what an ID token may be signed by. Both are asymmetric: with
// HS256 whoever can check a token can make one, and who can read the public
// key could sign with its text (RFC 8725 section 2.1).
var algorithms = []string{"RS256", "ES256"}

// Metadata is what an issuer's discovery document says, as far as it is used
// (Discovery 1.0 section 3).
type Metadata struct {
	Issuer                string
	AuthorizationEndpoint string
	TokenEndpoint         string
	KeysAddress           string // jwks_uri
	EndSessionEndpoint    string // "" where there is none

	// AnnouncesResponseIssuer is authorization_response_iss_parameter_supported
	// (RFC 9207 section 3): an answer without iss is then not the provider's.
	AnnouncesResponseIssuer bool

	responseTypes         []string
	idTokenAlgorithms     []string
	challengeMethods      []string
	authenticationMethods []string
	assertionAlgorithms   []string
}

func parseMetadata(data []byte) (Metadata, error) {
	d, err := parseDocument(data)
	if err != nil {
		return Metadata{}, err
	}
	var m Metadata
	var problems []error
	for name, place := range map[string]*string{
		"issuer":                 &m.Issuer,
		"authorization_endpoint": &m.AuthorizationEndpoint,
		"token_endpoint":         &m.TokenEndpoint,
		"jwks_uri":               &m.KeysAddress,
		"end_session_endpoint":   &m.EndSessionEndpoint,
	} {
		*place, err = d.text(name)
		problems = append(problems, err)
	}
	for name, place := range map[string]*[]string{
		"response_types_supported":                         &m.responseTypes,
		"id_token_signing_alg_values_supported":            &m.idTokenAlgorithms,
		"code_challenge_methods_supported":                 &m.challengeMethods,
		"token_endpoint_auth_methods_supported":            &m.authenticationMethods,
		"token_endpoint_auth_signing_alg_values_supported": &m.assertionAlgorithms,
	} {
		*place, err = d.texts(name)
		problems = append(problems, err)
	}
	m.AnnouncesResponseIssuer, err = d.truth("authorization_response_iss_parameter_supported")
	return m, errors.Join(append(problems, err)...)
}

// checks judges the document of the configured issuer, one thing after the
// other, in words.
func (m Metadata) checks(issuer string) []Check {
	checks := []Check{
		m.checkIssuer(issuer),
		checkAddress(CheckAuthorization, "authorization_endpoint", m.AuthorizationEndpoint, "Browsers are sent to"),
		checkAddress(CheckTokenEndpoint, "token_endpoint", m.TokenEndpoint, "Codes are exchanged at"),
		checkAddress(CheckKeysAddress, "jwks_uri", m.KeysAddress, "Keys are read from"),
		m.checkCodeFlow(),
		m.checkPKCE(),
		m.checkAlgorithms(),
	}
	if m.EndSessionEndpoint != "" {
		checks = append(checks, checkAddress(CheckLogoutEndpoint, "end_session_endpoint", m.EndSessionEndpoint, "Browsers sign out at"))
	}
	return checks
}

// checkIssuer compares as Discovery 1.0 section 4.3 wants: exactly.
func (m Metadata) checkIssuer(issuer string) Check {
	switch {
	case m.Issuer == issuer:
		return Check{CheckIssuer, true, fmt.Sprintf("The provider calls itself %s, as configured.", issuer)}
	case strings.TrimSuffix(m.Issuer, "/") == strings.TrimSuffix(issuer, "/"):
		return Check{CheckIssuer, false, fmt.Sprintf("The provider calls itself %q, which differs by the slash at the end. Enter the issuer exactly so.", m.Issuer)}
	default:
		return Check{CheckIssuer, false, fmt.Sprintf("The provider calls itself %q and not %q. Enter the issuer that belongs to your organization.", shorten(m.Issuer), issuer)}
	}
}

func checkAddress(name CheckName, field, address, what string) Check {
	switch {
	case address == "":
		return Check{name, false, fmt.Sprintf("The provider's document names no %s. Ask the provider for one that does.", field)}
	case !isWebAddress(address):
		return Check{name, false, fmt.Sprintf("The provider's %s does not begin with https://, or cannot be read. Ask the provider to correct it.", field)}
	default:
		return Check{name, true, fmt.Sprintf("%s %s.", what, address)}
	}
}

func (m Metadata) checkCodeFlow() Check {
	// Required by Discovery 1.0, and yet some leave it out.
	if len(m.responseTypes) > 0 && !slices.Contains(m.responseTypes, "code") {
		return Check{CheckCodeFlow, false, "The provider does not offer the authorization code flow (response type code). Enable it for this application."}
	}
	return Check{CheckCodeFlow, true, "The provider offers the authorization code flow."}
}

func (m Metadata) checkPKCE() Check {
	switch {
	case slices.Contains(m.challengeMethods, "S256"):
		return Check{CheckPKCE, true, "The provider protects codes by PKCE with S256."}
	case len(m.challengeMethods) > 0:
		return Check{CheckPKCE, false, "The provider offers PKCE without S256, which would not protect codes. Enable S256 there."}
	default:
		return Check{CheckPKCE, true, "The provider does not say whether it knows PKCE. It is sent, and the nonce protects codes as well."}
	}
}

func (m Metadata) checkAlgorithms() Check {
	for _, algorithm := range algorithms {
		if slices.Contains(m.idTokenAlgorithms, algorithm) {
			return Check{CheckAlgorithms, true, fmt.Sprintf("The provider signs ID tokens by %s.", algorithm)}
		}
	}
	return Check{CheckAlgorithms, false, "The provider signs ID tokens neither by RS256 nor by ES256. Choose one of the two for this application."}
}

// firstFailed returns a refusal for the first check that did not pass.
func firstFailed(checks []Check) error {
	for _, check := range checks {
		if !check.OK {
			return refuse(check.Name, check.Sentence)
		}
	}
	return nil
}

// shorten bounds what a stranger wrote before it is shown.
func shorten(text string) string {
	const most = 200
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
