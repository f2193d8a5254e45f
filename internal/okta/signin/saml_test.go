package signin_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta/signin"
	"github.com/musterhq/muster/internal/okta/signin/signedxml/xmlsectest"
)

// TestSAMLSignIn goes the whole way with both bindings, and holds what the
// assertion says and that xmlsec1 finds both signatures right.
func TestSAMLSignIn(t *testing.T) {
	t.Parallel()
	for _, binding := range []string{http.MethodGet, http.MethodPost} {
		t.Run(binding, func(t *testing.T) {
			t.Parallel()
			w := newSAMLWorld(t, func(s *signin.SAMLSettings) {
				s.NameIDFormat = signin.FormatEmailAddress
				s.Attributes = []signin.AttributeStatement{
					{Name: "firstName", Value: signin.FieldFirstName}, {Name: "department", Value: signin.FieldDepartment},
				}
				s.GroupAttribute = "groups"
			})
			b := w.browser()
			var login page
			if binding == http.MethodGet {
				login = b.get(redirected(t, w.app.SSOURL, w.authnRequest(), "a handle/&", &w.own))
			} else {
				login = b.post(w.app.SSOURL, posted(signedInside(t, w.authnRequest(), w.own), "a handle/&"))
			}
			login.says(t, http.StatusOK, "to go on to Fernhill")
			signedIn := w.now()
			sent := b.signIn(login, "ana.ruiz@fernhill.example").message(t)
			if sent.address != acs || sent.relayState != "a handle/&" {
				t.Errorf("it is posted to %s with %q", sent.address, sent.relayState)
			}
			for _, at := range []string{ofMessage, ofAssertion} {
				if err := xmlsectest.Verify(t, sent.xml, at, w.service.Certificate()); err != nil {
					t.Errorf("%s: %v\n%s", at, err, sent.xml)
				}
			}
			got := sent.read(t)
			w.holds(t, got, "request1", signedIn)
			if got.Assertion.Subject.NameID.Value != "Ana.Ruiz@fernhill.example" || !strings.HasSuffix(got.Assertion.Subject.NameID.Format, ":1.1:nameid-format:emailAddress") {
				t.Errorf("the name is %+v", got.Assertion.Subject.NameID)
			}
			attributes := map[string][]string{}
			for _, one := range got.Assertion.Attributes {
				attributes[one.Name] = one.Values
			}
			if diff := cmp.Diff(map[string][]string{"firstName": {"Ana"}, "groups": {"Coatings", "R&D <lab>"}}, attributes); diff != "" {
				t.Errorf("the attributes (-want +got):\n%s", diff)
			}
		})
	}
}

// holds compares what every Response says.
func (w *samlWorld) holds(t *testing.T, got response, request string, signedIn time.Time) {
	t.Helper()
	now, issuer := w.now().UTC().Truncate(time.Millisecond), "http://www.okta.com/"+string(w.app.ID)
	want := response{Destination: acs, InResponseTo: request, Issuer: issuer}
	want.Status.StatusCode.Value = "urn:oasis:names:tc:SAML:2.0:status:Success"
	a := &want.Assertion
	a.ID, a.Subject.NameID, a.Attributes = got.Assertion.ID, got.Assertion.Subject.NameID, got.Assertion.Attributes
	a.Issuer = issuer
	a.Subject.SubjectConfirmation.Method = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
	a.Subject.SubjectConfirmation.Data.InResponseTo = request
	a.Subject.SubjectConfirmation.Data.NotOnOrAfter = now.Add(5 * time.Minute)
	a.Subject.SubjectConfirmation.Data.Recipient = acs
	a.Conditions.NotBefore, a.Conditions.NotOnOrAfter = now.Add(-5*time.Minute), now.Add(5*time.Minute)
	a.Conditions.Audience = []string{entityID}
	a.AuthnStatement.AuthnInstant = signedIn.UTC().Truncate(time.Millisecond)
	a.AuthnStatement.SessionIndex = got.Assertion.AuthnStatement.SessionIndex
	a.AuthnStatement.Class = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the response (-want +got):\n%s", diff)
	}
	if got.Assertion.ID == "" || got.Assertion.AuthnStatement.SessionIndex == "" {
		t.Errorf("the assertion has the id %q and the index %q", got.Assertion.ID, got.Assertion.AuthnStatement.SessionIndex)
	}
}

