// Package federation is a directory.LoginMethod in its protocol: the addresses
// that its provider is given, the keys that we sign with, what is known of the
// provider's side, and the tests that an administrator makes of all that.
//
// The room signin sends people there and back with it; the API shows it and fills
// it in. Neither protocol's own rules are here: those are oidc's and saml's.
package federation
