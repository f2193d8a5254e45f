package api

// LookAtLink is what lookAtLink takes.
type LookAtLink struct {
	Body Token
}

func (s *Server) lookAtLink(c *call, in *LookAtLink) (*Answer[LinkView], error) {
	return nil, errNotBuilt
}
