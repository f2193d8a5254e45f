package signin

import (
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin/signedxml"
)

// assertionSkew is how far an assertion holds before and after its moment: five
// minutes, as Okta's do.
const assertionSkew = 5 * time.Minute

const statusSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success"

// response writes a Response with one Assertion, in the order and with the
// namespaces that Okta writes them with. Everything is in exclusive canonical
// form, so what is signed is what is sent.
func (s *Service) response(app *SAMLApp, asked ask, person okta.Person, told participant, signedIn time.Time) (string, error) {
	now := s.now()
	assertion, err := s.assertion(app, asked, person, told, signedIn, now)
	if err != nil {
		return "", err
	}
	id := newID()
	with := attributes{
		{"xmlns:saml2p", namespaceProtocol},
		{"Destination", app.ACSURL},
		{"ID", id},
		{"IssueInstant", instant(now)},
		{"Version", "2.0"},
	}
	if asked.request != "" {
		with = append(with, signedxml.Attribute{"InResponseTo", asked.request})
	}
	status := element("saml2p:Status", nil, element("saml2p:StatusCode", attributes{{"Value", statusSuccess}}))
	write := func(signature string) string {
		return element("saml2p:Response", with, app.issuerElement(), signature, status, assertion)
	}
	if app.UnsignedResponse {
		return write(""), nil
	}
	signature, err := s.signer().Sign(id, write(""), app.inclusive()...)
	return write(signature), err
}

// inclusive returns the prefixes that stand in values alone: xs, in the types of
// attributes. Okta names it to the canonicalization, and then only.
func (a *SAMLApp) inclusive() []string {
	if len(a.Attributes) == 0 && a.GroupAttribute == "" {
		return nil
	}
	return []string{"xs"}
}

func (s *Service) assertion(app *SAMLApp, asked ask, person okta.Person, told participant, signedIn, now time.Time) (string, error) {
	id := newID()
	with := attributes{
		{"xmlns:saml2", namespaceAssertion},
		{"ID", id},
		{"IssueInstant", instant(now)},
		{"Version", "2.0"},
	}
	issuer := element("saml2:Issuer", attributes{{"Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"}}, signedxml.Text(app.Issuer))
	content := []string{
		subject(app, asked, told, now),
		element("saml2:Conditions", attributes{
			{"NotBefore", instant(now.Add(-assertionSkew))},
			{"NotOnOrAfter", instant(now.Add(assertionSkew))},
		}, element("saml2:AudienceRestriction", nil, element("saml2:Audience", nil, signedxml.Text(app.EntityID)))),
		element("saml2:AuthnStatement", attributes{
			{"AuthnInstant", instant(signedIn)},
			{"SessionIndex", told.index},
		}, element("saml2:AuthnContext", nil,
			element("saml2:AuthnContextClassRef", nil, "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"))),
		s.attributeStatement(app, person),
	}
	write := func(signature string) string {
		return element("saml2:Assertion", with, append([]string{issuer, signature}, content...)...)
	}
	if app.UnsignedAssertion {
		return write(""), nil
	}
	signature, err := s.signer().Sign(id, write(""), app.inclusive()...)
	return write(signature), err
}

func subject(app *SAMLApp, asked ask, told participant, now time.Time) string {
	confirmation := attributes{
		{"NotOnOrAfter", instant(now.Add(assertionSkew))},
		{"Recipient", app.ACSURL},
	}
	if asked.request != "" {
		confirmation = append(confirmation, signedxml.Attribute{"InResponseTo", asked.request})
	}
	return element("saml2:Subject", nil,
		element("saml2:NameID", attributes{{"Format", nameIDFormats[app.NameIDFormat]}}, signedxml.Text(told.nameID)),
		element("saml2:SubjectConfirmation", attributes{{"Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer"}},
			element("saml2:SubjectConfirmationData", confirmation)),
	)
}

// attributeStatement writes the attributes that have a value.
func (s *Service) attributeStatement(app *SAMLApp, person okta.Person) string {
	var content []string
	for _, one := range app.Attributes {
		if value := fields[one.Value](person); value != "" {
			content = append(content, samlAttribute(one.Name, value))
		}
	}
	if groups := s.groupsOf(person.ID); app.GroupAttribute != "" && len(groups) > 0 {
		content = append(content, samlAttribute(app.GroupAttribute, groups...))
	}
	if len(content) == 0 {
		return "" // an empty statement is not allowed
	}
	return element("saml2:AttributeStatement", nil, content...)
}

func samlAttribute(name string, values ...string) string {
	var content []string
	for _, value := range values {
		content = append(content, element("saml2:AttributeValue", attributes{
			{"xmlns:xs", "http://www.w3.org/2001/XMLSchema"},
			{"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
			{"xsi:type", "xs:string"},
		}, signedxml.Text(value)))
	}
	return element("saml2:Attribute", attributes{
		{"Name", name},
		{"NameFormat", "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"},
	}, content...)
}
