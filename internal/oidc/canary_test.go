package oidc_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

// TestNothingSecretIsSaid lets sign-ins fail at every place and looks for what
// was secret in them: in the refusals, and in what the values print and log.
func TestNothingSecretIsSaid(t *testing.T) {
	t.Parallel()
	tests := []badToken{
		{name: "a good one"},
		{name: "no such endpoint", change: document("token_endpoint", `"https://127.0.0.1:1/token"`)},
		{name: "wrong secret", change: document("token_endpoint_auth_methods_supported", `["client_secret_post"]`)},
		{name: "code refused", change: document("jwks_uri", `"https://127.0.0.1:1/keys?canary-query"`)},
		{name: "answer not JSON", change: func(p *oidctest.Provider) {
			p.Answer = func(o *oidctest.Object) { o.Set("id_token", "canary-raw") }
		}},
	}
	tests = append(tests, badHeaders()...)
	tests = append(tests, badForms()...)
	tests = append(tests, badParties()...)
	tests = append(tests, badTimes()...)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, test.change)
			var handed string
			inner := s.provider.Token
			s.provider.Token = func(token string) string {
				if inner != nil {
					token = inner(token)
				}
				handed = token
				return token
			}
			if test.name == "wrong secret" {
				s.provider.Client.Secret = "another"
			}
			pending, back := s.begin(t, test.ask)
			code := back.Get("code")
			if test.name == "code refused" {
				back.Set("code", "canary-code-that-is-refused")
			}
			identity, err := s.client.Finish(t.Context(), pending, back)

			var logged bytes.Buffer
			for _, handler := range []slog.Handler{slog.NewJSONHandler(&logged, nil), slog.NewTextHandler(&logged, nil)} {
				slog.New(handler).Info("sign-in", "pending", pending, "identity", identity, "error", err, "token", identity.Token, "state", pending.State)
			}
			fmt.Fprintf(&logged, "%v %+v %#v %s %v %+v %#v %v %+v", pending, pending, pending, pending.State, identity, identity, identity, err, err)
			secrets := []string{code, "canary", string(pending.State), string(pending.Nonce), string(pending.Verifier)}
			if parts := strings.Split(handed, "."); len(parts) > 1 {
				secrets = append(secrets, parts[1], parts[len(parts)-1])
			}
			for _, secret := range secrets {
				if len(secret) > 4 && strings.Contains(logged.String(), secret) {
					t.Errorf("%q is said in %s", secret, logged.String())
				}
			}
		})
	}
}

// TestPendingCanBeKept holds that what hides from people survives being kept.
func TestPendingCanBeKept(t *testing.T) {
	t.Parallel()
	s := newStage(t, nil)
	pending, back := s.begin(t, oidc.Ask{})
	text, err := json.Marshal(pending)
	if err != nil {
		t.Fatal(err)
	}
	var again oidc.Pending
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Finish(t.Context(), again, back); err != nil {
		t.Error(err)
	}
}
