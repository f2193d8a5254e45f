package saml_test

import (
	"bytes"
	"compress/flate"
	"crypto/x509"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// logoutRequest is the provider's request to end a session.
func logoutRequest() *samltest.Node {
	return samltest.Element("saml2p:LogoutRequest",
		"xmlns:saml2p", samltest.ProtocolNamespace, "xmlns:saml2", samltest.AssertionNamespace,
		"Destination", logoutURL, "ID", "id-logout", "IssueInstant", samltest.Instant(now),
		"NotOnOrAfter", samltest.Instant(now.Add(time.Minute)), "Version", "2.0").Add(
		samltest.Element("saml2:Issuer").Say(idpEntity),
		samltest.Element("saml2:NameID", "Format", string(saml.EmailAddressFormat)).Say(person),
		samltest.Element("saml2p:SessionIndex").Say("session-1"),
	)
}

func logoutResponse() *samltest.Node {
	return samltest.Element("saml2p:LogoutResponse",
		"xmlns:saml2p", samltest.ProtocolNamespace, "xmlns:saml2", samltest.AssertionNamespace,
		"Destination", logoutURL, "ID", "id-answer", "IssueInstant", samltest.Instant(now),
		"InResponseTo", requestID, "Version", "2.0").Add(
		samltest.Element("saml2:Issuer").Say(idpEntity),
		samltest.Element("saml2p:Status").Add(samltest.Element("saml2p:StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Success")),
	)
}

// query carries a message as the redirect binding does, written anew for these
// tests.
func query(t *testing.T, signer samltest.Signer, parameter, document, algorithm string) string {
	t.Helper()
	var deflated bytes.Buffer
	writer, err := flate.NewWriter(&deflated, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write([]byte(document)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	text := parameter + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString(deflated.Bytes())) +
		"&RelayState=handle&SigAlg=" + url.QueryEscape(algorithm)
	signature, err := signer.SignText(text, algorithm)
	if err != nil {
		t.Fatal(err)
	}
	return text + "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}

func (s *scene) logoutExpectation() saml.LogoutExpectation {
	return saml.LogoutExpectation{ServiceProvider: s.sp, IdentityProvider: s.idp, RequestID: requestID, Now: now}
}

// carried are the two ways in which a message comes, each signed as it must be.
func (s *scene) carried(t *testing.T, parameter string, message *samltest.Node) []saml.LogoutMessage {
	t.Helper()
	redirect := query(t, s.signer, parameter, message.String(), samltest.RSASHA256)
	if _, err := s.signer.Sign(message, message, samltest.Signing{}); err != nil {
		t.Fatal(err)
	}
	return []saml.LogoutMessage{
		{Binding: saml.RedirectBinding, Query: redirect},
		{Binding: saml.PostBinding, Form: samltest.Encode(message.String())},
	}
}

func TestReadLogoutRequest(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	want := saml.ReceivedLogout{
		ID:             "id-logout",
		Subject:        saml.Subject{NameID: person, Format: saml.EmailAddressFormat},
		SessionIndexes: []string{"session-1"},
		NotOnOrAfter:   now.Add(2 * time.Minute),
	}
	for _, message := range s.carried(t, "SAMLRequest", logoutRequest()) {
		got, checks, err := saml.ReadLogoutRequest(message, s.logoutExpectation())
		if err != nil {
			t.Fatalf("%s: %v", message.Binding, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", message.Binding, diff)
		}
		if !slices.Contains(checks, saml.CheckSignature) {
			t.Errorf("%s: the checks %q lack the signature", message.Binding, checks)
		}
	}
}

func TestReadLogoutRequestRefuses(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	set := func(name, value string) func(*samltest.Node) {
		return func(message *samltest.Node) { message.Set(name, value) }
	}
	for name, test := range map[string]struct {
		change func(*samltest.Node)
		want   saml.Check
	}{
		"another issuer":      {func(m *samltest.Node) { m.Find("saml2:Issuer").SetText("http://www.okta.com/other") }, saml.CheckIssuer},
		"another destination": {set("Destination", acsURL), saml.CheckDestination},
		"no destination":      {set("Destination", ""), saml.CheckDestination},
		"too late":            {set("NotOnOrAfter", samltest.Instant(now.Add(-61*time.Second))), saml.CheckTime},
		"too old": {func(m *samltest.Node) {
			m.Set("NotOnOrAfter", "").Set("IssueInstant", samltest.Instant(now.Add(-7*time.Minute)))
		}, saml.CheckTime},
		"from the future":  {set("IssueInstant", samltest.Instant(now.Add(61*time.Second))), saml.CheckTime},
		"no name":          {func(m *samltest.Node) { m.Remove(m.Find("saml2:NameID")) }, saml.CheckSubject},
		"an empty session": {func(m *samltest.Node) { m.Find("saml2p:SessionIndex").SetText("") }, saml.CheckSubject},
		"another message":  {func(m *samltest.Node) { m.Tag = "saml2p:ManageNameIDRequest" }, saml.CheckMessage},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			message := logoutRequest()
			test.change(message)
			for _, carried := range s.carried(t, "SAMLRequest", message) {
				_, _, err := saml.ReadLogoutRequest(carried, s.logoutExpectation())
				wantRefusal(t, err, test.want)
			}
		})
	}
}

func TestLogoutByRedirectIsSigned(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	text := logoutRequest().String()
	right := query(t, s.signer, "SAMLRequest", text, samltest.RSASHA256)
	other := query(t, s.signer, "SAMLRequest", strings.Replace(text, person, attacker, 1), samltest.RSASHA256)
	message, signature, _ := strings.Cut(right, "&Signature=")
	otherMessage, _, _ := strings.Cut(other, "&RelayState")
	signed := logoutRequest()
	if _, err := s.signer.Sign(signed, signed, samltest.Signing{}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		query string
		want  saml.Check // empty for none
	}{
		"right":                          {right, ""},
		"with a parameter of ours":       {"organization=acme&" + right, ""},
		"unsigned":                       {strings.SplitN(message, "&SigAlg", 2)[0], saml.CheckSignaturePlace},
		"without an algorithm":           {strings.SplitN(message, "&SigAlg", 2)[0] + "&Signature=" + signature, saml.CheckSignaturePlace},
		"signed inside only":             {strings.SplitN(query(t, s.signer, "SAMLRequest", signed.String(), samltest.RSASHA256), "&SigAlg", 2)[0], saml.CheckSignaturePlace},
		"another's message":              {strings.Replace(right, strings.SplitN(right, "&", 2)[0], otherMessage, 1), saml.CheckSignature},
		"another relay state":            {strings.Replace(right, "RelayState=handle", "RelayState=other", 1), saml.CheckSignature},
		"no relay state":                 {strings.Replace(right, "&RelayState=handle", "", 1), saml.CheckSignature},
		"the message twice":              {otherMessage + "&" + right, saml.CheckEncoding},
		"the message twice, once hidden": {strings.Replace(otherMessage, "SAMLRequest", "SAML%52equest", 1) + "&" + right, saml.CheckEncoding},
		"the signature twice":            {right + "&Signature=" + signature, saml.CheckEncoding},
		"encoded in another way":         {strings.Replace(right, "%3A", "%3a", 1), saml.CheckSignature},
		"signed by a stranger":           {query(t, s.stranger, "SAMLRequest", text, samltest.RSASHA256), saml.CheckSignature},
		"RSA-SHA1":                       {query(t, s.signer, "SAMLRequest", text, samltest.RSASHA1), saml.CheckAlgorithms},
		"HMAC":                           {query(t, s.signer, "SAMLRequest", text, samltest.HMACSHA256), saml.CheckAlgorithms},
		"a bomb":                         {query(t, s.signer, "SAMLRequest", strings.Repeat(" ", 10<<20), samltest.RSASHA256), saml.CheckSize},
		"no message":                     {"RelayState=handle", saml.CheckEncoding},
		"a response for a request":       {strings.Replace(right, "SAMLRequest", "SAMLResponse", 1), saml.CheckEncoding},
		"not deflated":                   {"SAMLRequest=" + url.QueryEscape(samltest.Encode(text)), saml.CheckEncoding},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := saml.ReadLogoutRequest(saml.LogoutMessage{Binding: saml.RedirectBinding, Query: test.query}, s.logoutExpectation())
			if test.want == "" && err != nil {
				t.Errorf("refused: %v, want accepted", err)
			} else if test.want != "" {
				wantRefusal(t, err, test.want)
			}
		})
	}
	unsigned := saml.LogoutMessage{Binding: saml.PostBinding, Form: samltest.Encode(text)}
	_, _, err := saml.ReadLogoutRequest(unsigned, s.logoutExpectation())
	wantRefusal(t, err, saml.CheckSignaturePlace)
	unknown := newScene(t)
	unknown.idp.Certificates = nil
	_, _, err = saml.ReadLogoutRequest(saml.LogoutMessage{Binding: saml.RedirectBinding, Query: right}, unknown.logoutExpectation())
	wantRefusal(t, err, saml.CheckCertificate)
}

