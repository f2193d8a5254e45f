package console

import (
	"context"
	"errors"
	"slices"

	"github.com/musterhq/muster/internal/okta"
)

// assignment ties a person to an app, by themselves, by groups, or by both.
type assignment struct {
	individually bool
	groups       map[okta.GroupID]bool
	overrides    overrides
}

// gone says whether nothing assigns the person any more.
func (a *assignment) gone() bool { return !a.individually && len(a.groups) == 0 }

// assignPeople assigns people by themselves.
func (c *Console) assignPeople(i *integration, ids ...okta.UserID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i.assign("", ids)
}

// assignGroup assigns everybody who belongs to a group, now or later.
func (c *Console) assignGroup(i *integration, id okta.GroupID) error {
	group, ok := c.org.Group(id)
	if !ok {
		return errors.New("There is no such group.")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.Contains(i.groups, id) {
		return nil
	}
	i.groups = append(i.groups, id)
	c.log.add(c.now(), logAdministration, i.general.Label, "Group "+group.Name+" was assigned to "+i.general.Label, "")
	i.assign(id, group.Members)
	return nil
}

// unassignGroup takes a group off the app, and with it those whom nothing else
// assigns.
func (c *Console) unassignGroup(i *integration, id okta.GroupID) {
	group, _ := c.org.Group(id)
	c.mu.Lock()
	defer c.mu.Unlock()
	i.groups = slices.DeleteFunc(i.groups, func(other okta.GroupID) bool { return other == id })
	c.log.add(c.now(), logAdministration, i.general.Label, "Group "+group.Name+" was unassigned from "+i.general.Label, "")
	var through []okta.UserID
	for person, one := range i.people {
		if one.groups[id] {
			through = append(through, person)
		}
	}
	slices.Sort(through)
	i.unassign(id, through)
}

// unassignPerson takes somebody off the app who was assigned by themselves.
func (c *Console) unassignPerson(i *integration, id okta.UserID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i.unassign("", []okta.UserID{id})
}

// assign notes that people are assigned, by a group or by themselves, and lets
// those be provisioned who were not assigned before. The caller holds the lock.
func (i *integration) assign(by okta.GroupID, ids []okta.UserID) (newly []okta.UserID) {
	for _, id := range ids {
		person, ok := i.console.org.Person(id)
		if !ok || person.Status == okta.StatusDeactivated {
			continue
		}
		one, assigned := i.people[id]
		if !assigned {
			one = &assignment{groups: map[okta.GroupID]bool{}}
			i.people[id] = one
			newly = append(newly, id)
			i.console.log.add(i.console.now(), logAdministration, i.general.Label, person.Profile.Name()+" was assigned to "+i.general.Label, "")
		}
		if by == "" {
			one.individually = true
		} else {
			one.groups[by] = true
		}
	}
	i.provision(newly)
	return newly
}

// assignWith assigns somebody by themselves, with attributes that were entered. The
// caller holds the lock.
func (i *integration) assignWith(id okta.UserID, with overrides) {
	one := &assignment{groups: map[okta.GroupID]bool{}, individually: true, overrides: with}
	i.people[id] = one
	person, _ := i.console.org.Person(id)
	i.console.log.add(i.console.now(), logAdministration, i.general.Label, person.Profile.Name()+" was assigned to "+i.general.Label, "")
	i.provision([]okta.UserID{id})
}

// provision lets people be created, or found and linked, or reactivated. The caller
// holds the lock.
func (i *integration) provision(ids []okta.UserID) {
	app, ok := i.sending()
	if !ok || len(ids) == 0 {
		return
	}
	var fresh, back []okta.UserID
	for _, id := range ids {
		if _, known := app.RemoteID(id); known {
			back = append(back, id)
		} else {
			fresh = append(fresh, id)
		}
	}
	if len(fresh) > 0 {
		i.do(work{what: "Create users", people: fresh, run: func(ctx context.Context, app *okta.App) error {
			return app.Assign(ctx, fresh...)
		}})
	}
	if len(back) > 0 {
		i.do(work{what: "Reactivate users", people: back, run: func(ctx context.Context, app *okta.App) error {
			return app.Reassign(ctx, back...)
		}})
	}
}

// unassign notes that people are not assigned by a group, or by themselves, any
// more, and deactivates those whom nothing else assigns. The caller holds the lock.
func (i *integration) unassign(by okta.GroupID, ids []okta.UserID) {
	var gone []okta.UserID
	for _, id := range ids {
		one, assigned := i.people[id]
		if !assigned {
			continue
		}
		if by == "" {
			one.individually = false
		} else {
			delete(one.groups, by)
		}
		if one.gone() {
			gone = append(gone, id)
		}
	}
	i.deprovision(gone)
}

// deprovision takes people off the app for good. The caller holds the lock.
func (i *integration) deprovision(gone []okta.UserID) {
	for _, id := range gone {
		person, _ := i.console.org.Person(id)
		delete(i.people, id)
		i.console.log.add(i.console.now(), logAdministration, i.general.Label, person.Profile.Name()+" was unassigned from "+i.general.Label, "")
	}
	if len(gone) == 0 {
		return
	}
	i.do(work{what: "Deactivate users", people: gone, run: func(ctx context.Context, app *okta.App) error {
		return app.Unassign(ctx, gone...)
	}})
}

// edit changes what somebody is called in the app, and pushes it.
func (c *Console) edit(i *integration, id okta.UserID, entered overrides) error {
	person, ok := c.org.Person(id)
	if !ok {
		return errors.New("There is no such person.")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one, assigned := i.people[id]
	if !assigned {
		return errors.New(person.Profile.Name() + " is not assigned to " + i.general.Label + ".")
	}
	one.overrides = entered
	c.log.add(c.now(), logAdministration, i.general.Label, "Attributes of "+person.Profile.Name()+" in "+i.general.Label+" were changed", "")
	i.pushProfile(id)
	return nil
}

// pushProfile lets the profile of somebody be pushed who is provisioned. The
// caller holds the lock.
func (i *integration) pushProfile(ids ...okta.UserID) {
	app, ok := i.sending()
	if !ok {
		return
	}
	var provisioned []okta.UserID
	for _, id := range ids {
		if _, assigned := i.people[id]; assigned && app.Assigned(id) {
			provisioned = append(provisioned, id)
		}
	}
	if len(provisioned) == 0 {
		return
	}
	i.do(work{what: "Push profile updates", people: provisioned, run: func(ctx context.Context, app *okta.App) error {
		return app.PushProfile(ctx, provisioned...)
	}})
}

// assignmentState is what a row of Assignments says.
type assignmentState struct {
	// Word is the state in a word or two, Tone how it looks.
	Word, Tone string
	// Problem is the sentence of what failed, and Task its number.
	Problem string
	Task    int
	// Provisionable says that "Provision User" is worth a try.
	Provisionable bool
}

// stateOf tells how far somebody is who is assigned. The caller holds the lock.
func (i *integration) stateOf(id okta.UserID) assignmentState {
	app, ok := i.sending()
	if !ok {
		return assignmentState{Word: "Assigned", Tone: "quiet"}
	}
	for _, one := range i.busy() {
		if slices.Contains(one.people, id) {
			return assignmentState{Word: "In progress", Tone: "wait"}
		}
	}
	state := assignmentState{Word: "Not provisioned", Tone: "quiet", Provisionable: true}
	if app.Assigned(id) {
		state = assignmentState{Word: "Provisioned", Tone: "good"}
	}
	if sentence, task := i.failureOf(id, ""); sentence != "" {
		state.Word, state.Tone, state.Problem, state.Task = "Error", "stop", sentence, task
	}
	return state
}
