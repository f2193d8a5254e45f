// Package saml is SAML 2.0 for a service provider: it asks an identity provider
// to sign somebody in or out, and reads what the provider answers.
//
// It owns the messages: their building, their signing, and the checks that an
// answer must pass before anything of it is believed. It does no I/O, keeps no
// state and has no clock. Its caller carries the messages, stores which requests
// are pending and which assertions were used (Assertion.ID, until
// Assertion.NotOnOrAfter), and decides who the subject is to us.
//
// What always holds:
//
//   - Only bytes whose digest a stored certificate's key has signed are read.
//     They are parsed anew, by the strict reader of strictxml, and the document
//     that arrived is not looked at again for anything that is returned.
//   - Keys come from the stored configuration. What a message says about its own
//     key is ignored, and without a certificate everything is refused.
//   - Checks are made in a fixed order, that of Check. The first that fails ends
//     the reading with a *Refusal, whose Message an administrator can act upon.
//
// docs/decisions/0019-saml.md says why it is written so.
package saml
