package api

// ListTeams is what listTeams takes.
type ListTeams struct {
	InOrganization
	Paging
	Q      string   `query:"q" maxLength:"1024" doc:"Text to look for in the name."`
	Source []string `query:"source,explode" nullable:"false" maxItems:"50" doc:"manual, or a connection's id. Repeat it for several."`
}

func (s *Server) listTeams(c *call, in *ListTeams) (*Answer[List[Team]], error) {
	return nil, errNotBuilt
}
