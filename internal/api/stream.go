package api

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

// streamPace is how often a stream does something by itself.
type streamPace struct {
	// heartbeat keeps proxies from taking a quiet stream for a dead one, and lets
	// the server notice who has gone.
	heartbeat time.Duration
	// again is how soon a stream ends whose session has.
	again time.Duration
}

var standardPace = streamPace{heartbeat: 15 * time.Second, again: 5 * time.Second}

// listenAgainAfter is how long whoever finds too many streams open should wait.
const listenAgainAfter = 30 * time.Second

// stream tells the panel what to fetch again, by server-sent events. It carries
// no values: whoever hears a hint asks as everybody asks, and may be refused.
func (s *Server) stream(c *call, _ *InOrganization) (*Stream, error) {
	listener, leave, err := s.streams.join(c.organization.ID, listenerOf(c.principal))
	if err != nil {
		c.w.Header().Set("Retry-After", strconv.Itoa(int(listenAgainAfter.Seconds())))
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
	heartbeat, again := time.NewTicker(s.pace.heartbeat), time.NewTicker(s.pace.again)
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

// listenerOf names whoever opens a stream, to count how many they have: a person
// wherever they are signed in, a program by its key, a setup link.
func listenerOf(p access.Principal) string {
	actor := p.Actor()
	return string(actor.Kind) + " " + actor.ID
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

// stillCounts says whether whoever opened a stream may still hear it: whether
// they could open it again. A database that is away ends nobody's.
func (s *Server) stillCounts(c *call) bool {
	again := *c
	principal, err := s.config.Access.Again(c.ctx, c.principal, c.token)
	if err == nil {
		again.principal = principal
		err = s.authorize(&again)
	}
	return err == nil || directory.CodeOf(err) == directory.Unavailable
}
