package signin_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta/signin"
)

const (
	callback  = "https://app.example/callback"
	goodbye   = "https://app.example/goodbye"
	verifier  = "a-verifier-that-is-long-enough-to-be-one-0123456789"
	challenge = "IdFsue1MJJJtybEPX0invmHHuW1I7Ai5LXVlXpENjsk"
)

// oidcWorld is a world with one app of OpenID Connect.
type oidcWorld struct {
	*world
	app signin.OIDCApp
}

func newOIDCWorld(t *testing.T, tune func(*signin.OIDCSettings)) *oidcWorld {
	t.Helper()
	w := newWorld(t)
	settings := signin.OIDCSettings{
		Label: "Fernhill", RedirectURIs: []string{callback, callback + "?second=1"}, LogoutURIs: []string{goodbye},
		RequirePKCE: true, Assigned: w.isAssigned,
	}
	if tune != nil {
		tune(&settings)
	}
	app, err := w.service.AddOIDCApp(settings)
	if err != nil {
		t.Fatal(err)
	}
	return &oidcWorld{w, app}
}

// request is a right authorization request, changed by pairs of names and
// values; an empty value takes the parameter out.
func (w *oidcWorld) request(changes ...string) string {
	query := url.Values{
		"client_id": {string(w.app.ClientID)}, "redirect_uri": {callback}, "response_type": {"code"},
		"scope": {"openid profile email groups"}, "state": {"s t/a&t=e"}, "nonce": {"n1"},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}
	change(query, changes)
	return "/oauth2/v1/authorize?" + query.Encode()
}

func change(values url.Values, changes []string) {
	for i := 0; i < len(changes); i += 2 {
		values.Set(changes[i], changes[i+1])
		if changes[i+1] == "" {
			values.Del(changes[i])
		}
	}
}

// code signs Ana in and returns her code.
func (w *oidcWorld) code(changes ...string) string {
	w.t.Helper()
	b := w.browser()
	answer := b.signIn(b.get(w.request(changes...)), "ana.ruiz@fernhill.example")
	code := answer.address.Query().Get("code")
	if code == "" {
		w.t.Fatalf("there is no code in %s", answer.address)
	}
	return code
}

// tokens is an answer of the token endpoint.
type tokens struct {
	status           int
	Error            string `json:"error"`
	ErrorDescription string `json:"error_description"`
	TokenType        string `json:"token_type"`
	ExpiresIn        int    `json:"expires_in"`
	AccessToken      string `json:"access_token"`
	IDToken          string `json:"id_token"`
	Scope            string `json:"scope"`
}

// exchange is a right exchange of a code, by the secret in the form, with
// changes.
func (w *oidcWorld) exchange(code string, changes ...string) tokens {
	w.t.Helper()
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "code_verifier": {verifier},
		"client_id": {string(w.app.ClientID)}, "client_secret": {w.app.ClientSecret},
	}
	change(form, changes)
	return w.ask(form, nil)
}

// ask posts a form to the token endpoint.
func (w *oidcWorld) ask(form url.Values, prepare func(*http.Request)) tokens {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.base+"/oauth2/v1/token", strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if prepare != nil {
		prepare(r)
	}
	answer := w.browser().send(r)
	got := tokens{status: answer.status}
	if err := json.Unmarshal([]byte(answer.body), &got); err != nil {
		w.t.Fatalf("the token endpoint answers %d %q: %v", answer.status, answer.body, err)
	}
	if answer.header.Get("Cache-Control") != "no-store" {
		w.t.Errorf("the answer may be kept: %q", answer.header.Get("Cache-Control"))
	}
	return got
}

// refused holds that there is an error and no token.
func (got tokens) refused(t *testing.T, status int, code string) {
	t.Helper()
	if got.status != status || got.Error != code || got.ErrorDescription == "" || got.AccessToken != "" || got.IDToken != "" {
		t.Errorf("the answer is %+v, want %d and %s", got, status, code)
	}
}

