package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// assignedRow is somebody on Assignments.
type assignedRow struct {
	personRow
	// Username is what they are called in the app.
	Username     string
	Individually bool
	Through      []string
	State        assignmentState
}

func (c *Console) assignmentList(w http.ResponseWriter, r *http.Request, i *integration) {
	query := r.URL.Query()
	shown := struct {
		appPage
		Show, Query          string
		Rows                 []assignedRow
		Groups               []groupRow
		More, People, ByName int
	}{appPage: c.appPage(r, i, "Assignments"), Show: query.Get("show"), Query: query.Get("q")}
	people, names := c.org.People(), map[okta.GroupID]string{}
	for _, group := range c.searchGroups("") {
		names[group.ID] = group.Name
	}
	c.mu.Lock()
	shown.People = len(i.people)
	for _, person := range people {
		one, assigned := i.people[person.ID]
		if !assigned || !holdsWords(person.Profile.Name()+" "+person.Profile.Login, shown.Query) {
			continue
		}
		if len(shown.Rows) == shownRows {
			shown.More++
			continue
		}
		row := assignedRow{
			personRow: rowOfPerson(person), Username: i.profileOf(person).Login,
			Individually: one.individually, State: i.stateOf(person.ID),
		}
		for id := range one.groups {
			row.Through = append(row.Through, names[id])
		}
		slices.Sort(row.Through)
		shown.Rows = append(shown.Rows, row)
	}
	assignedGroups := slices.Clone(i.groups)
	c.mu.Unlock()
	for _, group := range c.searchGroups("") {
		if slices.Contains(assignedGroups, group.ID) {
			shown.Groups = append(shown.Groups, group)
		}
	}
	c.show(w, http.StatusOK, "assignments.html", shown)
}

func (c *Console) assignPeoplePage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showAssignPeople(w, r, i, nil)
}

func (c *Console) showAssignPeople(w http.ResponseWriter, r *http.Request, i *integration, problem error) {
	shown := struct {
		appPage
		Query string
		Rows  []personRow
		More  int
	}{appPage: c.appPage(r, i, "Assignments"), Query: r.URL.Query().Get("q")}
	shown.Rows, shown.More = i.assignable(shown.Query)
	if problem != nil {
		shown.Problem = problem.Error()
	}
	c.show(w, statusOf(shown.Problem), "assign_people.html", shown)
}

func (c *Console) assignPeopleSave(w http.ResponseWriter, r *http.Request, i *integration) {
	var ids []okta.UserID
	for _, id := range picked(r, "person") {
		ids = append(ids, okta.UserID(id))
	}
	if len(ids) == 0 {
		c.showAssignPeople(w, r, i, errors.New("Select the people to assign."))
		return
	}
	c.assignPeople(i, ids...)
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/assignments/people"), "assigned")
}

func (c *Console) assignGroupsPage(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showAssignGroups(w, r, i, nil)
}

func (c *Console) showAssignGroups(w http.ResponseWriter, r *http.Request, i *integration, problem error) {
	shown := struct {
		appPage
		Query string
		Rows  []groupRow
	}{appPage: c.appPage(r, i, "Assignments"), Query: r.URL.Query().Get("q")}
	shown.Rows = c.groupsBeside(&i.groups, shown.Query)
	if problem != nil {
		shown.Problem = problem.Error()
	}
	c.show(w, statusOf(shown.Problem), "assign_groups.html", shown)
}

func (c *Console) assignGroupsSave(w http.ResponseWriter, r *http.Request, i *integration) {
	ids := picked(r, "group")
	if len(ids) == 0 {
		c.showAssignGroups(w, r, i, errors.New("Select the groups to assign."))
		return
	}
	for _, id := range ids {
		if err := c.assignGroup(i, okta.GroupID(id)); err != nil {
			c.showAssignGroups(w, r, i, err)
			return
		}
	}
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/assignments/groups"), "assigned")
}

// assignmentForm is where attributes are entered, before somebody is assigned or
// afterwards.
type assignmentForm struct {
	appPage
	Person   personRow
	Fields   []filled
	Assigned bool
}

// assignee finds the person of an address beneath an app's.
func (c *Console) assignee(w http.ResponseWriter, r *http.Request) (okta.Person, bool) {
	person, ok := c.org.Person(okta.UserID(r.PathValue("person")))
	if !ok {
		c.refuse(w, r, http.StatusNotFound, "There is no such person.")
	}
	return person, ok
}

func (c *Console) assignmentPage(w http.ResponseWriter, r *http.Request, i *integration) {
	if person, ok := c.assignee(w, r); ok {
		c.mu.Lock()
		profile := i.profileOf(person)
		c.mu.Unlock()
		c.showAssignment(w, r, i, person, profile, nil)
	}
}

