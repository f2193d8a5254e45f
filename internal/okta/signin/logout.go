package signin

import (
	"crypto"
	"net/http"
	"net/url"
	"slices"

	"github.com/musterhq/muster/internal/okta/signin/jws"
)

// logout ends the session of whom an ID token is about, and leads back to the
// application (OpenID Connect RP-Initiated Logout §2). A token that has expired
// still tells who that is.
func (s *Service) logout(w http.ResponseWriter, r *http.Request) {
	var hint idToken
	var keys []crypto.PublicKey
	for _, one := range s.published() {
		keys = append(keys, &one.key.PublicKey)
	}
	app, known := (*OIDCApp)(nil), false
	if jws.Read(r.FormValue("id_token_hint"), &hint, keys...) == nil && hint.Issuer == s.base {
		app, known = s.oidcApp(hint.Audience)
	}
	if !known {
		s.problem(w, http.StatusBadRequest, "The 'id_token_hint' parameter is invalid", "Sign out on the page of your apps instead.")
		return
	}
	target := r.FormValue("post_logout_redirect_uri")
	if target != "" && !slices.Contains(app.LogoutURIs, target) {
		s.problem(w, http.StatusBadRequest,
			"The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings",
			"The application asked for "+target+".")
		return
	}
	if current, signedIn := s.session(r); signedIn && current.user == hint.Subject {
		s.end(current.id)
		s.setCookie(w, "", -1)
	}
	if target == "" {
		http.Redirect(w, r, "/login/login.htm", http.StatusFound)
		return
	}
	parameters := url.Values{}
	if state := r.FormValue("state"); state != "" {
		parameters.Set("state", state)
	}
	http.Redirect(w, r, withQuery(target, parameters), http.StatusFound) //nolint:gosec // one of those that an administrator entered
}