// identity are the claims of an ID token.
type identity struct {
	Issuer            string   `json:"iss"`
	Subject           string   `json:"sub"`
	Audience          string   `json:"aud"`
	IssuedAt          int64    `json:"iat"`
	Expires           int64    `json:"exp"`
	AuthTime          int64    `json:"auth_time"`
	Nonce             string   `json:"nonce"`
	AtHash            string   `json:"at_hash"`
	Methods           []string `json:"amr"`
	Name              string   `json:"name"`
	PreferredUsername string   `json:"preferred_username"`
	Email             string   `json:"email"`
	EmailVerified     bool     `json:"email_verified"`
	Groups            []string `json:"groups"`
}

// read checks an ID token with the published keys, by nothing but the standard
// library, and reads it.
func (w *oidcWorld) read(token string) identity {
	w.t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		w.t.Fatalf("%q is no token", token)
	}
	var head struct{ Alg, Kid string }
	w.decode(parts[0], &head)
	var set struct {
		Keys []struct{ Kid, Kty, Use, Alg, N, E string }
	}
	if err := json.Unmarshal([]byte(w.browser().get("/oauth2/v1/keys").body), &set); err != nil {
		w.t.Fatal(err)
	}
	for _, one := range set.Keys {
		if one.Kid != head.Kid || one.Kty != "RSA" || one.Alg != head.Alg || head.Alg != "RS256" {
			continue
		}
		modulus, _ := base64.RawURLEncoding.DecodeString(one.N)
		exponent, _ := base64.RawURLEncoding.DecodeString(one.E)
		key := &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: int(new(big.Int).SetBytes(exponent).Int64())}
		signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
		hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
		if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, hash[:], signature); err != nil {
			w.t.Fatal(err)
		}
		var got identity
		w.decode(parts[1], &got)
		return got
	}
	w.t.Fatalf("no published key is %q: %+v", head.Kid, set)
	return identity{}
}

func (w *oidcWorld) decode(part string, into any) {
	w.t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		w.t.Fatal(err)
	}
}

// TestCodeFlow goes the whole way, and holds every claim.
func TestCodeFlow(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	b := w.browser()
	login := b.get(w.request("login_hint", "ana.ruiz@fernhill.example"))
	login.says(t, http.StatusOK, "to go on to Fernhill")
	if got := login.field("username"); got != "ana.ruiz@fernhill.example" {
		t.Errorf("the username is filled in with %q", got)
	}
	signedIn := w.now()
	answer := b.signIn(login, "ana.ruiz@fernhill.example")
	query := answer.address.Query()
	if answer.status != http.StatusFound || query.Get("state") != "s t/a&t=e" || query.Get("iss") != w.base || query.Has("error") {
		t.Fatalf("the answer is %d %s", answer.status, answer.address)
	}
	w.pass(30 * time.Second)
	got := w.exchange(query.Get("code"))
	if got.status != http.StatusOK || got.TokenType != "Bearer" || got.ExpiresIn != 3600 || got.Scope != "openid profile email groups" {
		t.Fatalf("the exchange answers %+v", got)
	}
	hash := sha256.Sum256([]byte(got.AccessToken))
	want := identity{
		Issuer: w.base, Subject: string(w.ana), Audience: string(w.app.ClientID),
		IssuedAt: w.now().Unix(), Expires: w.now().Unix() + 3600, AuthTime: signedIn.Unix(),
		Nonce: "n1", AtHash: base64.RawURLEncoding.EncodeToString(hash[:16]), Methods: []string{"pwd"},
		Name: "Ana Ruiz", PreferredUsername: "Ana.Ruiz@fernhill.example", Email: "ana&co@mail.example", EmailVerified: true,
		Groups: []string{"Coatings", "R&D <lab>"},
	}
	if diff := cmp.Diff(want, w.read(got.IDToken)); diff != "" {
		t.Errorf("the ID token (-want +got):\n%s", diff)
	}
	var info identity
	w.userinfo(got.AccessToken, http.StatusOK, &info)
	want = identity{
		Subject: want.Subject, Name: want.Name, PreferredUsername: want.PreferredUsername,
		Email: want.Email, EmailVerified: true, Groups: want.Groups,
	}
	if diff := cmp.Diff(want, info); diff != "" {
		t.Errorf("the userinfo (-want +got):\n%s", diff)
	}
	// Signed in already: no page in between.
	if again := b.get(w.request()); again.address.Query().Get("code") == "" {
		t.Errorf("the second request leads to %s", again.address)
	}
}

