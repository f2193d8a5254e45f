// Package signin signs the people of an Okta org in: it is the part of the
// stand-in that an application trusts with the question who somebody is.
//
// It owns the sign-in page with its session, the home page with a tile for each
// app, an OpenID Connect provider that behaves as Okta's org authorization
// server, and a SAML 2.0 identity provider that writes what Okta writes. It
// owns no people and no assignments: those are the okta.Org's and the
// okta.App's, and each is asked at the moment in which it matters, so that
// somebody who is deactivated or unassigned gets nothing more.
//
// It imports none of Muster's packages and none of the libraries that Muster
// verifies with: the two folders beside it, jws and signedxml, are written from
// the specifications alone.
//
// Its pages, beneath the base URL:
//
//	/                                   the home page, or the sign-in page
//	/login/login.htm                    the sign-in page
//	/.well-known/openid-configuration   and /oauth2/v1/… for OpenID Connect
//	/app/{label}/{id}/sso/saml          sign-in by SAML, with a request or without
//	/app/{label}/{id}/slo/saml          single logout by SAML
//	/app/{id}/sso/saml/metadata         what an administrator gives the application
//
// Invariants:
//   - Nobody who is suspended or deactivated is signed in, and nothing is issued
//     for anybody who is not assigned to the app, also when they were a moment
//     ago.
//   - A code and a client's assertion are good for one use.
//   - Codes, tokens, assertions and answers go to the addresses that an
//     administrator entered, never to one that only a request names.
//   - What cannot be answered safely becomes a page that says why.
//
// Everything is kept in memory. The passwords are made up by whoever starts it.
package signin
