package api

import "github.com/musterhq/muster/internal/administration"

func (s *Server) listMemberSessions(c *call, in *OfMember) (*Answer[All[Session]], error) {
	if _, err := c.view().Member(in.Member); err != nil {
		return nil, err
	}
	return s.sessionsOf(c, c.organization.ID, in.Member)
}

func (s *Server) signMemberOut(c *call, in *OfMember) (*Nothing, error) {
	member, err := c.view().Member(in.Member)
	if err != nil {
		return nil, err
	}
	if err := administration.CheckRank(c.caller(), member); err != nil {
		return nil, err
	}
	_, err = s.config.Access.EndSessions(c.ctx, c.principal.Actor(), c.organization.ID, in.Member, "")
	return nil, err
}
