package signin_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta/signin"
	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// TestClientSecret holds the two ways to send a secret, and what is no way.
func TestClientSecret(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	form := func(code string, changes ...string) url.Values {
		values := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "code_verifier": {verifier}}
		change(values, changes)
		return values
	}
	basic := func(id, secret string) func(*http.Request) {
		return func(r *http.Request) { r.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret)) }
	}
	id := string(w.app.ClientID)
	if got := w.ask(form(w.code()), basic(id, w.app.ClientSecret)); got.status != http.StatusOK {
		t.Errorf("by the header the answer is %+v", got)
	}
	if got := w.ask(form(w.code(), "client_id", id), basic(id, w.app.ClientSecret)); got.status != http.StatusOK {
		t.Errorf("by the header, with the id in the form too, the answer is %+v", got)
	}
	code := w.code()
	w.ask(form(code), basic(id, "wrong")).refused(t, http.StatusUnauthorized, "invalid_client")
	w.ask(form(code), basic(id, "")).refused(t, http.StatusUnauthorized, "invalid_client")
	w.ask(form(code), basic(id, "%zz")).refused(t, http.StatusUnauthorized, "invalid_client")
	w.ask(form(code, "client_id", "0oaOther"), basic(id, w.app.ClientSecret)).refused(t, http.StatusUnauthorized, "invalid_client")
	w.ask(form(code, "client_secret", w.app.ClientSecret), basic(id, w.app.ClientSecret)).refused(t, http.StatusBadRequest, "invalid_request")
	w.exchange(code, "client_secret", "wrong").refused(t, http.StatusUnauthorized, "invalid_client")
	w.exchange(code, "client_secret", "").refused(t, http.StatusUnauthorized, "invalid_client")
	w.exchange(code, "client_id", "0oaNobody").refused(t, http.StatusUnauthorized, "invalid_client")
	w.exchange(code, "client_assertion", "a.b.c").refused(t, http.StatusBadRequest, "invalid_request")
	w.ask(form(code), nil).refused(t, http.StatusUnauthorized, "invalid_client")
	if got := w.exchange(code); got.status != http.StatusOK { // a client that is none spends no code
		t.Errorf("after the refusals the answer is %+v", got)
	}
}

// proof are the claims of a client about itself.
type proof struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience []string `json:"aud"`
	Expires  int64    `json:"exp"`
	ID       string   `json:"jti,omitempty"`
}

// TestPrivateKeyJWT holds that an app can prove itself by a key, once with each
// assertion.
func TestPrivateKeyJWT(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	w := newOIDCWorld(t, func(s *signin.OIDCSettings) { s.PublicKeys = []crypto.PublicKey{&key.PublicKey} })
	if w.app.ClientSecret != "" {
		t.Error("an app with a key gets a secret too")
	}
	right := func() proof {
		return proof{
			string(w.app.ClientID), string(w.app.ClientID),
			[]string{w.base + "/oauth2/v1/token"},
			w.now().Add(time.Minute).Unix(), rand.Text(),
		}
	}
	try := func(code string, key *rsa.PrivateKey, claims proof, changes ...string) tokens {
		t.Helper()
		signed, err := jws.Sign(key, "k", claims)
		if err != nil {
			t.Fatal(err)
		}
		return w.exchange(code, append([]string{
			"client_id", "", "client_secret", "", "client_assertion", signed,
			"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
		}, changes...)...)
	}
	code := w.code()
	for name, spoil := range map[string]func(*proof){
		"another issuer":    func(p *proof) { p.Issuer = "0oaOther" },
		"another subject":   func(p *proof) { p.Subject = "0oaOther" },
		"another audience":  func(p *proof) { p.Audience = []string{"https://evil.example"} },
		"no audience":       func(p *proof) { p.Audience = nil },
		"several audiences": func(p *proof) { p.Audience = []string{w.base, "https://evil.example"} },
		"expired":           func(p *proof) { p.Expires = w.now().Unix() },
		"for ever":          func(p *proof) { p.Expires = w.now().Add(2 * time.Hour).Unix() },
		"without an id":     func(p *proof) { p.ID = "" },
	} {
		t.Run(name, func(t *testing.T) {
			claims := right()
			spoil(&claims)
			try(code, key, claims).refused(t, http.StatusUnauthorized, "invalid_client")
		})
	}
	try(code, stranger, right()).refused(t, http.StatusUnauthorized, "invalid_client")
	try(code, key, right(), "client_id", "0oaOther").refused(t, http.StatusUnauthorized, "invalid_client")
	try(code, key, right(), "client_assertion_type", "jwt").refused(t, http.StatusBadRequest, "invalid_request")
	w.exchange(code, "client_secret", "").refused(t, http.StatusUnauthorized, "invalid_client")
	claims := right()
	if got := try(code, key, claims); got.status != http.StatusOK {
		t.Errorf("a right assertion is answered with %+v", got)
	}
	try(w.code(), key, claims).refused(t, http.StatusUnauthorized, "invalid_client")
	claims = right()
	claims.Audience = []string{w.base}
	if got := try(w.code(), key, claims); got.status != http.StatusOK {
		t.Errorf("an assertion for the issuer is answered with %+v", got)
	}
}

// TestPrivateKeyES256 holds the same with a key on a curve, and with the
// audience as a string.
func TestPrivateKeyES256(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w := newOIDCWorld(t, func(s *signin.OIDCSettings) { s.PublicKeys = []crypto.PublicKey{&key.PublicKey} })
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	id := string(w.app.ClientID)
	claims, err := json.Marshal(struct {
		proof
		Audience string `json:"aud"`
	}{proof{Issuer: id, Subject: id, Expires: w.now().Add(time.Minute).Unix(), ID: "1"}, w.base + "/oauth2/v1/token"})
	if err != nil {
		t.Fatal(err)
	}
	signed := part(`{"alg":"ES256"}`) + "." + part(string(claims))
	hash := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, key, hash[:])
	if err != nil {
		t.Fatal(err)
	}
	signed += "." + base64.RawURLEncoding.EncodeToString(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
	got := w.exchange(w.code(), "client_secret", "", "client_assertion", signed,
		"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	if got.status != http.StatusOK {
		t.Errorf("the answer is %+v", got)
	}
}
