// Package samltest is a SAML identity provider that can be made wrong on
// purpose: it signs what it likes, wraps what it has signed, and mutates it.
//
// It owns a key, a tree of XML, a canonicalizer and a signer, all written for
// this package. It shares no code with what it tests and uses no library for
// XML or signatures, so that one mistake cannot stand on both sides. Debian's
// xmlsec1 judges both.
package samltest
