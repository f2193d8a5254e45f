package main

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// listPage is how many rows a listing reads at once.
const listPage = 500

type membersCommand struct {
	Storage storage            `embed:""`
	Choice  organizationChoice `embed:""`
	JSON    bool               `name:"json" help:"Print one JSON object a line."`
}

// memberLine is a member as `members` shows it.
type memberLine struct {
	ID       directory.MemberID     `json:"id"`
	Name     string                 `json:"name"`
	Email    string                 `json:"email"`
	Status   directory.MemberStatus `json:"status"`
	Role     directory.Role         `json:"role"`
	Licensed bool                   `json:"licensed"`
	Origin   directory.ConnectionID `json:"origin,omitempty"`
	// Source is the connection that made or adopted the member.
	Source    directory.ConnectionID `json:"source,omitempty"`
	CreatedAt time.Time              `json:"created_at"`
	UpdatedAt time.Time              `json:"updated_at"`
}

// Run lists the members.
func (c *membersCommand) Run(ctx context.Context, out console) error {
	return c.Storage.visit(ctx, func(service *administration.Service) error {
		organization, err := c.Choice.find(ctx, service)
		if err != nil {
			return err
		}
		reader := service.Store.View(ctx, organization.ID)
		origins, err := readOrigins(reader)
		if err != nil {
			return err
		}
		list := newList(out.stdout, c.JSON, "NAME", "EMAIL", "STATUS", "ROLE", "LICENSE", "ORIGIN")
		for after := directory.MemberID(""); ; {
			page, err := reader.Members(directory.MemberQuery{After: after, Limit: listPage})
			if err != nil {
				return err
			}
			for _, member := range page {
				after = member.ID
				line := memberLine{
					ID: member.ID, Name: member.Name, Email: member.Email, Status: member.Status, Role: member.Role,
					Licensed: member.Licensed, Origin: member.Origin, Source: member.Connection(), CreatedAt: member.CreatedAt, UpdatedAt: member.UpdatedAt,
				}
				if err := list.add(line, line.Name, line.Email, string(line.Status), string(line.Role), yes(line.Licensed), origins.name(line.Source)); err != nil {
					return err
				}
			}
			if len(page) < listPage {
				return list.end("There is no member yet.")
			}
		}
	})
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// origins says who made members and teams.
type origins map[directory.ConnectionID]directory.Connection

func readOrigins(reader directory.Reader) (origins, error) {
	connections, err := reader.Connections()
	if err != nil {
		return nil, err
	}
	byID := origins{}
	for _, connection := range connections {
		byID[connection.ID] = connection
	}
	return byID, nil
}

func (o origins) name(id directory.ConnectionID) string {
	if id == "" {
		return "manual"
	}
	return o[id].Provider.Name()
}
