package api

// UpdateMember is what updateMember takes.
type UpdateMember struct {
	OfMember
	IfMatch
	Body struct {
		Name  *string `json:"name,omitempty" minLength:"1" maxLength:"1024"`
		Email *string `json:"email,omitempty" minLength:"3" maxLength:"1024"`
		Role  *Role   `json:"role,omitempty" doc:"Changing it asks people for a fresh proof."`
	} `nameHint:"MemberUpdate"`
}

// RemoveMember is what removeMember takes.
type RemoveMember struct {
	OfMember
	IfMatch
}

func (s *Server) getMember(c *call, in *OfMember) (*Tagged[Member], error) { return nil, errNotBuilt }

func (s *Server) updateMember(c *call, in *UpdateMember) (*Tagged[Member], error) {
	return nil, errNotBuilt
}

func (s *Server) removeMember(c *call, in *RemoveMember) (*Nothing, error) { return nil, errNotBuilt }

func (s *Server) deactivateMember(c *call, in *OfMember) (*Tagged[Member], error) {
	return nil, errNotBuilt
}

func (s *Server) reactivateMember(c *call, in *OfMember) (*Tagged[Member], error) {
	return nil, errNotBuilt
}
