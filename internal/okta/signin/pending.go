package signin

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"time"
)

// pendingLife is how long a request of an app waits for somebody to sign in.
const pendingLife = 30 * time.Minute

// pending is a request of an app that cannot be answered before somebody has
// signed in.
type pending struct {
	asked time.Time
	turn  int
	// afresh wants a sign-in after the request, whoever is signed in already.
	afresh bool
	// hint is the login that the app expects.
	hint string
	// app is the label, to say on the sign-in page where it leads.
	app string
	// resume answers the request for the session.
	resume func(http.ResponseWriter, *http.Request, *session)
}

// proceed answers a request at once where somebody is signed in, and otherwise
// when they are.
//
// A request that came by the form of another site came without the cookie of the
// session. The redirect brings the cookie along.
func (s *Service) proceed(w http.ResponseWriter, r *http.Request, asked pending) {
	if current, signedIn := s.session(r); signedIn && !asked.afresh {
		asked.resume(w, r, current)
		return
	}
	s.postpone(w, r, asked)
}

// postpone keeps a request, and sends the browser to where it goes on.
func (s *Service) postpone(w http.ResponseWriter, r *http.Request, asked pending) {
	asked.asked = s.now()
	token := rand.Text()
	s.mu.Lock()
	for old, one := range s.pending {
		if s.now().Sub(one.asked) > pendingLife {
			delete(s.pending, old)
		}
	}
	s.turns++
	asked.turn = s.turns
	s.pending[token] = asked
	s.mu.Unlock()
	http.Redirect(w, r, "/login/token/redirect?stateToken="+url.QueryEscape(token), http.StatusSeeOther)
}

// waiting returns the request that waits behind a token.
func (s *Service) waiting(token string) (pending, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.pending[token]
	return found, ok && s.now().Sub(found.asked) <= pendingLife
}

// resume answers a request that waited, once, or asks for the sign-in that it
// waits for.
func (s *Service) resume(w http.ResponseWriter, r *http.Request) {
	token := r.FormValue("stateToken")
	asked, ok := s.waiting(token)
	if !ok {
		s.expired(w)
		return
	}
	current, signedIn := s.session(r)
	if !signedIn || asked.afresh && current.turn < asked.turn {
		http.Redirect(w, r, "/login/login.htm?stateToken="+url.QueryEscape(token), http.StatusSeeOther)
		return
	}
	s.mu.Lock()
	_, ok = s.pending[token]
	delete(s.pending, token)
	s.mu.Unlock()
	if !ok { // another tab was faster
		s.expired(w)
		return
	}
	asked.resume(w, r, current)
}

func (s *Service) expired(w http.ResponseWriter) {
	s.problem(w, http.StatusBadRequest, "This sign-in has expired", "Go back to the application and start again.")
}
