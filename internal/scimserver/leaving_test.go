package scimserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// doorUnder is a door whose connection has these rules.
func doorUnder(t *testing.T, engine engine, change func(*directory.Policy)) *door {
	t.Helper()
	policy := directory.Standard()
	change(&policy)
	return newDoor(t, engine, doorOptions{policy: policy})
}

// requestID is the id of the request that an answer answers.
func (a answer) requestID() string { return a.header.Get("X-Request-Id") }

// goers are the ways in which providers say that somebody leaves.
func goers(d *door, id string) map[string]func(t testing.TB) answer {
	return map[string]func(t testing.TB) answer{
		"catalog app": func(t testing.TB) answer { return d.patch(t, "/Users/"+id, off) },
		"wizard app": func(t testing.TB) answer {
			return d.put(t, "/Users/"+id, strings.Replace(personBody("ada@example.com"), `"active":true`, `"active":false`, 1))
		},
		"Entra ID": func(t testing.TB) answer {
			return d.patch(t, "/Users/"+id, patchBody(`{"op":"Replace","path":"active","value":"False"},{"op":"Replace","path":"title","value":"Gone"}`))
		},
	}
}

// comers are the ways in which providers say that somebody works.
func comers(d *door, id string) map[string]func(t testing.TB) answer {
	return map[string]func(t testing.TB) answer{
		"catalog app": func(t testing.TB) answer {
			return d.patch(t, "/Users/"+id, patchBody(`{"op":"replace","value":{"active":true}}`))
		},
		"wizard app": func(t testing.TB) answer { return d.put(t, "/Users/"+id, personBody("ada@example.com")) },
		"Entra ID": func(t testing.TB) answer {
			return d.patch(t, "/Users/"+id, patchBody(`{"op":"Replace","path":"active","value":"True"}`))
		},
	}
}

// TestProtectedAdministrator: an administrator stays, in every dialect; the
// refusal says what to do and names its request, nothing of what waits is seen
// from outside, and it is done when the role is removed.
func TestProtectedAdministrator(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, name := range []string{"catalog app", "wizard app", "Entra ID"} {
			for _, removes := range []bool{false, true} {
				d := doorUnder(t, engine, func(p *directory.Policy) {
					p.ProtectAdmins = directory.ProtectRoles
					if removes {
						p.Deprovision = directory.DeprovisionRemoves
					}
				})
				ada := d.person(t, "ada@example.com")
				crew := d.pushed(t, "Crew", ada.ID)
				member := d.memberOf(t, ada.ID)
				d.makes(t, ada.ID, directory.RoleAdministrator)
				asWas := string(d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK).body)

				head := d.head(t)
				refusal := goers(d, ada.ID)[name](t)
				refusal.refused(t, http.StatusForbidden, "", "Ada Lovelace is an administrator here", "Request "+refusal.requestID()+".")
				told := d.journal(t, head)
				if len(told) != 1 || told[0].Kind != directory.NoticeLeavingRefused || told[0].Request != refusal.requestID() || told[0].Member != member {
					t.Errorf("%s: the journal tells %+v, want the refusal under its request", name, told)
				}
				d.writesNothing(t, "what waits already", func() {
					for range 3 {
						goers(d, ada.ID)[name](t).refused(t, http.StatusForbidden, "", "Ada Lovelace is an administrator here")
					}
				})
				if now := string(d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK).body); now != asWas {
					t.Errorf("%s: the user was answered as\n%s\nand is now\n%s", name, asWas, now)
				}

				d.makes(t, ada.ID, directory.RoleMember)
				if gone := d.user(t, ada.ID); gone.Active == nil || *gone.Active || len(gone.Groups) != 1 {
					t.Errorf("%s: the user is %+v, want not active and in their group", name, gone)
				}
				if ids := d.lookup(t, "/Users", `active eq false`); len(ids) != 1 {
					t.Errorf("%s: %d users are found as not active, want 1", name, len(ids))
				}
				if group := d.group(t, crew.ID); group.Members == nil || len(*group.Members) != 1 {
					t.Errorf("%s: the group is %+v, want her in it", name, group)
				}
				_, err := d.view(t).Member(member)
				if gone := directory.CodeOf(err) == directory.NotFound; gone != removes {
					t.Errorf("%s: the member is gone: %v, want %v", name, gone, removes)
				}
				goers(d, ada.ID)[name](t).want(t, http.StatusOK)

				comers(d, ada.ID)[name](t).want(t, http.StatusOK)
				if same := d.memberOf(t, ada.ID) == member; same == removes {
					t.Errorf("%s: who comes back is the same member: %v, want %v", name, same, !removes)
				}
			}
		}
	})
}

// TestActiveTakesALeaverBack: whoever is said to be active stays, in every
// dialect; what says nothing about it changes nothing of what waits.
func TestActiveTakesALeaverBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, name := range []string{"catalog app", "wizard app", "Entra ID"} {
			d := doorUnder(t, engine, func(p *directory.Policy) { p.ProtectAdmins = directory.ProtectRoles })
			ada := d.person(t, "ada@example.com")
			d.makes(t, ada.ID, directory.RoleAdministrator)
			goers(d, ada.ID)[name](t).want(t, http.StatusForbidden)

			d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":"nickName","value":"Countess"}`)).want(t, http.StatusOK)
			d.put(t, "/Users/"+ada.ID, strings.Replace(personBody("ada@example.com"), `,"active":true`, ``, 1)).want(t, http.StatusOK)
			if pending, err := provisioning.ReadPending(d.view(t)); err != nil || len(pending) != 1 {
				t.Errorf("%s: pending is %+v, %v after news of something else, want one", name, pending, err)
			}

			head := d.head(t)
			comers(d, ada.ID)[name](t).want(t, http.StatusOK)
			told := d.journal(t, head)
			if len(told) == 0 || told[0].Kind != directory.MemberLeavingCancelled {
				t.Errorf("%s: the journal tells %+v, want what was cancelled", name, told)
			}
			d.makes(t, ada.ID, directory.RoleMember)
			if user := d.user(t, ada.ID); user.Active == nil || !*user.Active {
				t.Errorf("%s: the user is %+v, want active", name, user)
			}
		}
	})
}