func (w *oidcWorld) userinfo(token string, status int, into any) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.base+"/oauth2/v1/userinfo", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer := w.browser().send(r)
	if answer.status != status {
		w.t.Fatalf("userinfo answers %d, want %d: %s", answer.status, status, answer.body)
	}
	if status == http.StatusUnauthorized && !strings.Contains(answer.header.Get("WWW-Authenticate"), "invalid_token") {
		w.t.Errorf("userinfo refuses with %q", answer.header.Get("WWW-Authenticate"))
	}
	if err := json.Unmarshal([]byte(answer.body), into); err != nil {
		w.t.Fatal(err)
	}
}

// TestScopes holds that an app is told what it asked for, and no more.
func TestScopes(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	got := w.read(w.exchange(w.code("scope", "openid", "nonce", "")).IDToken)
	if got.Subject != string(w.ana) || got.Nonce+got.Name+got.Email+got.PreferredUsername != "" || got.EmailVerified || got.Groups != nil {
		t.Errorf("with openid alone the token says %+v", got)
	}
}

// TestDiscovery holds the document that applications begin with.
func TestDiscovery(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	var got struct {
		Issuer   string `json:"issuer"`
		Auth     string `json:"authorization_endpoint"`
		Token    string `json:"token_endpoint"`
		Keys     string `json:"jwks_uri"`
		Userinfo string `json:"userinfo_endpoint"`
		End      string `json:"end_session_endpoint"`
		ISS      bool   `json:"authorization_response_iss_parameter_supported"`
	}
	answer := w.browser().get("/.well-known/openid-configuration")
	if err := json.Unmarshal([]byte(answer.body), &got); err != nil {
		t.Fatal(err)
	}
	at := w.base + "/oauth2/v1/"
	if got.Issuer != w.base || got.Auth != at+"authorize" || got.Token != at+"token" || got.Keys != at+"keys" ||
		got.Userinfo != at+"userinfo" || got.End != at+"logout" || !got.ISS {
		t.Errorf("the document says %+v", got)
	}
}

// TestRotateKeys holds that the key before the last one still counts.
func TestRotateKeys(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	before := w.exchange(w.code()).IDToken
	if err := w.service.RotateKeys(); err != nil {
		t.Fatal(err)
	}
	w.read(before)
	after := w.exchange(w.code()).IDToken
	w.read(after)
	if before[:strings.Index(before, ".")] == after[:strings.Index(after, ".")] {
		t.Error("the key has not changed")
	}
	if err := w.service.RotateKeys(); err != nil {
		t.Fatal(err)
	}
	if strings.Count(w.browser().get("/oauth2/v1/keys").body, `"kid"`) != 2 {
		t.Error("there are not two keys after two rotations")
	}
}

// TestSignOut holds that an app can end the session, and whose.
func TestSignOut(t *testing.T) {
	t.Parallel()
	w := newOIDCWorld(t, nil)
	hint := w.exchange(w.code()).IDToken
	address := func(changes ...string) string {
		query := url.Values{"id_token_hint": {hint}, "post_logout_redirect_uri": {goodbye}, "state": {"z"}}
		change(query, changes)
		return "/oauth2/v1/logout?" + query.Encode()
	}
	b, bo := w.signedIn("ana.ruiz@fernhill.example"), w.signedIn("bo@fernhill.example")
	for _, wrong := range []string{
		address("id_token_hint", ""), address("id_token_hint", hint[:len(hint)-8]+"AAAAAAAA"),
		address("post_logout_redirect_uri", goodbye+"/"),
	} {
		b.get(wrong).says(t, http.StatusBadRequest, "parameter")
	}
	b.get("/").says(t, http.StatusOK, "Ana Ruiz")
	w.pass(2 * time.Hour) // the token has expired, and still tells who
	if got := b.get(address()); got.address.String() != goodbye+"?state=z" {
		t.Errorf("signing out leads to %s", got.address)
	}
	b.get("/").says(t, http.StatusOK, "Password")
	bo.get(address())
	bo.get("/").says(t, http.StatusOK, "Bo Lind")
	w.signedIn("ana.ruiz@fernhill.example").get(address("post_logout_redirect_uri", "")).says(t, http.StatusOK, "Password")
}
