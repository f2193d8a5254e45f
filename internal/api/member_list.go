package api

import "github.com/musterhq/muster/internal/directory"

// MemberFilter selects members.
type MemberFilter struct {
	Q        string           `query:"q" maxLength:"1024" doc:"Text to look for in name and email."`
	Status   []MemberStatus   `query:"status,explode" nullable:"false" maxItems:"10" doc:"Repeat it for several."`
	Role     []Role           `query:"role,explode" nullable:"false" maxItems:"10" doc:"Repeat it for several."`
	Source   []string         `query:"source,explode" nullable:"false" maxItems:"50" doc:"manual, or a connection's id. Repeat it for several."`
	Team     directory.TeamID `query:"team" maxLength:"256" doc:"A team they belong to."`
	Licensed bool             `query:"licensed" doc:"Only holders of a license."`
}

// ListMembers is what listMembers takes.
type ListMembers struct {
	InOrganization
	Paging
	MemberFilter
}

func (s *Server) listMembers(c *call, in *ListMembers) (*Answer[List[Member]], error) {
	return nil, errNotBuilt
}

func (s *Server) countMembers(c *call, in *InOrganization) (*Answer[MemberCounts], error) {
	return nil, errNotBuilt
}
