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
	return nil, errNotBuilt
}

func (s *Server) addTeamMembers(c *call, in *AddTeamMembers) (*Tagged[Team], error) {
	return nil, errNotBuilt
}

func (s *Server) removeTeamMember(c *call, in *RemoveTeamMember) (*Tagged[Team], error) {
	return nil, errNotBuilt
}

func (s *Server) listTeamCandidates(c *call, in *ListTeamMembers) (*Answer[List[Member]], error) {
	return nil, errNotBuilt
}

func (s *Server) listUnknownPeople(c *call, in *OfTeam) (*Answer[All[UnknownPerson]], error) {
	return nil, errNotBuilt
}
