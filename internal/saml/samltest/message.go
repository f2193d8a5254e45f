package samltest

import (
	"encoding/base64"
	"time"
)

// Namespaces of SAML.
const (
	AssertionNamespace = "urn:oasis:names:tc:SAML:2.0:assertion"
	ProtocolNamespace  = "urn:oasis:names:tc:SAML:2.0:protocol"
)

// Login is what a response says. Every field is written as it stands.
type Login struct {
	ResponseID, AssertionID string
	Issuer                  string
	Destination             string // and Recipient
	Audience                string
	InResponseTo            string // left out when empty
	NameID                  string
	SessionIndex            string
	At                      time.Time // of issue and of authentication
	Lifetime                time.Duration
	Groups                  []string
}

// Instant writes a time as SAML does.
func Instant(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// Response builds an unsigned response, in the form in which Okta sends it.
func (l Login) Response() *Node {
	return Element("saml2p:Response",
		"xmlns:saml2p", ProtocolNamespace,
		"Destination", l.Destination, "ID", l.ResponseID, "IssueInstant", Instant(l.At), "Version", "2.0").
		Set("InResponseTo", l.InResponseTo).
		Add(
			l.issuer(),
			Element("saml2p:Status").Add(Element("saml2p:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Success")),
			l.assertion(),
		)
}

func (l Login) issuer() *Node {
	return Element("saml2:Issuer", "xmlns:saml2", AssertionNamespace,
		"Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity").Say(l.Issuer)
}

func (l Login) assertion() *Node {
	end := Instant(l.At.Add(l.Lifetime))
	assertion := Element("saml2:Assertion", "xmlns:saml2", AssertionNamespace,
		"ID", l.AssertionID, "IssueInstant", Instant(l.At), "Version", "2.0")
	data := Element("saml2:SubjectConfirmationData", "NotOnOrAfter", end, "Recipient", l.Destination).
		Set("InResponseTo", l.InResponseTo)
	assertion.Add(
		l.issuer(),
		Element("saml2:Subject").Add(
			Element("saml2:NameID", "Format", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress").Say(l.NameID),
			Element("saml2:SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer").Add(data),
		),
		Element("saml2:Conditions", "NotBefore", Instant(l.At.Add(-l.Lifetime)), "NotOnOrAfter", end).Add(
			Element("saml2:AudienceRestriction").Add(Element("saml2:Audience").Say(l.Audience))),
		Element("saml2:AuthnStatement", "AuthnInstant", Instant(l.At), "SessionIndex", l.SessionIndex).Add(
			Element("saml2:AuthnContext").Add(Element("saml2:AuthnContextClassRef").
				Say("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"))),
	)
	if len(l.Groups) > 0 {
		attribute := Element("saml2:Attribute", "Name", "groups")
		for _, group := range l.Groups {
			attribute.Add(Element("saml2:AttributeValue",
				"xmlns:xs", "http://www.w3.org/2001/XMLSchema",
				"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
				"xsi:type", "xs:string").Say(group))
		}
		assertion.Add(Element("saml2:AttributeStatement").Add(attribute))
	}
	return assertion
}

// Signed says which parts of a response are signed.
type Signed string

// What is signed of a response. Okta's default is both.
const (
	SignedResponse  Signed = "response"
	SignedAssertion Signed = "assertion"
	SignedBoth      Signed = "both"
)

// AllSigned lists the three.
func AllSigned() []Signed { return []Signed{SignedResponse, SignedAssertion, SignedBoth} }

// SignResponse signs a response, the assertion before what is around it.
func (s Signer) SignResponse(response *Node, what Signed, how Signing) error {
	if what != SignedResponse {
		inner := how
		inner.Inclusive = "xs" // as Okta signs assertions
		if _, err := s.Sign(response, response.Find("saml2:Assertion"), inner); err != nil {
			return err
		}
	}
	if what == SignedAssertion {
		return nil
	}
	_, err := s.Sign(response, response, how)
	return err
}

// Encode writes a message as a form carries it.
func Encode(document string) string { return base64.StdEncoding.EncodeToString([]byte(document)) }
