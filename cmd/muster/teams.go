package main

import (
	"context"
	"fmt"
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
	ID      directory.TeamID `json:"id"`
	Name    string           `json:"name"`
	Members int64            `json:"members"`
	Unknown int64            `json:"unknown_members"`
	// UnknownIDs are what the provider calls them; only --json reads them.
	UnknownIDs []directory.IdentityID `json:"unknown_member_ids,omitempty"`
	Origin     directory.ConnectionID `json:"origin,omitempty"`
	CreatedAt  time.Time              `json:"created_at"`
	UpdatedAt  time.Time              `json:"updated_at"`
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
		teams := &teamList{
			list:    newList(out.stdout, c.JSON, "TEAM", "MEMBERS", "UNKNOWN", "ORIGIN"),
			reader:  reader,
			origins: origins,
		}
		for _, origin := range origins.all() {
			if err := teams.addAll(origin); err != nil {
				return err
			}
		}
		return teams.end()
	})
}

// teamList is the list while it is made.
type teamList struct {
	*list
	reader  directory.Reader
	origins origins
	advice  []string // for a table: what to do about unknown people
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

// addAll prints the teams of one origin.
func (l *teamList) addAll(origin directory.ConnectionID) error {
	for after := int64(0); ; {
		page, err := l.reader.Teams(origin, directory.TeamQuery{After: after, Limit: listPage})
		if err != nil {
			return err
		}
		for _, team := range page {
			after = team.Ordinal
			if err := l.addTeam(team); err != nil {
				return err
			}
		}
		if len(page) < listPage {
			return nil
		}
	}
}

func (l *teamList) addTeam(team directory.Team) error {
	line := teamLine{
		ID: team.ID, Name: team.Name, Members: team.Size, Unknown: team.Unknown,
		Origin: team.Origin, CreatedAt: team.CreatedAt, UpdatedAt: team.UpdatedAt,
	}
	switch {
	case team.Unknown == 0:
	case l.json:
		unknown, err := l.reader.UnknownMembers(team.ID)
		if err != nil {
			return err
		}
		line.UnknownIDs = unknown
	default:
		l.advice = append(l.advice, unknownAdvice(team))
	}
	return l.add(line, line.Name, strconv.FormatInt(line.Members, 10), strconv.FormatInt(line.Unknown, 10), l.origins.name(line.Origin))
}

func unknownAdvice(team directory.Team) string {
	are := "people are"
	if team.Unknown == 1 {
		are = "person is"
	}
	return plain(fmt.Sprintf("%s: %d pushed %s unknown here: assign them, then Push Now.", team.Name, team.Unknown, are))
}

// end prints what goes below the table.
func (l *teamList) end() error {
	if err := l.list.end("There is no team yet."); err != nil {
		return err
	}
	if len(l.advice) > 0 {
		fmt.Fprintf(l.out, "\n%s\n", strings.Join(l.advice, "\n"))
	}
	return nil
}
