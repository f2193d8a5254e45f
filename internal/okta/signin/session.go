package signin

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// sessionLife is how long somebody stays signed in, whatever they do.
const sessionLife = 12 * time.Hour

// sessionID is the secret in the cookie.
type sessionID string

// session is a browser in which somebody is signed in.
type session struct {
	id       sessionID
	user     okta.UserID
	signedIn time.Time
	turn     int
	// saml are the apps that were given an assertion, for single logout.
	saml map[AppID]participant
}

// participant is what an app was told of the session.
type participant struct{ index, nameID string }

// cookieName differs between services on one host, since cookies do not know
// ports, and tests run several of them in one browser.
func cookieName(base *url.URL) string {
	if port := base.Port(); port != "" {
		return "okta_sid_" + port
	}
	return "okta_sid"
}

// begin signs somebody in, in a session with a new id.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, user okta.UserID) {
	s.end(s.cookieOf(r))
	made := &session{id: sessionID(rand.Text()), user: user, signedIn: s.now(), saml: map[AppID]participant{}}
	s.mu.Lock()
	s.turns++
	made.turn = s.turns
	s.sessions[made.id] = made
	s.mu.Unlock()
	s.setCookie(w, string(made.id), 0)
}

// session returns the session of a browser. It ends here if the person was
// suspended or deactivated meanwhile.
func (s *Service) session(r *http.Request) (*session, bool) {
	id := s.cookieOf(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.sessions[id]
	if !ok {
		return nil, false
	}
	if _, active := s.active(found.user); !active || s.now().Sub(found.signedIn) > sessionLife {
		delete(s.sessions, id)
		return nil, false
	}
	return found, true
}

// end ends a session, if there is one of that id.
func (s *Service) end(id sessionID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, id)
}

func (s *Service) cookieOf(r *http.Request) sessionID {
	cookie, err := r.Cookie(s.cookie)
	if err != nil {
		return ""
	}
	return sessionID(cookie.Value)
}

func (s *Service) setCookie(w http.ResponseWriter, value string, age int) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever the service itself is
		Name: s.cookie, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.secure(),
	})
}

// secure tells whether the service is reached by HTTPS.
func (s *Service) secure() bool { return strings.HasPrefix(s.base, "https:") }
