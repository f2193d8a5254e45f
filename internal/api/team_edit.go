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

func (s *Server) createTeam(c *call, in *CreateTeam) (*Tagged[Team], error) {
	made, err := s.config.Administration.CreateTeam(c.ctx, c.caller(), c.organization.ID, in.Body.Name, in.Body.MemberIDs)
	if err != nil {
		return nil, err
	}
	return s.teamTagged(c, made.ID)
}

func (s *Server) getTeam(c *call, in *OfTeam) (*Tagged[Team], error) { return s.teamTagged(c, in.Team) }

func (s *Server) renameTeam(c *call, in *RenameTeam) (*Tagged[Team], error) {
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.config.Administration.RenameTeam(c.ctx, caller, c.organization.ID, in.Team, in.Body.Name); err != nil {
		return nil, err
	}
	return s.teamTagged(c, in.Team)
}

func (s *Server) deleteTeam(c *call, in *DeleteTeam) (*Nothing, error) {
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return nil, s.config.Administration.DeleteTeam(c.ctx, caller, c.organization.ID, in.Team)
}
