package api

func (s *Server) getInstallation(c *call, in *Nothing) (*Answer[Installation], error) {
	return nil, errNotBuilt
}
