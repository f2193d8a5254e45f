package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

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

func (s *Server) getMember(c *call, in *OfMember) (*Tagged[MemberDetail], error) {
	return s.memberTagged(c, in.Member)
}

func (s *Server) updateMember(c *call, in *UpdateMember) (*Tagged[MemberDetail], error) {
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if in.Body.Role != nil { // whoever took over a session must not raise anybody with it
		if err := s.config.Access.RequireFresh(c.principal); err != nil {
			return nil, err
		}
	}
	edit := administration.MemberEdit{Name: in.Body.Name, Email: in.Body.Email, Role: (*directory.Role)(in.Body.Role)}
	edited, err := s.config.Administration.EditMember(c.ctx, caller, c.organization.ID, in.Member, edit)
	if err != nil {
		return nil, err
	}
	shown, err := s.memberTagged(c, in.Member)
	if directory.CodeOf(err) == directory.NotFound {
		return s.lastOf(c, edited)
	}
	return shown, err
}

// lastOf shows a member once more whose removal was pending and who is gone by the
// very change that took the role from them.
func (s *Server) lastOf(c *call, member directory.Member) (*Tagged[MemberDetail], error) {
	member.Status, member.Licensed, member.Identity = directory.MemberDeactivated, false, ""
	shown, err := membersOf(c.view(), []directory.Member{member})
	if err != nil {
		return nil, err
	}
	return tagged(shown[0].detail(), shown[0].UpdatedAt), nil
}

func (s *Server) removeMember(c *call, in *RemoveMember) (*Nothing, error) {
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return nil, s.config.Administration.RemoveMember(c.ctx, caller, c.organization.ID, in.Member)
}

func (s *Server) deactivateMember(c *call, in *OfMember) (*Tagged[MemberDetail], error) {
	if _, err := s.config.Administration.DeactivateMember(c.ctx, c.caller(), c.organization.ID, in.Member); err != nil {
		return nil, err
	}
	return s.memberTagged(c, in.Member)
}

func (s *Server) reactivateMember(c *call, in *OfMember) (*Tagged[MemberDetail], error) {
	if _, err := s.config.Administration.ReactivateMember(c.ctx, c.caller(), c.organization.ID, in.Member); err != nil {
		return nil, err
	}
	return s.memberTagged(c, in.Member)
}

func (s *Server) releaseLicense(c *call, in *OfMember) (*Tagged[MemberDetail], error) {
	if _, err := s.config.Administration.ReleaseLicense(c.ctx, c.caller(), c.organization.ID, in.Member); err != nil {
		return nil, err
	}
	return s.memberTagged(c, in.Member)
}

func (s *Server) memberTagged(c *call, id directory.MemberID) (*Tagged[MemberDetail], error) {
	shown, err := s.member(c, id)
	if err != nil {
		return nil, err
	}
	return tagged(shown, shown.UpdatedAt), nil
}
