package oidc_test

import (
	"strings"
	"testing"
	"time"

	judge "github.com/coreos/go-oidc/v3/oidc"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

// TestGoodTokens holds that being strict keeps nobody out, and asks go-oidc,
// which knows nothing of our rules, about each token: what we accept and it
// does not would be a mistake of ours.
func TestGoodTokens(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*oidctest.Provider)
		ask    oidc.Ask
	}{
		"ES256":                    {},
		"RS256":                    {change: func(p *oidctest.Provider) { p.Key = rsaKeys()[0] }},
		"typ JWT":                  {change: header("typ", `"JWT"`)},
		"typ jwt":                  {change: header("typ", `"jwt"`)},
		"one aud in a list":        {change: claim("aud", `["muster"]`)},
		"azp ours":                 {change: claim("azp", `"muster"`)},
		"sub of 255":               {change: claim("sub", `"`+strings.Repeat("s", 255)+`"`)},
		"sub with letters":         {change: claim("sub", `"auth0|5f7c8ec7c33c6c004bbafe82"`)},
		"no at_hash":               {change: without("at_hash")},
		"no auth_time":             {change: without("auth_time")},
		"no profile":               {change: without("email")},
		"exp within the skew":      {change: claimAt("exp", -50*time.Second)},
		"iat within the skew":      {change: claimAt("iat", 50*time.Second)},
		"nbf now":                  {change: claimAt("nbf", 0)},
		"fractions of seconds":     {change: claim("exp", `9999999999.25`)},
		"unknown claims":           {change: claim("groups", `["a",{"b":[1,2,{"c":null}]}]`)},
		"many groups":              {change: claim("groups", `"`+strings.Repeat("x", 30<<10)+`"`)},
		"x5t and a jku of no one":  {change: func(p *oidctest.Provider) { p.Header = strangeHeader }},
		"step-up":                  {ask: oidc.Ask{Fresh: true}},
		"signed in within the age": {change: claimAt("auth_time", -30*time.Minute), ask: oidc.Ask{MaxAge: time.Hour}},
		"issuer with a slash":      {change: func(p *oidctest.Provider) { p.Issuer += "/" }},
		"token_type in lower case": {change: func(p *oidctest.Provider) {
			p.Answer = func(o *oidctest.Object) { o.SetText("token_type", "bearer") }
		}},
		"several aud with azp ours": {change: func(p *oidctest.Provider) {
			p.Claims = func(o *oidctest.Object) { o.Set("aud", `["another","muster"]`); o.SetText("azp", "muster") }
		}},
		"no kid where one key fits": {change: func(p *oidctest.Provider) {
			p.Keys = func() string { return oidctest.KeySet(rsaKeys()[0].Public(), p.Key.Public()) }
			p.Header = func(o *oidctest.Object) { o.Remove("kid") }
		}},
		"keys of other kinds beside": {change: func(p *oidctest.Provider) {
			p.Keys = func() string {
				return strings.Replace(oidctest.KeySet(p.Key.Public()), "[",
					`[{"kty":"OKP","crv":"Ed448","kid":"o","x":"AAAA"},{"kty":"new"},{"kty":"EC","crv":"secp256k1","kid":"k","x":"AA","y":"AA"},`, 1)
			}
		}},
		"secret in the form": {change: func(p *oidctest.Provider) {
			p.Document = func(o *oidctest.Object) { o.Set("token_endpoint_auth_methods_supported", `["client_secret_post"]`) }
		}},
		"a document that says little": {change: func(p *oidctest.Provider) {
			p.Document = func(o *oidctest.Object) {
				o.Remove("code_challenge_methods_supported")
				o.Remove("token_endpoint_auth_methods_supported")
				o.Remove("response_types_supported")
			}
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, test.change)
			identity, err := s.signIn(t, test.ask)
			if err != nil {
				t.Fatal(err)
			}
			if identity.Issuer != s.provider.Issuer || identity.Subject == "" || identity.Token == "" {
				t.Errorf("got %+v", identity)
			}
			ctx := judge.ClientContext(t.Context(), s.provider.Server.Client())
			verifier := judge.NewVerifier(s.provider.Issuer, judge.NewRemoteKeySet(ctx, s.provider.URL+"/keys"), &judge.Config{
				ClientID: s.provider.Client.ID, SupportedSigningAlgs: []string{"RS256", "ES256"},
				Now: func() time.Time { return time.Now().Add(-time.Minute) }, // it allows no skew
			})
			other, err := verifier.Verify(ctx, string(identity.Token))
			if err != nil {
				t.Fatalf("go-oidc refuses what we accept: %v", err)
			}
			if other.Subject != identity.Subject || other.Issuer != identity.Issuer {
				t.Errorf("go-oidc reads %q of %q, we read %q of %q", other.Subject, other.Issuer, identity.Subject, identity.Issuer)
			}
		})
	}
}

// strangeHeader names places that nobody may go to: the port is closed, and
// whoever followed it would fail.
func strangeHeader(o *oidctest.Object) {
	o.SetText("x5t", "dGh1bWI")
	o.SetText("jku", "https://127.0.0.1:1/keys")
	o.SetText("x5u", "https://127.0.0.1:1/cert")
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	got, err := s.signIn(t, oidc.Ask{MaxAge: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if since := time.Since(got.SignedInAt); since < 0 || since > time.Minute {
		t.Errorf("signed in at %v", got.SignedInAt)
	}
	want := oidc.Identity{
		Issuer: s.provider.Issuer, Subject: "00u1ada", Email: "ada@example.com", EmailVerified: true,
		PreferredUsername: "ada", Name: "Ada Lovelace", SignedInAt: got.SignedInAt, Token: got.Token,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestProfileIsNotTrusted holds that what is for people never makes a token
// good or bad, and is not shown in a form that it must not have.
func TestProfileIsNotTrusted(t *testing.T) {
	t.Parallel()
	s := newStage(t, func(p *oidctest.Provider) {
		p.Claims = func(o *oidctest.Object) {
			o.Set("email_verified", `"true"`)
			o.Set("name", `"Ada\u0000"`)
			o.Set("preferred_username", `["ada"]`)
		}
	})
	got, err := s.signIn(t, oidc.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	if got.EmailVerified || got.Name != "" || got.PreferredUsername != "" || got.Email != "ada@example.com" {
		t.Errorf("got %+v", got)
	}
}
