package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// teamsOf shows teams, with the possible duplicates of all of them from one
// statement.
func teamsOf(reader directory.Reader, found []directory.Team, known origins) ([]Team, error) {
	ids := make([]directory.TeamID, len(found))
	for i, team := range found {
		ids[i] = team.ID
	}
	duplicates, err := duplicatesOfTeams(reader, ids)
	if err != nil {
		return nil, err
	}
	shown := make([]Team, len(found))
	for i, team := range found {
		shown[i] = teamOf(team, known)
		shown[i].Duplicates = append(shown[i].Duplicates, duplicates[team.ID]...)
		if team.Formerly != "" {
			formerly := known.show(team.Formerly)
			shown[i].Formerly = &formerly
		}
	}
	return shown, nil
}

func teamOf(team directory.Team, known origins) Team {
	return Team{
		ID:         team.ID,
		Name:       team.Name,
		Origin:     known.show(team.Origin),
		SCIM:       team.Provisioned() || team.Formerly != "",
		Size:       team.Size,
		Unknown:    team.Unknown,
		Locks:      locksOf(administration.TeamLocks(team, known[team.Origin])),
		Duplicates: []Duplicate{},
		CreatedAt:  Time(team.CreatedAt),
		UpdatedAt:  Time(team.UpdatedAt),
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
	shown, err := teamsOf(reader, []directory.Team{team}, known)
	if err != nil {
		return nil, err
	}
	return tagged(shown[0], shown[0].UpdatedAt), nil
}
