package console

import (
	"context"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// importNow reads the users of the app, and the groups where that is on.
func (c *Console) importNow(i *integration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logAdministration, i.general.Label, "An import from "+i.general.Label+" was started", "")
	i.do(work{what: "Import users", run: func(ctx context.Context, app *okta.App) error {
		if i.listing != nil || i.connection.Actions.ImportUsers {
			found, err := app.ImportUsers(ctx)
			if err != nil {
				return err
			}
			c.mu.Lock()
			i.found = &found
			c.mu.Unlock()
		}
		if !app.Settings().ImportGroups {
			return nil
		}
		_, err := app.ImportGroups(ctx)
		return err
	}})
}

// candidate is an imported user who is nobody's in the org yet.
type candidate struct {
	okta.ImportedUser
	Name string
	// Match is the person whom Okta takes the user for, empty for a new one.
	Match     okta.UserID
	MatchName string
}

// candidates are the imported users that wait for a confirmation. The caller holds
// the lock.
func (i *integration) candidates() []candidate {
	if i.found == nil || i.app == nil {
		return nil
	}
	people := i.console.org.People()
	taken, byName := map[string]bool{}, map[string]okta.Person{}
	for _, person := range people {
		if remote, ok := i.app.RemoteID(person.ID); ok {
			taken[remote] = true
			continue
		}
		byName[strings.ToLower(i.profileOf(person).Login)] = person
	}
	for _, person := range people {
		if _, ok := i.app.RemoteID(person.ID); !ok {
			byName[strings.ToLower(person.Profile.Email)] = person
		}
	}
	var waiting []candidate
	for _, user := range i.found.Users {
		if taken[user.RemoteID] || !user.Active {
			continue
		}
		one := candidate{ImportedUser: user, Name: user.Profile().Name()}
		for _, name := range []string{user.UserName, user.Email} {
			if person, ok := byName[strings.ToLower(name)]; ok && name != "" && one.Match == "" {
				one.Match, one.MatchName = person.ID, person.Profile.Name()
			}
		}
		waiting = append(waiting, one)
	}
	return waiting
}

// confirm takes imported users, by their ids on the server, for the people whom they
// match, or makes new people of them. Nothing is sent.
func (c *Console) confirm(i *integration, remote map[string]bool) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	confirmed := 0
	for _, one := range i.candidates() {
		if !remote[one.RemoteID] {
			continue
		}
		id, name := one.Match, one.MatchName
		if id == "" {
			person := c.org.AddPerson(one.Profile())
			id, name = person.ID, person.Profile.Name()
			c.log.add(c.now(), logAdministration, i.general.Label, name+" was created by an import from "+i.general.Label, "")
		}
		i.app.Confirm(id, one.ImportedUser)
		assigned, ok := i.people[id]
		if !ok {
			assigned = &assignment{groups: map[okta.GroupID]bool{}}
			i.people[id] = assigned
		}
		assigned.individually = true
		c.log.add(c.now(), logAdministration, i.general.Label, name+" was matched with the user "+one.UserName+" of "+i.general.Label, "")
		confirmed++
	}
	return confirmed
}
