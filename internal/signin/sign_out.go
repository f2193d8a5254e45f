package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
)

// signOut sends a browser, whose session here has ended, to sign out at its provider
// of OpenID Connect, too. The browser kept the ID token for that; without one, nobody
// came from there, or another site's page asks. Whatever becomes of it there, whoever
// signed out here is signed out here.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	to := federation.SignedOut
	if token := s.cookies.TakeFarewell(w, r); token != "" {
		there, err := s.signOutThere(r, oidc.Secret(token))
		if err != nil {
			s.config.Logger.WarnContext(r.Context(), "could not sign somebody out at an identity provider",
				"login_method", r.PathValue("method"), "reason", err)
		}
		if there != "" {
			to = there
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther) //nolint:gosec // our own page, or the provider that the organization's administrator entered
}

// signOutThere is where a provider signs somebody out, or empty.
func (s *Server) signOutThere(r *http.Request, token oidc.Secret) (string, error) {
	method, err := s.speaking(r, directory.OIDC)
	if err != nil {
		return "", err
	}
	client, err := s.config.Clients.Of(method)
	if err != nil {
		return "", err
	}
	return client.LogoutURL(r.Context(), oidc.Logout{Token: token, ReturnTo: s.config.PublicURL + federation.SignedOut})
}
