package api

// OrganizationFilter is what listOrganizations takes.
type OrganizationFilter struct {
	Paging
	Q string `query:"q" maxLength:"1024" doc:"Text to look for in the name."`
}

func (s *Server) listOrganizations(c *call, in *OrganizationFilter) (*Answer[List[Organization]], error) {
	return nil, errNotBuilt
}
