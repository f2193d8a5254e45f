package console

import (
	"errors"
	"net/http"
	"slices"

	"github.com/musterhq/muster/internal/okta"
)

// personRow is somebody in a list.
type personRow struct {
	ID           okta.UserID
	Name, Login  string
	Status, Tone string
	About        string
}

func rowOfPerson(p okta.Person) personRow {
	row := personRow{ID: p.ID, Name: p.Profile.Name(), Login: p.Profile.Login, Status: "Active", Tone: "good", About: p.Profile.Title}
	switch p.Status {
	case okta.StatusActive:
	case okta.StatusSuspended:
		row.Status, row.Tone = "Suspended", "wait"
	case okta.StatusDeactivated:
		row.Status, row.Tone = "Deactivated", "quiet"
	}
	return row
}

// searchPeople returns the people whom a query finds, and how many there are more.
func (c *Console) searchPeople(query string) (rows []personRow, more int) {
	for _, person := range c.org.People() {
		if !holdsWords(person.Profile.Name()+" "+person.Profile.Login, query) {
			continue
		}
		if len(rows) == shownRows {
			more++
			continue
		}
		rows = append(rows, rowOfPerson(person))
	}
	return rows, more
}

func (c *Console) personList(w http.ResponseWriter, r *http.Request) {
	shown := struct {
		page
		Query string
		Rows  []personRow
		More  int
	}{page: c.page(r, "People", "People"), Query: r.URL.Query().Get("q")}
	shown.Rows, shown.More = c.searchPeople(shown.Query)
	c.show(w, http.StatusOK, "person_list.html", shown)
}

func (c *Console) personNew(w http.ResponseWriter, r *http.Request) {
	c.personForm(w, r, okta.Profile{UserType: "Employee"}, nil)
}

func (c *Console) personForm(w http.ResponseWriter, r *http.Request, profile okta.Profile, problem error) {
	shown := struct {
		page
		Fields []filled
	}{page: c.page(r, "Add person", "People"), Fields: fields(profile)}
	if problem != nil {
		shown.Problem = problem.Error()
	}
	c.show(w, statusOf(shown.Problem), "person_new.html", shown)
}

func (c *Console) personCreate(w http.ResponseWriter, r *http.Request) {
	var profile okta.Profile
	err := entered(r, &profile)
	if err == nil {
		_, err = c.addPerson(profile, r.PostFormValue("password"))
	}
	if err != nil {
		c.personForm(w, r, profile, err)
		return
	}
	leadTo(w, r, root+"people", "created")
}

func (c *Console) personPage(w http.ResponseWriter, r *http.Request, person okta.Person) {
	c.showPerson(w, r, person, nil)
}

func (c *Console) showPerson(w http.ResponseWriter, r *http.Request, person okta.Person, problem error) {
	shown := struct {
		page
		Person personRow
		State  okta.Status
		Fields []filled
		Groups []okta.Group
		Apps   []appHead
	}{
		page: c.page(r, person.Profile.Name(), "People"), Person: rowOfPerson(person), State: person.Status,
		Fields: fields(person.Profile),
	}
	if problem != nil {
		shown.Problem = problem.Error()
	}
	for _, group := range c.org.Groups() {
		if slices.Contains(group.Members, person.ID) {
			shown.Groups = append(shown.Groups, group)
		}
	}
	c.mu.Lock()
	for _, i := range c.apps {
		if _, assigned := i.people[person.ID]; assigned {
			shown.Apps = append(shown.Apps, i.head())
		}
	}
	c.mu.Unlock()
	c.show(w, statusOf(shown.Problem), "person.html", shown)
}

func (c *Console) personEdit(w http.ResponseWriter, r *http.Request, person okta.Person) {
	profile := person.Profile
	err := entered(r, &profile)
	if err == nil {
		err = c.editPerson(person.ID, profile)
	}
	c.personDone(w, r, person, err, "saved")
}

func (c *Console) personPassword(w http.ResponseWriter, r *http.Request, person okta.Person) {
	c.personDone(w, r, person, c.signIn.SetPassword(person.ID, r.PostFormValue("password")), "password")
}

// personChange changes the state of somebody.
func (c *Console) personChange(w http.ResponseWriter, r *http.Request, person okta.Person) {
	var err error
	switch r.PathValue("change") {
	case "deactivate":
		err = c.deactivate(person.ID)
	case "activate":
		err = c.activate(person.ID)
	case "suspend":
		err = c.suspend(person.ID, true)
	case "unsuspend":
		err = c.suspend(person.ID, false)
	case "delete":
		if err = c.deletePerson(person.ID); err == nil {
			leadTo(w, r, root+"people", "deleted")
			return
		}
	default:
		err = errors.New("There is no such page.")
	}
	c.personDone(w, r, person, err, "saved")
}

func (c *Console) personDone(w http.ResponseWriter, r *http.Request, person okta.Person, err error, done string) {
	if err != nil {
		c.showPerson(w, r, person, err)
		return
	}
	c.settleAll(r)
	leadTo(w, r, root+"people/"+string(person.ID), done)
}

// settleAll waits a moment for the work of every app.
func (c *Console) settleAll(r *http.Request) {
	c.mu.Lock()
	apps := slices.Clone(c.apps)
	c.mu.Unlock()
	c.settle(r.Context(), apps...)
}
