package api

// CreateMemberLink is what createMemberLink takes.
type CreateMemberLink struct {
	OfMember
	Once
}

func (s *Server) createMemberLink(c *call, in *CreateMemberLink) (*Answer[MemberLink], error) {
	return nil, errNotBuilt
}
