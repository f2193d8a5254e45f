package scimserver_test

import (
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// TestLastOwner: no request ends the last active owner. Okta is told what to do,
// and it is done as soon as somebody else is an owner.
func TestLastOwner(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		d.makes(t, ada.ID, directory.RoleOwner)
		const detail = "Ada Lovelace is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel. What Okta asked for waits and is completed then by itself. Request "
		for range 2 {
			d.patch(t, "/Users/"+ada.ID, off).refused(t, http.StatusForbidden, "", detail)
		}
		d.delete(t, "/Users/"+ada.ID).refused(t, http.StatusForbidden, "", detail)
		d.writesNothing(t, "what waits already", func() {
			d.delete(t, "/Users/"+ada.ID).refused(t, http.StatusForbidden, "", detail)
			d.patch(t, "/Users/"+ada.ID, off).refused(t, http.StatusForbidden, "", detail)
		})
		d.makes(t, bob.ID, directory.RoleOwner)
		d.get(t, "/Users/"+ada.ID).want(t, http.StatusNotFound)
		d.patch(t, "/Users/"+bob.ID, off).want(t, http.StatusForbidden)
	})
}

var off = patchBody(`{"op":"replace","value":{"active":false}}`)

// makes gives somebody a role, as an owner does in the control panel.
func (d *door) makes(t testing.TB, id string, role directory.Role) {
	t.Helper()
	if _, err := d.admin.ChangeRole(t.Context(), administration.Operator(), d.organization.ID, d.memberOf(t, id), role); err != nil {
		t.Fatal(err)
	}
}

// memberOf is the member behind a user.
func (d *door) memberOf(t testing.TB, id string) directory.MemberID {
	t.Helper()
	identity, err := d.view(t).Identity(d.connection.ID, directory.IdentityID(id))
	if err != nil {
		t.Fatal(err)
	}
	return identity.Member
}
