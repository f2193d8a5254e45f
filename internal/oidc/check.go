package oidc

import "fmt"

// A CheckName names one thing that is checked. The list is closed.
type CheckName string

// What is checked of a provider, before anybody signs in (Discovery 1.0
// section 3, RFC 8414).
const (
	CheckDiscovery      CheckName = "discovery"       // the document can be read
	CheckIssuer         CheckName = "issuer"          // it is the configured issuer's, and so is the token
	CheckAuthorization  CheckName = "authorization"   // where browsers are sent
	CheckTokenEndpoint  CheckName = "token_endpoint"  // where codes are exchanged
	CheckKeysAddress    CheckName = "keys_address"    // where the keys are
	CheckCodeFlow       CheckName = "code_flow"       // the flow that is used is offered
	CheckPKCE           CheckName = "pkce"            // S256, where anything is announced
	CheckAlgorithms     CheckName = "algorithms"      // RS256 or ES256 among them
	CheckAuthentication CheckName = "authentication"  // how this client proves itself is accepted
	CheckKeys           CheckName = "keys"            // keys that can be used
	CheckLogoutEndpoint CheckName = "logout_endpoint" // where browsers sign out, if anywhere
)

// What is checked when a browser comes back (OIDC Core sections 3.1.2.5 to
// 3.1.3.5, RFC 9207).
const (
	CheckCallback       CheckName = "callback"        // the parameters are well formed
	CheckAttempt        CheckName = "attempt"         // the pending attempt is this client's, and recent
	CheckState          CheckName = "state"           // the browser is the one that began
	CheckResponseIssuer CheckName = "response_issuer" // the answer is from this provider
	CheckProvider       CheckName = "provider"        // the provider did not refuse
	CheckCode           CheckName = "code"            // the provider took the code
	CheckTokenResponse  CheckName = "token_response"  // it answered with what was asked for
)

// What is checked of an ID token (OIDC Core section 3.1.3.7, RFC 8725).
const (
	CheckTokenSize       CheckName = "token_size"
	CheckTokenForm       CheckName = "token_form"
	CheckTokenType       CheckName = "token_type"
	CheckAlgorithm       CheckName = "algorithm"
	CheckKey             CheckName = "key"
	CheckSignature       CheckName = "signature"
	CheckClaims          CheckName = "claims" // well formed, no name twice
	CheckSubject         CheckName = "subject"
	CheckAudience        CheckName = "audience"
	CheckAuthorizedParty CheckName = "authorized_party"
	CheckExpiry          CheckName = "expiry"
	CheckIssuedAt        CheckName = "issued_at"
	CheckNotBefore       CheckName = "not_before"
	CheckNonce           CheckName = "nonce"
	CheckAccessTokenHash CheckName = "access_token_hash"
	CheckSignInTime      CheckName = "sign_in_time"
)

// A Check is one check of a connection test, in words.
type Check struct {
	Name     CheckName
	OK       bool
	Sentence string
}

// A Refusal is why nobody was signed in.
type Refusal struct {
	// Check is what did not pass.
	Check CheckName
	// Message is one plain sentence or two: what is wrong, and what to do.
	Message string
}

// Error returns the check and the message. It holds nothing secret.
func (r *Refusal) Error() string {
	return fmt.Sprintf("openid connect: %s: %s", r.Check, r.Message)
}

func refuse(check CheckName, message string) error {
	return &Refusal{Check: check, Message: message}
}

// tryAgain ends the sentences about what a person cannot mend.
const tryAgain = " Start again from the sign-in page; if it happens again, tell your administrator."