func TestReadLogoutResponse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, test := range map[string]struct {
		change func(*samltest.Node)
		want   saml.Check // empty for none
	}{
		"right":           {func(*samltest.Node) {}, ""},
		"another request": {func(m *samltest.Node) { m.Set("InResponseTo", "id-other") }, saml.CheckInResponseTo},
		"no request":      {func(m *samltest.Node) { m.Set("InResponseTo", "") }, saml.CheckInResponseTo},
		"only partly": {func(m *samltest.Node) {
			m.Find("saml2p:StatusCode").Set("Value", "urn:oasis:names:tc:SAML:2.0:status:PartialLogout")
		}, saml.CheckStatus},
		"another issuer": {func(m *samltest.Node) { m.Find("saml2:Issuer").SetText("x") }, saml.CheckIssuer},
		"too old":        {func(m *samltest.Node) { m.Set("IssueInstant", samltest.Instant(now.Add(-7*time.Minute))) }, saml.CheckTime},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			message := logoutResponse()
			test.change(message)
			for _, carried := range s.carried(t, "SAMLResponse", message) {
				_, err := saml.ReadLogoutResponse(carried, s.logoutExpectation())
				if test.want == "" && err != nil {
					t.Errorf("%s: %v, want no error", carried.Binding, err)
				} else if test.want != "" {
					wantRefusal(t, err, test.want)
				}
			}
		})
	}
}

