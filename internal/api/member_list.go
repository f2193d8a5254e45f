package api

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

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
	search := in.search()
	return s.memberPage(c, in.Paging, search)
}

// memberPage searches for one page of members. Counting would walk through the
// organization, so only a list that is whole says its total.
func (s *Server) memberPage(c *call, paging Paging, search directory.MemberSearch) (*Answer[List[Member]], error) {
	after, err := readCursor[directory.MemberPlace](paging.Cursor)
	if err != nil {
		return nil, err
	}
	reader := c.view()
	search.After, search.Limit = after, paging.Limit+1
	found, err := s.lookahead.search(c.organization.ID, reader, search)
	if err != nil {
		return nil, err
	}
	return answerMembers(reader, found, paging)
}

func answerMembers(reader directory.Reader, found []directory.Member, paging Paging) (*Answer[List[Member]], error) {
	found, next := page(found, paging.Limit, directory.Member.Place)
	shown, err := membersOf(reader, found)
	if err != nil {
		return nil, err
	}
	list := List[Member]{Items: shown, NextCursor: next}
	if paging.Cursor == "" && next == nil {
		total := int64(len(shown))
		list.Total = &total
	}
	return &Answer[List[Member]]{Body: list}, nil
}

func (f MemberFilter) search() directory.MemberSearch {
	search := directory.MemberSearch{Text: f.Q, Team: f.Team, Licensed: f.Licensed, Connections: originsNamed(f.Source)}
	for _, status := range f.Status {
		search.Statuses = append(search.Statuses, directory.MemberStatus(status))
	}
	for _, role := range f.Role {
		search.Roles = append(search.Roles, directory.Role(role))
	}
	return search
}

// originsNamed are the connections that sources name; manual names none.
func originsNamed(sources []string) []directory.ConnectionID {
	var named []directory.ConnectionID
	for _, source := range sources {
		if source == string(originManual) {
			source = ""
		}
		named = append(named, directory.ConnectionID(source))
	}
	return named
}

func (s *Server) countMembers(c *call, _ *InOrganization) (*Answer[MemberCounts], error) {
	counted, err := s.census.members(c.organization.ID, c.view())
	if err != nil {
		return nil, err
	}
	counts := MemberCounts{
		Total:       counted.Total(),
		Active:      counted.ByStatus[directory.MemberActive],
		Waiting:     counted.ByStatus[directory.MemberWaiting],
		Invited:     counted.ByStatus[directory.MemberInvited],
		Deactivated: counted.ByStatus[directory.MemberDeactivated],
		BySource:    []SourceCount{},
	}
	for origin, count := range counted.ByConnection {
		source := string(origin)
		if source == "" {
			source = string(originManual)
		}
		counts.BySource = append(counts.BySource, SourceCount{Source: source, Count: count})
	}
	slices.SortFunc(counts.BySource, func(a, b SourceCount) int { return b.Count - a.Count })
	return &Answer[MemberCounts]{Body: counts}, nil
}
