package federation_test

import (
	"compress/flate"
	"encoding/base64"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// A provider is told who signs out by the name that it gave, with all that it said
// of the name.
func TestSigningOutNamesThePersonAsTheProviderDid(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	key, err := federation.NewSigningKey(now)
	if err != nil {
		t.Fatal(err)
	}
	method := directory.LoginMethod{ID: "m1", Protocol: directory.SAML, Keys: []directory.SigningKey{key}}
	method.Settings.SAML = directory.SAMLSettings{EntityID: "urn:idp", SignInURL: "https://idp.example/sso", SignOutURL: "https://idp.example/slo"}
	for kept, want := range map[directory.ProviderSession]string{
		{Name: "_s1"}: `<saml:NameID>ana</saml:NameID>`,
		{}:            `<saml:NameID>ana</saml:NameID>`,
		{Name: "_s1", NameFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}:                                                                      `<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ana</saml:NameID>`,
		{Name: "_s1", NameFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", NameQualifier: "urn:idp", SPNameQualifier: "https://m.example/sso/m1"}: `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="urn:idp" SPNameQualifier="https://m.example/sso/m1">ana</saml:NameID>`,
	} {
		address, err := federation.SignOutURL("https://m.example", method, "ana", kept.Text(), now)
		if err != nil {
			t.Fatal(err)
		}
		request := requestIn(t, address)
		if !strings.Contains(request, want) {
			t.Errorf("%+v: the request is %s, want %s in it", kept, request, want)
		}
		if index := "<samlp:SessionIndex>" + kept.Name + "</samlp:SessionIndex>"; strings.Contains(request, index) != (kept.Name != "") || strings.Contains(request, "format=") {
			t.Errorf("%+v: the request names another session: %s", kept, request)
		}
	}
}

// requestIn reads the request of an address.
func requestIn(t *testing.T, address string) string {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := base64.StdEncoding.DecodeString(parsed.Query().Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(strings.NewReader(string(packed))))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
