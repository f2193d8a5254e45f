package signin_test

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta/signin/signedxml/xmlsectest"
)

// logoutRequest is a right request, changed by pairs of old and new text.
func (w *samlWorld) logoutRequest(name, index string, changes ...string) string {
	return strings.NewReplacer(changes...).Replace(`<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="logout1" Version="2.0" ` +
		`IssueInstant="` + w.now().UTC().Format(time.RFC3339) + `" Destination="` + w.app.SLOURL + `">` +
		`<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + entityID + `</saml:Issuer>` +
		`<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + name + `</saml:NameID>` +
		`<samlp:SessionIndex>` + index + `</samlp:SessionIndex></samlp:LogoutRequest>`)
}

// TestLogout holds that a signed request ends the session it names, by both
// bindings, and is answered by a signed response.
func TestLogout(t *testing.T) {
	t.Parallel()
	for _, binding := range []string{http.MethodGet, http.MethodPost} {
		t.Run(binding, func(t *testing.T) {
			t.Parallel()
			w := newSAMLWorld(t, nil)
			ana, elsewhere := w.signedIn("ana.ruiz@fernhill.example"), w.signedIn("ana.ruiz@fernhill.example")
			told := ana.get(w.app.SSOURL).message(t).read(t).Assertion
			elsewhere.get(w.app.SSOURL).message(t)
			if again := ana.get(w.app.SSOURL).message(t).read(t).Assertion; again.AuthnStatement.SessionIndex != told.AuthnStatement.SessionIndex || again.ID == told.ID {
				t.Errorf("a second assertion of one session has another index, or the same id: %+v", again)
			}
			request := w.logoutRequest(told.Subject.NameID.Value, told.AuthnStatement.SessionIndex)
			var answer page
			if binding == http.MethodGet {
				answer = ana.get(redirected(t, w.app.SLOURL, request, "out", &w.own))
			} else {
				answer = ana.post(w.app.SLOURL, posted(signedInside(t, request, w.own), "out"))
			}
			sent := answer.message(t)
			got := sent.read(t)
			if sent.address != sloReturn || sent.relayState != "out" || got.Destination != sloReturn || got.InResponseTo != "logout1" ||
				got.Issuer != w.app.Issuer || !strings.HasSuffix(got.Status.StatusCode.Value, ":Success") {
				t.Errorf("it is answered to %s with %s", sent.address, sent.xml)
			}
			if err := xmlsectest.Verify(t, sent.xml, ofMessage, w.service.Certificate()); err != nil {
				t.Error(err)
			}
			ana.get("/").says(t, http.StatusOK, "Password")
			elsewhere.get("/").says(t, http.StatusOK, "Ana Ruiz")
			// What has ended already is what was asked for.
			sent = ana.get(redirected(t, w.app.SLOURL, request, "", &w.own)).message(t)
			if got := sent.read(t).Status.StatusCode.Value; !strings.HasSuffix(got, ":Success") {
				t.Errorf("the second time the answer is %s", got)
			}
			everywhere := w.logoutRequest(told.Subject.NameID.Value, "", "<samlp:SessionIndex></samlp:SessionIndex>", "")
			ana.get(redirected(t, w.app.SLOURL, everywhere, "", &w.own)).message(t)
			elsewhere.get("/").says(t, http.StatusOK, "Password")
		})
	}
}

// TestLogoutRefuses holds that nobody is signed out by a request that is not
// the app's, or that does not fit.
func TestLogoutRefuses(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, nil)
	stranger, err := theStranger()
	if err != nil {
		t.Fatal(err)
	}
	ana := w.signedIn("ana.ruiz@fernhill.example")
	told := ana.get(w.app.SSOURL).message(t).read(t).Assertion
	name, index := told.Subject.NameID.Value, told.AuthnStatement.SessionIndex
	right := w.logoutRequest(name, index)
	changed := func(changes ...string) string { return w.logoutRequest(name, index, changes...) }
	past := w.now().UTC().Add(-time.Second).Format(time.RFC3339)
	for which, address := range map[string]string{
		"unsigned":            redirected(t, w.app.SLOURL, right, "", nil),
		"a stranger's":        redirected(t, w.app.SLOURL, right, "", &stranger),
		"another issuer":      redirected(t, w.app.SLOURL, changed(entityID, "https://evil.example"), "", &w.own),
		"another destination": redirected(t, w.app.SLOURL, changed(w.app.SLOURL, "https://evil.example"), "", &w.own),
		"expired":             redirected(t, w.app.SLOURL, changed("Version=", `NotOnOrAfter="`+past+`" Version=`), "", &w.own),
		"no name":             redirected(t, w.app.SLOURL, changed("saml:NameID", "saml:BaseID"), "", &w.own),
		"another message":     redirected(t, w.app.SLOURL, changed("LogoutRequest", "AuthnRequest"), "", &w.own),
	} {
		got := ana.get(address)
		got.says(t, http.StatusBadRequest, "Bad SAML request")
		if got.field("SAMLResponse") != "" {
			t.Errorf("%s is answered", which)
		}
	}
	ana.post(w.app.SLOURL, posted(right, "")).says(t, http.StatusBadRequest, "not signed")
	ana.post(w.app.SLOURL, posted(signedInside(t, right, stranger), "")).says(t, http.StatusBadRequest, "Bad SAML request")
	sent := ana.get(redirected(t, w.app.SLOURL, w.logoutRequest("bo@fernhill.example", index), "", &w.own)).message(t).read(t)
	if code := sent.Status.StatusCode; !strings.HasSuffix(code.Value, ":Requester") || !strings.HasSuffix(code.Inner.Value, ":UnknownPrincipal") {
		t.Errorf("an index of somebody else is answered with %+v", code)
	}
	ana.get("/").says(t, http.StatusOK, "Ana Ruiz")
}

