package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/saml"
)

// maxForm bounds the form that a provider's page posts, in bytes: the response,
// which saml bounds at 256 KiB, grows by a third in base64 and may be escaped.
const maxForm = 1 << 20

// consume takes the response that a provider's page posts: SAML's assertion
// consumer service.
func (s *Server) consume(w http.ResponseWriter, r *http.Request) {
	method, err := s.speaking(r, directory.SAML)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn}, err)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn, Method: method.ID}, federation.RuleProviderRefused.Refuse(directory.Invalid))
		return
	}
	kept, err := keptAs(r.PostForm.Get("RelayState"), method)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn, Method: method.ID}, err)
		return
	}
	var a attempt
	begun := s.cookies.ReadAttempt(r, kept, &a) && a.usable(method.ID, s.now())
	if begun && a.needsSession() && s.cookies.Session(r) == "" && !r.PostForm.Has(onceMore) {
		s.comeAgain(w, r)
		return
	}
	s.cookies.DropAttempt(w, r, kept.Handle)
	if !begun {
		// Nobody set out here: only a sign-in that begins at the provider may do so.
		a = attempt{Method: method.ID, Purpose: toSignIn, Return: "/"}
	}
	ours, theirs, err := federation.Sides(s.config.PublicURL, method)
	if err != nil {
		s.refuse(w, r, a, err)
		return
	}
	expected := saml.Expectation{
		ServiceProvider:  ours,
		IdentityProvider: theirs,
		RequestID:        a.Request,
		AllowUnsolicited: !begun && method.Settings.SAML.Unsolicited,
		Now:              s.now(),
	}
	if a.Purpose == toConfirm {
		expected.SignedInSince = a.Begun
	}
	assertion, checks, err := saml.ReadResponse(r.PostForm.Get("SAMLResponse"), expected)
	if err != nil {
		s.refuseArrival(w, r, a, inWords(checks), err)
		return
	}
	s.finish(w, r, method, a, word{passed: inWords(checks), proof: proofOfSAML(assertion)})
}

func inWords(checks []saml.Check) []string {
	words := make([]string, len(checks))
	for i, check := range checks {
		words[i] = check.Sentence()
	}
	return words
}

// onceMore is the field of a form that has come around.
const onceMore = "once_more"

// comeAgain lets the browser post the form once more, from a page of ours. What a
// provider's page posts comes without the session, whose cookie is too strict for
// that; what ours posts comes with it.
func (s *Server) comeAgain(w http.ResponseWriter, r *http.Request) {
	s.post(w, r, form{Address: s.config.PublicURL + r.URL.Path, Fields: []field{
		{"SAMLResponse", r.PostForm.Get("SAMLResponse")},
		{"RelayState", r.PostForm.Get("RelayState")},
		{onceMore, "yes"},
	}})
}
