package signin

import (
	"crypto/rand"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/browser"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
)

// purpose is what an attempt is for.
type purpose string

const (
	// toSignIn opens a session.
	toSignIn purpose = "sign_in"
	// toConfirm proves anew who is signed in.
	toConfirm purpose = "confirm"
	// toTie ties the provider's account to whoever is signed in.
	toTie purpose = "tie"
	// toTry shows an administrator what the provider says, and opens nothing. It
	// needs no active login method.
	toTry purpose = "try"
)

func (p purpose) valid() bool {
	return p == toSignIn || p == toConfirm || p == toTie || p == toTry
}

// attempt is what a browser keeps while its person is at the provider.
type attempt struct {
	Method  directory.LoginMethodID `json:"method"`
	Purpose purpose                 `json:"purpose"`
	// Return is the path to go to afterwards.
	Return string    `json:"return"`
	Begun  time.Time `json:"begun"`
	// Session is who began, where somebody was signed in: nobody else may end it.
	Session directory.SessionID `json:"session,omitempty"`
	// OIDC or Request is what the answer must fit.
	OIDC    oidc.Pending `json:"oidc,omitzero"`
	Request string       `json:"request,omitempty"`
}

// keptAs is how a browser keeps an attempt of a login method: sealed for that method
// and no other.
func keptAs(handle string, method directory.LoginMethod) (browser.Kept, error) {
	seal, err := federation.SealOf(method)
	return browser.Kept{Handle: handle, Seal: seal}, err
}

// keep lets the browser keep an attempt.
func (s *Server) keep(w http.ResponseWriter, r *http.Request, handle string, method directory.LoginMethod, a attempt) error {
	kept, err := keptAs(handle, method)
	if err != nil {
		return err
	}
	return s.cookies.SetAttempt(w, r, kept, a, attemptLifetime)
}

// attemptLifetime is how long somebody may take at the provider.
const attemptLifetime = 15 * time.Minute

// newHandle names an attempt of SAML. OpenID Connect's is named by its state.
func newHandle() string { return rand.Text() }

// usable says whether an attempt that came back is of this method and not too old.
func (a attempt) usable(method directory.LoginMethodID, now time.Time) bool {
	age := now.Sub(a.Begun)
	return a.Method == method && a.Purpose.valid() && age >= -time.Minute && age < attemptLifetime
}

// needsSession says whether whoever began must be signed in when they come back.
func (a attempt) needsSession() bool { return a.Purpose == toConfirm || a.Purpose == toTie }

// begin makes an attempt of what the browser asks for.
func (s *Server) begin(r *http.Request, method directory.LoginMethod, said initiation) (attempt, error) {
	a := attempt{Method: method.ID, Purpose: said.purpose, Return: said.to, Begun: s.now()}
	if !a.Purpose.valid() {
		return attempt{}, federation.RuleNoSuchPurpose.Refuse(directory.Invalid)
	}
	if a.Purpose == toSignIn {
		return a, nil
	}
	who, err := s.whoIs(r)
	if err != nil {
		return attempt{}, err
	}
	if !who.Reaches(method.Organization) {
		return attempt{}, directory.RuleNoSuch.Refuse(directory.NotFound, "what", "login method")
	}
	if a.Purpose == toTry && who.Kind != access.Setup && !who.Role().Manages() {
		return attempt{}, federation.RuleOnlyManagersTry.Refuse(directory.Refused)
	}
	a.Session = who.Session.ID
	return a, nil
}

// whoIs says who is signed in with a request's browser.
func (s *Server) whoIs(r *http.Request) (access.Principal, error) {
	return s.config.Access.Session(r.Context(), s.cookies.Session(r), s.client(r))
}
