package api

func (s *Server) getOrganization(c *call, in *InOrganization) (*Tagged[Organization], error) {
	return nil, errNotBuilt
}

func (s *Server) getSummary(c *call, in *InOrganization) (*Answer[Summary], error) {
	return nil, errNotBuilt
}

func (s *Server) getLicenses(c *call, in *InOrganization) (*Answer[Licenses], error) {
	return nil, errNotBuilt
}
