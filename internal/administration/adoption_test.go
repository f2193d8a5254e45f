package administration_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// ask lets Okta create somebody of a member's address, and returns what it was
// answered.
func (k okta) ask(member directory.Member) (directory.Identity, error) {
	return k.provisioning.CreateIdentity(k.Context(), k.caller(), directory.Assertion{
		UserName: member.Email, Name: member.Name, Emails: []string{member.Email}, Active: true, Resource: []byte(`{}`),
	})
}

func (k okta) confirm(caller administration.Caller, member directory.Member) error {
	return k.ConfirmAdoption(k.Context(), caller, k.company.id, member.ID, k.Connection.ID, member.Email)
}

func TestWhoLinksAnAdministratorToAProvider(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(9).okta()
		ada, manu := k.join("Ada", directory.RoleAdministrator), k.join("Manu", directory.RoleMember)
		other := k.join("Otto", directory.RoleAdministrator)
		wantRefusal(t, k.confirm(k.owner, ada), directory.Refused, "Okta has not asked for Ada. Assign them to the application there first, then link them here.")
		_, err := k.ask(ada)
		wantCode(t, err, directory.Taken)

		before := k.head()
		wantRefusal(t, k.confirm(callerOf(other), ada), directory.Refused,
			"Only an owner links an owner or administrator to an identity provider; ask one to do this.")
		wantRefusal(t, k.confirm(k.owner, manu), directory.Refused, "Okta has not asked for Manu. Assign them to the application there first, then link them here.")
		wantCode(t, k.confirm(k.owner, directory.Member{ID: "nobody"}), directory.NotFound)
		wantCode(t, k.ConfirmAdoption(t.Context(), k.owner, k.company.id, ada.ID, "nobody", ada.Email), directory.NotFound)
		wantRefusal(t, k.ConfirmAdoption(t.Context(), k.owner, k.company.id, ada.ID, k.Connection.ID, "mallory@acme.test"), directory.Refused,
			"Okta asks by now for Ada as "+ada.Email+". Open the member again and see whether that is them.")
		elsewhere := o.companyNamed("Elsewhere", 9)
		wantCode(t, k.ConfirmAdoption(t.Context(), elsewhere.owner, elsewhere.id, ada.ID, k.Connection.ID, ada.Email), directory.NotFound)
		k.wantTold(before)

		if err := k.confirm(k.owner, ada); err != nil {
			t.Fatal(err)
		}
		if err := k.confirm(k.owner, ada); err != nil {
			t.Errorf("confirming again is answered %v", err)
		}
		told := k.wantTold(before, directory.MemberAdoptionConfirmed)
		if entry := told[0]; entry.Member != ada.ID || entry.Connection != k.Connection.ID || entry.Actor != k.owner.Actor || entry.Personal.Subject != "Ada" {
			t.Errorf("the entry is %+v %+v", entry, entry.Personal)
		}
		if _, err := k.ask(ada); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, k.confirm(k.owner, ada), directory.Refused, "Okta has not asked for Ada. Assign them to the application there first, then link them here.")
	})
}

func TestNobodyIsLinkedWhoMayNotBe(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		change   func(k okta, ada directory.Member)
		sentence string
	}{
		"the connection is off": {
			func(k okta, _ directory.Member) { k.turnOff() },
			"The connection is off, or its policy adopts nobody. Look at it under Settings › Access management.",
		},
		"the policy adopts nobody": {func(k okta, _ directory.Member) {
			policy := k.Connection.Policy
			policy.ExistingMember = directory.RefuseExisting
			if _, err := k.ChangePolicy(k.Context(), k.owner, k.company.id, k.Connection.ID, policy); err != nil {
				k.Fatal(err)
			}
		}, "The connection is off, or its policy adopts nobody. Look at it under Settings › Access management."},
		"the role is taken away": {func(k okta, ada directory.Member) {
			if _, err := k.ChangeRole(k.Context(), k.owner, k.company.id, ada.ID, directory.RoleMember); err != nil {
				k.Fatal(err)
			}
		}, "Ada has no administrative role any more and needs no confirmation; try again there."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newOffice(t).company(9).okta()
			ada := k.join("Ada", directory.RoleAdministrator)
			_, err := k.ask(ada)
			wantCode(t, err, directory.Taken)
			of.change(k, ada)
			before := k.head()
			wantRefusal(t, k.confirm(k.owner, ada), directory.Refused, of.sentence)
			k.wantTold(before)
		})
	}
}

// TestAnAdoptedMemberIsLocked: what Okta asserts of somebody whom it adopted is its
// own to change while it is on, as of those whom it made.
func TestAnAdoptedMemberIsLocked(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(9).okta()
	manu := k.join("Manu", directory.RoleMember)
	if _, err := k.ask(manu); err != nil {
		t.Fatal(err)
	}
	const profile = "Okta decides the name and address of Manu. In Okta: Directory › People › Manu › Profile."
	wantRefusal(t, k.rename(manu.ID, "Manuel"), directory.Refused, profile)
	wantRefusal(t, k.readdress(manu.ID, "manuel@acme.test"), directory.Refused, profile)
	wantRefusal(t, k.deactivate(manu.ID), directory.Refused, "Okta decides whether Manu is active. In Okta: Applications › the application › Assignments.")
	wantCode(t, k.RemoveMember(t.Context(), k.owner, k.company.id, manu.ID), directory.Refused)
	if _, err := k.ChangeRole(t.Context(), k.owner, k.company.id, manu.ID, directory.RoleAdministrator); err != nil {
		t.Errorf("the role is refused: %v", err)
	}
	team := k.pushTeam("Engineering", k.company.member(manu.ID))
	if !administration.MayJoin(team, directory.Connection{}, k.company.member(manu.ID)) {
		t.Error("whoever Okta adopted may not join its team while it is off")
	}

	k.turnOff()
	if err := k.rename(manu.ID, "Manuel"); err != nil {
		t.Errorf("the name is refused while the connection is off: %v", err)
	}
	if err := k.deactivate(manu.ID); err != nil {
		t.Errorf("deactivation is refused while the connection is off: %v", err)
	}
}
