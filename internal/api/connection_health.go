package api

func (s *Server) getConnectionHealth(c *call, in *OfConnection) (*Answer[Health], error) {
	return nil, errNotBuilt
}
