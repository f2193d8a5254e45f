package api

import "github.com/musterhq/muster/internal/directory"

// ListTeamMembers is what listTeamMembers and listTeamCandidates take.
type ListTeamMembers struct {
	OfTeam
	Paging
	Q string `query:"q" maxLength:"1024" doc:"Text to look for in name and email."`
}

// AddTeamMembers is what addTeamMembers takes.
type AddTeamMembers struct {
	OfTeam
	Once
	Body struct {
		MemberIDs []directory.MemberID `json:"member_ids" nullable:"false" minItems:"1" maxItems:"1000"`
	} `nameHint:"TeamMembersAdd"`
}

// RemoveTeamMember is what removeTeamMember takes.
type RemoveTeamMember struct {
	OfTeam
	Member directory.MemberID `path:"member" maxLength:"256"`
}

func (s *Server) listTeamMembers(c *call, in *ListTeamMembers) (*Answer[List[Member]], error) {
	if _, err := c.view().AnyTeam(in.Team); err != nil {
		return nil, err
	}
	return s.memberPage(c, in.Paging, directory.MemberSearch{Team: in.Team, Text: in.Q})
}

func (s *Server) listTeamCandidates(c *call, in *ListTeamMembers) (*Answer[List[Member]], error) {
	after, err := readCursor[directory.MemberPlace](in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := s.config.Administration.Candidates(c.ctx, c.organization.ID, in.Team, in.Q, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	return answerMembers(c.view(), found, in.Paging)
}

func (s *Server) addTeamMembers(c *call, in *AddTeamMembers) (*Tagged[Team], error) {
	if _, err := s.config.Administration.AddToTeam(c.ctx, c.caller(), c.organization.ID, in.Team, in.Body.MemberIDs); err != nil {
		return nil, err
	}
	return s.teamTagged(c, in.Team)
}

func (s *Server) removeTeamMember(c *call, in *RemoveTeamMember) (*Tagged[Team], error) {
	leaving := []directory.MemberID{in.Member}
	if _, err := s.config.Administration.RemoveFromTeam(c.ctx, c.caller(), c.organization.ID, in.Team, leaving); err != nil {
		return nil, err
	}
	return s.teamTagged(c, in.Team)
}

func (s *Server) listUnknownPeople(c *call, in *OfTeam) (*Answer[All[UnknownPerson]], error) {
	reader := c.view()
	if _, err := reader.AnyTeam(in.Team); err != nil {
		return nil, err
	}
	found, err := reader.UnknownMembers(in.Team)
	if err != nil {
		return nil, err
	}
	unknown := make([]UnknownPerson, len(found))
	for i, id := range found {
		unknown[i] = UnknownPerson{ID: id}
	}
	return &Answer[All[UnknownPerson]]{Body: All[UnknownPerson]{Items: unknown}}, nil
}
