package httpserver

import (
	"context"
	"net/http"
	"time"
)

// readyWithin is how long Ready may take. A load balancer asks every few
// seconds and takes a late answer for none.
const readyWithin = 2 * time.Second

// health says that the process runs. It asks nobody: a process is not to be
// restarted because its database is away.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	if !reading(w, r) {
		return
	}
	plain(w, r, http.StatusOK, "healthy")
}

// readiness says whether to send requests here.
func (s *Server) readiness(w http.ResponseWriter, r *http.Request) {
	if !reading(w, r) {
		return
	}
	if s.stopping.Load() {
		plain(w, r, http.StatusServiceUnavailable, "stopping")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if err := s.ready(ctx); err != nil {
		s.log.WarnContext(r.Context(), "not ready", "error", err, "request", RequestID(r.Context()))
		plain(w, r, http.StatusServiceUnavailable, "not ready: the log says why")
		return
	}
	plain(w, r, http.StatusOK, "ready")
}

func reading(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	plain(w, r, http.StatusMethodNotAllowed, "This address can only be read.")
	return false
}
