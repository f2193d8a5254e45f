package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/musterhq/muster/internal/httpserver"
)

// gate stands before a route: it finds out who asks and whether they may, reads
// the body, and only then lets huma look at what was sent.
func (s *Server) gate(r route) func(huma.Context, func(huma.Context)) {
	return func(h huma.Context, next func(huma.Context)) {
		request, w := humago.Unwrap(h)
		httpserver.SetRoute(request.Context(), root+r.path)
		c := &call{ctx: request.Context(), w: &answerWriter{ResponseWriter: w}, r: request, route: r, store: s.config.Store, client: s.client(request)}
		if err := s.pass(c); err != nil {
			s.answerProblem(c.w, s.problem(c, err))
			return
		}
		body := []byte(nil)
		if h.Operation().RequestBody != nil {
			read, err := readBody(c.w, request)
			if err != nil {
				s.answerProblem(c.w, s.problem(c, err))
				return
			}
			body = read
		}
		proceed := func(w http.ResponseWriter) {
			c.w = w
			c.r = withBody(request.WithContext(context.WithValue(request.Context(), callKey{}, c)), body)
			c.ctx = c.r.Context()
			next(humago.NewContext(h.Operation(), c.r, w))
		}
		if key := request.Header.Get("Idempotency-Key"); r.once && key != "" {
			s.onlyOnce(c, key, body, proceed)
			return
		}
		proceed(c.w)
	}
}

// pass says whether the request may go on.
func (s *Server) pass(c *call) error {
	if err := s.sameOrigin(c.r); err != nil {
		return err
	}
	if c.route.may.includes(anyone) {
		return nil
	}
	if err := s.authenticate(c); err != nil {
		return err
	}
	if err := s.authorize(c); err != nil {
		return err
	}
	if c.route.stepUp == always {
		return s.config.Access.RequireFresh(c.principal)
	}
	return nil
}

// sameOrigin refuses what another site made a browser send. A key is not a
// browser's: no site can make one send it.
func (s *Server) sameOrigin(r *http.Request) error {
	if _, withKey := r.Header["Authorization"]; withKey {
		return nil
	}
	if err := s.crossOrigin.Check(r); err != nil {
		return refuse(http.StatusForbidden, codeForbidden, ruleOtherSite)
	}
	return nil
}

// answerWriter maps the one status that this API does not use: huma says 422 of
// a body whose values it refuses, and we say 400 of everything invalid. And it
// writes one answer: where whoever asked has hung up in the middle of it, huma
// begins another that says so, to nobody.
type answerWriter struct {
	http.ResponseWriter
	begun bool
}

// WriteHeader writes the status of the first answer.
func (w *answerWriter) WriteHeader(status int) {
	if w.begun {
		return
	}
	w.begun = true
	w.ResponseWriter.WriteHeader(statusOf(status))
}

// Write begins the answer where nobody said its status.
func (w *answerWriter) Write(p []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (w *answerWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func statusOf(status int) int {
	if status == http.StatusUnprocessableEntity {
		return http.StatusBadRequest
	}
	return status
}

// answerProblem writes a refusal.
func (s *Server) answerProblem(w http.ResponseWriter, p *Problem) {
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // a Problem holds text and numbers
	}
	w.Header().Set("Content-Type", problemType)
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="muster"`)
	}
	w.WriteHeader(p.Status)
	w.Write(body) //nolint:errcheck // a client that went away has no use for the error
}
