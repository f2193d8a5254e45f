package console

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// addPerson creates somebody in the org, who may sign in with a password.
func (c *Console) addPerson(profile okta.Profile, password string) (okta.Person, error) {
	if err := c.loginFree(profile.Login, ""); err != nil {
		return okta.Person{}, err
	}
	person := c.org.AddPerson(profile)
	c.tell("", profile.Name()+" was created")
	if password == "" {
		return person, nil
	}
	return person, c.signIn.SetPassword(person.ID, password)
}

// loginFree refuses a login that somebody else has.
func (c *Console) loginFree(login string, but okta.UserID) error {
	for _, person := range c.org.People() {
		if person.ID != but && strings.EqualFold(person.Profile.Login, login) {
			return errors.New("The username " + login + " is taken by " + person.Profile.Name() + ".")
		}
	}
	return nil
}

// editPerson changes a profile, and pushes it to the apps.
func (c *Console) editPerson(id okta.UserID, profile okta.Profile) error {
	if err := c.loginFree(profile.Login, id); err != nil {
		return err
	}
	person, err := c.org.EditProfile(id, func(p *okta.Profile) { *p = profile })
	if err != nil {
		return err
	}
	c.tell("", "The profile of "+person.Profile.Name()+" was changed")
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		i.pushProfile(id)
	}
	return nil
}

// deactivate deactivates somebody, which takes them off every app.
func (c *Console) deactivate(id okta.UserID) error {
	if err := c.org.Deactivate(id); err != nil {
		return err
	}
	person, _ := c.org.Person(id)
	c.tell("", person.Profile.Name()+" was deactivated")
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		if _, assigned := i.people[id]; assigned {
			i.deprovision([]okta.UserID{id})
		}
	}
	return nil
}

// activate makes somebody active again. Their groups assign them again; what was
// assigned to them alone is not.
func (c *Console) activate(id okta.UserID) error {
	if err := c.org.Activate(id); err != nil {
		return err
	}
	person, _ := c.org.Person(id)
	c.tell("", person.Profile.Name()+" was activated")
	groups := c.org.Groups()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		for _, group := range groups {
			if slices.Contains(group.Members, id) && slices.Contains(i.groups, group.ID) {
				i.assign(group.ID, []okta.UserID{id})
			}
		}
	}
	return nil
}

// suspend stops somebody from signing in, or lets them again. The apps hear nothing.
func (c *Console) suspend(id okta.UserID, suspended bool) error {
	change, what := c.org.Unsuspend, " was unsuspended"
	if suspended {
		change, what = c.org.Suspend, " was suspended"
	}
	if err := change(id); err != nil {
		return err
	}
	person, _ := c.org.Person(id)
	c.tell("", person.Profile.Name()+what)
	return nil
}

// deletePerson deletes somebody who is deactivated. The apps hear nothing.
func (c *Console) deletePerson(id okta.UserID) error {
	person, _ := c.org.Person(id)
	if err := c.org.RemovePerson(id); err != nil {
		return err
	}
	c.tell("", person.Profile.Name()+" was deleted")
	return nil
}

// addToGroup adds people to a group: the apps that the group is assigned to get
// them, and those that it is pushed to get the membership.
func (c *Console) addToGroup(id okta.GroupID, people ...okta.UserID) error {
	if err := c.org.AddMembers(id, people...); err != nil {
		return err
	}
	group, _ := c.org.Group(id)
	c.tell("", c.names(people)+" joined the group "+group.Name)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		var newly []okta.UserID
		if slices.Contains(i.groups, id) {
			newly = i.assign(id, people)
		}
		// Whoever has just been assigned becomes a member by being provisioned.
		var known []okta.UserID
		for _, person := range people {
			if !slices.Contains(newly, person) {
				known = append(known, person)
			}
		}
		if slices.Contains(i.pushes, id) && len(known) > 0 {
			i.do(work{what: "Add members to group " + group.Name, group: id, run: func(ctx context.Context, app *okta.App) error {
				return app.PushAdded(ctx, id, known...)
			}})
		}
	}
	return nil
}

// removeFromGroup is the reverse.
func (c *Console) removeFromGroup(id okta.GroupID, person okta.UserID) error {
	if err := c.org.RemoveMembers(id, person); err != nil {
		return err
	}
	group, _ := c.org.Group(id)
	c.tell("", c.names([]okta.UserID{person})+" left the group "+group.Name)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		if slices.Contains(i.pushes, id) {
			i.do(work{what: "Remove members from group " + group.Name, group: id, run: func(ctx context.Context, app *okta.App) error {
				return app.PushRemoved(ctx, id, person)
			}})
		}
		if slices.Contains(i.groups, id) {
			i.unassign(id, []okta.UserID{person})
		}
	}
	return nil
}

// addGroup creates a group of a name that none has.
func (c *Console) addGroup(name string) (okta.Group, error) {
	if err := c.nameFree(name, ""); err != nil {
		return okta.Group{}, err
	}
	group := c.org.AddGroup(name)
	c.tell("", "The group "+name+" was created")
	return group, nil
}

func (c *Console) nameFree(name string, but okta.GroupID) error {
	if name == "" {
		return missing("Name")
	}
	for _, group := range c.org.Groups() {
		if group.ID != but && strings.EqualFold(group.Name, name) {
			return errors.New("There is a group " + group.Name + " already.")
		}
	}
	return nil
}

// renameGroup renames a group here and where it is pushed.
func (c *Console) renameGroup(id okta.GroupID, name string) error {
	if err := c.nameFree(name, id); err != nil {
		return err
	}
	before, _ := c.org.Group(id)
	if err := c.org.RenameGroup(id, name); err != nil {
		return err
	}
	c.tell("", "The group "+before.Name+" is called "+name+" now")
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range c.apps {
		if slices.Contains(i.pushes, id) {
			i.do(work{what: "Rename group " + name, group: id, run: func(ctx context.Context, app *okta.App) error {
				return app.RenameGroup(ctx, id, name)
			}})
		}
	}
	return nil
}

// deleteGroup deletes a group that is neither assigned nor pushed anywhere.
func (c *Console) deleteGroup(id okta.GroupID) error {
	group, _ := c.org.Group(id)
	c.mu.Lock()
	for _, i := range c.apps {
		if slices.Contains(i.pushes, id) || slices.Contains(i.groups, id) {
			c.mu.Unlock()
			return errors.New(group.Name + " is used by " + i.general.Label + ". Unlink it under Push Groups and unassign it under Assignments first.")
		}
	}
	c.mu.Unlock()
	if err := c.org.RemoveGroup(id); err != nil {
		return err
	}
	c.tell("", "The group "+group.Name+" was deleted")
	return nil
}

// tell writes into the log what an administrator did.
func (c *Console) tell(app, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logAdministration, app, what, "")
}

// names lists people by name.
func (c *Console) names(ids []okta.UserID) string {
	var names []string
	for _, id := range ids {
		person, _ := c.org.Person(id)
		names = append(names, person.Profile.Name())
	}
	return strings.Join(names, ", ")
}
