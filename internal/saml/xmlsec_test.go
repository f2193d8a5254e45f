package saml_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// ours is our service provider as a signer that xmlsec1 can be asked about.
func (s *scene) ours() samltest.Signer {
	return samltest.Signer{Key: s.sp.Signing.Key, Certificate: s.sp.Signing.Certificate}
}

func decoded(t *testing.T, message string) string {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What we sign, somebody else can verify, and notices when it is changed.
func TestXMLSecVerifiesWhatWeSign(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.idp.SignInBinding = saml.PostBinding
	request, err := s.sp.AuthnRequest(s.idp, saml.AuthnOptions{ForceAuthn: true, NameIDFormat: saml.EmailAddressFormat, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	logout, err := s.sp.LogoutRequest(s.idp, saml.LogoutTarget{Subject: rightAssertion().Subject, SessionIndex: "a&b <c>"}, now)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.sp.LogoutResponse(s.idp, saml.LogoutAnswer{RequestID: "id-1", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for element, message := range map[string]string{
		"AuthnRequest":   request.Delivery.Message,
		"LogoutRequest":  logout.Delivery.Message,
		"LogoutResponse": answer.Message,
	} {
		t.Run(element, func(t *testing.T) {
			t.Parallel()
			judge := samltest.FindXMLSec(t)
			text := decoded(t, message)
			if !judge.Verifies(t, s.ours(), text, element) {
				t.Errorf("xmlsec1 refuses what we signed: %s", text)
			}
			if judge.Verifies(t, s.ours(), strings.Replace(text, spEntity, "https://evil.example", 1), element) {
				t.Error("xmlsec1 accepts a message that was changed: it judges nothing")
			}
			if judge.Verifies(t, s.stranger, text, element) {
				t.Error("xmlsec1 accepts a message by another's certificate: it judges nothing")
			}
		})
	}
}

// What the provider of these tests signs is signed rightly, or else a refusal of
// ours would show nothing.
func TestXMLSecVerifiesTheTestsProvider(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	curve := newCurveSigner(t)
	for name, test := range map[string]struct {
		signer samltest.Signer
		how    samltest.Signing
	}{
		"RSA":   {s.signer, samltest.Signing{}},
		"ECDSA": {curve, samltest.Signing{Algorithm: samltest.ECDSASHA256, Digest: samltest.SHA512, Inclusive: "xs"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge := samltest.FindXMLSec(t)
			text := s.signedBy(t, test.signer, samltest.SignedBoth, test.how).String()
			for _, element := range []string{"Response", "Assertion"} {
				if !judge.Verifies(t, test.signer, text, element) {
					t.Errorf("xmlsec1 refuses the signature of the %s: %s", element, text)
				}
			}
		})
	}
}

// What xmlsec1 refuses, we refuse. The other way round does not hold: a signature
// can be right and in the wrong place.
func TestWhatXMLSecRefusesWeRefuse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	replace := strings.NewReplacer
	refused := 0
	judge := samltest.FindXMLSec(t)
	for name, change := range map[string]*strings.Replacer{
		"nothing":                    replace(),
		"another name":               replace(person, attacker),
		"a space in the name":        replace(person, person+" "),
		"an entity in the name":      replace("@acme", "&#64;acme"),
		"an attribute more":          replace("<saml2:Subject>", `<saml2:Subject x="">`),
		"a namespace more":           replace("<saml2:Subject>", `<saml2:Subject xmlns:x="urn:x">`),
		"a namespace more, used":     replace("<saml2:Subject>", `<saml2:Subject xmlns:x="urn:x" x:y="">`),
		"attributes swapped":         replace(`ID="id-assertion" IssueInstant="`+samltest.Instant(now)+`"`, `IssueInstant="`+samltest.Instant(now)+`" ID="id-assertion"`),
		"white space in a tag":       replace("<saml2:Subject>", "<saml2:Subject\n>"),
		"white space between tags":   replace("<saml2:Subject>", "\n<saml2:Subject>"),
		"a carriage return":          replace("<saml2:Subject>", "\r\n<saml2:Subject>"),
		"an empty element":           replace("></saml2:SubjectConfirmationData>", "/>"),
		"a prefix for another":       replace("saml2:", "x:", "xmlns:saml2", "xmlns:x"),
		"single quotes":              replace(`ID="id-assertion"`, `ID='id-assertion'`),
		"a default namespace around": replace("<saml2p:Response ", `<saml2p:Response xmlns="urn:x" `),
		"the digest's algorithm":     replace(samltest.SHA256, samltest.SHA512),
		"the signature's algorithm":  replace(samltest.RSASHA256, samltest.RSASHA512),
		"the prefix list":            replace(`PrefixList="xs"`, `PrefixList="xsi"`),
		"white space in the value":   replace("<ds:SignatureValue>", "<ds:SignatureValue>\n"),
		"a character of the value":   replace("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
		"an XML declaration":         replace("<saml2p:Response ", `<?xml version="1.0"?><saml2p:Response `),
	} {
		text := change.Replace(s.signed(t, samltest.SignedBoth).String())
		right := judge.Verifies(t, s.signer, text, "Response") && judge.Verifies(t, s.signer, text, "Assertion")
		accepted := wantLaw(t, text, s.expectation(), rightAssertion())
		if accepted && !right {
			t.Errorf("%s: xmlsec1 refuses and we accept", name)
		}
		if !accepted && right {
			t.Errorf("%s: xmlsec1 accepts and we refuse, where nothing but the signature is in question", name)
		}
		if !right {
			refused++
		}
	}
	if refused < 10 {
		t.Errorf("xmlsec1 refused %d of the changes, want at least 10: it judges nothing", refused)
	}
}
