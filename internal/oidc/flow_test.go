package oidc_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

// begin goes to the provider and comes back, without judging the answer.
func (s stage) begin(t *testing.T, ask oidc.Ask) (oidc.Pending, url.Values) {
	t.Helper()
	address, pending, err := s.client.Begin(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	back, err := s.provider.Visit(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return pending, back
}

func TestAuthorizationAddress(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	address, pending, err := s.client.Begin(t.Context(), oidc.Ask{Fresh: true, LoginHint: "ada@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	_, other, err := s.client.Begin(t.Context(), oidc.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	if pending.State == other.State || pending.Nonce == other.Nonce || pending.Verifier == other.Verifier || string(pending.State) == string(pending.Nonce) {
		t.Error("two sign-ins share a secret")
	}
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := parsed.Query()
	for name, want := range map[string]string{
		"client_id": "muster", "redirect_uri": s.provider.Client.RedirectURI, "response_type": "code", "scope": "openid profile email",
		"code_challenge_method": "S256", "prompt": "login", "max_age": "0", "login_hint": "ada@example.com",
		"state": string(pending.State), "nonce": string(pending.Nonce),
	} {
		if got := query.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if query.Get("code_challenge") == "" || query.Get("code_challenge") == string(pending.Verifier) || query.Has("client_secret") || len(pending.State) < 26 {
		t.Errorf("the address is %s", address)
	}
}

func TestBadCallbacks(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	tests := map[string]struct {
		want   oidc.CheckName
		change func(url.Values)
	}{
		"no state":                     {oidc.CheckState, func(v url.Values) { v.Del("state") }},
		"an empty state":               {oidc.CheckState, func(v url.Values) { v.Set("state", "") }},
		"a state longer":               {oidc.CheckState, func(v url.Values) { v.Set("state", v.Get("state")+"x") }},
		"two states":                   {oidc.CheckCallback, func(v url.Values) { v.Add("state", v.Get("state")) }},
		"two codes":                    {oidc.CheckCallback, func(v url.Values) { v.Add("code", "x") }},
		"no code":                      {oidc.CheckCallback, func(v url.Values) { v.Del("code") }},
		"a code without end":           {oidc.CheckCallback, func(v url.Values) { v.Set("code", string(make([]byte, 5000))) }},
		"a token in the address":       {oidc.CheckCallback, func(v url.Values) { v.Set("id_token", "x.y.z") }},
		"iss missing where announced":  {oidc.CheckResponseIssuer, func(v url.Values) { v.Del("iss") }},
		"iss of another":               {oidc.CheckResponseIssuer, func(v url.Values) { v.Set("iss", "https://evil.example.com") }},
		"iss empty":                    {oidc.CheckResponseIssuer, func(v url.Values) { v.Set("iss", "") }},
		"iss with a slash more":        {oidc.CheckResponseIssuer, func(v url.Values) { v.Set("iss", v.Get("iss")+"/") }},
		"an error of another provider": {oidc.CheckResponseIssuer, func(v url.Values) { v.Set("error", "access_denied"); v.Del("iss") }},
		"an error of another browser":  {oidc.CheckState, func(v url.Values) { v.Set("error", "access_denied"); v.Set("state", "x") }},
		"access_denied":                {oidc.CheckProvider, func(v url.Values) { v.Set("error", "access_denied") }},
		"login_required":               {oidc.CheckProvider, func(v url.Values) { v.Set("error", "login_required") }},
		"an error made up":             {oidc.CheckProvider, func(v url.Values) { v.Set("error", "<script>") }},
		"a code made up":               {oidc.CheckCode, func(v url.Values) { v.Set("code", "made-up") }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pending, back := s.begin(t, oidc.Ask{})
			test.change(back)
			_, err := s.client.Finish(t.Context(), pending, back)
			wantRefusal(t, err, test.want)
		})
	}
}

// TestUnannouncedIssuer holds that a provider which does not know RFC 9207 can
// be used, and is held to iss where it sends one all the same.
func TestUnannouncedIssuer(t *testing.T) {
	t.Parallel()
	s := newStage(t, func(p *oidctest.Provider) {
		p.Document = func(o *oidctest.Object) { o.Remove("authorization_response_iss_parameter_supported") }
	})
	pending, back := s.begin(t, oidc.Ask{})
	back.Del("iss")
	if _, err := s.client.Finish(t.Context(), pending, back); err != nil {
		t.Error(err)
	}
	pending, back = s.begin(t, oidc.Ask{})
	back.Set("iss", "https://evil.example.com")
	_, err := s.client.Finish(t.Context(), pending, back)
	wantRefusal(t, err, oidc.CheckResponseIssuer)
}

// TestOtherBrowser is login CSRF: the attacker's answer in the victim's browser.
func TestOtherBrowser(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	victims, _ := s.begin(t, oidc.Ask{})
	_, attackers := s.begin(t, oidc.Ask{})
	_, err := s.client.Finish(t.Context(), victims, attackers)
	wantRefusal(t, err, oidc.CheckState)
	if s.provider.TokenHits.Load() != 0 {
		t.Error("the code was exchanged")
	}
	_, err = s.client.Finish(t.Context(), oidc.Pending{}, url.Values{})
	wantRefusal(t, err, oidc.CheckAttempt)
}

// TestCodeInjection puts a stolen code into the attacker's own sign-in. PKCE
// stops it at the provider, and the nonce here, should the provider not look.
func TestCodeInjection(t *testing.T) {
	t.Parallel()
	for ignores, want := range map[bool]oidc.CheckName{false: oidc.CheckCode, true: oidc.CheckNonce} {
		s := newStage(t, func(p *oidctest.Provider) { p.IgnorePKCE = ignores })
		_, victims := s.begin(t, oidc.Ask{})
		pending, attackers := s.begin(t, oidc.Ask{})
		attackers.Set("code", victims.Get("code"))
		_, err := s.client.Finish(t.Context(), pending, attackers)
		wantRefusal(t, err, want)
	}
}

// TestChallengeTakenAway is the other half of a PKCE downgrade: somebody
// between takes the challenge out of the address. The verifier then fits none.
func TestChallengeTakenAway(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	address, pending, err := s.client.Begin(t.Context(), oidc.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := parsed.Query()
	query.Del("code_challenge")
	query.Del("code_challenge_method")
	parsed.RawQuery = query.Encode()
	back, err := s.provider.Visit(t.Context(), parsed.String())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.client.Finish(t.Context(), pending, back)
	wantRefusal(t, err, oidc.CheckCode)
}

func TestReplay(t *testing.T) {
	t.Parallel()
	var kept string
	s := newStage(t, func(p *oidctest.Provider) {
		p.Token = func(token string) string {
			if kept == "" {
				kept = token
			}
			return kept
		}
		p.Claims = func(o *oidctest.Object) { o.Remove("at_hash") }
	})
	pending, back := s.begin(t, oidc.Ask{})
	if _, err := s.client.Finish(t.Context(), pending, back); err != nil {
		t.Fatal(err)
	}
	// The same answer again: the provider exchanges no code twice.
	_, err := s.client.Finish(t.Context(), pending, back)
	wantRefusal(t, err, oidc.CheckCode)
	// The same token in another sign-in.
	_, err = s.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckNonce)
}

// TestMixUp has two organizations with a provider each, one of them the
// attacker's. No answer of one is taken by the other, whatever is exchanged.
func TestMixUp(t *testing.T) {
	t.Parallel()
	honest, evil := newStage(t, nil), newStage(t, nil)
	pending, back := honest.begin(t, oidc.Ask{})
	other, evils := evil.begin(t, oidc.Ask{})

	// The honest provider's answer at the other's redirect URI.
	_, err := evil.client.Finish(t.Context(), pending, back)
	wantRefusal(t, err, oidc.CheckAttempt)
	// The same, in a browser that has begun there: the state gives it away.
	_, err = evil.client.Finish(t.Context(), other, back)
	wantRefusal(t, err, oidc.CheckState)
	// The attacker's provider knows its own state, so it sends the honest
	// one's code with it: the iss parameter gives it away before the code
	// goes to the attacker's token endpoint.
	evils.Set("code", back.Get("code"))
	evils.Set("iss", back.Get("iss"))
	_, err = evil.client.Finish(t.Context(), other, evils)
	wantRefusal(t, err, oidc.CheckResponseIssuer)
	if evil.provider.TokenHits.Load() != 0 || honest.provider.TokenHits.Load() != 0 {
		t.Error("a code was exchanged")
	}
}

// TestTokenOfAnotherProvider has the attacker's provider hand out a token of
// the honest one's, as it is: made for its own client there.
func TestTokenOfAnotherProvider(t *testing.T) {
	t.Parallel()
	honest := newStage(t, nil)
	identity, err := honest.signIn(t, oidc.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	evil := newStage(t, func(p *oidctest.Provider) { p.Token = func(string) string { return string(identity.Token) } })
	_, err = evil.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckSignature)

	// One that claims the honest issuer, signed by its own key.
	evil = newStage(t, func(p *oidctest.Provider) {
		p.Claims = func(o *oidctest.Object) { o.SetText("iss", honest.provider.Issuer) }
	})
	_, err = evil.signIn(t, oidc.Ask{})
	wantRefusal(t, err, oidc.CheckIssuer)
}

func TestLateAnswer(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	for _, begun := range []time.Time{time.Now().Add(-16 * time.Minute), time.Now().Add(2 * time.Minute), {}} {
		pending, back := s.begin(t, oidc.Ask{})
		pending.Begun = begun
		_, err := s.client.Finish(t.Context(), pending, back)
		wantRefusal(t, err, oidc.CheckAttempt)
	}
}
