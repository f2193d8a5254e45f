package api

func (s *Server) listConnections(c *call, in *InOrganization) (*Answer[Connections], error) {
	return nil, errNotBuilt
}

func (s *Server) getConnection(c *call, in *OfConnection) (*Tagged[Connection], error) {
	return nil, errNotBuilt
}

func (s *Server) getConsequences(c *call, in *OfConnection) (*Answer[Consequences], error) {
	return nil, errNotBuilt
}
