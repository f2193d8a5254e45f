package api

import "github.com/musterhq/muster/internal/directory"

// OneSession is for routes about one session.
type OneSession struct {
	Session directory.SessionID `path:"session" maxLength:"256"`
}

func (s *Server) listMySessions(c *call, _ *Nothing) (*Answer[All[Session]], error) {
	return s.sessionsOf(c, c.principal.Organization.ID, c.principal.Member.ID)
}

func (s *Server) endMySession(c *call, in *OneSession) (*Nothing, error) {
	p := c.principal
	return nil, s.config.Access.EndSession(c.ctx, p.Actor(), p.Organization.ID, p.Member.ID, in.Session)
}

func (s *Server) endMyOtherSessions(c *call, _ *Nothing) (*Nothing, error) {
	p := c.principal
	_, err := s.config.Access.EndSessions(c.ctx, p.Actor(), p.Organization.ID, p.Member.ID, p.Session.ID)
	return nil, err
}

func (s *Server) sessionsOf(c *call, organization directory.OrganizationID, member directory.MemberID) (*Answer[All[Session]], error) {
	found, err := s.config.Access.Sessions(c.ctx, organization, member)
	if err != nil {
		return nil, err
	}
	sessions := make([]Session, len(found))
	for i, session := range found {
		sessions[i] = sessionOf(session, c.principal.Session.ID)
	}
	return &Answer[All[Session]]{Body: All[Session]{Items: sessions}}, nil
}
