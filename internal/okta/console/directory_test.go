package console_test

import (
	"testing"

	"github.com/musterhq/muster/internal/okta"
)

// TestPerson follows somebody from the first day to the last.
func TestPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.scim.took()
	w.follow("People")
	w.follow("Add person")
	w.press("Save", "First name", "Dag", "Last name", "Moe", "Username", "ANA@fernhill.example", "Primary email", "dag@fernhill.example")
	holds(t, "A username twice", w.says("alert"), "The username ANA@fernhill.example is taken by Ana Ruiz.")
	w.press("Save", "Username", "dag@fernhill.example")
	w.press("Search", "Search people", "dag moe")
	w.follow("Dag Moe")
	dag := w.at.Path
	person, ok := personOf(w.org, "dag@fernhill.example")
	if !ok {
		t.Fatal("Dag is not in the org")
	}
	w.follow("Applications")
	w.follow("Muster")
	w.assign(person)
	same(t, "Assigning", w.scim.writes(), []string{"POST Users"})

	w.open(dag)
	w.press("Suspend")
	asked, _ := w.scim.took()
	same(t, "Suspending", asked, nil)
	w.press("Unsuspend")
	w.press("Deactivate")
	same(t, "Deactivating", w.scim.writes(), []string{"PATCH Users"})
	holds(t, "The page", w.text(), "Assigned to no app.")
	w.press("Activate")
	asked, _ = w.scim.took()
	same(t, "Activating", asked, nil)
	w.follow("Applications")
	w.follow("Muster")
	w.assign(person)
	same(t, "Assigning again", w.scim.writes(), []string{"PATCH Users", "PUT Users"})
	w.open(dag)
	w.press("Deactivate")
	w.scim.took()
	w.press("Delete")
	asked, _ = w.scim.took()
	same(t, "Deleting", asked, nil)
	w.open(dag)
	if w.status != 404 {
		t.Errorf("the page of who was deleted: %d", w.status)
	}
}

// TestActivateInGroup shows that a group assigns somebody again who comes back.
func TestActivateInGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.follow("Assignments")
	w.follow("Assign to Groups")
	w.press("Assign", "Lab", "on")
	w.open("/admin/people/" + string(w.ana.ID))
	w.press("Deactivate")
	w.scim.took()
	w.press("Activate")
	same(t, "Activating", w.scim.writes(), []string{"PATCH Users", "PUT Users"})
}

func TestGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow("Groups")
	w.press("Add group", "Name of a new group", "lab")
	holds(t, "A name twice", w.says("alert"), "There is a group Lab already.")
	w.press("Add group", "Name of a new group", "Coatings")
	w.press("Assign people", "Person to add", "Ana Ruiz")
	holds(t, "The group", w.row("Ana Ruiz"), "ana@fernhill.example")
	w.press("Delete group")
	if len(w.org.Groups()) != 2 {
		t.Errorf("the group was not deleted: %v", w.org.Groups())
	}
}

func personOf(org *okta.Org, login string) (okta.Person, bool) {
	for _, person := range org.People() {
		if person.Profile.Login == login {
			return person, true
		}
	}
	return okta.Person{}, false
}
