package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// groupRow is a group in a list.
type groupRow struct {
	ID      okta.GroupID
	Name    string
	Members int
}

// searchGroups returns the groups that a query finds.
func (c *Console) searchGroups(query string) []groupRow {
	var rows []groupRow
	for _, group := range c.org.Groups() {
		if holdsWords(group.Name, query) {
			rows = append(rows, groupRow{ID: group.ID, Name: group.Name, Members: len(group.Members)})
		}
	}
	return rows
}

// groupsBeside is searchGroups without those that are taken, which others may be
// changing meanwhile.
func (c *Console) groupsBeside(taken *[]okta.GroupID, query string) []groupRow {
	c.mu.Lock()
	left := slices.Clone(*taken)
	c.mu.Unlock()
	return slices.DeleteFunc(c.searchGroups(query), func(row groupRow) bool { return slices.Contains(left, row.ID) })
}

func (c *Console) groupList(w http.ResponseWriter, r *http.Request) { c.showGroups(w, r, "", nil) }

func (c *Console) showGroups(w http.ResponseWriter, r *http.Request, name string, problem error) {
	shown := struct {
		page
		Query, Name string
		Rows        []groupRow
	}{page: c.page(r, "Groups", "Groups"), Query: r.URL.Query().Get("q"), Name: name}
	if problem != nil {
		shown.Problem = problem.Error()
	}
	shown.Rows = c.searchGroups(shown.Query)
	c.show(w, statusOf(shown.Problem), "group_list.html", shown)
}

func (c *Console) groupCreate(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.PostFormValue("name"))
	group, err := c.addGroup(name)
	if err != nil {
		c.showGroups(w, r, name, err)
		return
	}
	leadTo(w, r, root+"groups/"+string(group.ID), "created")
}

func (c *Console) groupPage(w http.ResponseWriter, r *http.Request, group okta.Group) {
	c.showGroup(w, r, group, nil)
}

func (c *Console) showGroup(w http.ResponseWriter, r *http.Request, group okta.Group, problem error) {
	shown := struct {
		page
		Group  okta.Group
		Query  string
		Rows   []personRow
		More   int
		Others []personRow
		Apps   []appHead
		Pushed []appHead
	}{page: c.page(r, group.Name, "Groups"), Group: group, Query: r.URL.Query().Get("q")}
	if problem != nil {
		shown.Problem = problem.Error()
	}
	for _, id := range group.Members {
		person, _ := c.org.Person(id)
		if holdsWords(person.Profile.Name()+" "+person.Profile.Login, shown.Query) {
			if len(shown.Rows) == shownRows {
				shown.More++
				continue
			}
			shown.Rows = append(shown.Rows, rowOfPerson(person))
		}
	}
	members := map[okta.UserID]bool{}
	for _, id := range group.Members {
		members[id] = true
	}
	for _, person := range c.org.People() {
		if !members[person.ID] {
			shown.Others = append(shown.Others, rowOfPerson(person))
		}
	}
	c.mu.Lock()
	for _, i := range c.apps {
		if slices.Contains(i.groups, group.ID) {
			shown.Apps = append(shown.Apps, i.head())
		}
		if slices.Contains(i.pushes, group.ID) {
			shown.Pushed = append(shown.Pushed, i.head())
		}
	}
	c.mu.Unlock()
	c.show(w, statusOf(shown.Problem), "group.html", shown)
}

func (c *Console) groupRename(w http.ResponseWriter, r *http.Request, group okta.Group) {
	c.groupDone(w, r, group, c.renameGroup(group.ID, strings.TrimSpace(r.PostFormValue("name"))))
}

func (c *Console) groupAdd(w http.ResponseWriter, r *http.Request, group okta.Group) {
	person, ok := c.org.Person(okta.UserID(r.PostFormValue("person")))
	if !ok {
		c.showGroup(w, r, group, errors.New("Choose a person."))
		return
	}
	c.groupDone(w, r, group, c.addToGroup(group.ID, person.ID))
}

func (c *Console) groupRemove(w http.ResponseWriter, r *http.Request, group okta.Group) {
	c.groupDone(w, r, group, c.removeFromGroup(group.ID, okta.UserID(r.PostFormValue("person"))))
}

func (c *Console) groupDelete(w http.ResponseWriter, r *http.Request, group okta.Group) {
	if err := c.deleteGroup(group.ID); err != nil {
		c.showGroup(w, r, group, err)
		return
	}
	leadTo(w, r, root+"groups", "deleted")
}

func (c *Console) groupDone(w http.ResponseWriter, r *http.Request, group okta.Group, err error) {
	if err != nil {
		c.showGroup(w, r, group, err)
		return
	}
	c.settleAll(r)
	leadTo(w, r, root+"groups/"+string(group.ID), "saved")
}
