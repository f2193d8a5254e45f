package api

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

const (
	// heartbeatEvery keeps proxies from taking a quiet stream for a dead one, and
	// the listener's limit for stalled answers from being reached.
	heartbeatEvery = 15 * time.Second
	// looksAgainEvery is how soon a stream ends whose session has.
	looksAgainEvery = 5 * time.Second
)

// stream tells the panel what to fetch again, by server-sent events. It carries
// no values: whoever hears a hint asks as everybody asks, and may be refused.
func (s *Server) stream(c *call, _ *InOrganization) (*Stream, error) {
	listener, leave, err := s.streams.join(c.organization.ID)
	if err != nil {
		return nil, err
	}
	return &Stream{Body: func(huma.Context) {
		defer leave()
		header := c.w.Header()
		header.Set("Content-Type", streamType)
		header.Set("X-Accel-Buffering", "no") // a proxy that waits for more would keep every hint
		c.w.WriteHeader(http.StatusOK)
		s.hint(c, listener)
	}}, nil
}

// hint writes hints until the client goes, the session ends or the server stops.
func (s *Server) hint(c *call, listener *listener) {
	heartbeat, again := time.NewTicker(heartbeatEvery), time.NewTicker(looksAgainEvery)
	defer heartbeat.Stop()
	defer again.Stop()
	flush := http.NewResponseController(c.w).Flush
	_, err := io.WriteString(c.w, "retry: 2000\n\n")
	for err == nil {
		if err = flush(); err != nil {
			return
		}
		select {
		case <-c.ctx.Done():
			return
		case <-s.streams.ended:
			return
		case <-listener.wake:
			err = writeHints(c.w, listener.take())
		case <-heartbeat.C:
			_, err = io.WriteString(c.w, ": still here\n\n")
		case <-again.C:
			if !s.stillCounts(c) {
				return
			}
		}
	}
}

func writeHints(w io.Writer, hints hints) error {
	if hints.head > 0 {
		if _, err := fmt.Fprintf(w, "event: activity\ndata: {\"head\":%d}\n\nevent: directory\ndata: {}\n\n", hints.head); err != nil {
			return err
		}
	}
	for connection := range hints.traffic {
		if _, err := fmt.Fprintf(w, "event: traffic\ndata: {\"connection_id\":%q}\n\n", string(connection)); err != nil {
			return err
		}
	}
	return nil
}

// stillCounts says whether whoever opened a stream may still hear it. It asks
// the store itself, because asking as a request does would count as use, and a
// page that lies open would never be idle.
func (s *Server) stillCounts(c *call) bool {
	now := s.now()
	if ends := c.principal.ExpiresAt; !ends.IsZero() && !now.Before(ends) {
		return false
	}
	if c.principal.Kind == access.Key {
		key, err := secret.Parse(secret.Key, c.token)
		if err != nil {
			return false
		}
		_, err = s.config.Store.KeyAccess(c.ctx, directory.SecretHash(key.Hash()), now)
		return directory.CodeOf(err) != directory.Unauthorized
	}
	session, err := secret.Parse(secret.Session, c.token)
	if err != nil {
		return false
	}
	found, err := s.config.Store.SignedIn(c.ctx, directory.SecretHash(session.Hash()), now)
	if err != nil {
		return directory.CodeOf(err) != directory.Unauthorized // a database that is away ends nobody's session
	}
	return found.Organization.Status == directory.OrganizationActive && !isOver(found, now)
}

// isOver says whether a session ended by lying idle, or its setup link did.
func isOver(found directory.SignedIn, now time.Time) bool {
	if found.Session.Member == "" {
		return !found.Link.Usable(now)
	}
	idle := access.MemberIdle
	if found.Member.Role.Manages() {
		idle = access.ManagerIdle
	}
	return now.Sub(found.Session.UsedAt) >= idle
}
