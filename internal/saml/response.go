package saml

import (
	"bytes"
	"encoding/base64"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

// Expectation is what a response is measured by.
type Expectation struct {
	ServiceProvider  *ServiceProvider
	IdentityProvider *IdentityProvider

	// RequestID is the pending request of the browser that brings the response;
	// empty when it has none.
	RequestID string
	// AllowUnsolicited accepts a response to no request, where the organization
	// lets people start at the identity provider.
	AllowUnsolicited bool
	// SignedInSince, if set, wants the person to have proved who they are no
	// earlier: the time of a request with ForceAuthn.
	SignedInSince time.Time

	Now  time.Time
	Skew time.Duration // between the two clocks; at most MaxSkew, which zero means too
}

// skew returns the difference of clocks that is let pass.
func (e Expectation) skew() time.Duration {
	if e.Skew <= 0 || e.Skew > MaxSkew {
		return MaxSkew
	}
	return e.Skew
}

// ReadResponse reads the form value SAMLResponse that a browser posted to the
// ACS URL. It makes the checks of ResponseChecks in their order and stops at the
// first that fails with a *Refusal. Passed lists the checks made before, so that
// a connection test can show how far a response came.
//
// The caller makes two checks more, which need its memory: that RequestID is
// used once, and that Assertion.ID is.
func ReadResponse(encoded string, expected Expectation) (read Assertion, checks []Check, err error) {
	var noted passed
	assertion, refusal := readResponse(encoded, expected, &noted)
	if refusal != nil {
		return Assertion{}, noted.before(refusal.Check), refusal
	}
	return assertion, noted, nil
}

func readResponse(encoded string, expected Expectation, noted *passed) (Assertion, *Refusal) {
	text, refusal := decodeForm(encoded, noted)
	if refusal != nil {
		return Assertion{}, refusal
	}
	arrived, refusal := readDocument(text)
	if refusal != nil {
		return Assertion{}, refusal
	}
	noted.note(CheckMarkup)
	if _, refusal = onlyAssertion(arrived.root, noted); refusal != nil {
		return Assertion{}, refusal
	}
	v := verifier{idp: expected.IdentityProvider, now: expected.Now, passed: noted}
	envelope, assertion, refusal := v.verifyResponse(arrived)
	if refusal != nil {
		return Assertion{}, refusal
	}
	return expected.judge(envelope, assertion, noted)
}

// decodeForm undoes the encoding of the POST binding.
func decodeForm(encoded string, noted *passed) ([]byte, *Refusal) {
	// Some providers break base64 into lines, as MIME does. Nothing else is skipped.
	joined := strings.ReplaceAll(strings.ReplaceAll(encoded, "\r", ""), "\n", "")
	if len(joined) > base64.StdEncoding.EncodedLen(maxMessage) {
		return nil, refuseSize()
	}
	noted.note(CheckSize)
	text, err := base64.StdEncoding.Strict().DecodeString(joined)
	if err != nil || len(text) == 0 {
		return nil, refuse(CheckEncoding, "The message is not encoded in base64 as SAML says. If it was not cut short on its way, turn to the support of the identity provider.")
	}
	noted.note(CheckEncoding)
	return text, nil
}

func refuseSize() *Refusal {
	return refuse(CheckSize, "The message is larger than %d KiB. Let the identity provider send fewer attributes or groups.", maxMessage>>10)
}

// onlyAssertion wants a Response with exactly one Assertion, its direct child.
// It counts what only looks alike as well, in whatever namespace or case.
func onlyAssertion(root *strictxml.Element, noted *passed) (*strictxml.Element, *Refusal) {
	if refusal := checkMessage(root, protocolName("Response")); refusal != nil {
		return nil, refusal
	}
	responses, assertions, encrypted := 0, 0, 0
	root.Walk(func(element *strictxml.Element) {
		switch strings.ToLower(element.Name.Local) {
		case "response":
			responses++
		case "assertion":
			assertions++
		case "encryptedassertion":
			encrypted++
		}
	})
	if responses != 1 {
		return nil, refuse(CheckMessage, "The message holds more than one response. Somebody may have tampered with it.")
	}
	noted.note(CheckMessage)
	assertion := root.Only(assertionName("Assertion"))
	switch {
	case encrypted > 0:
		return nil, refuse(CheckAssertion, "The assertion is encrypted, which is not supported. Turn off assertion encryption in the identity provider; the connection is encrypted by HTTPS.")
	case assertions == 0:
		// A provider that reports failure sends no assertion and often does not
		// sign. It is refused all the same, for the reason that helps.
		if refusal := checkStatus(root); refusal != nil {
			return nil, refusal
		}
		return nil, refuse(CheckAssertion, "The response reports success and holds no assertion. Turn to the support of the identity provider.")
	case assertions > 1:
		return nil, refuse(CheckAssertion, "The response holds more than one assertion. If nobody tampered with it, set the identity provider to send only one.")
	case assertion == nil:
		return nil, refuse(CheckAssertion, "The assertion is not where SAML puts it. Somebody may have tampered with the message.")
	}
	if version, _ := assertion.Attribute("Version"); version != saml2 {
		return nil, refuse(CheckAssertion, "The assertion is not SAML 2.0. Set the identity provider to SAML 2.0.")
	}
	noted.note(CheckAssertion)
	return assertion, nil
}

// checkMessage wants the root to be one message of SAML 2.0 with an ID.
func checkMessage(root *strictxml.Element, name strictxml.Name) *Refusal {
	if root.Name != name {
		return refuse(CheckMessage, "The message is not the SAML %s that belongs here. Check which URL of ours the identity provider was given for what.", name.Local)
	}
	if version, _ := root.Attribute("Version"); version != saml2 {
		return refuse(CheckMessage, "The message is not SAML 2.0. Set the identity provider to SAML 2.0.")
	}
	if id, _ := root.Attribute("ID"); id == "" {
		return refuse(CheckMessage, "The message has no ID. Turn to the support of the identity provider.")
	}
	return nil
}

// verifyResponse verifies the signature of the response, of the assertion or of
// both. The envelope it returns is verified only where the response is signed,
// so it may be compared and must not be believed; the assertion always is.
func (v verifier) verifyResponse(arrived document) (envelope, assertion *strictxml.Element, refusal *Refusal) {
	inside := arrived.root.Only(assertionName("Assertion"))
	signatures, refusal := placeSignatures(arrived.root, arrived.root, inside)
	if refusal != nil {
		return nil, nil, refusal
	}
	outer, inner := signatures[arrived.root], signatures[inside]
	around := arrived
	if outer != nil {
		if around, refusal = v.verify(arrived, arrived.root, outer); refusal != nil {
			return nil, nil, refusal
		}
		if assertion, refusal = onlyAssertion(around.root, v.passed); refusal != nil {
			return nil, nil, refusal
		}
		if inner == nil {
			return around.root, assertion, nil
		}
	}
	// The inner signature is verified where it arrived: the outer canonical form
	// may lack namespaces that the inner one has by its prefix list.
	signed, refusal := v.verify(arrived, inside, inner)
	if refusal != nil {
		return nil, nil, refusal
	}
	if outer != nil && !sameContent(around, assertion, signed) {
		return nil, nil, refuse(CheckVerified, "The response and the assertion in it were signed with different content. Somebody may have tampered with the message.")
	}
	return around.root, signed.root, nil
}

// sameContent tells whether an assertion inside of a verified response is the
// one that was verified by itself, whose signature is left out of its text.
func sameContent(response document, assertion *strictxml.Element, signed document) bool {
	one, err := response.canonical(assertion, "", assertion.Only(signatureName("Signature")))
	if err != nil {
		return false
	}
	other, err := signed.canonical(signed.root, "", nil)
	return err == nil && bytes.Equal(one, other)
}
