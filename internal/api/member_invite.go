package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// InviteMember is what inviteMember takes.
type InviteMember struct {
	InOrganization
	Once
	Body struct {
		Name    string             `json:"name" minLength:"1" maxLength:"1024" example:"Ana Ruiz"`
		Email   string             `json:"email" minLength:"3" maxLength:"1024" example:"ana@example.com"`
		Role    Role               `json:"role,omitempty" doc:"member where it is left out. Granting another asks people for a fresh proof."`
		TeamIDs []directory.TeamID `json:"team_ids,omitempty" nullable:"false" maxItems:"200" doc:"Manual teams to join at once."`
	} `nameHint:"MemberInvite"`
}

func (s *Server) inviteMember(c *call, in *InviteMember) (*Answer[Invited], error) {
	role := directory.Role(in.Body.Role)
	if role.Manages() {
		// Whoever took over a session must not make an account of their own with it.
		if err := s.config.Access.RequireFresh(c.principal); err != nil {
			return nil, err
		}
	}
	invited, url, err := s.invite(c, administration.Invitation{
		Name:  in.Body.Name,
		Email: in.Body.Email,
		Role:  role,
		Teams: in.Body.TeamIDs,
	})
	if err != nil {
		return nil, err
	}
	return &Answer[Invited]{Body: Invited{Member: invited, InvitationURL: url}}, nil
}

// invite makes an invited member, and the link by which they accept. Where the
// link cannot be made the member is there all the same: another link is made by
// createMemberLink.
func (s *Server) invite(c *call, invitation administration.Invitation) (Member, string, error) {
	invited, err := s.config.Administration.InviteMember(c.ctx, c.caller(), c.organization.ID, invitation)
	if err != nil {
		return Member{}, "", err
	}
	_, token, err := s.config.Access.CreateMemberLink(c.ctx, c.principal.Actor(), c.organization.ID, invited.ID)
	if err != nil {
		return Member{}, "", err
	}
	shown, err := s.member(c, invited.ID)
	return shown.Member, s.linkURL(c, token), err
}