func (c *Console) showAssignment(w http.ResponseWriter, r *http.Request, i *integration, person okta.Person, profile okta.Profile, problem error) {
	form := assignmentForm{appPage: c.appPage(r, i, "Assignments"), Person: rowOfPerson(person), Fields: fields(profile)}
	c.mu.Lock()
	_, form.Assigned = i.people[person.ID]
	c.mu.Unlock()
	if problem != nil {
		form.Problem = problem.Error()
	}
	c.show(w, statusOf(form.Problem), "assignment.html", form)
}

// assignmentSave changes the attributes of somebody who is assigned, or assigns
// somebody with them.
func (c *Console) assignmentSave(w http.ResponseWriter, r *http.Request, i *integration) {
	person, ok := c.assignee(w, r)
	if !ok {
		return
	}
	c.mu.Lock()
	wanted, mapped := i.profileOf(person), i.mapped(person)
	_, assigned := i.people[person.ID]
	c.mu.Unlock()
	err := entered(r, &wanted)
	if err == nil && person.Status == okta.StatusDeactivated {
		err = errors.New(person.Profile.Name() + " is deactivated: activate first.")
	}
	if err != nil {
		c.showAssignment(w, r, i, person, wanted, err)
		return
	}
	back, done := "/assignments", "saved"
	if !assigned {
		c.prepare(i, person.ID, overridden(mapped, wanted))
		back, done = "/assignments/people", "assigned"
	} else if err := c.edit(i, person.ID, overridden(mapped, wanted)); err != nil {
		c.showAssignment(w, r, i, person, wanted, err)
		return
	}
	c.settle(r.Context(), i)
	leadTo(w, r, i.path(back), done)
}

// prepare assigns somebody with attributes of their own.
func (c *Console) prepare(i *integration, id okta.UserID, with overrides) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i.assignWith(id, with)
}

func (c *Console) assignmentProvision(w http.ResponseWriter, r *http.Request, i *integration) {
	id := okta.UserID(r.PathValue("person"))
	c.mu.Lock()
	if _, assigned := i.people[id]; assigned {
		i.provision([]okta.UserID{id})
	}
	c.mu.Unlock()
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/assignments"), "provisioned")
}

// confirmation asks before something ends.
type confirmation struct {
	appPage
	Question string
	Text     string
	// Action is where OK leads, Back where Cancel does.
	Action, Back string
}

func (c *Console) unassignPage(w http.ResponseWriter, r *http.Request, i *integration) {
	person, ok := c.assignee(w, r)
	if !ok {
		return
	}
	asked := confirmation{
		appPage:  c.appPage(r, i, "Assignments"),
		Question: "Unassign " + person.Profile.Name() + "?",
		Action:   i.path("/assignments/people/" + string(person.ID) + "/remove"), Back: i.path("/assignments"),
	}
	c.mu.Lock()
	asked.Text = i.consequence(person.Profile.Name() + " cannot use " + i.general.Label + " any more")
	if one, assigned := i.people[person.ID]; assigned && len(one.groups) > 0 {
		asked.Text = person.Profile.Name() + " stays assigned by a group."
	}
	c.mu.Unlock()
	c.show(w, http.StatusOK, "confirm.html", asked)
}

// consequence ends a sentence with what the app is told. The caller holds the lock.
func (i *integration) consequence(sentence string) string {
	if _, sends := i.sending(); !sends {
		return sentence + "."
	}
	if !i.toApp.DeactivateUsers {
		return sentence + ". Nothing is sent, since Deactivate Users is off."
	}
	return sentence + ", and is deactivated there."
}

func (c *Console) unassignSave(w http.ResponseWriter, r *http.Request, i *integration) {
	c.unassignPerson(i, okta.UserID(r.PathValue("person")))
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/assignments"), "unassigned")
}

func (c *Console) unassignGroupPage(w http.ResponseWriter, r *http.Request, i *integration) {
	group, ok := c.org.Group(okta.GroupID(r.PathValue("group")))
	if !ok {
		c.refuse(w, r, http.StatusNotFound, "There is no such group.")
		return
	}
	asked := confirmation{
		appPage:  c.appPage(r, i, "Assignments"),
		Question: "Unassign the group " + group.Name + "?",
		Action:   i.path("/assignments/groups/" + string(group.ID) + "/remove"), Back: i.path("/assignments") + "?show=groups",
	}
	c.mu.Lock()
	asked.Text = i.consequence("Whoever was assigned by " + group.Name + " alone cannot use " + i.general.Label + " any more")
	c.mu.Unlock()
	c.show(w, http.StatusOK, "confirm.html", asked)
}

func (c *Console) unassignGroupSave(w http.ResponseWriter, r *http.Request, i *integration) {
	c.unassignGroup(i, okta.GroupID(r.PathValue("group")))
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/assignments"), "unassigned")
}

// ThroughText lists the groups by which somebody is assigned.
func (row assignedRow) ThroughText() string { return strings.Join(row.Through, ", ") }
