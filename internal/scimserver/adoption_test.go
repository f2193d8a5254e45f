package scimserver_test

import (
	"net/http"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// invite makes a member by hand.
func (d *door) invite(t testing.TB, email string, role directory.Role) (directory.Member, error) {
	t.Helper()
	return d.admin.InviteMember(t.Context(), administration.Operator(), d.organization.ID, administration.Invitation{Name: "By hand", Email: email, Role: role})
}

// membersOf returns who has an address.
func (d *door) membersOf(t testing.TB, email string) []directory.Member {
	t.Helper()
	found, err := d.view(t).MembersByEmail(email)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestAdoption: Okta creates somebody who is here already.
func TestAdoption(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{licenses: 2})
		manu, err := d.invite(t, "manu@example.com", directory.RoleMember)
		if err != nil {
			t.Fatal(err)
		}
		owner, err := d.invite(t, "Owner@example.com", directory.RoleOwner)
		if err != nil {
			t.Fatal(err)
		}

		// Who was made by hand is no user: neither looked up nor imported.
		for _, filter := range []string{`userName eq "manu@example.com"`, `emails eq "manu@example.com"`, `active eq true`} {
			if ids := d.lookup(t, "/Users", filter); len(ids) != 0 {
				t.Errorf("%s finds %v before anybody was created", filter, ids)
			}
		}
		if list := decode[wireList[wireUser]](t, d.get(t, "/Users").want(t, http.StatusOK)); *list.TotalResults != 0 || len(list.Resources) != 0 {
			t.Errorf("an import finds %+v before anybody was created", list.Resources)
		}

		user := d.person(t, "MANU@example.com") // 201, although no license is free
		if got := d.membersOf(t, "manu@example.com"); len(got) != 1 || got[0].ID != manu.ID || string(got[0].Identity) != user.ID || got[0].Role != directory.RoleMember {
			t.Errorf("the members of that address are %+v", got)
		}
		if ids := d.lookup(t, "/Users", `userName eq "manu@example.com"`); !slices.Equal(ids, []string{user.ID}) {
			t.Errorf("the lookup finds %v, want %s", ids, user.ID)
		}

		const detail = "By hand is an owner here already, and is linked to Okta only once an owner has confirmed it. Open Members › By hand › Link to Okta, then retry."
		d.post(t, "/Users", personBody("owner@example.com")).refused(t, http.StatusConflict, "uniqueness", detail)
		d.writesNothing(t, "asking again", func() {
			d.post(t, "/Users", personBody("owner@example.com")).refused(t, http.StatusConflict, "uniqueness", detail)
		})
		if err := d.admin.ConfirmAdoption(t.Context(), administration.Operator(), d.organization.ID, owner.ID, d.connection.ID, "owner@example.com"); err != nil {
			t.Fatal(err)
		}
		d.person(t, "owner@example.com")
		if got := d.membersOf(t, "owner@example.com"); len(got) != 1 || got[0].ID != owner.ID || got[0].Role != directory.RoleOwner || got[0].AdoptedBy != d.connection.ID {
			t.Errorf("the members of the owner's address are %+v", got)
		}
		d.wantInUse(t, 2)
	})
}

// addressed is somebody whose address is not their user name.
func addressed(userName, email string) string {
	return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"` + userName +
		`","displayName":"Ada Lovelace","emails":[{"value":"` + email + `","type":"work","primary":true}],"active":true}`
}

func (d *door) wantInUse(t testing.TB, want int) {
	t.Helper()
	licenses, err := d.view(t).Licenses()
	if err != nil || licenses.InUse != want {
		t.Errorf("%d licenses are in use, %v; want %d", licenses.InUse, err, want)
	}
}

