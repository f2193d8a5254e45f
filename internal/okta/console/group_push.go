package console

import (
	"context"
	"errors"
	"slices"

	"github.com/musterhq/muster/internal/okta"
)

// push starts pushing a group: under its own name, or linked to the group of the
// app that has another one.
func (c *Console) push(i *integration, id okta.GroupID, linkTo string) error {
	group, ok := c.org.Group(id)
	if !ok {
		return errors.New("There is no such group.")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, sends := i.sending(); !sends {
		return errors.New("Configure the API integration first.")
	}
	if slices.Contains(i.pushes, id) {
		return errors.New(group.Name + " is pushed already.")
	}
	i.pushes = append(i.pushes, id)
	c.log.add(c.now(), logAdministration, i.general.Label, "Push of group "+group.Name+" to "+i.general.Label+" was added", "")
	one := work{what: "Push group " + group.Name, group: id, run: pushingNow(id)}
	if linkTo != "" && linkTo != group.Name {
		one.run = func(ctx context.Context, app *okta.App) error { return app.LinkGroup(ctx, id, linkTo) }
	}
	i.do(one)
	return nil
}

// pushNow overwrites the group in the app.
func (c *Console) pushNow(i *integration, id okta.GroupID) {
	group, _ := c.org.Group(id)
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.Contains(i.pushes, id) {
		i.do(work{what: "Push group " + group.Name + " now", group: id, run: pushingNow(id)})
	}
}

// activatePush lets changes of a group be pushed, or not any more. What happened
// meanwhile is pushed at once.
func (c *Console) activatePush(i *integration, id okta.GroupID, active bool) {
	group, _ := c.org.Group(id)
	c.mu.Lock()
	app, sends := i.sending()
	if !sends {
		c.mu.Unlock()
		return
	}
	what := "Push of group " + group.Name + " to " + i.general.Label + " was deactivated"
	if active {
		app.ResumeGroup(id)
		what = "Push of group " + group.Name + " to " + i.general.Label + " was activated"
	} else {
		app.PauseGroup(id)
	}
	c.log.add(c.now(), logAdministration, i.general.Label, what, "")
	c.mu.Unlock()
	if active {
		c.pushNow(i, id)
	}
}

// unlink ends the pushing of a group.
func (c *Console) unlink(i *integration, id okta.GroupID, unlinking okta.Unlinking) {
	group, _ := c.org.Group(id)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logAdministration, i.general.Label, "Group "+group.Name+" is to be unlinked from "+i.general.Label, "")
	if i.app == nil {
		return
	}
	if _, pushed := i.app.RemoteGroupID(id); !pushed {
		i.forgetPush(id)
		return
	}
	i.do(work{what: "Unlink group " + group.Name, group: id, run: i.unlinking(id, unlinking)})
}

// unlinking unlinks a group and forgets it where that went well.
func (i *integration) unlinking(id okta.GroupID, unlinking okta.Unlinking) func(context.Context, *okta.App) error {
	return func(ctx context.Context, app *okta.App) error {
		if err := app.UnlinkGroup(ctx, id, unlinking); err != nil {
			return err
		}
		i.console.mu.Lock()
		defer i.console.mu.Unlock()
		i.forgetPush(id)
		return nil
	}
}

// forgetPush takes a group off the list, and its failures with it. The caller holds
// the lock.
func (i *integration) forgetPush(id okta.GroupID) {
	i.pushes = slices.DeleteFunc(i.pushes, func(other okta.GroupID) bool { return other == id })
	for _, entry := range i.console.tasks {
		if entry.app == i && entry.group == id {
			entry.settled = true
		}
	}
}

// pushState is what a row of Push Groups says.
type pushState struct {
	Word, Tone string
	Problem    string
	// Active says whether changes are pushed.
	Active bool
	// NameInApp is what the group is called there, where it is not its own name.
	NameInApp string
}

// pushStateOf tells how far a pushed group is. The caller holds the lock.
func (i *integration) pushStateOf(id okta.GroupID) pushState {
	if i.app == nil || !i.connection.Enabled {
		return pushState{Word: "Inactive", Tone: "quiet"}
	}
	for _, one := range i.busy() {
		if one.group == id {
			return pushState{Word: "In progress", Tone: "wait", Active: true}
		}
	}
	state := pushState{Word: "Active", Tone: "good", Active: true}
	if _, pushed := i.app.RemoteGroupID(id); pushed && !i.app.Pushing(id) {
		state = pushState{Word: "Inactive", Tone: "quiet"}
	}
	if sentence, _ := i.failureOf("", id); sentence != "" {
		state.Word, state.Tone, state.Problem = "Error", "stop", sentence
	}
	return state
}
