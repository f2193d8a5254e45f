package api

import "github.com/musterhq/muster/internal/directory"

// ListTeams is what listTeams takes.
type ListTeams struct {
	InOrganization
	Paging
	Q      string   `query:"q" maxLength:"1024" doc:"Text to look for in the name."`
	Source []string `query:"source,explode" nullable:"false" maxItems:"50" doc:"manual, or a connection's id. Repeat it for several."`
}

func (s *Server) listTeams(c *call, in *ListTeams) (*Answer[List[Team]], error) {
	after, err := readCursor[directory.TeamPlace](in.Cursor)
	if err != nil {
		return nil, err
	}
	reader := c.view()
	found, err := reader.SearchTeams(directory.TeamSearch{Text: in.Q, Origins: originsNamed(in.Source), After: after, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	found, next := page(found, in.Limit, directory.Team.Place)
	items, err := teamsOf(reader, found, known)
	if err != nil {
		return nil, err
	}
	list := List[Team]{Items: items, NextCursor: next}
	if in.Cursor == "" && next == nil {
		total := int64(len(found))
		list.Total = &total
	}
	return &Answer[List[Team]]{Body: list}, nil
}
