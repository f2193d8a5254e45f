package oidc_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

func TestIssuersAsTyped(t *testing.T) {
	t.Parallel()
	for _, issuer := range []string{
		"", "idp.example.com", "http://idp.example.com", "https://", "https://idp.example.com?x=1", "https://idp.example.com#x",
		"https://idp.example.com?", "https://idp.example.com#", "https://user:pass@idp.example.com", "javascript:alert(1)", "https://%zz",
	} {
		_, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: issuer, HTTP: http.DefaultClient, Now: time.Now})
		wantRefusal(t, err, oidc.CheckIssuer)
	}
}

func document(name, value string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Document = func(o *oidctest.Object) { o.Set(name, value) } }
}

func TestBadDocuments(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want   oidc.CheckName
		change func(*oidctest.Provider)
	}{
		"issuer of another": {oidc.CheckIssuer, document("issuer", `"https://evil.example.com"`)},
		"issuer missing":    {oidc.CheckIssuer, document("issuer", `null`)},
		"issuer in another case": {oidc.CheckIssuer, func(p *oidctest.Provider) {
			p.Document = func(o *oidctest.Object) { o.SetText("issuer", strings.ToUpper(p.URL)) }
		}},
		"issuer with a slash more":      {oidc.CheckIssuer, func(p *oidctest.Provider) { p.Document = func(o *oidctest.Object) { o.SetText("issuer", p.URL+"/") } }},
		"issuer twice":                  {oidc.CheckDiscovery, func(p *oidctest.Provider) { p.Document = func(o *oidctest.Object) { o.Add("issuer", `"x"`) } }},
		"token endpoint by http":        {oidc.CheckTokenEndpoint, document("token_endpoint", `"http://idp.example.com/token"`)},
		"token endpoint missing":        {oidc.CheckTokenEndpoint, document("token_endpoint", `""`)},
		"authorization endpoint a mess": {oidc.CheckAuthorization, document("authorization_endpoint", `"javascript:alert(1)"`)},
		"keys by http":                  {oidc.CheckKeysAddress, document("jwks_uri", `"http://idp.example.com/keys"`)},
		"keys on another's account":     {oidc.CheckKeysAddress, document("jwks_uri", `"https://a:b@idp.example.com/keys"`)},
		"logout by http":                {oidc.CheckLogoutEndpoint, document("end_session_endpoint", `"http://idp.example.com/out"`)},
		"PKCE downgraded to plain":      {oidc.CheckPKCE, document("code_challenge_methods_supported", `["plain"]`)},
		"only implicit":                 {oidc.CheckCodeFlow, document("response_types_supported", `["id_token"]`)},
		"only HS256":                    {oidc.CheckAlgorithms, document("id_token_signing_alg_values_supported", `["HS256","none"]`)},
		"no algorithms":                 {oidc.CheckAlgorithms, document("id_token_signing_alg_values_supported", `[]`)},
		"no secret accepted":            {oidc.CheckAuthentication, document("token_endpoint_auth_methods_supported", `["tls_client_auth"]`)},
		"algorithms a string":           {oidc.CheckDiscovery, document("id_token_signing_alg_values_supported", `"RS256"`)},
		"an address a number":           {oidc.CheckDiscovery, document("token_endpoint", `7`)},
		"larger than is read":           {oidc.CheckDiscovery, document("much", `"`+strings.Repeat("x", 300<<10)+`"`)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, test.change)
			_, _, err := s.client.Begin(t.Context(), oidc.Ask{})
			wantRefusal(t, err, test.want)
			var found bool
			for _, check := range s.client.Test(t.Context()) {
				found = found || !check.OK && check.Name == test.want && len(check.Sentence) > 20
			}
			if !found {
				t.Errorf("the connection test does not tell of %s", test.want)
			}
		})
	}
}

func TestConnectionTest(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	var got []string
	for _, check := range s.client.Test(t.Context()) {
		if !check.OK || check.Sentence == "" {
			t.Errorf("%s failed: %s", check.Name, check.Sentence)
		}
		got = append(got, string(check.Name))
	}
	want := "discovery issuer authorization token_endpoint keys_address code_flow pkce algorithms logout_endpoint keys authentication"
	if strings.Join(got, " ") != want {
		t.Errorf("checked %q, want %q", got, want)
	}
}

func TestDiscoveryRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	from := httptest.NewTLSServer(http.RedirectHandler(s.provider.URL+"/.well-known/openid-configuration", http.StatusFound))
	t.Cleanup(from.Close)
	asked, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: from.URL, HTTP: from.Client(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	_, err = asked.Metadata(t.Context())
	wantRefusal(t, err, oidc.CheckDiscovery)
	if s.provider.DiscoveryHits.Load() != 0 {
		t.Error("the redirect was followed")
	}
}

