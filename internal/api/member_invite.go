package api

import "github.com/musterhq/muster/internal/directory"

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
	return nil, errNotBuilt
}
