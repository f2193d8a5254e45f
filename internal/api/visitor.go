package api

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
)

// Visitor is whoever opens the control panel.
type Visitor struct {
	SignedIn bool `json:"signed_in"`
	Me       *Me  `json:"me,omitempty" doc:"Who is signed in; left out where nobody is."`
}

// getVisitor says who is signed in where that nobody is must be no failure: a
// browser writes every 401 into its console, and the sign-in page has done
// nothing wrong. A key that does not count is refused as everywhere.
func (s *Server) getVisitor(c *call, _ *Nothing) (*Answer[Visitor], error) {
	_, withKey := c.r.Header["Authorization"]
	err := s.authenticate(c)
	if answer, _ := problemOf(err); err != nil && answer.Status == http.StatusUnauthorized && !withKey {
		return &Answer[Visitor]{}, nil
	}
	if err != nil {
		return nil, err
	}
	if c.principal.Kind == access.Key {
		return nil, refuse(http.StatusForbidden, codeForbidden, ruleKeysCannot)
	}
	me, err := s.me(c)
	if err != nil {
		return nil, err
	}
	return &Answer[Visitor]{Body: Visitor{SignedIn: true, Me: &me.Body}}, nil
}
