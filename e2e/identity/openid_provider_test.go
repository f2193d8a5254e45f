package identity_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/e2e/identity"
	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/outbound"
)

const (
	redirectURI = "https://muster.example.com/oidc/org1/callback"
	returnTo    = "https://muster.example.com/"
	secret      = "a-secret-of-the-provider-and-ours"
)

// An openIDProvider is npm's oidc-provider with two applications of ours.
type openIDProvider struct {
	issuer string
	key    *ecdsa.PrivateKey // whose public half it knows
}

func startOpenIDProvider(t *testing.T) openIDProvider {
	t.Helper()
	key := mustKey(t)
	public, err := identity.NewPublicKey("ours", key)
	if err != nil {
		t.Fatal(err)
	}
	started := identity.Folder(".").StartOpenIDProvider(t, identity.OpenIDSettings{Clients: []identity.OpenIDClient{
		{ID: "with-secret", Secret: secret, RedirectURI: redirectURI, ReturnTo: returnTo},
		{ID: "with-key", Key: public, RedirectURI: redirectURI, ReturnTo: returnTo},
	}})
	return openIDProvider{issuer: started.Issuer, key: key}
}

// client returns a client of the provider that asks it as the product does.
func (p openIDProvider) client(t *testing.T, config oidc.ClientConfig) *oidc.Client {
	t.Helper()
	asking := outbound.NewClient(outbound.Options{AllowPrivateNetworks: true})
	t.Cleanup(asking.CloseIdleConnections)
	provider, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: p.issuer, HTTP: asking, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	config.Provider, config.RedirectURI = provider, redirectURI
	client, err := oidc.NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// begin sends a browser to the provider.
func begin(t *testing.T, b *identity.Browser, client *oidc.Client, ask oidc.Ask) (oidc.Pending, identity.Page) {
	t.Helper()
	address, pending, err := client.Begin(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return pending, b.Open(address)
}

// throughPages signs in and consents, on as many pages as there are.
func throughPages(b *identity.Browser, shown identity.Page) url.Values {
	return b.SignIn(shown, "ada", "any").Address.Query()
}

func TestOpenIDProvider(t *testing.T) {
	t.Parallel()
	provider := startOpenIDProvider(t)
	for name, config := range map[string]oidc.ClientConfig{
		"secret and RS256":          {ID: "with-secret", Secret: secret},
		"private_key_jwt and ES256": {ID: "with-key", Key: &oidc.Key{ID: "ours", Private: provider.key}},
	} {
		t.Run(name, func(t *testing.T) {
			client, b := provider.client(t, config), identity.NewBrowser(t, redirectURI)
			for _, check := range client.Test(t.Context()) {
				if !check.OK {
					t.Errorf("%s: %s", check.Name, check.Sentence)
				}
			}

			pending, shown := begin(t, b, client, oidc.Ask{LoginHint: "ada"})
			who, err := client.Finish(t.Context(), pending, throughPages(b, shown))
			if err != nil {
				t.Fatal(err)
			}
			want := oidc.Identity{
				Issuer: provider.issuer, Subject: "ada", Email: "ada@example.com", EmailVerified: true, PreferredUsername: "ada",
				Name: "Ada", SignedInAt: who.SignedInAt, Session: who.Session, Token: who.Token,
			}
			if who != want || b.Pages() != 2 {
				t.Errorf("got %+v after %d pages, want %+v after 2", who, b.Pages(), want)
			}

			// The provider knows the browser now, and asks nothing.
			pending, shown = begin(t, b, client, oidc.Ask{MaxAge: time.Hour})
			who, err = client.Finish(t.Context(), pending, throughPages(b, shown))
			if err != nil || b.Pages() != 2 || who.SignedInAt.IsZero() {
				t.Errorf("got %+v and %v after %d pages, want auth_time without a page more", who, err, b.Pages())
			}

			// A step-up wants a sign-in of now, and gets its page.
			pending, shown = begin(t, b, client, oidc.Ask{Fresh: true})
			who, err = client.Finish(t.Context(), pending, throughPages(b, shown))
			if err != nil || b.Pages() == 2 {
				t.Errorf("got %+v and %v after %d pages, want one more", who, err, b.Pages())
			}

			address, err := client.LogoutURL(t.Context(), oidc.Logout{Token: who.Token, ReturnTo: returnTo})
			if err != nil {
				t.Fatal(err)
			}
			if out := b.Open(address); !strings.Contains(out.Text(), "sign-out") && !strings.Contains(out.Text(), "logout") {
				t.Errorf("the provider does not offer to sign out:\n%s", out.Text())
			}
		})
	}
}

func TestOpenIDProviderRefuses(t *testing.T) {
	t.Parallel()
	provider := startOpenIDProvider(t)
	right := provider.client(t, oidc.ClientConfig{ID: "with-secret", Secret: secret})
	tests := map[string]struct {
		client *oidc.Client
		want   oidc.CheckName
		change func(*oidc.Pending, url.Values)
	}{
		"another secret":      {provider.client(t, oidc.ClientConfig{ID: "with-secret", Secret: "another"}), oidc.CheckAuthentication, nil},
		"a key not ours":      {provider.client(t, oidc.ClientConfig{ID: "with-key", Key: &oidc.Key{ID: "ours", Private: mustKey(t)}}), oidc.CheckAuthentication, nil},
		"another verifier":    {right, oidc.CheckCode, func(p *oidc.Pending, _ url.Values) { p.Verifier = oidc.Secret(strings.Repeat("v", 43)) }},
		"another nonce":       {right, oidc.CheckNonce, func(p *oidc.Pending, _ url.Values) { p.Nonce = "another" }},
		"iss taken away":      {right, oidc.CheckResponseIssuer, func(_ *oidc.Pending, v url.Values) { v.Del("iss") }},
		"a code from nowhere": {right, oidc.CheckCode, func(_ *oidc.Pending, v url.Values) { v.Set("code", "made-up") }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := identity.NewBrowser(t, redirectURI)
			pending, shown := begin(t, b, test.client, oidc.Ask{})
			back := throughPages(b, shown)
			if test.change != nil {
				test.change(&pending, back)
			}
			_, err := test.client.Finish(t.Context(), pending, back)
			wantRefusal(t, err, test.want)
		})
	}
	t.Run("the person cancels", func(t *testing.T) {
		b := identity.NewBrowser(t, redirectURI)
		pending, shown := begin(t, b, right, oidc.Ask{})
		_, err := right.Finish(t.Context(), pending, b.Follow(shown, "Cancel").Answer.Address.Query())
		wantRefusal(t, err, oidc.CheckProvider)
	})
}

func mustKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func wantRefusal(t *testing.T, err error, want oidc.CheckName) {
	t.Helper()
	refusal, ok := errors.AsType[*oidc.Refusal](err)
	if !ok || refusal.Check != want {
		t.Errorf("got %v, want a refusal by %s", err, want)
	}
}
