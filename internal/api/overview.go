package api

import "github.com/musterhq/muster/internal/directory"

func (s *Server) getOverview(c *call, _ *Nothing) (*Answer[Overview], error) {
	customers, err := s.customers(c)
	if err != nil {
		return nil, err
	}
	overview := Overview{Organizations: len(customers)}
	for _, organization := range customers {
		reader := s.config.Store.View(c.ctx, organization.ID)
		members, err := s.census.members(organization.ID, reader)
		if err != nil {
			return nil, err
		}
		overview.Members += members.Total()
		states, err := s.connectionSummaries(c, reader)
		if err != nil {
			return nil, err
		}
		for _, connection := range states {
			if connection.State == ConnectionState(directory.ConnectionEnabled) {
				overview.ConnectionsOn++
			}
			if connection.Health.State == healthFailing {
				overview.ConnectionsFailing++
			}
		}
	}
	return &Answer[Overview]{Body: overview}, nil
}

// listConnectionHealth pages by organization: a page ends behind the
// organization with which it reached the limit.
func (s *Server) listConnectionHealth(c *call, in *Paging) (*Answer[List[ConnectionHealth]], error) {
	customers, err := s.customersAfter(c, *in, "")
	if err != nil {
		return nil, err
	}
	list := List[ConnectionHealth]{Items: []ConnectionHealth{}}
	for i, organization := range customers {
		reader := s.config.Store.View(c.ctx, organization.ID)
		connections, err := reader.Connections()
		if err != nil {
			return nil, err
		}
		for _, connection := range connections {
			shown, health, err := s.healthOf(c, reader, connection)
			if err != nil {
				return nil, err
			}
			list.Items = append(list.Items, ConnectionHealth{
				Organization: OrganizationReference{ID: organization.ID, Name: organization.Name},
				Connection:   shown,
				Health:       health,
			})
		}
		if len(list.Items) >= in.Limit && i < len(customers)-1 {
			list.NextCursor = writeCursor(placeOf(organization))
			break
		}
	}
	return &Answer[List[ConnectionHealth]]{Body: list}, nil
}
