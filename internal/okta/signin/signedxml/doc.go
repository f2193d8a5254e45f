// Package signedxml reads XML that somebody signed, and signs XML that the
// stand-in writes: XML Signature as SAML uses it, with an enveloped signature
// over the element that holds it, in exclusive canonical form.
//
// It owns the tree that is read (Element), its canonical form, the check of a
// signature (Verify), the making of one (Signer), and the writing of elements
// that are in canonical form from the start (Write). It is written from the
// specifications alone, so that it shares no mistake with the library of the
// server that it is used against; its tests are judged by xmlsec1.
//
// Invariants:
//   - A document with a DOCTYPE, a comment, a processing instruction or an id
//     that occurs twice is not read.
//   - A signature counts only when it is a child of the element that it covers
//     and made by RSA or ECDSA with SHA-256 and a key that was given: what
//     KeyInfo says is not looked at.
package signedxml

// Names of the specifications.
const (
	NamespaceSignature = "http://www.w3.org/2000/09/xmldsig#"
	Exclusive          = "http://www.w3.org/2001/10/xml-exc-c14n#"
	Inclusive10        = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
	Inclusive11        = "http://www.w3.org/2006/12/xml-c14n11"
	Enveloped          = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
	DigestSHA256       = "http://www.w3.org/2001/04/xmlenc#sha256"
	RSASHA256          = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
	ECDSASHA256        = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
)
