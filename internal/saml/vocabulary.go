package saml

import "github.com/musterhq/muster/internal/saml/strictxml"

// The namespaces of SAML 2.0, XML Signature and exclusive canonicalization.
const (
	assertionNamespace = "urn:oasis:names:tc:SAML:2.0:assertion"
	protocolNamespace  = "urn:oasis:names:tc:SAML:2.0:protocol"
	metadataNamespace  = "urn:oasis:names:tc:SAML:2.0:metadata"
	signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"
	exclusiveC14N      = "http://www.w3.org/2001/10/xml-exc-c14n#"
	envelopedTransform = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
)

// saml2 is the only version that is spoken.
const saml2 = "2.0"

// Binding is a way in which the browser carries a message.
type Binding string

const (
	// RedirectBinding carries a message in the query of a URL.
	RedirectBinding Binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
	// PostBinding carries a message in a form that the browser posts.
	PostBinding Binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
)

// NameIDFormat says what kind of name a NameID is.
type NameIDFormat string

const (
	// EmailAddressFormat is a name in the form of an email address.
	EmailAddressFormat NameIDFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
	// PersistentFormat is an opaque name that stays with its person.
	PersistentFormat NameIDFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
	// UnspecifiedFormat leaves the kind of name to the identity provider.
	UnspecifiedFormat NameIDFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
	// TransientFormat is a name that lasts for one session. It cannot say who
	// comes back.
	TransientFormat NameIDFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"

	entityFormat NameIDFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
)

// bearerMethod confirms a subject by whoever presents the assertion.
const bearerMethod = "urn:oasis:names:tc:SAML:2.0:cm:bearer" //nolint:gosec // a name of SAML, no credential

func assertionName(local string) strictxml.Name {
	return strictxml.Name{Space: assertionNamespace, Local: local}
}

func protocolName(local string) strictxml.Name {
	return strictxml.Name{Space: protocolNamespace, Local: local}
}

func metadataName(local string) strictxml.Name {
	return strictxml.Name{Space: metadataNamespace, Local: local}
}

func signatureName(local string) strictxml.Name {
	return strictxml.Name{Space: signatureNamespace, Local: local}
}
