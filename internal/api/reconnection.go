package api

import (
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// reconnectionItems is how many of each a Reconnection shows.
const reconnectionItems = 50

// Reconnection is what follows where a connection is turned on again, as far as
// people have edited what it asserted.
type Reconnection struct {
	Members OverwrittenMembers `json:"members"`
	Teams   OverwrittenTeams   `json:"teams"`
	Twice   ComingTwice        `json:"twice"`
}

// OverwrittenMembers are the members whom the provider's first push overwrites.
type OverwrittenMembers struct {
	Total int                 `json:"total"`
	Items []OverwrittenMember `json:"items" nullable:"false" doc:"The first 50 of them."`
}

// OverwrittenMember is a member with what the provider said last.
type OverwrittenMember struct {
	ID       directory.MemberID `json:"id"`
	Name     string             `json:"name" example:"Ana María Ruiz"`
	Email    string             `json:"email" example:"ana@example.com"`
	Status   MemberStatus       `json:"status"`
	Asserted AssertedMember     `json:"asserted" doc:"What the provider said last, and what the member becomes."`
}

// AssertedMember is what a provider said of a member.
type AssertedMember struct {
	Name   string `json:"name" example:"Ana Ruiz"`
	Email  string `json:"email" example:"ana@example.com"`
	Active bool   `json:"active"`
}

// OverwrittenTeams are the teams whose names the provider's first push overwrites.
type OverwrittenTeams struct {
	Total int               `json:"total"`
	Items []OverwrittenTeam `json:"items" nullable:"false" doc:"The first 50 of them."`
}

// OverwrittenTeam is a team with the name that the provider said last.
type OverwrittenTeam struct {
	ID           directory.TeamID `json:"id"`
	Name         string           `json:"name" example:"Builders"`
	AssertedName string           `json:"asserted_name" example:"Engineering"`
}

// ComingTwice is what the provider creates a second time.
type ComingTwice struct {
	Members int         `json:"members" doc:"How many members."`
	Teams   int         `json:"teams" doc:"How many teams."`
	Items   []EndedItem `json:"items" nullable:"false" doc:"The first 50 of them."`
}

// EndedItem is a member or a team that the provider does not find any more.
type EndedItem struct {
	MemberID     *directory.MemberID `json:"member_id,omitempty"`
	TeamID       *directory.TeamID   `json:"team_id,omitempty"`
	Name         string              `json:"name" example:"Builders" doc:"As it is called here."`
	AssertedName string              `json:"asserted_name" example:"Engineering" doc:"The user name or the name of the group, as the provider said it last."`
}

func (s *Server) getReconnection(c *call, in *OfConnection) (*Answer[Reconnection], error) {
	reader := c.view()
	connection, err := reader.Connection(in.Connection)
	if err != nil {
		return nil, err
	}
	found, err := provisioning.ReadReturn(reader, connection, reconnectionItems)
	if err != nil {
		return nil, err
	}
	shown := Reconnection{
		Members: OverwrittenMembers{Total: found.Edited.Identities, Items: make([]OverwrittenMember, len(found.Members))},
		Teams:   OverwrittenTeams{Total: found.Edited.Teams, Items: make([]OverwrittenTeam, len(found.Teams))},
		Twice:   ComingTwice{Members: found.Twice.Members, Teams: found.Twice.Teams, Items: make([]EndedItem, len(found.Ended))},
	}
	for i, each := range found.Members {
		shown.Members.Items[i] = OverwrittenMember{
			ID: each.Member.ID, Name: each.Member.Name, Email: each.Member.Email, Status: MemberStatus(each.Member.Status),
			Asserted: AssertedMember{Name: each.Name, Email: each.Email, Active: each.Active},
		}
	}
	for i, team := range found.Teams {
		shown.Teams.Items[i] = OverwrittenTeam{ID: team.ID, Name: team.Name, AssertedName: team.Asserted}
	}
	for i, ended := range found.Ended {
		if shown.Twice.Items[i], err = endedItem(reader, ended); err != nil {
			return nil, err
		}
	}
	return &Answer[Reconnection]{Body: shown}, nil
}

// endedItem shows what ended under the name that it has here.
func endedItem(reader directory.Reader, ended directory.Ended) (EndedItem, error) {
	if ended.Team != "" {
		team, err := reader.AnyTeam(ended.Team)
		return EndedItem{TeamID: &ended.Team, Name: team.Name, AssertedName: ended.Name}, err
	}
	member, err := reader.Member(ended.Member)
	return EndedItem{MemberID: &ended.Member, Name: member.Name, AssertedName: ended.Name}, err
}
