package signin

import (
	"encoding/json"
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// metadata answers the document by which a provider is told about us.
func (s *Server) metadata(w http.ResponseWriter, r *http.Request) {
	method, err := s.speaking(r, directory.SAML)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	ours, err := federation.ServiceProvider(s.config.PublicURL, method)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	document, err := ours.Metadata()
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	w.Header().Set("Content-Disposition", `attachment; filename="muster-metadata.xml"`)
	w.Write(document) //nolint:errcheck,gosec // a client that went away has no use for the error; it is XML that we wrote, to be saved
}

// keys answers our public keys, for a provider that lets us prove ourselves by one.
func (s *Server) keys(w http.ResponseWriter, r *http.Request) {
	method, err := s.speaking(r, directory.OIDC)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	set, err := federation.KeySetOf(method)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	text, err := json.Marshal(set)
	if err != nil {
		s.nothing(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/jwk-set+json")
	w.Write(text) //nolint:errcheck // as above
}

// nothing answers an address where there is nothing, or nothing now.
func (s *Server) nothing(w http.ResponseWriter, r *http.Request, err error) {
	if directory.CodeOf(err) == directory.NotFound {
		http.Error(w, "There is no such login method; copy its address again from the control panel.", http.StatusNotFound)
		return
	}
	s.config.Logger.ErrorContext(r.Context(), "could not publish what a provider asks for", "login_method", r.PathValue("method"), "error", err)
	http.Error(w, "This is not available at the moment; try again in a minute.", http.StatusServiceUnavailable)
}
