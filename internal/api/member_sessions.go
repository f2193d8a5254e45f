package api

func (s *Server) listMemberSessions(c *call, in *OfMember) (*Answer[All[Session]], error) {
	return nil, errNotBuilt
}

func (s *Server) signMemberOut(c *call, in *OfMember) (*Nothing, error) { return nil, errNotBuilt }
