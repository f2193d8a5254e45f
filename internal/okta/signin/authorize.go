package signin

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// scopes are those that an app may ask for.
var scopes = []string{"openid", "profile", "email", "groups"}

// codeLife is how long a code waits to be exchanged.
const codeLife = time.Minute

// oauthError is an answer of OAuth 2.0 that says what is wrong.
type oauthError struct {
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

// authorization is a request for a code.
type authorization struct {
	app         *OIDCApp
	redirectURI string
	state       string
	scopes      []string
	nonce       string
	challenge   string
	prompt      string
	hint        string
	// maxAge is how old a sign-in may be, negative for any age.
	maxAge time.Duration
}

// authorize gives an app a code for whoever signs in.
//
// What is wrong with the client or the redirect URI is told to the person alone:
// there is nowhere safe to send it.
func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problem(w, http.StatusBadRequest, "The request cannot be read", "Go back to the application and start again.")
		return
	}
	for name, values := range r.Form {
		if len(values) > 1 { // RFC 6749 §3.1
			s.problem(w, http.StatusBadRequest, "The request names "+name+" twice", "Go back to the application and start again.")
			return
		}
	}
	app, known := s.oidcApp(AppID(r.Form.Get("client_id")))
	if !known {
		s.problem(w, http.StatusBadRequest, "Invalid value for 'client_id' parameter", "Enter the client id of the app in the application.")
		return
	}
	if !slices.Contains(app.RedirectURIs, r.Form.Get("redirect_uri")) {
		s.problem(w, http.StatusBadRequest,
			"The 'redirect_uri' parameter must be a Login redirect URI in the client app settings",
			"The application asked for "+r.Form.Get("redirect_uri")+".")
		return
	}
	asked := authorization{
		app:         app,
		redirectURI: r.Form.Get("redirect_uri"),
		state:       r.Form.Get("state"),
		scopes:      strings.Fields(r.Form.Get("scope")),
		nonce:       r.Form.Get("nonce"),
		challenge:   r.Form.Get("code_challenge"),
		prompt:      r.Form.Get("prompt"),
		hint:        r.Form.Get("login_hint"),
		maxAge:      -1,
	}
	if refused := asked.check(r.Form); refused.Code != "" {
		s.answer(w, r, asked, url.Values{"error": {refused.Code}, "error_description": {refused.Description}})
		return
	}
	s.authorizeWith(w, r, asked)
}

// check returns what is wrong with the rest of a request, and reads the age.
func (a *authorization) check(form url.Values) oauthError {
	switch {
	case form.Has("request") || form.Has("request_uri"):
		return oauthError{"request_not_supported", "Requests in a token are not supported."}
	case form.Get("response_type") != "code":
		return oauthError{"unsupported_response_type", "The response type is not supported by the authorization server. It is code."}
	case form.Has("response_mode") && form.Get("response_mode") != "query":
		return oauthError{"unsupported_response_mode", "The response mode is not supported by the authorization server. It is query."}
	case !slices.Contains(a.scopes, "openid"):
		return oauthError{"invalid_scope", "The scope openid is missing."}
	case a.challenge == "" && a.app.RequirePKCE:
		return oauthError{"invalid_request", "PKCE code challenge is required by the application."}
	case a.challenge == "" && form.Has("code_challenge_method"),
		a.challenge != "" && form.Get("code_challenge_method") != "S256":
		return oauthError{"invalid_request", "The code challenge method is not supported. It is S256."}
	case a.challenge != "" && len(a.challenge) != 43: // of 32 bytes
		return oauthError{"invalid_request", "The code challenge is no SHA-256 in base64url."}
	case !slices.Contains([]string{"", "none", "login", "consent"}, a.prompt):
		return oauthError{"invalid_request", "The prompt is not supported. It is none or login."}
	}
	for _, scope := range a.scopes {
		if !slices.Contains(scopes, scope) {
			return oauthError{"invalid_scope", "One or more scopes are not configured for the authorization server resource."}
		}
	}
	if text := form.Get("max_age"); text != "" {
		seconds, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return oauthError{"invalid_request", "The max_age is no number of seconds."}
		}
		a.maxAge = time.Duration(seconds) * time.Second
	}
	return oauthError{}
}

// authorizeWith answers a request that is in order.
func (s *Service) authorizeWith(w http.ResponseWriter, r *http.Request, asked authorization) {
	current, signedIn := s.session(r)
	tooOld := signedIn && (asked.maxAge == 0 || asked.maxAge > 0 && s.now().Sub(current.signedIn) > asked.maxAge)
	if asked.prompt == "none" {
		if !signedIn || tooOld {
			s.answer(w, r, asked, url.Values{
				"error":             {"login_required"},
				"error_description": {"The client specified not to prompt, but the user is not logged in."},
			})
			return
		}
		s.giveCode(w, r, asked, current)
		return
	}
	s.proceed(w, r, pending{
		afresh: asked.prompt == "login" || tooOld,
		hint:   asked.hint,
		app:    asked.app.Label,
		resume: func(w http.ResponseWriter, r *http.Request, current *session) { s.giveCode(w, r, asked, current) },
	})
}

// giveCode answers for who signed in.
func (s *Service) giveCode(w http.ResponseWriter, r *http.Request, asked authorization, current *session) {
	if _, err := s.eligible(current.user, asked.app.Assigned); err != nil {
		s.answer(w, r, asked, url.Values{
			"error":             {"access_denied"},
			"error_description": {err.Error() + "."},
		})
		return
	}
	code := rand.Text()
	s.mu.Lock()
	s.forgetGrants()
	s.codes[code] = &grant{
		app:         asked.app,
		user:        current.user,
		scopes:      asked.scopes,
		redirectURI: asked.redirectURI,
		nonce:       asked.nonce,
		challenge:   asked.challenge,
		signedIn:    current.signedIn,
		expires:     s.now().Add(codeLife),
	}
	s.mu.Unlock()
	s.answer(w, r, asked, url.Values{"code": {code}})
}

// answer sends the browser back to the application, with the issuer, so that an
// application of several knows whose answer it is (RFC 9207).
func (s *Service) answer(w http.ResponseWriter, r *http.Request, asked authorization, parameters url.Values) {
	parameters.Set("iss", s.base)
	if asked.state != "" {
		parameters.Set("state", asked.state)
	}
	http.Redirect(w, r, withQuery(asked.redirectURI, parameters), http.StatusFound)
}

// forgetGrants drops what has long expired. A spent code is remembered for as
// long as the tokens made of it live. The lock is held.
func (s *Service) forgetGrants() {
	for _, kept := range []map[string]*grant{s.codes, s.access} {
		for key, one := range kept {
			if s.now().Sub(one.expires) > tokenLife {
				delete(kept, key)
			}
		}
	}
}
