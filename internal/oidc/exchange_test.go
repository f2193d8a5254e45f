package oidc_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

func TestBadAnswersToTheCode(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want   oidc.CheckName
		change func(*oidctest.Object)
	}{
		"no ID token":           {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Remove("id_token") }},
		"an ID token of null":   {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Set("id_token", "null") }},
		"an ID token in a list": {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Set("id_token", `["x"]`) }},
		"no access token":       {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Remove("access_token") }},
		"a token of MAC":        {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.SetText("token_type", "mac") }},
		"no kind of token":      {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Remove("token_type") }},
		"an error with 200":     {oidc.CheckCode, func(o *oidctest.Object) { o.SetText("error", "slow_down") }},
		"endless":               {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.SetText("much", strings.Repeat("x", 2<<20)) }},
		"not JSON":              {oidc.CheckTokenResponse, func(o *oidctest.Object) { o.Set("id_token", "<html>") }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, func(p *oidctest.Provider) { p.Answer = test.change })
			_, err := s.signIn(t, oidc.Ask{})
			wantRefusal(t, err, test.want)
		})
	}
}

func TestWrongSecret(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	s.provider.Client.Secret = "another"
	_, err := s.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckAuthentication)
	if hits := s.provider.TokenHits.Load(); hits != 1 {
		t.Errorf("the code was sent %d times, want 1", hits)
	}
}

func TestPrivateKey(t *testing.T) {
	t.Parallel()
	for _, key := range []oidctest.Key{oidctest.NewECKey("ours"), rsaKeys()[1]} {
		t.Run(key.Algorithm, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, func(p *oidctest.Provider) { p.Client.Key = &key })
			config := oidc.ClientConfig{Provider: s.asked, ID: "muster", RedirectURI: s.provider.Client.RedirectURI, Key: &oidc.Key{ID: key.ID, Private: key.Private}}
			s.client = newClient(t, config)
			if _, err := s.signIn(t, oidc.Ask{}); err != nil {
				t.Error(err)
			}
			config.Key = &oidc.Key{ID: key.ID, Private: oidctest.NewECKey("").Private}
			s.client = newClient(t, config)
			_, err := s.signIn(t, oidc.Ask{})
			wantRefusal(t, err, oidc.CheckAuthentication)
		})
	}
}

func TestKeyIsNotAccepted(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"token_endpoint_auth_methods_supported":            `["client_secret_basic"]`,
		"token_endpoint_auth_signing_alg_values_supported": `["RS256"]`,
	} {
		s := newStage(t, document(name, value))
		s.client = newClient(t, oidc.ClientConfig{
			Provider: s.asked, ID: "muster", RedirectURI: s.provider.Client.RedirectURI,
			Key: &oidc.Key{ID: "ours", Private: oidctest.NewECKey("").Private},
		})
		_, _, err := s.client.Begin(t.Context(), oidc.Ask{})
		wantRefusal(t, err, oidc.CheckAuthentication)
	}
}

func TestBadRegistrations(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := oidc.ClientConfig{Provider: s.asked, ID: "muster", RedirectURI: "https://muster.example.com/cb", Secret: "s"}
	for name, change := range map[string]func(*oidc.ClientConfig){
		"no id":              func(c *oidc.ClientConfig) { c.ID = "" },
		"redirect by http":   func(c *oidc.ClientConfig) { c.RedirectURI = "http://muster.example.com/cb" },
		"neither":            func(c *oidc.ClientConfig) { c.Secret = "" },
		"both":               func(c *oidc.ClientConfig) { c.Key = &oidc.Key{ID: "k", Private: oidctest.NewECKey("").Private} },
		"key on P-384":       func(c *oidc.ClientConfig) { c.Secret, c.Key = "", &oidc.Key{ID: "k", Private: p384} },
		"key without its id": func(c *oidc.ClientConfig) { c.Secret, c.Key = "", &oidc.Key{Private: oidctest.NewECKey("").Private} },
		"no key in the key":  func(c *oidc.ClientConfig) { c.Secret, c.Key = "", &oidc.Key{ID: "k"} },
	} {
		config := good
		change(&config)
		if _, err := oidc.NewClient(config); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLogoutURL(t *testing.T) {
	t.Parallel()
	s := newStage(t, document("end_session_endpoint", `"https://idp.example.com/out?tenant=1"`))
	got, err := s.client.LogoutURL(t.Context(), oidc.Logout{Token: "a.b.c", ReturnTo: "https://muster.example.com/", State: "st"})
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"tenant": {"1"}, "client_id": {"muster"}, "id_token_hint": {"a.b.c"},
		"post_logout_redirect_uri": {"https://muster.example.com/"}, "state": {"st"},
	}
	if got != "https://idp.example.com/out?"+want.Encode() {
		t.Errorf("got %s", got)
	}
	s = newStage(t, document("end_session_endpoint", `null`))
	if got, err := s.client.LogoutURL(t.Context(), oidc.Logout{}); got != "" || err != nil {
		t.Errorf("got %q and %v from a provider without such a place", got, err)
	}
}

// TestUnreachableTokenEndpoint asks where nobody answers.
func TestUnreachableTokenEndpoint(t *testing.T) {
	t.Parallel()
	s := newStage(t, document("token_endpoint", `"https://127.0.0.1:1/token"`))
	_, err := s.signIn(t, oidc.Ask{MaxAge: time.Hour})
	wantRefusal(t, err, oidc.CheckTokenResponse)
}
