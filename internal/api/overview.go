package api

func (s *Server) getOverview(c *call, in *Nothing) (*Answer[Overview], error) {
	return nil, errNotBuilt
}

func (s *Server) listConnectionHealth(c *call, in *Paging) (*Answer[List[ConnectionHealth]], error) {
	return nil, errNotBuilt
}
