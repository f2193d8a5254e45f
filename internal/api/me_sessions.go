package api

import "github.com/musterhq/muster/internal/directory"

// OneSession is for routes about one session.
type OneSession struct {
	Session directory.SessionID `path:"session" maxLength:"256"`
}

func (s *Server) listMySessions(c *call, in *Nothing) (*Answer[All[Session]], error) {
	return nil, errNotBuilt
}

func (s *Server) endMyOtherSessions(c *call, in *Nothing) (*Nothing, error) { return nil, errNotBuilt }

func (s *Server) endMySession(c *call, in *OneSession) (*Nothing, error) { return nil, errNotBuilt }
