package api

func (s *Server) getMemberIdentity(c *call, in *OfMember) (*Answer[Identity], error) {
	return nil, errNotBuilt
}
