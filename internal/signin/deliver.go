package signin

import (
	_ "embed"
	"html/template"
	"net/http"

	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/saml"
)

//go:embed pages/continue.html
var continueHTML string

//go:embed pages/continue.js
var continueScript []byte

//go:embed pages/continue.css
var continueStyle []byte

var continuePage = template.Must(template.New("continue").Parse(continueHTML))

// form is what the page posts, and where.
type form struct {
	Address string
	Fields  []field
	Root    string
}

type field struct{ Name, Value string }

// send lets a browser carry a message of ours to a provider: by a redirect, or by
// a form.
func (s *Server) send(w http.ResponseWriter, r *http.Request, delivery saml.Delivery) error {
	if delivery.Binding == saml.RedirectBinding {
		http.Redirect(w, r, delivery.URL, http.StatusSeeOther)
		return nil
	}
	fields := []field{{string(delivery.Parameter), delivery.Message}}
	if delivery.RelayState != "" {
		fields = append(fields, field{"RelayState", delivery.RelayState})
	}
	s.post(w, r, form{Address: delivery.URL, Fields: fields})
	return nil
}

// post answers a page whose form a small script posts at once, and a button
// without it.
func (s *Server) post(w http.ResponseWriter, r *http.Request, what form) {
	what.Root = federation.Root
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	// A provider may send the form's answer on to another of its hosts, which
	// form-action would forbid as well, so it names no host.
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self' http: https:; frame-ancestors 'none'; base-uri 'none'")
	if err := continuePage.Execute(w, what); err != nil {
		s.config.Logger.WarnContext(r.Context(), "could not send the page that goes on to a provider", "error", err)
	}
}

func (s *Server) script(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Write(continueScript) //nolint:errcheck // a client that went away has no use for the error
}

func (s *Server) style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Write(continueStyle) //nolint:errcheck // as above
}
