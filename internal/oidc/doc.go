// Package oidc is OpenID Connect for a relying party: it sends a person's
// browser to an identity provider and judges what comes back.
//
// It owns discovery (Provider), the authorization request (Client.Begin), the
// callback with the exchange of its code and every rule for an ID token
// (Client.Finish), and the address for signing out (Client.LogoutURL). Each
// thing that is checked has a name in one closed list (CheckName), so that a
// connection test, a refusal and a test speak of the same thing.
//
// It does not own accounts, sessions or cookies. It keeps no attempt: Begin
// returns a Pending, which the caller binds to the browser and uses once. Who
// the person is here is the caller's decision, from (Issuer, Subject) alone.
//
// It asks the provider by an *http.Client that it is given, and that decides
// where requests may go. Its own limits of size and time hold with any.
//
// The texts followed: OpenID Connect Core 1.0 (OIDC Core), Discovery 1.0, and
// RP-Initiated Logout 1.0; RFC 6749 (OAuth 2.0), RFC 7515 to 7519 (JWS, JWK,
// JWT), RFC 7523 (private_key_jwt), RFC 7636 (PKCE), RFC 8725 (good practice
// with JWT), RFC 9207 (the iss parameter), RFC 9700 (good practice with OAuth).
//
// Invariants:
//   - An Identity is returned only after every check has passed.
//   - Keys come from the one address that the configured issuer's own document
//     names. What a token says about where its key is, is never followed.
//   - No error and no log holds a code, a token, a secret, a nonce or a state.
//   - However many tokens arrive, keys are fetched at most once a period.
package oidc
