package signin

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/saml"
)

// refuse sends the browser to where the panel says why: to the sign-in page, or to
// where somebody who is signed in began. The reason is the name of a rule, which
// the panel knows in every language.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, a attempt, err error) {
	reason := reasonOf(err)
	s.config.Logger.WarnContext(r.Context(), "did not let somebody in from an identity provider",
		"for", a.Purpose, "login_method", r.PathValue("method"), "rule", reason.rule, "check", reason.check, "reason", err)
	query := url.Values{"refused": {reason.rule}}
	if a.Method != "" {
		query.Set("method", string(a.Method))
	}
	to := "/sign-in"
	if a.Purpose != toSignIn {
		to = a.Return
	}
	http.Redirect(w, r, withQuery(to, query), http.StatusSeeOther)
}

// refuseArrival does it for somebody who came back from the provider, after some
// checks had passed, and remembers it for the administrator. What nobody set out for
// is not remembered: any stranger can post it.
func (s *Server) refuseArrival(w http.ResponseWriter, r *http.Request, a attempt, passed []string, err error) {
	if !a.Begun.IsZero() {
		s.config.Arrivals.Note(a.Method, federation.Arrival{At: s.now(), Trial: a.Purpose == toTry, Passed: passed, Refused: reasonOf(err).sentence})
	}
	s.refuse(w, r, a, err)
}

// reason is why somebody was not let in.
type reason struct {
	rule, check, sentence string
}

func reasonOf(err error) reason {
	if refusal, ok := errors.AsType[*oidc.Refusal](err); ok {
		return reason{ruleOf(refusal.Check, oidc.CheckProvider, oidc.CheckAttempt, oidc.CheckState), string(refusal.Check), refusal.Message}
	}
	if refusal, ok := errors.AsType[*saml.Refusal](err); ok {
		return reason{ruleOf(refusal.Check, saml.CheckStatus, saml.CheckInResponseTo), string(refusal.Check), refusal.Message}
	}
	if refusal, ok := errors.AsType[*directory.Error](err); ok && refusal.Said.Rule != "" {
		return reason{refusal.Said.Rule, "", refusal.Message}
	}
	return reason{directory.RuleUnavailable.Name, "", directory.RuleUnavailable.Say().Sentence()}
}

// ruleOf is what a person is told of a check that failed: that the provider did not
// let them in, that they did not begin here, or that the answer does not hold.
func ruleOf[C comparable](failed, denied C, notBegun ...C) string {
	switch {
	case failed == denied:
		return federation.RuleProviderDenied.Name
	case slices.Contains(notBegun, failed):
		return federation.RuleNotBegun.Name
	}
	return federation.RuleProviderRefused.Name
}

// withQuery adds to a local path's query.
func withQuery(path string, more url.Values) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + more.Encode()
}