// TestTile holds the sign-in that begins here, and the settings of an app.
func TestTile(t *testing.T) {
	t.Parallel()
	type signatures struct{ message, assertion bool }
	for name, one := range map[string]struct {
		tune   func(*signin.SAMLSettings)
		want   signatures
		nameID func(*samlWorld) string
		format string
	}{
		"both signed": {
			func(*signin.SAMLSettings) {},
			signatures{true, true},
			func(*samlWorld) string { return "Ana.Ruiz@fernhill.example" }, "1.1:nameid-format:unspecified",
		},
		"response signed": {
			func(s *signin.SAMLSettings) { s.UnsignedAssertion, s.NameID = true, signin.FieldEmail },
			signatures{true, false},
			func(*samlWorld) string { return "ana&co@mail.example" }, "1.1:nameid-format:unspecified",
		},
		"assertion signed": {
			func(s *signin.SAMLSettings) {
				s.UnsignedResponse, s.NameID, s.NameIDFormat = true, signin.FieldID, signin.FormatPersistent
			},
			signatures{false, true},
			func(w *samlWorld) string { return string(w.ana) }, "2.0:nameid-format:persistent",
		},
		"neither": {
			func(s *signin.SAMLSettings) { s.UnsignedResponse, s.UnsignedAssertion = true, true },
			signatures{},
			func(*samlWorld) string { return "Ana.Ruiz@fernhill.example" }, "1.1:nameid-format:unspecified",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSAMLWorld(t, func(s *signin.SAMLSettings) { s.DefaultRelayState = "start"; one.tune(s) })
			b := w.signedIn("ana.ruiz@fernhill.example")
			signedIn := w.now()
			w.pass(time.Minute)
			sent := b.get(w.app.SSOURL).message(t)
			got := sent.read(t)
			w.holds(t, got, "", signedIn)
			if sent.relayState != "start" || strings.Contains(sent.xml, "InResponseTo") {
				t.Errorf("the relay state is %q in\n%s", sent.relayState, sent.xml)
			}
			if got.Assertion.Subject.NameID.Value != one.nameID(w) || !strings.HasSuffix(got.Assertion.Subject.NameID.Format, one.format) {
				t.Errorf("the name is %+v", got.Assertion.Subject.NameID)
			}
			signed := signatures{
				xmlsectest.Verify(t, sent.xml, ofMessage, w.service.Certificate()) == nil,
				xmlsectest.Verify(t, sent.xml, ofAssertion, w.service.Certificate()) == nil,
			}
			if signed != one.want {
				t.Errorf("signed are %+v, want %+v", signed, one.want)
			}
			if got := b.get(w.app.SSOURL + "?RelayState=elsewhere").message(t).relayState; got != "elsewhere" {
				t.Errorf("the relay state is %q", got)
			}
			w.browser().get(w.app.SSOURL).says(t, http.StatusOK, "to go on to Fernhill")
		})
	}
}

// TestForceAuthn holds that an application can want a sign-in of now.
func TestForceAuthn(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, nil)
	b := w.signedIn("ana.ruiz@fernhill.example")
	w.pass(time.Minute)
	force := w.authnRequest(`Version=`, `ForceAuthn="true" Version=`)
	login := b.get(redirected(t, w.app.SSOURL, force, "", &w.own))
	got := b.signIn(login, "ana.ruiz@fernhill.example").message(t).read(t)
	w.holds(t, got, "request1", w.now())
	if sent := b.get(redirected(t, w.app.SSOURL, w.authnRequest(), "", &w.own)); sent.field("SAMLResponse") == "" {
		t.Errorf("without force somebody who is signed in is asked again at %s", sent.address)
	}
	login = b.get(redirected(t, w.app.SSOURL, w.authnRequest(`</samlp:AuthnRequest>`,
		`<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>bo@fernhill.example</saml:NameID></saml:Subject></samlp:AuthnRequest>`,
		`Version=`, `ForceAuthn="1" Version=`), "", &w.own))
	if got := login.field("username"); got != "bo@fernhill.example" {
		t.Errorf("the username is filled in with %q", got)
	}
}

