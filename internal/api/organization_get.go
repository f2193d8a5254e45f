package api

import "github.com/musterhq/muster/internal/directory"

func (s *Server) getOrganization(c *call, _ *InOrganization) (*Tagged[Organization], error) {
	return s.organizationTagged(c)
}

func (s *Server) getSummary(c *call, _ *InOrganization) (*Answer[Summary], error) {
	reader := c.view()
	members, err := s.census.members(c.organization.ID, reader)
	if err != nil {
		return nil, err
	}
	teams, err := reader.CountTeams()
	if err != nil {
		return nil, err
	}
	licenses, err := licenseCounts(reader)
	if err != nil {
		return nil, err
	}
	head, err := reader.Head()
	if err != nil {
		return nil, err
	}
	summary := Summary{Members: members.Total(), Licenses: licenses, Connections: []ConnectionSummary{}, Head: head}
	for _, count := range teams {
		summary.Teams += count
	}
	if managers.includes(callerOf(c.principal)) {
		summary.Connections, err = s.connectionSummaries(c, reader)
	}
	return &Answer[Summary]{Body: summary}, err
}

func (s *Server) connectionSummaries(c *call, reader directory.Reader) ([]ConnectionSummary, error) {
	connections, err := reader.Connections()
	if err != nil {
		return nil, err
	}
	summaries := make([]ConnectionSummary, 0, len(connections))
	for _, connection := range connections {
		_, health, err := s.healthOf(c, reader, connection)
		if err != nil {
			return nil, err
		}
		summaries = append(summaries, ConnectionSummary{
			ID:       connection.ID,
			Provider: Provider(connection.Provider),
			State:    ConnectionState(connection.State),
			Health:   HealthSummary{State: health.State, LastRequestAt: health.LastRequestAt},
		})
	}
	return summaries, nil
}
