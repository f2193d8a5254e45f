package api

import (
	"cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// OneGuideStep is for routes about one step of the guide.
type OneGuideStep struct {
	OfConnection
	Step string `path:"step" maxLength:"64" pattern:"^[a-z0-9_-]+$" patternDescription:"small letters, digits, - and _" doc:"The panel's own name of the step."`
}

func (s *Server) getGuide(c *call, in *OfConnection) (*Answer[Guide], error) {
	if _, err := c.view().Connection(in.Connection); err != nil {
		return nil, err
	}
	return s.guide(c, in.Connection)
}

func (s *Server) tickGuideStep(c *call, in *OneGuideStep) (*Answer[Guide], error) {
	if _, err := c.view().Connection(in.Connection); err != nil {
		return nil, err
	}
	by := cmp.Or(c.principal.Member.Name, c.principal.Link.Label)
	if err := s.config.Traffic.Tick(c.ctx, c.organization.ID, in.Connection, in.Step, by); err != nil {
		return nil, err
	}
	return s.guide(c, in.Connection)
}

func (s *Server) untickGuideStep(c *call, in *OneGuideStep) (*Answer[Guide], error) {
	if _, err := c.view().Connection(in.Connection); err != nil {
		return nil, err
	}
	if err := s.config.Traffic.Untick(c.ctx, c.organization.ID, in.Connection, in.Step); err != nil {
		return nil, err
	}
	return s.guide(c, in.Connection)
}

func (s *Server) guide(c *call, id directory.ConnectionID) (*Answer[Guide], error) {
	found, err := s.config.Traffic.Guide(c.ctx, c.organization.ID, id)
	if err != nil {
		return nil, err
	}
	guide := Guide{Milestones: milestonesOf(found.Milestones), Ticked: make([]Tick, len(found.Ticks))}
	for i, tick := range found.Ticks {
		guide.Ticked[i] = Tick{Step: tick.Step, At: Time(tick.At), By: tick.By}
	}
	return &Answer[Guide]{Body: guide}, nil
}

func milestonesOf(reached []traffic.Milestone) Milestones {
	var shown Milestones
	places := map[traffic.MilestoneName]**Milestone{
		traffic.FirstAuthenticated: &shown.Authenticated,
		traffic.FirstLookup:        &shown.Lookup,
		traffic.FirstCreate:        &shown.Create,
		traffic.FirstUpdate:        &shown.Update,
		traffic.FirstDeactivate:    &shown.Deactivate,
		traffic.FirstGroup:         &shown.Group,
	}
	for _, milestone := range reached {
		if place := places[milestone.Name]; place != nil {
			*place = &Milestone{At: Time(milestone.At), RequestID: milestone.Request, Saw: milestone.Saw}
		}
	}
	return shown
}
