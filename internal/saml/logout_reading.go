package saml

import (
	"time"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

// LogoutMessage is a logout message as a browser brought it to the logout URL.
type LogoutMessage struct {
	Binding Binding
	// Query is the raw query of the URL with RedirectBinding: not decoded, since
	// the signature is over its characters.
	Query string
	// Form is the value of the field SAMLRequest or SAMLResponse with PostBinding.
	Form string
}

// LogoutExpectation is what a logout message is measured by.
type LogoutExpectation struct {
	ServiceProvider  *ServiceProvider
	IdentityProvider *IdentityProvider
	RequestID        string // of ReadLogoutResponse: the pending request
	Now              time.Time
}

// ReceivedLogout is a signed request of the identity provider to end sessions.
type ReceivedLogout struct {
	ID      string
	Subject Subject
	// SessionIndexes names the sessions that end; empty means all of the subject.
	SessionIndexes []string
	// NotOnOrAfter is until when the caller remembers the ID, to refuse it the
	// second time; never zero.
	NotOnOrAfter time.Time
}

// ReadLogoutRequest reads the identity provider's request to end sessions. Only
// a signed one is read. The error is a *Refusal.
func ReadLogoutRequest(message LogoutMessage, expected LogoutExpectation) (ReceivedLogout, []Check, error) {
	var noted passed
	received, refusal := expected.readRequest(message, &noted)
	if refusal != nil {
		return ReceivedLogout{}, noted.before(refusal.Check), refusal
	}
	return received, noted, nil
}

func (e LogoutExpectation) readRequest(message LogoutMessage, noted *passed) (ReceivedLogout, *Refusal) {
	root, refusal := e.verified(message, RequestParameter, protocolName("LogoutRequest"), noted)
	if refusal != nil {
		return ReceivedLogout{}, refusal
	}
	if refusal := e.checkEnvelope(root, noted); refusal != nil {
		return ReceivedLogout{}, refusal
	}
	var received ReceivedLogout
	received.ID, _ = root.Attribute("ID")
	if len(received.ID) > maxIdentifier {
		return ReceivedLogout{}, refuse(CheckMessage, "The message's ID is longer than %d characters. Turn to the support of the identity provider.", maxIdentifier)
	}
	if received.NotOnOrAfter, refusal = e.checkLifetime(root); refusal != nil {
		return ReceivedLogout{}, refusal
	}
	noted.note(CheckTime)
	if received.Subject, refusal = readSubject(root); refusal != nil {
		return ReceivedLogout{}, refusal
	}
	noted.note(CheckSubject)
	for _, index := range root.All(protocolName("SessionIndex")) {
		if len(index.Children) > 0 || index.Text == "" {
			return ReceivedLogout{}, refuse(CheckSubject, "The message names a session that cannot be read. Turn to the support of the identity provider.")
		}
		received.SessionIndexes = append(received.SessionIndexes, index.Text)
	}
	return received, nil
}

// ReadLogoutResponse reads the identity provider's answer to our own request and
// returns no error when it reports success. Otherwise the error is a *Refusal.
func ReadLogoutResponse(message LogoutMessage, expected LogoutExpectation) ([]Check, error) {
	var noted passed
	if refusal := expected.readAnswer(message, &noted); refusal != nil {
		return noted.before(refusal.Check), refusal
	}
	return noted, nil
}

func (e LogoutExpectation) readAnswer(message LogoutMessage, noted *passed) *Refusal {
	root, refusal := e.verified(message, ResponseParameter, protocolName("LogoutResponse"), noted)
	if refusal != nil {
		return refusal
	}
	if refusal := checkStatus(root); refusal != nil {
		return refusal
	}
	noted.note(CheckStatus)
	if refusal := e.checkEnvelope(root, noted); refusal != nil {
		return refusal
	}
	if answered, _ := root.Attribute("InResponseTo"); e.RequestID == "" || answered != e.RequestID {
		return refuse(CheckInResponseTo, "The message answers another request than the one that was made. Sign out once more.")
	}
	noted.note(CheckInResponseTo)
	if _, refusal := e.checkLifetime(root); refusal != nil {
		return refusal
	}
	noted.note(CheckTime)
	return nil
}

// verified decodes a message and verifies its signature, in the query or in the
// message as its binding says.
func (e LogoutExpectation) verified(message LogoutMessage, parameter Parameter, name strictxml.Name, noted *passed) (*strictxml.Element, *Refusal) {
	v := verifier{idp: e.IdentityProvider, now: e.Now, passed: noted}
	switch message.Binding {
	case RedirectBinding:
		return v.verifyQuery(message.Query, parameter, name)
	case PostBinding:
		return v.verifyForm(message.Form, name)
	default:
		return nil, refuse(CheckEncoding, "The message came in a way that SAML logout does not know here. Set the identity provider to HTTP-Redirect or HTTP-POST.")
	}
}

func (v verifier) verifyQuery(query string, parameter Parameter, name strictxml.Name) (*strictxml.Element, *Refusal) {
	if len(query) > maxMessage {
		return nil, refuseSize()
	}
	v.passed.note(CheckSize)
	arrived, refusal := readQuery(query, parameter)
	if refusal != nil {
		return nil, refusal
	}
	text, refusal := arrived.message(parameter)
	if refusal != nil {
		return nil, refusal
	}
	v.passed.note(CheckEncoding)
	read, refusal := readDocument(text)
	if refusal != nil {
		return nil, refusal
	}
	v.passed.note(CheckMarkup)
	if refusal := checkMessage(read.root, name); refusal != nil {
		return nil, refusal
	}
	v.passed.note(CheckMessage)
	if len(read.root.All(signatureName("Signature"))) > 0 {
		return nil, refuse(CheckSignaturePlace, "The message in the address has a signature inside, where SAML allows only one of the whole address. Turn to the support of the identity provider.")
	}
	// The signature is over the text that was just read, in its encoded form, so
	// there is nothing to read again.
	return read.root, arrived.verify(parameter, v)
}

func (v verifier) verifyForm(form string, name strictxml.Name) (*strictxml.Element, *Refusal) {
	text, refusal := decodeForm(form, v.passed)
	if refusal != nil {
		return nil, refusal
	}
	arrived, refusal := readDocument(text)
	if refusal != nil {
		return nil, refusal
	}
	v.passed.note(CheckMarkup)
	if refusal := checkMessage(arrived.root, name); refusal != nil {
		return nil, refusal
	}
	v.passed.note(CheckMessage)
	signatures, refusal := placeSignatures(arrived.root, arrived.root)
	if refusal != nil {
		return nil, refusal
	}
	signed, refusal := v.verify(arrived, arrived.root, signatures[arrived.root])
	return signed.root, refusal
}

func (e LogoutExpectation) checkEnvelope(root *strictxml.Element, noted *passed) *Refusal {
	if refusal := checkIssuer(root, e.IdentityProvider); refusal != nil {
		return refusal
	}
	noted.note(CheckIssuer)
	if refusal := checkDestination(root, e.ServiceProvider.LogoutURL); refusal != nil {
		return refusal
	}
	noted.note(CheckDestination)
	return nil
}

// checkLifetime wants a message that was issued lately and has not run out. A
// provider that sets no end is given logoutLifetime, so that a message kept by
// somebody does not sign people out for ever.
func (e LogoutExpectation) checkLifetime(root *strictxml.Element) (end time.Time, refusal *Refusal) {
	clocks := refuse(CheckTime, "The message is too old or comes from the future. Sign out once more; if it happens again, set the clocks of the identity provider and of this server by a time service.")
	text, _ := root.Attribute("IssueInstant")
	issued, ok := parseInstant(text)
	if !ok || issued.After(e.Now.Add(MaxSkew)) {
		return time.Time{}, clocks
	}
	end = issued.Add(logoutLifetime)
	if text, given := root.Attribute("NotOnOrAfter"); given {
		if end, ok = parseInstant(text); !ok {
			return time.Time{}, clocks
		}
	}
	end = end.Add(MaxSkew)
	if !e.Now.Before(end) {
		return time.Time{}, clocks
	}
	return end, nil
}
