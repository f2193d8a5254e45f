package administration_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) remove(id directory.MemberID) error {
	return c.RemoveMember(c.Context(), c.owner, c.id, id)
}

func (c company) wantGone(id directory.MemberID) {
	c.Helper()
	_, err := c.view().Member(id)
	wantCode(c.T, err, directory.NotFound)
}

func TestRemovingAMember(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		ana := c.join("Ana Ruiz", directory.RoleMember)
		design, err := c.CreateTeam(t.Context(), c.owner, c.id, "Design", []directory.MemberID{ana.ID, c.olga.ID})
		if err != nil {
			t.Fatal(err)
		}
		before := c.head()
		if err := c.remove(ana.ID); err != nil {
			t.Fatal(err)
		}
		c.wantGone(ana.ID)
		c.wantInUse(1)
		if team, err := c.view().AnyTeam(design.ID); err != nil || team.Size != 1 {
			t.Errorf("the team is %+v, %v; want one member", team, err)
		}
		told := c.wantTold(before, directory.MemberRemoved)
		if told[0].Member != ana.ID || told[0].Personal.Subject != "Ana Ruiz" {
			t.Errorf("the journal tells %+v, want Ana's removal", told[0])
		}
		wantCode(t, c.remove(ana.ID), directory.NotFound)
	})
}

func TestRemovalsThatAreRefused(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	admin := callerOf(c.join("Adam Admin", directory.RoleAdministrator))
	before := c.head()
	wantRefusal(t, c.remove(c.olga.ID), directory.Refused, "You cannot remove yourself; ask another owner or administrator.")
	wantRefusal(t, c.RemoveMember(t.Context(), admin, c.id, c.olga.ID), directory.Refused,
		"Olga Owner is an owner, and your own role is below that; ask an owner to do this.")
	wantRefusal(t, c.RemoveMember(t.Context(), administration.Operator(), c.id, c.olga.ID), directory.Refused,
		"Olga Owner is the last active owner. Make somebody else an owner first.")
	c.wantTold(before)
	c.join("Second Owner", directory.RoleOwner)
	if err := c.RemoveMember(t.Context(), administration.Operator(), c.id, c.olga.ID); err != nil {
		t.Errorf("one of two owners cannot be removed: %v", err)
	}
}

// TestWhoMayRemoveAProvisionedMember goes through both values of the policy, with
// the connection on and off.
func TestWhoMayRemoveAProvisionedMember(t *testing.T) {
	t.Parallel()
	const assignments = " In Okta: Applications › the application › Assignments."
	for _, test := range []struct {
		name                             string
		administrators, deactivated, off bool
		sentence                         string // empty where it is allowed
	}{
		{"provider, active", false, false, false, "Okta decides whether Ana Ruiz is here." + assignments},
		{"provider, deactivated", false, true, false, "While the connection is on, only Okta removes people. The connection's policy can let administrators remove who is deactivated."},
		{"administrators, active", true, false, false, "Ana Ruiz can be removed here once Okta has deactivated them." + assignments},
		{"administrators, deactivated", true, true, false, ""},
		{"off, active", false, false, true, ""},
		{"off, deactivated", false, true, true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := newOffice(t).company(5).okta()
			ana := k.push("Ana Ruiz")
			if test.administrators {
				k.letAdministratorsRemove()
			}
			if test.deactivated {
				if err := k.say(ana.Identity, false); err != nil {
					t.Fatal(err)
				}
			}
			if test.off {
				k.turnOff()
			}
			if test.sentence != "" {
				wantRefusal(t, k.remove(ana.ID), directory.Refused, test.sentence)
				k.member(ana.ID)
				return
			}
			if err := k.remove(ana.ID); err != nil {
				t.Fatal(err)
			}
			k.wantGone(ana.ID)
			identity, err := k.view().Identity(k.Connection.ID, ana.Identity)
			if err != nil || identity.Member != "" {
				t.Errorf("the identity is %+v, %v; want it there, with nobody behind it", identity, err)
			}
		})
	}
}

// TestWhoTheProviderDeletedIsOurs: nothing is asserted of them any more.
func TestWhoTheProviderDeletedIsOurs(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana := k.push("Ana Ruiz")
	if err := k.provisioning.DeleteIdentity(t.Context(), k.caller(), ana.Identity); err != nil {
		t.Fatal(err)
	}
	if err := k.rename(ana.ID, "Anna"); err != nil {
		t.Errorf("the name of somebody whom Okta deleted is locked: %v", err)
	}
	if err := k.remove(ana.ID); err != nil {
		t.Errorf("somebody whom Okta deleted cannot be removed: %v", err)
	}
}

// TestWhoWasRemovedComesBackWithTheProvider: an identity that stayed gets a new
// member when the provider asserts it active.
func TestWhoWasRemovedComesBackWithTheProvider(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana := k.push("Ana Ruiz")
	k.turnOff()
	if err := k.remove(ana.ID); err != nil {
		t.Fatal(err)
	}
	k.wantInUse(1)
	k.turnOn()
	before := k.head()
	for range 2 { // the same profile again, as Okta sends it all day
		if err := k.say(ana.Identity, true); err != nil {
			t.Fatal(err)
		}
	}
	identity, err := k.view().Identity(k.Connection.ID, ana.Identity)
	if err != nil {
		t.Fatal(err)
	}
	back := k.member(identity.Member)
	if back.ID == ana.ID || back.Name != "Ana Ruiz" || back.Status != directory.MemberActive || back.Identity != ana.Identity || back.Origin != k.Connection.ID {
		t.Errorf("back is %+v, want a new member for Ana", back)
	}
	k.wantInUse(2)
	told := k.since(before)
	if len(told) != 1 || told[0].Kind != directory.MemberCreated || told[0].Member != back.ID {
		t.Errorf("the journal tells %+v, want one new member", told)
	}
}
