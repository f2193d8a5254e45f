package saml_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// providerFile is the metadata of an identity provider, with the given
// certificates.
func providerFile(signers ...samltest.Signer) string {
	var keys strings.Builder
	for _, signer := range signers {
		keys.WriteString(`<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
			base64.StdEncoding.EncodeToString(signer.Certificate.Raw) + "\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>")
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a program -->
<md:EntityDescriptor entityID="` + idpEntity + `" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" validUntil="2026-12-31T00:00:00Z">
<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` + keys.String() + `
<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://acme.okta.example/slo" ResponseLocation="https://acme.okta.example/slo/done"/>
<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://acme.okta.example/sso/post"/>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://acme.okta.example/sso/redirect"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`
}

func TestParseMetadata(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	old, err := samltest.NewSigner(s.stranger.Key, now.AddDate(-9, 0, 0), now.AddDate(-1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"as it is":               providerFile(old, s.signer),
		"with a byte order mark": "\ufeff" + providerFile(old, s.signer),
		"with a key twice":       providerFile(old, s.signer, s.signer),
		"in a list of one":       `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">` + strings.SplitN(providerFile(old, s.signer), "\n", 3)[2] + `</md:EntitiesDescriptor>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			idp, err := saml.ParseMetadata([]byte(file))
			if err != nil {
				t.Fatal(err)
			}
			if idp.EntityID != idpEntity ||
				idp.SignInURL != "https://acme.okta.example/sso/redirect" || idp.SignInBinding != saml.RedirectBinding ||
				idp.LogoutURL != "https://acme.okta.example/slo" || idp.LogoutBinding != saml.PostBinding ||
				idp.LogoutResponseURL != "https://acme.okta.example/slo/done" ||
				!idp.ValidUntil.Equal(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("read %+v", idp)
			}
			if len(idp.Certificates) != 2 {
				t.Fatalf("read %d certificates, want 2", len(idp.Certificates))
			}
			if expired := idp.Expired(now); len(expired) != 1 || !expired[0].Equal(old.Certificate) {
				t.Errorf("Expired = %d certificates, want the old one", len(expired))
			}
			if current := idp.Current(now); len(current) != 1 || !current[0].Equal(s.signer.Certificate) {
				t.Errorf("Current = %d certificates, want the new one", len(current))
			}
		})
	}
}

func TestParseMetadataRefuses(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	right := providerFile(s.signer)
	ours, err := s.sp.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	replaced := func(old, replacement string) string { return strings.ReplaceAll(right, old, replacement) }
	for name, test := range map[string]struct{ file, want string }{
		"nothing":                   {"", "no metadata file"},
		"a web page":                {"<!DOCTYPE html><html></html>", "document type"},
		"an entity":                 {`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + right, "no metadata file"},
		"too large":                 {right + strings.Repeat(" ", 1<<20), "bytes"},
		"too deep":                  {strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100), "nested"},
		"another document":          {"<html/>", "not a SAML 2.0 metadata file"},
		"our own":                   {string(ours), "this service's own"},
		"SAML 1.1 only":             {replaced("urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:1.1:protocol"), "no SAML 2.0 identity provider"},
		"no entity ID":              {replaced(`entityID="`+idpEntity+`"`, ""), "entity ID"},
		"no certificate":            {providerFile(), "no certificate"},
		"only for encryption":       {replaced(`use="signing"`, `use="encryption"`), "no certificate"},
		"too many certificates":     {providerFile(many(t, s)...), "more than 8"},
		"a broken certificate":      {replaced("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"), "cannot be read"},
		"a certificate in no form":  {replaced("<ds:X509Certificate>", "<ds:X509Certificate>!"), "base64"},
		"no sign-in URL":            {replaced("SingleSignOnService", "ArtifactResolutionService"), "no sign-in URL"},
		"a script for sign-in":      {replaced("https://acme.okta.example/sso/", "javascript:alert(1)//"), "no sign-in URL"},
		"a validity in no form":     {replaced("2026-12-31T00:00:00Z", "soon"), "until when"},
		"two providers in one file": {`<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">` + strings.Repeat(strings.SplitN(right, "\n", 3)[2], 2) + `</md:EntitiesDescriptor>`, "more than one"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := saml.ParseMetadata([]byte(test.file))
			if _, is := errors.AsType[*saml.MetadataError](err); !is || !strings.Contains(err.Error(), test.want) || !strings.HasSuffix(err.Error(), ".") {
				t.Errorf("ParseMetadata = %v, want a sentence with %q", err, test.want)
			}
		})
	}
}

// many makes more certificates than a provider may have.
func many(t *testing.T, s *scene) []samltest.Signer {
	t.Helper()
	var signers []samltest.Signer
	for i := range 9 {
		signer, err := samltest.NewSigner(s.signer.Key, now.AddDate(-i-1, 0, 0), now.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		signers = append(signers, signer)
	}
	return signers
}

func TestServiceProviderMetadata(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.sp.Next = s.stranger.Certificate
	file, err := s.sp.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for _, want := range []string{
		`entityID="` + spEntity + `"`,
		`AuthnRequestsSigned="true"`,
		`WantAssertionsSigned="true"`,
		`<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="` + acsURL + `" index="0" isDefault="true"/>`,
		`<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="` + logoutURL + `"/>`,
		`<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="` + logoutURL + `"/>`,
		"<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>",
		"<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>",
		base64.StdEncoding.EncodeToString(s.sp.Signing.Certificate.Raw),
		base64.StdEncoding.EncodeToString(s.sp.Next.Raw),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the metadata lacks %s:\n%s", want, text)
		}
	}
}

func TestServiceProviderValidate(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*scene){
		"no entity ID":        func(s *scene) { s.sp.EntityID = "" },
		"a relative ACS URL":  func(s *scene) { s.sp.ACSURL = "/acs" },
		"no key":              func(s *scene) { s.sp.Signing.Key = nil },
		"another certificate": func(s *scene) { s.sp.Signing.Certificate = s.stranger.Certificate },
	} {
		s := newScene(t)
		change(s)
		if _, err := s.sp.Metadata(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := s.sp.AuthnRequest(s.idp, saml.AuthnOptions{Now: now}); err == nil {
			t.Errorf("%s: a request was signed", name)
		}
	}
	pair, err := saml.NewKeyPair(spEntity, now)
	if err != nil {
		t.Fatal(err)
	}
	s := newScene(t)
	s.sp.Signing = pair
	if err := s.sp.Validate(); err != nil {
		t.Errorf("a new key pair: %v, want no error", err)
	}
}
