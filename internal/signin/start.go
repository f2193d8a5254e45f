package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/saml"
)

// start sends a browser to the provider of a login method.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	if isEmbedded(r) {
		http.Error(w, "Sign-in begins in a window of its own.", http.StatusForbidden)
		return
	}
	method, err := s.method(r)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn}, err)
		return
	}
	said := s.initiationOf(w, r)
	a, err := s.begin(r, method, said)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn, Method: method.ID}, err)
		return
	}
	switch {
	case a.Purpose != toTry && !method.Active:
		err = access.MethodOff()
	case !method.IsComplete():
		err = federation.RuleNotSetUp.Refuse(directory.Refused)
	case method.Protocol == directory.OIDC:
		err = s.startOIDC(w, r, method, a, said.hint)
	default:
		err = s.startSAML(w, r, method, a)
	}
	if err != nil {
		s.refuse(w, r, a, err)
	}
}

func (s *Server) startOIDC(w http.ResponseWriter, r *http.Request, method directory.LoginMethod, a attempt, hint string) error {
	client, err := s.config.Clients.Of(method)
	if err != nil {
		return err
	}
	address, pending, err := client.Begin(r.Context(), oidc.Ask{Fresh: a.Purpose == toConfirm, LoginHint: hint})
	if err != nil {
		return err
	}
	a.OIDC = pending
	if err := s.keep(w, r, handleOf(string(pending.State)), method, a); err != nil {
		return err
	}
	http.Redirect(w, r, address, http.StatusSeeOther) //nolint:gosec // the provider that the organization's administrator entered
	return nil
}

// handleOf names an attempt by its state, of which it must not give away more than
// it takes to tell two windows apart.
func handleOf(state string) string { return state[:min(8, len(state))] }

func (s *Server) startSAML(w http.ResponseWriter, r *http.Request, method directory.LoginMethod, a attempt) error {
	ours, theirs, err := federation.Sides(s.config.PublicURL, method)
	if err != nil {
		return err
	}
	handle := newHandle()
	request, err := ours.AuthnRequest(theirs, saml.AuthnOptions{RelayState: handle, ForceAuthn: a.Purpose == toConfirm, Now: s.now()})
	if err != nil {
		return err
	}
	a.Request = request.ID
	if err := s.keep(w, r, handle, method, a); err != nil {
		return err
	}
	return s.send(w, r, request.Delivery)
}

// isEmbedded says whether a browser asks for something inside a page, such as an
// image: another site's page could begin as many sign-ins as it likes that way, and
// each leaves a cookie.
func isEmbedded(r *http.Request) bool {
	into := r.Header.Get("Sec-Fetch-Dest")
	return into != "" && into != "document"
}