// TestOtherArrivals: the vendors' rules for who arrives, over HTTP.
func TestOtherArrivals(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		refusing := directory.Standard()
		refusing.ExistingMember = directory.RefuseExisting
		d := newDoor(t, engine, doorOptions{policy: refusing})
		if _, err := d.invite(t, "manu@example.com", directory.RoleMember); err != nil {
			t.Fatal(err)
		}
		d.post(t, "/Users", personBody("manu@example.com")).refused(t, http.StatusConflict, "uniqueness",
			"By hand has the address manu@example.com already and was made by hand in the control panel; the connection's policy keeps Okta from taking them over. Remove them under Members, or let the policy adopt them, then retry in Okta.")

		// NordPass: Okta tells people apart by their address.
		d = d.beside(t, doorOptions{policy: directory.NordPassPreset.Policy()})
		ada := decode[wireUser](t, d.post(t, "/Users", addressed("ada", "ada@example.com")).want(t, http.StatusCreated))
		d.post(t, "/Users", addressed("other", "ADA@example.com")).refused(t, http.StatusConflict, "uniqueness",
			`The email address "ada@example.com" is taken by the user "ada" with the id `+ada.ID+
				`, and the connection's policy tells people apart by it; link to that user, or choose another address.`)
		if ids := d.lookup(t, "/Users", `emails eq "ada@example.com"`); !slices.Equal(ids, []string{ada.ID}) {
			t.Errorf("the lookup by address finds %v, want %s", ids, ada.ID)
		}

		// Nulab: the user name is the address, and another one is another account.
		nulab := directory.NulabPreset.Policy()
		nulab.SSOPrerequisite = directory.SuggestSSO
		d = d.beside(t, doorOptions{policy: nulab, licenses: 1})
		bob := decode[wireUser](t, d.post(t, "/Users", addressed("bob@example.com", "bob@elsewhere.example")).want(t, http.StatusCreated))
		old := d.membersOf(t, "bob@example.com")
		d.patch(t, "/Users/"+bob.ID, patchBody(`{"op":"replace","value":{"userName":"robert@example.com"}}`)).want(t, http.StatusOK)
		now := d.user(t, bob.ID)
		if now.ID != bob.ID || now.UserName != "robert@example.com" {
			t.Errorf("the user is %+v", now)
		}
		gone, fresh := d.membersOf(t, "bob@example.com"), d.membersOf(t, "robert@example.com")
		if len(old) != 1 || len(gone) != 1 || len(fresh) != 1 || gone[0].ID != old[0].ID || fresh[0].ID == old[0].ID ||
			gone[0].Status != directory.MemberDeactivated || !fresh[0].Licensed {
			t.Errorf("the old member is %+v and the new one %+v", gone, fresh)
		}
		d.wantInUse(t, 1)
		if got := d.membersOf(t, "bob@elsewhere.example"); len(got) != 0 {
			t.Errorf("the ignored address finds %v", got)
		}
	})
}

// TestOneAddressManyWays: Okta's creates and an invitation race for one address,
// and one member comes out of it.
func TestOneAddressManyWays(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		for range 12 {
			email := directory.NewID() + "@example.com"
			var made, invited atomic.Int64
			together(t, 4, func(worker int) {
				if worker == 0 {
					switch _, err := d.invite(t, email, directory.RoleMember); directory.CodeOf(err) {
					case 0:
						invited.Add(1)
					case directory.Taken:
					default:
						t.Errorf("the invitation is answered %v", err)
					}
					return
				}
				switch got := d.post(t, "/Users", personBody(email)); got.status {
				case http.StatusCreated:
					made.Add(1)
				case http.StatusConflict:
				default:
					t.Errorf("the creation is answered %d %s", got.status, got.body)
				}
			})
			found := d.membersOf(t, email)
			if made.Load() != 1 || len(found) != 1 || found[0].Identity == "" || (found[0].AdoptedBy != "") != (invited.Load() == 1) {
				t.Errorf("%d users and %d invitations were made, of which came %+v", made.Load(), invited.Load(), found)
			}
		}
		d.wantInUse(t, 12)
	})
}