// What we send by redirect, and by a form, another Muster would read.
func TestOurLogoutIsRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mirror := saml.LogoutExpectation{
		ServiceProvider:  &saml.ServiceProvider{LogoutURL: s.idp.LogoutURL},
		IdentityProvider: &saml.IdentityProvider{EntityID: spEntity, Certificates: []*x509.Certificate{s.sp.Signing.Certificate}},
		Now:              now,
	}
	for _, binding := range []saml.Binding{saml.RedirectBinding, saml.PostBinding} {
		s.idp.LogoutBinding = binding
		request, err := s.sp.LogoutRequest(s.idp, saml.LogoutTarget{Subject: rightAssertion().Subject, SessionIndex: "a&b"}, now)
		if err != nil {
			t.Fatal(err)
		}
		_, rawQuery, _ := strings.Cut(request.Delivery.URL, "?")
		got, _, err := saml.ReadLogoutRequest(saml.LogoutMessage{Binding: binding, Query: rawQuery, Form: request.Delivery.Message}, mirror)
		if err != nil {
			t.Fatalf("%s: %v", binding, err)
		}
		if got.ID != request.ID || got.Subject != rightAssertion().Subject || !slices.Equal(got.SessionIndexes, []string{"a&b"}) {
			t.Errorf("%s: read %+v", binding, got)
		}
		answer, err := s.sp.LogoutResponse(s.idp, saml.LogoutAnswer{RequestID: "id-1", RelayState: "handle", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		_, rawQuery, _ = strings.Cut(answer.URL, "?")
		answered := mirror
		answered.RequestID = "id-1"
		if _, err := saml.ReadLogoutResponse(saml.LogoutMessage{Binding: binding, Query: rawQuery, Form: answer.Message}, answered); err != nil {
			t.Errorf("%s: our answer: %v", binding, err)
		}
	}
}
