package api

import "github.com/musterhq/muster/internal/directory"

// CreateTeam is what createTeam takes.
type CreateTeam struct {
	InOrganization
	Once
	Body struct {
		Name      string               `json:"name" minLength:"1" maxLength:"1024" example:"Engineering"`
		MemberIDs []directory.MemberID `json:"member_ids,omitempty" nullable:"false" maxItems:"1000"`
	} `nameHint:"TeamCreate"`
}

// RenameTeam is what renameTeam takes.
type RenameTeam struct {
	OfTeam
	IfMatch
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"1024" example:"Engineering"`
	} `nameHint:"TeamUpdate"`
}

// DeleteTeam is what deleteTeam takes.
type DeleteTeam struct {
	OfTeam
	IfMatch
}

func (s *Server) createTeam(c *call, in *CreateTeam) (*Tagged[Team], error) { return nil, errNotBuilt }

func (s *Server) getTeam(c *call, in *OfTeam) (*Tagged[Team], error) { return nil, errNotBuilt }

func (s *Server) renameTeam(c *call, in *RenameTeam) (*Tagged[Team], error) { return nil, errNotBuilt }

func (s *Server) deleteTeam(c *call, in *DeleteTeam) (*Nothing, error) { return nil, errNotBuilt }
