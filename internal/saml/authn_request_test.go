package saml_test

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/saml"
)

func TestAuthnRequestByRedirect(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	request, err := s.sp.AuthnRequest(s.idp, saml.AuthnOptions{RelayState: "handle/+", ForceAuthn: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	address, rawQuery, _ := strings.Cut(request.Delivery.URL, "?")
	if address != s.idp.SignInURL {
		t.Errorf("sent to %s, want %s", address, s.idp.SignInURL)
	}
	// The signature is over the query as it is written, up to itself.
	signed, rawSignature, _ := strings.Cut(rawQuery, "&Signature=")
	values, err := url.ParseQuery(rawQuery)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := base64.StdEncoding.DecodeString(values.Get("Signature"))
	if err != nil || rawSignature == "" {
		t.Fatalf("signature %q: %v", rawSignature, err)
	}
	digest := sha256.Sum256([]byte(signed))
	if err := rsa.VerifyPKCS1v15(&s.sp.Signing.Key.PublicKey, crypto.SHA256, digest[:], signature); err != nil {
		t.Errorf("the signature of the query: %v", err)
	}
	if values.Get("RelayState") != "handle/+" {
		t.Errorf("RelayState = %q", values.Get("RelayState"))
	}
	deflated, err := base64.StdEncoding.DecodeString(values.Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(deflated)))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`ID="` + request.ID + `"`, `Destination="` + s.idp.SignInURL + `"`, `AssertionConsumerServiceURL="` + acsURL + `"`,
		`ForceAuthn="true"`, `IssueInstant="2026-03-14T09:26:53.000Z"`, "<saml:Issuer>" + spEntity + "</saml:Issuer>",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the request lacks %s: %s", want, text)
		}
	}
	if strings.Contains(string(text), "Signature") {
		t.Errorf("a redirected message has a signature inside: %s", text)
	}
}

func TestAuthnRequestsDiffer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	seen := map[string]bool{}
	for range 50 {
		request, err := s.sp.AuthnRequest(s.idp, saml.AuthnOptions{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if len(request.ID) != 42 || seen[request.ID] {
			t.Errorf("ID %q is short or was given before", request.ID)
		}
		seen[request.ID] = true
	}
}

func TestAuthnRequestRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*scene, *saml.AuthnOptions){
		"a long relay state":   func(_ *scene, o *saml.AuthnOptions) { o.RelayState = strings.Repeat("x", 81) },
		"a provider of no URL": func(s *scene, _ *saml.AuthnOptions) { s.idp.SignInURL = "" },
		"a script for a URL":   func(s *scene, _ *saml.AuthnOptions) { s.idp.SignInURL = "javascript:alert(1)" },
		"no binding":           func(s *scene, _ *saml.AuthnOptions) { s.idp.SignInBinding = "" },
	} {
		s, options := newScene(t), saml.AuthnOptions{Now: now}
		change(s, &options)
		if _, err := s.sp.AuthnRequest(s.idp, options); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
