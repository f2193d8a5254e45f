package console_test

import "testing"

func TestPushGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.assign(w.ana, w.bo, w.cleo)
	w.scim.took()
	w.pushGroup("Lab")
	list := w.at.Path
	holds(t, "The row", w.row("Lab"), "Active")
	_, bodies := w.scim.took()
	holds(t, "The POST", bodies, `"displayName":"Lab"`)
	w.press("Push now Lab")
	same(t, "Push now", w.scim.writes(), []string{"PATCH Groups", "PATCH Groups"})

	group := "/admin/groups/" + string(w.lab.ID)
	w.open(group)
	w.press("Assign people", "Person to add", "Cleo Marsh")
	same(t, "Joining", w.scim.writes(), []string{"PATCH Groups", "PATCH Groups"})
	w.press("Remove Bo Lind")
	same(t, "Leaving", w.scim.writes(), []string{"PATCH Groups", "PATCH Groups"})
	w.press("Rename", "Name", "Laboratory")
	_, bodies = w.scim.took()
	holds(t, "Renaming", bodies, `"displayName":"Laboratory"`)
	w.press("Delete group")
	holds(t, "Deleting a pushed group", w.says("alert"), "Laboratory is used by Muster.")

	w.open(list)
	w.press("Deactivate group push Laboratory")
	holds(t, "The row", w.row("Laboratory"), "Inactive")
	w.open(group)
	w.press("Remove Cleo Marsh")
	same(t, "Leaving while the push is inactive", w.scim.writes(), nil)
	w.open(list)
	w.press("Activate group push Laboratory")
	same(t, "Activating", w.scim.writes(), []string{"PATCH Groups", "PATCH Groups"})

	w.press("Unlink pushed group Laboratory")
	w.press("Unlink", "Leave the group in the target app", "on")
	same(t, "Leaving the group", w.scim.writes(), nil)
	holds(t, "Push Groups", w.text(), "No group is pushed.")

	w.scim.refusing("Groups are off.")
	w.pushGroup("Sales")
	holds(t, "The row", w.row("Sales"), "Unable to create Group Push mapping target App group Sales: Error while creating user group Sales: Forbidden. Errors reported by remote server: Groups are off.")
	w.scim.refusing("")
	w.press("Push now Sales")
	holds(t, "The row", w.row("Sales"), "Active")
	w.scim.took()
	w.press("Unlink pushed group Sales")
	w.press("Unlink", "Delete the group in the target app", "on")
	same(t, "Deleting the group", w.scim.writes(), []string{"DELETE Groups"})
}
