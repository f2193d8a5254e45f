// Package signin is the way of a person's browser to an identity provider and
// back: to sign in, to prove anew who they are, to tie the provider's account to
// their own, or to try a login method that is not active yet.
//
// Every address names a login method, and through it the organization. What
// belongs to an attempt lies in a cookie of the browser that began, under a handle
// that comes back with the answer; the server keeps nothing of it, so that it does
// not matter which process answers, and strangers fill no table.
//
// The two protocols judge what the provider says (oidc, saml); who that is here is
// for access to decide. What is refused is told in the panel: the browser is sent
// there with the name of the rule, never with a sentence that a stranger could
// write.
package signin
