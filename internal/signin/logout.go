package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/saml"
)

// logout takes SAML's logout messages: the provider's request to sign somebody
// out, which only counts signed, and its answer to ours.
func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	method, err := s.speaking(r, directory.SAML)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	ours, theirs, err := federation.Sides(s.config.PublicURL, method)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	message := saml.LogoutMessage{Binding: saml.RedirectBinding, Query: r.URL.RawQuery}
	relay, answers := r.URL.Query().Get("RelayState"), r.URL.Query().Has("SAMLResponse")
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			http.Error(w, "The form cannot be read.", http.StatusBadRequest)
			return
		}
		answers = r.PostForm.Has("SAMLResponse")
		message = saml.LogoutMessage{Binding: saml.PostBinding, Form: r.PostForm.Get("SAMLRequest")}
		relay = r.PostForm.Get("RelayState")
	}
	if answers { // who signed out here is signed out here, whatever became of it there
		http.Redirect(w, r, federation.SignedOut, http.StatusSeeOther)
		return
	}
	received, _, err := saml.ReadLogoutRequest(message, saml.LogoutExpectation{ServiceProvider: ours, IdentityProvider: theirs, Now: s.now()})
	if err != nil {
		s.config.Logger.WarnContext(r.Context(), "refused a provider's request to sign somebody out", "login_method", method.ID, "reason", err)
		http.Error(w, reasonOf(err).sentence, http.StatusBadRequest)
		return
	}
	count, err := s.config.Access.EndProviderSession(r.Context(), method, access.ProviderSignOut{
		Subject: received.Subject.NameID, Sessions: received.SessionIndexes, Request: received.ID, RequestEnds: received.NotOnOrAfter,
	})
	s.config.Logger.InfoContext(r.Context(), "a provider signed somebody out", "login_method", method.ID, "sessions", count, "error", err)
	if theirs.LogoutURL == "" && theirs.LogoutResponseURL == "" {
		http.Redirect(w, r, federation.SignedOut, http.StatusSeeOther)
		return
	}
	delivery, answerErr := ours.LogoutResponse(theirs, saml.LogoutAnswer{RequestID: received.ID, RelayState: relay, Failed: err != nil, Now: s.now()})
	if answerErr != nil {
		s.nothing(w, r, answerErr)
		return
	}
	if err := s.send(w, r, delivery); err != nil {
		s.nothing(w, r, err)
	}
}
