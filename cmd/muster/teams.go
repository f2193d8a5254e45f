package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

type teamsCommand struct {
	Storage storage            `embed:""`
	Choice  organizationChoice `embed:""`
	JSON    bool               `name:"json" help:"Print one JSON object a line."`
}

// teamLine is a team as `teams` shows it.
type teamLine struct {
	ID        directory.TeamID       `json:"id"`
	Name      string                 `json:"name"`
	Members   int64                  `json:"members"`
	Unknown   int64                  `json:"unknown_members"`
	Origin    directory.ConnectionID `json:"origin,omitempty"`
	CreatedAt time.Time              `json:"created_at"`
	UpdatedAt time.Time              `json:"updated_at"`
}

// Run lists the teams, the manual ones first.
func (c *teamsCommand) Run(ctx context.Context, out console) error {
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
		list := newList(out.stdout, c.JSON, "TEAM", "MEMBERS", "UNKNOWN", "ORIGIN")
		for _, origin := range origins.all() {
			if err := addTeams(list, reader, origins, origin); err != nil {
				return err
			}
		}
		return list.end("There is no team yet.")
	})
}

// all returns whoever may have made a team: people, then the connections by
// age.
func (o origins) all() []directory.ConnectionID {
	all := []directory.ConnectionID{""}
	for id := range o {
		all = append(all, id)
	}
	slices.SortFunc(all[1:], func(a, b directory.ConnectionID) int {
		if order := o[a].CreatedAt.Compare(o[b].CreatedAt); order != 0 {
			return order
		}
		return strings.Compare(string(a), string(b))
	})
	return all
}

func addTeams(list *list, reader directory.Reader, origins origins, origin directory.ConnectionID) error {
	for after := int64(0); ; {
		page, err := reader.Teams(origin, directory.TeamQuery{After: after, Limit: listPage})
		if err != nil {
			return err
		}
		for _, team := range page {
			after = team.Ordinal
			line := teamLine{
				ID: team.ID, Name: team.Name, Members: team.Size, Unknown: team.Unknown,
				Origin: team.Origin, CreatedAt: team.CreatedAt, UpdatedAt: team.UpdatedAt,
			}
			err := list.add(line, line.Name, strconv.FormatInt(line.Members, 10), strconv.FormatInt(line.Unknown, 10), origins.name(line.Origin))
			if err != nil {
				return err
			}
		}
		if len(page) < listPage {
			return nil
		}
	}
}
