package oidctest

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// A Client is an application that the provider knows.
type Client struct {
	ID, Secret, RedirectURI string
	Key                     *Key // where it proves itself by private_key_jwt
}

// A Provider is an OpenID provider at which one person is signed in. Its hooks
// are called while it answers; they are set before the first request.
type Provider struct {
	*httptest.Server

	Issuer  string
	Client  Client
	Subject string
	Key     Key
	Now     func() time.Time

	Document      func(*Object)            // changes the discovery document
	Keys          func() string            // stands in for the key set
	Header        func(*Object)            // changes a token's header
	Claims        func(*Object)            // changes a token's claims
	ClaimsText    func(string) string      // changes the claims as they are signed
	Sign          func(text string) []byte // stands in for the signature
	Token         func(string) string      // changes the signed token
	Answer        func(*Object)            // changes the token endpoint's answer
	IgnorePKCE    bool                     // exchanges codes without looking at the verifier
	Wait          <-chan struct{}          // holds every answer back until it is closed
	DiscoveryHits atomic.Int64
	KeysHits      atomic.Int64
	TokenHits     atomic.Int64

	mu    sync.Mutex
	codes map[string]grant
}

// A grant is what a code stands for.
type grant struct{ clientID, redirectURI, challenge, nonce string }

// New starts a provider on this machine. Its HTTP client trusts it.
func New() *Provider {
	p := &Provider{
		Client:  Client{ID: "muster", Secret: "client-secret-canary", RedirectURI: "https://muster.example.com/oidc/org1/callback"},
		Subject: "00u1ada",
		Key:     NewECKey("key-1"),
		Now:     time.Now,
		codes:   map[string]grant{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keySet)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.Wait != nil {
			<-p.Wait
		}
		mux.ServeHTTP(w, r)
	}))
	p.Config.ErrorLog = log.New(io.Discard, "", 0) // of clients that hang up, as some are meant to
	p.StartTLS()
	p.Issuer = p.URL
	return p
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.DiscoveryHits.Add(1)
	var o Object
	o.SetText("issuer", p.Issuer)
	o.SetText("authorization_endpoint", p.URL+"/authorize")
	o.SetText("token_endpoint", p.URL+"/token")
	o.SetText("jwks_uri", p.URL+"/keys")
	o.SetText("end_session_endpoint", p.URL+"/logout")
	o.Set("response_types_supported", `["code"]`)
	o.Set("subject_types_supported", `["public"]`)
	o.Set("id_token_signing_alg_values_supported", `["RS256","ES256"]`)
	o.Set("code_challenge_methods_supported", `["S256"]`)
	o.Set("token_endpoint_auth_methods_supported", `["client_secret_basic","client_secret_post","private_key_jwt"]`)
	o.Set("authorization_response_iss_parameter_supported", "true")
	if p.Document != nil {
		p.Document(&o)
	}
	answer(w, http.StatusOK, o.String())
}

func (p *Provider) keySet(w http.ResponseWriter, _ *http.Request) {
	p.KeysHits.Add(1)
	if p.Keys != nil {
		answer(w, http.StatusOK, p.Keys())
		return
	}
	answer(w, http.StatusOK, KeySet(p.Key.Public()))
}

// authorize signs the one person in without asking and sends the browser back.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if query.Get("client_id") != p.Client.ID || query.Get("redirect_uri") != p.Client.RedirectURI || query.Get("response_type") != "code" {
		http.Error(w, "no such client", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = grant{query.Get("client_id"), query.Get("redirect_uri"), query.Get("code_challenge"), query.Get("nonce")}
	p.mu.Unlock()
	back := Back{"code": code, "state": query.Get("state"), "iss": p.Issuer}
	w.Header().Set("Location", p.Client.RedirectURI+"?"+back.encode())
	w.WriteHeader(http.StatusFound)
}

// token exchanges a code, once.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.TokenHits.Add(1)
	if !p.authenticated(r) {
		answer(w, http.StatusUnauthorized, `{"error":"invalid_client","error_description":"canary-description"}`)
		return
	}
	code := r.PostFormValue("code")
	p.mu.Lock()
	granted, ok := p.codes[code]
	delete(p.codes, code)
	p.mu.Unlock()
	verifier := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	proven := p.IgnorePKCE || granted.challenge == Encode(verifier[:])
	if !ok || !proven || granted.redirectURI != r.PostFormValue("redirect_uri") {
		answer(w, http.StatusBadRequest, `{"error":"invalid_grant","error_description":"canary-description"}`)
		return
	}
	access := "access-token-canary-" + rand.Text()
	var o Object
	o.SetText("access_token", access)
	o.SetText("token_type", "Bearer")
	o.Set("expires_in", "3600")
	o.SetText("id_token", p.idToken(granted, access))
	if p.Answer != nil {
		p.Answer(&o)
	}
	answer(w, http.StatusOK, o.String())
}

func (p *Provider) idToken(granted grant, access string) string {
	var header Object
	header.SetText("alg", p.Key.Algorithm)
	header.SetText("kid", p.Key.ID)
	if p.Header != nil {
		p.Header(&header)
	}
	hash := sha256.Sum256([]byte(access))
	now := p.Now()
	var claims Object
	claims.SetText("iss", p.Issuer)
	claims.SetText("sub", p.Subject)
	claims.SetText("aud", p.Client.ID)
	claims.Set("exp", Seconds(now.Add(time.Hour)))
	claims.Set("iat", Seconds(now))
	claims.Set("auth_time", Seconds(now))
	claims.SetText("nonce", granted.nonce)
	claims.SetText("at_hash", Encode(hash[:16]))
	claims.SetText("email", "ada@example.com")
	claims.Set("email_verified", "true")
	claims.SetText("name", "Ada Lovelace")
	claims.SetText("preferred_username", "ada")
	if p.Claims != nil {
		p.Claims(&claims)
	}
	said := claims.String()
	if p.ClaimsText != nil {
		said = p.ClaimsText(said)
	}
	text := Encode([]byte(header.String())) + "." + Encode([]byte(said))
	sign := p.Key.Sign
	if p.Sign != nil {
		sign = p.Sign
	}
	token := text + "." + Encode(sign(text))
	if p.Token != nil {
		token = p.Token(token)
	}
	return token
}

// Seconds is a time as tokens say it.
func Seconds(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprint(w, text)
}
