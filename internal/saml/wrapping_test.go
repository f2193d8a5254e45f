package saml_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// wantLaw holds what must be so whatever arrives: it is refused, or what is read
// is what was signed, to the last attribute.
func wantLaw(t testing.TB, message string, expected saml.Expectation, signed ...saml.Assertion) (accepted bool) {
	t.Helper()
	got, _, err := saml.ReadResponse(samltest.Encode(message), expected)
	if err != nil {
		return false
	}
	for _, want := range signed {
		if got.ID == want.ID && cmp.Equal(got, want) {
			return true
		}
	}
	t.Errorf("accepted what was not signed: %+v\nmessage: %s", got, message)
	return true
}

// harm makes a copy of what was signed speak for the attacker. With another ID
// it is an element beside the original; with the same, it hopes to be taken for it.
func harm(sameID bool) func(*samltest.Node) {
	return func(copied *samltest.Node) {
		copied.Find("saml2:NameID").SetText(attacker)
		if !sameID {
			for _, element := range copied.Elements() {
				if id := element.Attr("ID"); id != "" {
					element.Set("ID", id+"-evil")
				}
			}
		}
	}
}

func TestSignatureWrapping(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	tried := 0
	for _, what := range samltest.AllSigned() {
		for _, number := range samltest.Wraps() {
			for _, sameID := range []bool{false, true} {
				for _, tag := range []string{"saml2p:Response", "saml2:Assertion"} {
					response := s.signed(t, what)
					target := response.Find(tag)
					if target.Child("ds:Signature") == nil {
						continue
					}
					tried++
					t.Run(fmt.Sprintf("XSW%d of %s, signed %s, same ID %t", number, tag, what, sameID), func(t *testing.T) {
						t.Parallel()
						wrapped := samltest.Wrap(number, response, target, harm(sameID))
						if wantLaw(t, wrapped.String(), s.expectation(), rightAssertion()) {
							t.Errorf("accepted, though as what was signed: %s", wrapped)
						}
						// The same with every ID written in another way, so that a
						// check for IDs given twice is not what saves us.
						for _, element := range wrapped.Elements() {
							if id := element.Attr("ID"); id != "" && sameID && element.Child("ds:Signature") == nil {
								element.Set("ID", "").Set("Id", id+"-other")
							}
						}
						wantLaw(t, wrapped.String(), s.expectation(), rightAssertion())
					})
				}
			}
		}
	}
	// 8 attacks, on an ID of two kinds, on four elements that are signed.
	if want := 8 * 2 * 4; tried != want {
		t.Errorf("tried %d attacks, want %d", tried, want)
	}
}

// A response that was signed for one person, and an assertion that was signed
// for another: each signature is right.
func TestSignaturesOfTwoMessages(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	other := login()
	other.NameID = attacker
	evil := other.Response()
	if err := s.signer.SignResponse(evil, samltest.SignedAssertion, samltest.Signing{}); err != nil {
		t.Fatal(err)
	}
	for _, what := range samltest.AllSigned() {
		response := s.signed(t, what)
		response.Replace(response.Find("saml2:Assertion"), evil.Find("saml2:Assertion"))
		_, _, err := saml.ReadResponse(samltest.Encode(response.String()), s.expectation())
		if what == samltest.SignedAssertion {
			// Nothing else was signed, so this is simply the other's response.
			if err != nil {
				t.Errorf("the other's own assertion: %v, want no error", err)
			}
			continue
		}
		wantRefusal(t, err, saml.CheckSignature)
	}
}