// TestSAMLRefuses lists requests that get a page and no assertion.
func TestSAMLRefuses(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, nil)
	stranger, err := theStranger()
	if err != nil {
		t.Fatal(err)
	}
	b := w.signedIn("ana.ruiz@fernhill.example")
	right := w.authnRequest()
	redirect := func(request string) string { return redirected(t, w.app.SSOURL, request, "r", &w.own) }
	for name, address := range map[string]string{
		"unknown issuer":      redirect(w.authnRequest(entityID, "https://evil.example")),
		"no issuer":           redirect(w.authnRequest("saml:Issuer", "saml:Nobody")),
		"another destination": redirect(w.authnRequest(w.app.SSOURL, "https://evil.example")),
		"another address":     redirect(w.authnRequest(acs, "https://evil.example")),
		"an old version":      redirect(w.authnRequest(`"2.0"`, `"1.1"`)),
		"no id":               redirect(w.authnRequest(`ID="request1"`, ``)),
		"another message":     redirect(w.authnRequest("AuthnRequest", "LogoutRequest")),
		"too old":             redirect(w.authnRequest(w.now().UTC().Format(time.RFC3339), w.now().UTC().Add(-6*time.Minute).Format(time.RFC3339))),
		"of the future":       redirect(w.authnRequest(w.now().UTC().Format(time.RFC3339), w.now().UTC().Add(6*time.Minute).Format(time.RFC3339))),
		"of no time":          redirect(w.authnRequest(w.now().UTC().Format(time.RFC3339), "now")),
		"unsigned":            redirected(t, w.app.SSOURL, right, "", nil),
		"a stranger's":        redirected(t, w.app.SSOURL, right, "", &stranger),
		"another relay state": strings.Replace(redirect(right), "RelayState=r", "RelayState=s", 1),
		"no algorithm":        strings.Replace(redirect(right), "SigAlg=", "Sig=", 1),
		"SHA-1":               strings.Replace(redirect(right), "rsa-sha256", "rsa-sha1", 1),
		"one parameter twice": redirect(right) + "&RelayState=r",
		"no base64":           w.app.SSOURL + "?SAMLRequest=!",
		"no compression":      w.app.SSOURL + "?SAMLRequest=QUFBQQ==",
		"a DOCTYPE":           redirect("<!DOCTYPE a>" + right),
		"a bomb":              redirect("<a>" + strings.Repeat("x", 1<<20) + "</a>"),
	} {
		got := b.get(address)
		got.says(t, http.StatusBadRequest, "Bad SAML request")
		if got.field("SAMLResponse") != "" {
			t.Errorf("%s gets an assertion", name)
		}
	}
	inside := signedInside(t, right, w.own)
	for name, request := range map[string]string{
		"unsigned":        right,
		"changed":         strings.Replace(inside, `ID="request1" Version="2.0"`, `ID="request1" ForceAuthn="1" Version="2.0"`, 1),
		"a stranger's":    signedInside(t, right, stranger),
		"another's":       strings.Replace(inside, entityID, "https://evil.example", 1),
		"of another time": strings.Replace(inside, "IssueInstant", "Consent", 1),
		"no XML":          "x",
	} {
		got := b.post(w.app.SSOURL, posted(request, ""))
		got.says(t, http.StatusBadRequest, "Bad SAML request")
		if got.field("SAMLResponse") != "" {
			t.Errorf("%s gets an assertion", name)
		}
	}
	for _, address := range []string{"/app/fernhill_1/exkNobody/sso/saml", "/app/other_1/" + string(w.app.ID) + "/sso/saml", "/app/exkNobody/sso/saml/metadata"} {
		b.get(address).says(t, http.StatusNotFound, "There is no such app")
	}
	b.get(redirect(right)).message(t)
	b.post(w.app.SSOURL, posted(inside, "")).message(t)
}

// TestUnsignedRequests holds that an app without a certificate takes requests as
// they are.
func TestUnsignedRequests(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, func(s *signin.SAMLSettings) { s.Certificate, s.LogoutURL = nil, "" })
	b := w.signedIn("ana.ruiz@fernhill.example")
	b.get(redirected(t, w.app.SSOURL, w.authnRequest(), "", nil)).message(t)
	b.post(w.app.SSOURL, posted(w.authnRequest(), "")).message(t)
	b.get(redirected(t, w.app.SLOURL, w.logoutRequest("x", "y"), "", &w.own)).says(t, http.StatusBadRequest, "single logout")
}

// TestSAMLUnassigned holds that nobody gets an assertion who is not assigned, or
// not any more.
func TestSAMLUnassigned(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, nil)
	bo := w.signedIn("bo@fernhill.example")
	for _, address := range []string{w.app.SSOURL, redirected(t, w.app.SSOURL, w.authnRequest(), "", &w.own)} {
		bo.get(address).says(t, http.StatusForbidden, "User is not assigned to this application")
	}
	ana := w.signedIn("ana.ruiz@fernhill.example")
	ana.get(w.app.SSOURL).message(t)
	w.assign(w.ana, false)
	ana.get(w.app.SSOURL).says(t, http.StatusForbidden, "User is not assigned to this application")
	w.assign(w.ana, true)
	w.deactivate(w.ana)
	ana.get(w.app.SSOURL).says(t, http.StatusOK, "Password")
}
