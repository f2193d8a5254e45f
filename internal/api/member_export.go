package api

// ExportMembers is what exportMembers takes.
type ExportMembers struct {
	InOrganization
	MemberFilter
}

func (s *Server) exportMembers(c *call, in *ExportMembers) (*Stream, error) { return nil, errNotBuilt }
