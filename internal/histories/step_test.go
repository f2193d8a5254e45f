package histories_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
)

// step is one thing that happens, drawn before it does.
type step struct {
	name string
	by   by
	// about is whom the provider addresses, where it does.
	about directory.IdentityID
	run   func(context.Context) (accepted bool)
	// accepted is what run returned.
	accepted bool
	// asserts is what an accepted step leaves of whom it is about; nil where it
	// asserts nothing.
	asserts func() *person
}

// by is who acts.
type by int

const (
	byProvider by = iota
	byPeople
	// byAll: several at once, so that of what happened only the end is known.
	byAll
)

// draw draws a step that fits what there is.
func (c *company) draw(s *snapshot) *step {
	if rapid.IntRange(0, 9).Draw(c.T, "race") == 0 {
		return c.race(s)
	}
	return c.one(s)
}

// kinds draw a step each, or nil where there is nothing yet to take it with.
func (c *company) kinds() []func(*snapshot) *step {
	return []func(*snapshot) *step{
		c.arrives, c.sendsWhole, c.renames, c.switches, c.deletes, c.repeats,
		c.pushes, c.pushesMembers, c.unlinks,
		c.invites, c.joins, c.edits, c.promotes, c.deactivates, c.reactivates, c.removes, c.releases, c.confirms,
		c.makesTeam, c.changesTeam, c.renamesTeam, c.dropsTeam,
		c.mergesMembers, c.mergesMembers, c.mergesTeams,
		c.turnsOff, c.turnsOn, c.changesRules, c.buys,
	}
}

// choose chooses how often each kind of step is drawn. Most are left out of a
// history, so that the others meet each other often.
func (c *company) choose() {
	c.deck = []func(*snapshot) *step{c.arrives, c.arrives, c.buys} // somebody is always there
	for _, kind := range c.kinds() {
		for range max(0, rapid.IntRange(-3, 4).Draw(c.T, "how often")) {
			c.deck = append(c.deck, kind)
		}
	}
}

func (c *company) one(s *snapshot) *step {
	for {
		if step := rapid.SampledFrom(c.deck).Draw(c.T, "step")(s); step != nil {
			return step
		}
	}
}

// race lets several things happen at once.
func (c *company) race(s *snapshot) *step {
	var steps []*step
	var names []string
	for range rapid.IntRange(2, 5).Draw(c.T, "at once") {
		one := c.one(s)
		steps, names = append(steps, one), append(names, one.name)
	}
	return &step{
		name: fmt.Sprintf("at once: %s", strings.Join(names, "; ")),
		by:   byAll,
		run: func(ctx context.Context) bool {
			var all sync.WaitGroup
			var accepted atomic.Bool
			for _, one := range steps {
				all.Go(func() {
					if one.run(ctx) {
						accepted.Store(true)
					}
				})
			}
			all.Wait()
			return accepted.Load()
		},
	}
}