func TestSlowProvider(t *testing.T) {
	t.Parallel()
	wait := make(chan struct{})
	p := oidctest.New()
	p.Wait = wait
	t.Cleanup(p.Close)
	t.Cleanup(func() { close(wait) })
	asked, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: p.Issuer, HTTP: p.Server.Client(), Now: time.Now, Timeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = asked.Metadata(t.Context())
	wantRefusal(t, err, oidc.CheckDiscovery)
	if err != nil && !strings.Contains(err.Error(), "did not answer in time") {
		t.Errorf("got %v", err)
	}
}

// TestDocumentIsKept counts how often a provider is asked by many who sign in
// at once, while it works and while it fails.
func TestDocumentIsKept(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*oidctest.Provider){"works": nil, "fails": document("issuer", `"x"`)} {
		s := newStage(t, change)
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				metadata, err := s.asked.Metadata(t.Context())
				if (err == nil) != (metadata.Issuer == s.provider.Issuer) {
					t.Errorf("%s: got %q and %v", name, metadata.Issuer, err)
				}
			})
		}
		all.Wait()
		if hits := s.provider.DiscoveryHits.Load(); hits != 1 {
			t.Errorf("%s: asked %d times, want 1", name, hits)
		}
	}
}

func TestHugeKeySet(t *testing.T) {
	t.Parallel()
	huge := `{"keys":[` + strings.Repeat(`{"kty":"new"},`, 750_000)
	s := newStage(t, func(p *oidctest.Provider) {
		p.Keys = func() string { return huge + p.Key.Public().String() + `]}` }
	})
	if len(huge) < 10_000_000 {
		t.Fatalf("only %d bytes", len(huge))
	}
	_, err := s.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckKeys)
}

func TestBadKeySets(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "[]", "{}", `{"keys":{}}`, `{"keys":[]}`, `{"keys":[7]}`, "<html>", `{"keys":[],"keys":[]}`, `{"keys":[` + strings.Repeat("{},", 200) + `{}]}`} {
		s := newStage(t, func(p *oidctest.Provider) { p.Keys = func() string { return text } })
		_, err := s.signIn(t, oidc.Ask{})
		wantRefusal(t, err, oidc.CheckKeys)
	}
}

// TestUnknownKeyFlood sends many tokens with made-up key ids. The first sign-in reads
// the keys, and once more because it does not find its own; the others do not make us
// read them again within the period, and afterwards once.
func TestUnknownKeyFlood(t *testing.T) {
	t.Parallel()
	c := &clock{now: time.Now()}
	p := oidctest.New()
	t.Cleanup(p.Close)
	p.Now = c.Now
	var n int
	var mu sync.Mutex
	p.Header = func(o *oidctest.Object) {
		mu.Lock()
		defer mu.Unlock()
		n++
		o.SetText("kid", fmt.Sprintf("made-up-%d", n))
	}
	asked, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: p.Issuer, HTTP: p.Server.Client(), Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	s := stage{provider: p, asked: asked}
	s.client = newClient(t, oidc.ClientConfig{Provider: asked, ID: p.Client.ID, RedirectURI: p.Client.RedirectURI, Secret: oidc.Secret(p.Client.Secret)})
	flood := func() {
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				_, err := s.signIn(t, oidc.Ask{})
				wantRefusal(t, err, oidc.CheckKey)
			})
		}
		all.Wait()
	}
	for period := range int64(3) {
		flood()
		if hits := p.KeysHits.Load(); hits != period+2 {
			t.Errorf("in period %d the keys were read %d times in all, want %d", period, hits, period+2)
		}
		c.advance(61 * time.Second)
	}
}

// TestKeysChange holds that a provider may change its keys: the new one is found at
// once, also where the old one was only just read, a newer one after the pause, and the
// old one is not good any longer.
func TestKeysChange(t *testing.T) {
	t.Parallel()
	c := &clock{now: time.Now()}
	p := oidctest.New()
	t.Cleanup(p.Close)
	p.Now = c.Now
	asked, err := oidc.NewProvider(oidc.ProviderConfig{Issuer: p.Issuer, HTTP: p.Server.Client(), Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	s := stage{provider: p, asked: asked}
	s.client = newClient(t, oidc.ClientConfig{Provider: asked, ID: p.Client.ID, RedirectURI: p.Client.RedirectURI, Secret: oidc.Secret(p.Client.Secret)})
	if _, err := s.signIn(t, oidc.Ask{}); err != nil {
		t.Fatal(err)
	}
	before := p.Key
	p.Key = oidctest.NewECKey("key-2")
	if _, err := s.signIn(t, oidc.Ask{}); err != nil {
		t.Errorf("the new key: %v", err)
	}
	p.Key = oidctest.NewECKey("key-3")
	_, err = s.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckKey)
	c.advance(2 * time.Minute)
	if _, err := s.signIn(t, oidc.Ask{}); err != nil {
		t.Errorf("the newer key: %v", err)
	}
	after := p.Key
	p.Keys = func() string { return oidctest.KeySet(after.Public()) }
	p.Key = before
	_, err = s.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckKey)
}

// A clock moves by a millisecond whenever it is looked at, so that nothing
// happens at the same moment twice, and by more when it is told to.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Millisecond)
	return c.now
}

func (c *clock) advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}
