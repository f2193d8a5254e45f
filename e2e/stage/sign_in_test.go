package main

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta"
)

// TestSignIn asks for everything about signing in, and wants to be told what a
// provider's administrator would copy.
func TestSignIn(t *testing.T) {
	t.Parallel()
	org := okta.NewOrg(1)
	made, err := okta.NewApp(org, okta.NewSettings(okta.Catalog, "http://127.0.0.1:1", "unused"), okta.AppOptions{})
	if err != nil {
		t.Fatal(err)
	}
	org.AddPerson(okta.Profile{Login: "ana@fernhill.example"})
	s := &scene{apps: map[string]*app{"main": {App: made}}, providers: &identityProviders{}}
	ask := func(line string) signInAnswer {
		t.Helper()
		got := s.answer(t.Context(), []byte(line))
		if !got.OK {
			t.Fatalf("%s: %s", line, got.Error)
		}
		if got.SignIn == nil {
			return signInAnswer{}
		}
		return *got.SignIn
	}
	if got := s.answer(t.Context(), []byte(`{"do": "rotate keys", "okta": "main"}`)); got.OK {
		t.Error("keys are changed where nobody is signed in")
	}
	issuer := ask(`{"do": "sign people in", "okta": "main", "host": "localhost"}`).Issuer
	if !strings.HasPrefix(issuer, "http://localhost:") {
		t.Errorf("the issuer is %q", issuer)
	}
	ask(`{"do": "password", "okta": "main", "logins": ["ana@fernhill.example"], "password": "made up"}`)
	ask(`{"do": "suspend", "okta": "main", "logins": ["ana@fernhill.example"]}`)
	if got := org.People()[0].Status; got != okta.StatusSuspended {
		t.Errorf("Ana is %s", got)
	}
	ask(`{"do": "unsuspend", "okta": "main", "logins": ["ana@fernhill.example"]}`)
	web := ask(`{"do": "oidc app", "okta": "main", "redirect_uri": "https://app.example/callback", "sign_out_uri": "https://app.example/"}`)
	if web.Issuer != issuer || web.ClientID == "" || web.ClientSecret == "" {
		t.Errorf("the app of OpenID Connect is %+v", web)
	}
	keyed := ask(`{"do": "oidc app", "okta": "main", "redirect_uri": "https://app.example/callback", "public_key": "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"}`)
	if keyed.ClientID == "" || keyed.ClientSecret != "" {
		t.Errorf("the app with a key is %+v", keyed)
	}
	saml := ask(`{"do": "saml app", "okta": "main", "acs_url": "https://app.example/acs", "entity_id": "app", "name_id_format": "persistent", "everybody": true}`)
	if saml.Issuer == "" || !strings.HasPrefix(saml.SSOURL, issuer) || !strings.HasPrefix(saml.SLOURL, issuer) ||
		!strings.HasPrefix(saml.MetadataURL, issuer) || !strings.HasPrefix(saml.Certificate, "-----BEGIN CERTIFICATE-----") {
		t.Errorf("the app of SAML is %+v", saml)
	}
	ask(`{"do": "rotate keys", "okta": "main"}`)
	ask(`{"do": "prepare certificate", "okta": "main"}`)
	if got := ask(`{"do": "rotate certificate", "okta": "main"}`).Certificate; got == saml.Certificate || got == "" {
		t.Errorf("after the change the certificate is %q", got)
	}
	for _, wrong := range []string{
		`{"do": "sign people in", "okta": "main"}`,
		`{"do": "password", "okta": "main", "logins": ["ana@fernhill.example"]}`,
		`{"do": "oidc app", "okta": "main"}`,
		`{"do": "oidc app", "okta": "main", "redirect_uri": "https://app.example", "public_key": "none"}`,
		`{"do": "saml app", "okta": "main", "acs_url": "https://app.example"}`,
		`{"do": "saml app", "okta": "main", "acs_url": "https://app.example", "entity_id": "app", "certificate": "none"}`,
	} {
		if got := s.answer(t.Context(), []byte(wrong)); got.OK || got.Error == "" {
			t.Errorf("%s is answered %+v, want an error", wrong, got)
		}
	}
	if err := s.close(); err != nil {
		t.Errorf("the end is %v", err)
	}
}
