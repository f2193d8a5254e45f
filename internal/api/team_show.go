package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func teamOf(team directory.Team, known origins) Team {
	return Team{
		ID:        team.ID,
		Name:      team.Name,
		Origin:    known.show(team.Origin),
		SCIM:      team.Provisioned(),
		Size:      team.Size,
		Unknown:   team.Unknown,
		Locks:     locksOf(administration.TeamLocks(team, known[team.Origin])),
		CreatedAt: Time(team.CreatedAt),
		UpdatedAt: Time(team.UpdatedAt),
	}
}

func (s *Server) teamTagged(c *call, id directory.TeamID) (*Tagged[Team], error) {
	reader := c.view()
	team, err := reader.AnyTeam(id)
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	shown := teamOf(team, known)
	return tagged(shown, shown.UpdatedAt), nil
}
