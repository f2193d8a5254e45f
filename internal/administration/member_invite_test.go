package administration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

func TestInvitingSomebody(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		design, err := c.CreateTeam(t.Context(), c.owner, c.id, "Design", nil)
		if err != nil {
			t.Fatal(err)
		}
		before := c.head()
		wanted := invitation("  Ana Ruiz ", "")
		wanted.Teams = []directory.TeamID{design.ID, design.ID}
		ana, err := c.InviteMember(t.Context(), c.owner, c.id, wanted)
		if err != nil {
			t.Fatal(err)
		}
		if ana.Name != "Ana Ruiz" || ana.Status != directory.MemberInvited || ana.Role != directory.RoleMember || !ana.Licensed {
			t.Errorf("invited %+v, want Ana Ruiz, a licensed member", ana)
		}
		if diff := cmp.Diff(ana, c.member(ana.ID)); diff != "" {
			t.Errorf("another member is stored (-answered +stored):\n%s", diff)
		}
		c.wantInUse(2)
		told := c.wantTold(before, directory.MemberWasInvited, directory.TeamMembersChanged)
		if told[0].Member != ana.ID || told[0].Number != ana.Ordinal || told[0].Personal.Subject != "Ana Ruiz" {
			t.Errorf("the journal tells %+v, want Ana's invitation", told[0])
		}
		wantChanges := []directory.Change{{Field: "email", After: "Ana@acme.test"}, {Field: "role", After: "member"}}
		if diff := cmp.Diff(wantChanges, told[0].Personal.Changes); diff != "" {
			t.Errorf("the changes differ (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]directory.MemberID{ana.ID}, told[1].AddedMembers); told[1].Team != design.ID || diff != "" {
			t.Errorf("the team's entry is %+v, want Ana in %s", told[1], design.ID)
		}
	})
}

func TestWhoCannotBeInvited(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(7).okta()
	admin := callerOf(k.join("Adam Admin", directory.RoleAdministrator))
	k.invite("Ines Invited", directory.RoleMember)
	gone := k.join("Gus Gone", directory.RoleMember)
	if _, err := k.DeactivateMember(t.Context(), k.owner, k.company.id, gone.ID); err != nil {
		t.Fatal(err)
	}
	k.push("Petra Pushed")
	left := k.push("Leo Left")
	if err := k.say(left.Identity, false); err != nil {
		t.Fatal(err)
	}
	crew := k.pushTeam("Crew")
	k.invite("Full House", directory.RoleMember)
	k.invite("Last One", directory.RoleMember) // 6 licenses: Olga, Adam, Ines, Petra, Full, Last

	before := k.head()
	for name, test := range map[string]struct {
		name, email string
		role        directory.Role
		teams       []directory.TeamID
		code        directory.Code
		sentence    string
	}{
		"no name":      {"", "new@acme.test", "", nil, directory.Invalid, "A member needs a name."},
		"no address":   {"New", "new", "", nil, directory.Invalid, "A member needs an email address, such as ana@example.com."},
		"no such role": {"New", "new@acme.test", "king", nil, directory.Invalid, "A role is member, administrator or owner; choose one of them."},
		"above": {
			"New", "new@acme.test", directory.RoleOwner, nil, directory.Refused,
			"Nobody grants a role above their own; ask an owner to make New an owner.",
		},
		"has it": {
			"New", "OLGA@acme.test", "", nil, directory.Taken,
			"Olga Owner has the address Olga@acme.test already. Open them in the list of members, or use another address.",
		},
		"was invited": {
			"New", "ines@acme.test", "", nil, directory.Taken,
			"Ines Invited has the address Ines@acme.test already. They were invited and have not joined yet: make a new invitation link for them.",
		},
		"is deactivated": {
			"New", "gus@acme.test", "", nil, directory.Taken,
			"Gus Gone has the address Gus@acme.test already. They are deactivated: reactivate them instead.",
		},
		"was provisioned": {
			"New", "petra@acme.test", "", nil, directory.Taken,
			"Petra Pushed has the address Petra@acme.test already. Open them in the list of members, or use another address.",
		},
		"was deactivated by Okta": {
			"New", "leo@acme.test", "", nil, directory.Taken,
			"Leo Left has the address Leo@acme.test already. They are deactivated. Okta decides whether Leo Left is active. In Okta: Applications › the application › Assignments.",
		},
		"provisioned team": {
			"New", "new@acme.test", "",
			[]directory.TeamID{crew.ID},
			directory.Refused,
			"Crew was provisioned, and whoever is invited by hand cannot join it. Choose a team that was made here.",
		},
		"no license": {
			"New", "new@acme.test", "", nil, directory.NoLicense,
			"No license is free for New: all 6 are in use. Buy more licenses or deactivate someone, then invite them again.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			wanted := invitation("New", test.role)
			wanted.Name, wanted.Email, wanted.Teams = test.name, test.email, test.teams
			if err := k.SetLicenses(t.Context(), k.owner, k.company.id, 7); err != nil {
				t.Fatal(err)
			}
			if test.code == directory.NoLicense {
				if err := k.SetLicenses(t.Context(), k.owner, k.company.id, 6); err != nil {
					t.Fatal(err)
				}
			}
			_, err := k.InviteMember(t.Context(), admin, k.company.id, wanted)
			wantRefusal(t, err, test.code, test.sentence)
		})
	}
	for _, entry := range k.since(before) {
		if entry.Kind != directory.LicensesChanged {
			t.Errorf("the journal tells of %s, want no invitation", entry.Kind)
		}
	}
	wanted := invitation("New", "")
	wanted.Teams = []directory.TeamID{"nobody"}
	_, err := k.InviteMember(t.Context(), admin, k.company.id, wanted)
	wantCode(t, err, directory.NotFound)
}

// TestOffFreesAddressesToReactivate: while the connection is off, whoever it
// deactivated is reactivated here.
func TestOffFreesAddressesToReactivate(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	left := k.push("Leo Left")
	if err := k.say(left.Identity, false); err != nil {
		t.Fatal(err)
	}
	k.turnOff()
	_, err := k.InviteMember(t.Context(), k.owner, k.company.id, invitation("Leo Again", ""))
	wantRefusal(t, err, directory.Taken, "Leo Left has the address Leo@acme.test already. They are deactivated: reactivate them instead.")
}
