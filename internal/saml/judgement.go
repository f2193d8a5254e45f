package saml

import (
	"unicode"
	"unicode/utf8"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

const (
	maxNameID     = 256  // characters, as SAML core section 8.3.7 says of persistent names
	maxIdentifier = 1024 // bytes of an ID or SessionIndex, which the caller stores
)

// judge makes the checks that come after the signature: whether what was signed
// is meant for us, now, and as the answer to what we asked.
func (e Expectation) judge(envelope, assertion *strictxml.Element, noted *passed) (Assertion, *Refusal) {
	read := Assertion{}
	read.ID, _ = assertion.Attribute("ID")
	if len(read.ID) > maxIdentifier {
		return Assertion{}, refuse(CheckAssertion, "The assertion's ID is longer than %d characters. Turn to the support of the identity provider.", maxIdentifier)
	}
	steps := []struct {
		check Check
		make  func(envelope, assertion *strictxml.Element, read *Assertion) *Refusal
	}{
		{CheckStatus, func(envelope, _ *strictxml.Element, _ *Assertion) *Refusal { return checkStatus(envelope) }},
		{CheckIssuer, e.checkIssuers},
		{CheckDestination, e.checkDestination},
		{CheckConfirmation, e.checkConfirmation},
		{CheckInResponseTo, e.checkInResponseTo},
		{CheckTime, e.checkConditions},
		{CheckAudience, e.checkAudience},
		{CheckAuthentication, e.checkAuthentication},
		{CheckSubject, e.checkSubject},
	}
	for _, step := range steps {
		if refusal := step.make(envelope, assertion, &read); refusal != nil {
			return Assertion{}, refusal
		}
		noted.note(step.check)
	}
	read.Attributes = readAttributes(assertion)
	return read, nil
}

// checkIssuers wants the configured provider as the issuer of the assertion, and
// of the response where it names one.
func (e Expectation) checkIssuers(envelope, assertion *strictxml.Element, _ *Assertion) *Refusal {
	if refusal := checkIssuer(assertion, e.IdentityProvider); refusal != nil {
		return refusal
	}
	if len(envelope.All(assertionName("Issuer"))) == 0 {
		return nil // optional in SAML core section 3.2.2
	}
	return checkIssuer(envelope, e.IdentityProvider)
}

func checkIssuer(element *strictxml.Element, idp *IdentityProvider) *Refusal {
	issuer := element.Only(assertionName("Issuer"))
	if issuer == nil || idp.EntityID == "" || len(issuer.Children) > 0 || issuer.Text != idp.EntityID {
		return refuse(CheckIssuer, "The message comes from another identity provider than the one set up here, whose entity ID is %q. Compare it with the issuer in the identity provider, or upload its current metadata file.", idp.EntityID)
	}
	if format, given := issuer.Attribute("Format"); given && NameIDFormat(format) != entityFormat {
		return refuse(CheckIssuer, "The issuer of the message is not named by an entity ID. Turn to the support of the identity provider.")
	}
	return nil
}

func (e Expectation) checkDestination(envelope, _ *strictxml.Element, _ *Assertion) *Refusal {
	return checkDestination(envelope, e.ServiceProvider.ACSURL)
}

func checkDestination(root *strictxml.Element, ours string) *Refusal {
	if destination, _ := root.Attribute("Destination"); destination != ours || ours == "" {
		return refuse(CheckDestination, "The message is addressed to another URL than this one. Set the URL in the identity provider to exactly %s", ours)
	}
	return nil
}

// checkConfirmation wants the subject confirmed by one bearer confirmation for
// our address (SAML profiles, section 4.1.4.3).
func (e Expectation) checkConfirmation(_, assertion *strictxml.Element, read *Assertion) *Refusal {
	data := confirmationData(assertion)
	if data == nil {
		return refuse(CheckConfirmation, "The assertion does not confirm its subject by exactly one bearer confirmation. Turn to the support of the identity provider.")
	}
	if recipient, _ := data.Attribute("Recipient"); recipient != e.ServiceProvider.ACSURL {
		return refuse(CheckConfirmation, "The assertion is meant for another URL than this one. Set the recipient URL in the identity provider to exactly %s", e.ServiceProvider.ACSURL)
	}
	text, _ := data.Attribute("NotOnOrAfter")
	end, ok := parseInstant(text)
	if !ok {
		return refuse(CheckConfirmation, "The assertion does not say until when it may be brought here. Turn to the support of the identity provider.")
	}
	if refusal := e.within(CheckConfirmation, data); refusal != nil {
		return refusal
	}
	read.NotOnOrAfter = end.Add(e.skew())
	return nil
}

func confirmationData(assertion *strictxml.Element) *strictxml.Element {
	subject := assertion.Only(assertionName("Subject"))
	if subject == nil {
		return nil
	}
	confirmation := subject.Only(assertionName("SubjectConfirmation"))
	if confirmation == nil {
		return nil
	}
	if method, _ := confirmation.Attribute("Method"); method != bearerMethod {
		return nil
	}
	return confirmation.Only(assertionName("SubjectConfirmationData"))
}

// checkInResponseTo wants the answer to the request that this browser made. An
// answer to somebody else's request is refused even where no request is needed:
// it was stolen or is being forced upon somebody.
func (e Expectation) checkInResponseTo(envelope, assertion *strictxml.Element, read *Assertion) *Refusal {
	answered, answers := envelope.Attribute("InResponseTo")
	confirmed, confirms := confirmationData(assertion).Attribute("InResponseTo")
	if !answers && !confirms {
		if !e.AllowUnsolicited {
			return refuse(CheckInResponseTo, "The response answers no request of ours. Start at this service's sign-in page, or allow sign-in that starts at the identity provider.")
		}
		return nil
	}
	if !confirms || e.RequestID == "" || confirmed != e.RequestID || answers && answered != e.RequestID {
		return refuse(CheckInResponseTo, "The response answers another request than the one that this browser made. Sign in once more from this service's sign-in page.")
	}
	read.InResponseTo = confirmed
	return nil
}

// checkConditions wants the assertion to be valid now, under no condition that
// we do not know.
func (e Expectation) checkConditions(envelope, assertion *strictxml.Element, read *Assertion) *Refusal {
	conditions := assertion.Only(assertionName("Conditions"))
	if conditions == nil {
		return refuse(CheckTime, "The assertion does not say under which conditions it is valid. Turn to the support of the identity provider.")
	}
	if refusal := e.within(CheckTime, conditions); refusal != nil {
		return refusal
	}
	for _, condition := range conditions.Children {
		switch condition.Name {
		case assertionName("AudienceRestriction"), assertionName("OneTimeUse"), assertionName("ProxyRestriction"):
		default:
			return refuse(CheckTime, "The assertion is valid under a condition that is not known here. Turn to the support of the identity provider.")
		}
	}
	if text, given := conditions.Attribute("NotOnOrAfter"); given {
		end, _ := parseInstant(text)
		read.NotOnOrAfter = earliest(read.NotOnOrAfter, end.Add(e.skew()))
	}
	for _, element := range []*strictxml.Element{envelope, assertion} {
		text, _ := element.Attribute("IssueInstant")
		issued, ok := parseInstant(text)
		if !ok || issued.After(e.Now.Add(e.skew())) {
			return refuse(CheckTime, "The message was issued in the future or at no time at all. Set the clocks of the identity provider and of this server by a time service.")
		}
	}
	return nil
}

// within wants now to lie between NotBefore and NotOnOrAfter of an element,
// where it has them.
func (e Expectation) within(check Check, element *strictxml.Element) *Refusal {
	if text, given := element.Attribute("NotBefore"); given {
		begin, ok := parseInstant(text)
		if !ok || e.Now.Add(e.skew()).Before(begin) {
			return refuse(check, "The message is not valid yet. Set the clocks of the identity provider and of this server by a time service.")
		}
	}
	if text, given := element.Attribute("NotOnOrAfter"); given {
		end, ok := parseInstant(text)
		if !ok || !e.Now.Add(-e.skew()).Before(end) {
			return refuse(check, "The message is no longer valid. Sign in once more; if it happens again, set the clocks of the identity provider and of this server by a time service.")
		}
	}
	return nil
}

// checkAudience wants one audience, and that we are it.
func (e Expectation) checkAudience(_, assertion *strictxml.Element, _ *Assertion) *Refusal {
	wrong := refuse(CheckAudience, "The assertion is not meant for this service alone. Set the audience in the identity provider to exactly %s", e.ServiceProvider.EntityID)
	restriction := assertion.Only(assertionName("Conditions")).Only(assertionName("AudienceRestriction"))
	if restriction == nil || e.ServiceProvider.EntityID == "" {
		return wrong
	}
	audience := restriction.Only(assertionName("Audience"))
	if audience == nil || len(restriction.Children) != 1 || len(audience.Children) > 0 || audience.Text != e.ServiceProvider.EntityID {
		return wrong
	}
	return nil
}

// checkAuthentication wants one statement of when the person signed in, and that
// the session it speaks of has not ended.
func (e Expectation) checkAuthentication(_, assertion *strictxml.Element, read *Assertion) *Refusal {
	statement := assertion.Only(assertionName("AuthnStatement"))
	if statement == nil {
		return refuse(CheckAuthentication, "The assertion does not say, exactly once, that the person signed in. Turn to the support of the identity provider.")
	}
	text, _ := statement.Attribute("AuthnInstant")
	instant, ok := parseInstant(text)
	if !ok || instant.After(e.Now.Add(e.skew())) {
		return refuse(CheckAuthentication, "The assertion says that the person signed in at no time or in the future. Set the clocks of the identity provider and of this server by a time service.")
	}
	if !e.SignedInSince.IsZero() && instant.Before(e.SignedInSince.Add(-e.skew())) {
		return refuse(CheckAuthentication, "The identity provider did not ask the person to sign in anew, as this step wants. Let it honor ForceAuthn for this application.")
	}
	read.AuthnInstant = instant
	if text, given := statement.Attribute("SessionNotOnOrAfter"); given {
		end, ok := parseInstant(text)
		if !ok || !e.Now.Add(-e.skew()).Before(end) {
			return refuse(CheckAuthentication, "The session at the identity provider has ended. Sign in once more.")
		}
		read.SessionNotOnOrAfter = end
	}
	if read.SessionIndex, _ = statement.Attribute("SessionIndex"); len(read.SessionIndex) > maxIdentifier {
		return refuse(CheckAuthentication, "The name of the session is longer than %d characters. Turn to the support of the identity provider.", maxIdentifier)
	}
	return nil
}

func (e Expectation) checkSubject(_, assertion *strictxml.Element, read *Assertion) *Refusal {
	subject, refusal := readSubject(assertion.Only(assertionName("Subject")))
	read.Subject = subject
	return refusal
}

// readSubject reads the NameID of an element, exactly. A name that somebody
// might trim, cut or not see whole is refused instead of being repaired.
func readSubject(element *strictxml.Element) (Subject, *Refusal) {
	if len(element.All(assertionName("EncryptedID"))) > 0 {
		return Subject{}, refuse(CheckSubject, "The name of the person is encrypted, which is not supported. Turn off encryption of the NameID in the identity provider.")
	}
	name := element.Only(assertionName("NameID"))
	if name == nil || len(name.Children) > 0 || name.Text == "" {
		return Subject{}, refuse(CheckSubject, "The message does not name exactly one person. Set a NameID for this application in the identity provider.")
	}
	if utf8.RuneCountInString(name.Text) > maxNameID {
		return Subject{}, refuse(CheckSubject, "The name of the person is longer than %d characters. Choose another NameID for this application in the identity provider.", maxNameID)
	}
	for i, r := range name.Text {
		last := i+utf8.RuneLen(r) == len(name.Text)
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || unicode.IsSpace(r) && (i == 0 || last) {
			return Subject{}, refuse(CheckSubject, "The name of the person has a control character in it, or white space around it. Correct the NameID for this application in the identity provider.")
		}
	}
	subject := Subject{NameID: name.Text, Format: UnspecifiedFormat}
	if format, given := name.Attribute("Format"); given {
		subject.Format = NameIDFormat(format)
	}
	if subject.Format == TransientFormat {
		return Subject{}, refuse(CheckSubject, "The name of the person is transient, so nobody could be recognized by it the next time. Choose the NameID format email address or persistent in the identity provider.")
	}
	subject.NameQualifier, _ = name.Attribute("NameQualifier")
	subject.SPNameQualifier, _ = name.Attribute("SPNameQualifier")
	return subject, nil
}

// readAttributes reads the attributes that are texts. A value that is itself
// XML is left out, and so is an encrypted attribute.
func readAttributes(assertion *strictxml.Element) []Attribute {
	var attributes []Attribute
	for _, statement := range assertion.All(assertionName("AttributeStatement")) {
		for _, element := range statement.All(assertionName("Attribute")) {
			var attribute Attribute
			attribute.Name, _ = element.Attribute("Name")
			attribute.FriendlyName, _ = element.Attribute("FriendlyName")
			for _, value := range element.All(assertionName("AttributeValue")) {
				if len(value.Children) == 0 {
					attribute.Values = append(attribute.Values, value.Text)
				}
			}
			attributes = append(attributes, attribute)
		}
	}
	return attributes
}