// metadata is what the metadata of an app says.
type metadata struct {
	EntityID string `xml:"entityID,attr"`
	IDP      struct {
		Signed       string   `xml:"WantAuthnRequestsSigned,attr"`
		Certificates []string `xml:"KeyDescriptor>KeyInfo>X509Data>X509Certificate"`
		Format       string   `xml:"NameIDFormat"`
		SSO          []place  `xml:"SingleSignOnService"`
		SLO          []place  `xml:"SingleLogoutService"`
	} `xml:"IDPSSODescriptor"`
}

type place struct {
	Binding  string `xml:",attr"`
	Location string `xml:",attr"`
}

func (w *samlWorld) metadata(t *testing.T) metadata {
	t.Helper()
	answer := w.browser().get(w.app.MetadataURL)
	var got metadata
	if err := xml.Unmarshal([]byte(answer.body), &got); err != nil || answer.status != http.StatusOK {
		t.Fatalf("the metadata are %d %s: %v", answer.status, answer.body, err)
	}
	for i, one := range got.IDP.Certificates {
		got.IDP.Certificates[i] = strings.Join(strings.Fields(one), "")
	}
	return got
}

// TestMetadata holds what an administrator gives the application, and the
// certificates in it while they change.
func TestMetadata(t *testing.T) {
	t.Parallel()
	w := newSAMLWorld(t, nil)
	got := w.metadata(t)
	first := signing(w)
	want := metadata{EntityID: w.app.Issuer}
	want.IDP.Signed, want.IDP.Format = "true", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
	const bindings = "urn:oasis:names:tc:SAML:2.0:bindings:"
	want.IDP.Certificates = []string{first}
	want.IDP.SSO = []place{{bindings + "HTTP-POST", w.app.SSOURL}, {bindings + "HTTP-Redirect", w.app.SSOURL}}
	want.IDP.SLO = []place{{bindings + "HTTP-POST", w.app.SLOURL}, {bindings + "HTTP-Redirect", w.app.SLOURL}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the metadata (-want +got):\n%s", diff)
	}
	b := w.signedIn("ana.ruiz@fernhill.example")
	signsWith := func(certificate string) {
		t.Helper()
		if err := xmlsectest.Verify(t, b.get(w.app.SSOURL).message(t).xml, ofMessage, certificate); err != nil {
			t.Error(err)
		}
	}
	before := w.service.Certificate()
	if err := w.service.PrepareCertificate(); err != nil {
		t.Fatal(err)
	}
	prepared := w.metadata(t).IDP.Certificates
	if len(prepared) != 2 || prepared[0] != first || prepared[1] == first {
		t.Errorf("with the next one prepared, the metadata list %d, the first in front: %t", len(prepared), prepared[0] == first)
	}
	signsWith(before)
	if err := w.service.RotateCertificate(); err != nil {
		t.Fatal(err)
	}
	signsWith(w.service.Certificate())
	if diff := cmp.Diff([]string{prepared[1], first}, w.metadata(t).IDP.Certificates); diff != "" {
		t.Errorf("after the change (-want +got):\n%s", diff)
	}
	if err := w.service.RotateCertificate(); err != nil { // nothing prepared
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{signing(w), prepared[1]}, w.metadata(t).IDP.Certificates); diff != "" || signing(w) == prepared[1] {
		t.Errorf("after another change (-want +got):\n%s", diff)
	}
}

// signing is the certificate that signs, in one line.
func signing(w *samlWorld) string {
	lines := strings.Split(strings.TrimSpace(w.service.Certificate()), "\n")
	return strings.Join(lines[1:len(lines)-1], "")
}
