package scimserver_test

import (
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// TestLastOwner: no request ends the last active owner, and Okta is told what to
// do.
func TestLastOwner(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		identity, err := d.view(t).Identity(d.connection.ID, directory.IdentityID(ada.ID))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.admin.ChangeRole(t.Context(), administration.Operator(), d.organization.ID, identity.Member, directory.RoleOwner); err != nil {
			t.Fatal(err)
		}
		const detail = "Ada Lovelace is the last active owner and cannot be deactivated. Make somebody else an owner in the control panel, then retry in Okta."
		off := patchBody(`{"op":"replace","value":{"active":false}}`)
		d.writesNothing(t, "a refused end of the last owner", func() {
			d.patch(t, "/Users/"+ada.ID, off).refused(t, http.StatusForbidden, "", detail)
			d.delete(t, "/Users/"+ada.ID).refused(t, http.StatusForbidden, "", detail)
		})
		d.patch(t, "/Users/"+bob.ID, off).want(t, http.StatusOK)
	})
}