// TestSCIMDelete: on the wire the identity ends, whatever becomes of the member:
// 204, then 404, the name free, and who is created again has a new id.
func TestSCIMDelete(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, rule := range []directory.SCIMDelete{directory.DeleteDeactivates, directory.DeleteRemoves} {
			d := doorUnder(t, engine, func(p *directory.Policy) { p.SCIMDelete = rule })
			ada := d.person(t, "ada@example.com")
			member := d.memberOf(t, ada.ID)
			d.delete(t, "/Users/"+ada.ID).want(t, http.StatusNoContent)
			d.delete(t, "/Users/"+ada.ID).want(t, http.StatusNotFound)
			d.get(t, "/Users/"+ada.ID).want(t, http.StatusNotFound)
			if ids := d.lookup(t, "/Users", `userName eq "ada@example.com"`); len(ids) > 0 {
				t.Errorf("%s: the name is taken by %v", rule, ids)
			}
			left, err := d.view(t).Member(member)
			if gone := directory.CodeOf(err) == directory.NotFound; gone != (rule == directory.DeleteRemoves) || !gone && left.Status != directory.MemberDeactivated {
				t.Errorf("%s: the member is %+v, %v", rule, left, err)
			}
			again := d.person(t, "ada@example.com")
			if same := d.memberOf(t, again.ID) == member; again.ID == ada.ID || same != (rule == directory.DeleteDeactivates) {
				t.Errorf("%s: created again under %s, before %s, as the same member: %v", rule, again.ID, ada.ID, same)
			}
		}
	})
}

// TestProtectedFromDeletion: DELETE is refused while a role is held, and ends the
// identity when it is removed.
func TestProtectedFromDeletion(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := doorUnder(t, engine, func(p *directory.Policy) { p.ProtectAdmins = directory.ProtectRoles })
		ada := d.person(t, "ada@example.com")
		d.makes(t, ada.ID, directory.RoleAdministrator)
		refusal := d.delete(t, "/Users/"+ada.ID)
		refusal.refused(t, http.StatusForbidden, "", "change the role to Member", "Request "+refusal.requestID()+".")
		d.user(t, ada.ID)
		d.makes(t, ada.ID, directory.RoleMember)
		d.get(t, "/Users/"+ada.ID).want(t, http.StatusNotFound)
		d.person(t, "ada@example.com")
	})
}

// TestRoleGoesAsTheLeaverDoes: whichever of the two comes first, the person is out
// once both have been answered.
func TestRoleGoesAsTheLeaverDoes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := doorUnder(t, engine, func(p *directory.Policy) {
			p.ProtectAdmins, p.Deprovision = directory.ProtectRoles, directory.DeprovisionRemoves
		})
		ids := d.people(t, 24)
		for _, id := range ids {
			d.makes(t, id, directory.RoleAdministrator)
		}
		together(t, 2*len(ids), func(worker int) {
			id := ids[worker/2]
			if worker%2 == 0 {
				if got := d.patch(t, "/Users/"+id, off); got.status != http.StatusOK && got.status != http.StatusForbidden {
					t.Errorf("deactivating is answered %d %s", got.status, got.body)
				}
				return
			}
			// Who was removed already cannot lose a role.
			identity, err := d.view(t).Identity(d.connection.ID, directory.IdentityID(id))
			if err != nil || identity.Member == "" {
				t.Errorf("the identity is %+v, %v before its role is gone", identity, err)
				return
			}
			if _, err := d.admin.ChangeRole(t.Context(), administration.Operator(), d.organization.ID, identity.Member, directory.RoleMember); err != nil {
				t.Errorf("removing a role: %v", err)
			}
		})
		for _, id := range ids {
			if identity, err := d.view(t).Identity(d.connection.ID, directory.IdentityID(id)); err != nil || identity.Active || identity.Member != "" || identity.Leaving.Waits() {
				t.Errorf("%s is %+v, %v; want them gone", id, identity, err)
			}
		}
		if counts, err := d.view(t).CountMembers(); err != nil || counts.Total() != 0 {
			t.Errorf("%d members are left, %v", counts.Total(), err)
		}
		if licenses, err := d.view(t).Licenses(); err != nil || licenses.InUse != 0 {
			t.Errorf("%d licenses are in use, %v", licenses.InUse, err)
		}
	})
}

// TestTwoOwnersLeaveAtOnce: one goes, and the other is the last and waits.
func TestTwoOwnersLeaveAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ids := d.people(t, 2)
		for _, id := range ids {
			d.makes(t, id, directory.RoleOwner)
		}
		statuses := make([]int, len(ids))
		together(t, len(ids), func(worker int) { statuses[worker] = d.patch(t, "/Users/"+ids[worker], off).status })
		if statuses[0]+statuses[1] != http.StatusOK+http.StatusForbidden {
			t.Errorf("the two are answered %v, want one done and one refused", statuses)
		}
		if pending, err := provisioning.ReadPending(d.view(t)); err != nil || len(pending) != 1 {
			t.Errorf("pending is %+v, %v; want one", pending, err)
		}
	})
}
