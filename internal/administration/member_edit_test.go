package administration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) rename(id directory.MemberID, name string) error {
	_, err := c.EditMember(c.Context(), c.owner, c.id, id, administration.MemberEdit{Name: &name})
	return err
}

func (c company) readdress(id directory.MemberID, email string) error {
	_, err := c.EditMember(c.Context(), c.owner, c.id, id, administration.MemberEdit{Email: &email})
	return err
}

func TestEditingAMember(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		ana := c.join("Ana Ruiz", directory.RoleMember)
		before := c.head()
		name, email, role := " Ana Ruiz Castillo ", "ana.ruiz@acme.test", directory.RoleAdministrator
		edited, err := c.EditMember(t.Context(), c.owner, c.id, ana.ID, administration.MemberEdit{Name: &name, Email: &email, Role: &role})
		if err != nil {
			t.Fatal(err)
		}
		if edited.Name != "Ana Ruiz Castillo" || edited.Email != email || edited.Role != role || !edited.UpdatedAt.After(ana.UpdatedAt) {
			t.Errorf("edited to %+v", edited)
		}
		if diff := cmp.Diff(edited, c.member(ana.ID)); diff != "" {
			t.Errorf("another member is stored (-answered +stored):\n%s", diff)
		}
		told := c.wantTold(before, directory.MemberUpdated, directory.MemberRoleChanged)
		want := [][]directory.Change{
			{{Field: "name", Before: "Ana Ruiz", After: "Ana Ruiz Castillo"}, {Field: "email", Before: "Ana@acme.test", After: email}},
			{{Field: "role", Before: "member", After: "administrator"}},
		}
		if diff := cmp.Diff(want, [][]directory.Change{told[0].Personal.Changes, told[1].Personal.Changes}); diff != "" {
			t.Errorf("the changes differ (-want +got):\n%s", diff)
		}

		before = c.head()
		again, err := c.EditMember(t.Context(), c.owner, c.id, ana.ID, administration.MemberEdit{Name: &name, Email: &email, Role: &role})
		if err != nil || !again.UpdatedAt.Equal(edited.UpdatedAt) {
			t.Errorf("the same edit again answers %+v, %v; want nothing written", again, err)
		}
		c.wantTold(before)
	})
}

func TestEditsThatAreRefused(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	ana, bob := c.join("Ana Ruiz", directory.RoleMember), c.join("Bob Berg", directory.RoleMember)
	before := c.head()
	wantRefusal(t, c.rename(ana.ID, "  "), directory.Invalid, "A member needs a name.")
	wantRefusal(t, c.readdress(ana.ID, "ana at acme"), directory.Invalid, "A member needs an email address, such as ana@example.com.")
	wantRefusal(t, c.readdress(ana.ID, "BOB@acme.test"), directory.Taken,
		"Bob Berg has the address Bob@acme.test already. Open them in the list of members, or use another address.")
	wantCode(t, c.rename("nobody", "New"), directory.NotFound)
	c.wantTold(before)
	if err := c.readdress(bob.ID, "BOB@acme.test"); err != nil {
		t.Errorf("a member's own address in another spelling is refused: %v", err)
	}
}

func TestWhatAProviderDecidesIsEditedWhileItIsOff(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana := k.push("Ana Ruiz")
	const refusal = "Okta decides the name and address of Ana Ruiz. In Okta: Directory › People › Ana Ruiz › Profile."
	before := k.head()
	wantRefusal(t, k.rename(ana.ID, "Anna"), directory.Refused, refusal)
	wantRefusal(t, k.readdress(ana.ID, "anna@acme.test"), directory.Refused, refusal)
	if err := k.rename(ana.ID, "Ana Ruiz"); err != nil {
		t.Errorf("what changes nothing is refused: %v", err)
	}
	k.wantTold(before)
	if _, err := k.ChangeRole(t.Context(), k.owner, k.company.id, ana.ID, directory.RoleAdministrator); err != nil {
		t.Errorf("a role is refused: %v", err)
	}

	k.turnOff()
	if err := k.rename(ana.ID, "Anna"); err != nil {
		t.Errorf("the name is refused while the connection is off: %v", err)
	}
	if err := k.readdress(ana.ID, "anna@acme.test"); err != nil {
		t.Errorf("the address is refused while the connection is off: %v", err)
	}
	edited := k.member(ana.ID)
	if edited.Name != "Anna" || edited.Email != "anna@acme.test" || edited.Origin != k.Connection.ID || edited.Identity != ana.Identity {
		t.Errorf("edited to %+v, want Anna, still of Okta", edited)
	}
	k.turnOn()
	wantRefusal(t, k.rename(ana.ID, "Ana"), directory.Refused, "Okta decides the name and address of Anna. In Okta: Directory › People › Anna › Profile.")
}

// TestAProvidersStrangeAddressStaysEditable: a user name without @ is an address
// nobody could enter here.
func TestAProvidersStrangeAddressStaysEditable(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	identity, err := k.provisioning.CreateIdentity(t.Context(), k.caller(), directory.Assertion{UserName: "ana", Active: true, Resource: []byte(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
	k.turnOff()
	if err := k.rename(identity.Member, "Ana Ruiz"); err != nil {
		t.Errorf("the name is refused for the sake of the address: %v", err)
	}
}

// TestRolesAreGrantedFromAbove: who may make whom what, and who may change whom.
func TestRolesAreGrantedFromAbove(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	second := c.join("Second Owner", directory.RoleOwner)
	adam := c.join("Adam Admin", directory.RoleAdministrator)
	ana := c.join("Ana Ruiz", directory.RoleMember)
	invited := c.invite("Ines Invited", directory.RoleMember)
	owner, admin, member := c.owner, callerOf(adam), callerOf(ana)
	for _, test := range []struct {
		caller   administration.Caller
		id       directory.MemberID
		role     directory.Role
		sentence string // empty where it is allowed
	}{
		{admin, ana.ID, directory.RoleOwner, "Nobody grants a role above their own; ask an owner to make Ana Ruiz an owner."},
		{admin, second.ID, directory.RoleMember, "Second Owner is an owner, and your own role is below that; ask an owner to do this."},
		{member, invited.ID, directory.RoleAdministrator, "Nobody grants a role above their own; ask an owner to make Ines Invited an administrator."},
		{member, adam.ID, directory.RoleMember, "Adam Admin is an administrator, and your own role is below that; ask an owner to do this."},
		{admin, adam.ID, directory.RoleOwner, "Nobody grants a role above their own; ask an owner to make Adam Admin an owner."},
		{admin, invited.ID, directory.RoleAdministrator, ""},
		{admin, invited.ID, directory.RoleMember, ""},
		{owner, invited.ID, directory.RoleOwner, ""},
		{administration.Operator(), ana.ID, directory.RoleOwner, ""},
		{owner, second.ID, directory.RoleMember, ""},
		{owner, ana.ID, directory.RoleMember, ""},
		{owner, c.olga.ID, directory.RoleMember, "Olga Owner is the last active owner. Make somebody else an owner first."}, // Ines is invited only
	} {
		before := c.member(test.id).Role
		changed, err := c.ChangeRole(t.Context(), test.caller, c.id, test.id, test.role)
		if test.sentence != "" {
			wantRefusal(t, err, directory.Refused, test.sentence)
			if got := c.member(test.id).Role; got != before {
				t.Errorf("the refused role is %s, want %s", got, before)
			}
			continue
		}
		if err != nil || changed.Role != test.role || c.member(test.id).Role != test.role {
			t.Errorf("%s to %s by %s: %+v, %v", test.id, test.role, test.caller.Actor.Name, changed, err)
		}
	}
	_, err := c.ChangeRole(t.Context(), owner, c.id, ana.ID, "king")
	wantRefusal(t, err, directory.Invalid, "A role is member, administrator or owner; choose one of them.")
}

// TestAnOwnersProfileIsNotAnAdministrators: with the address of an owner goes the
// way to sign in as them.
func TestAnOwnersProfileIsNotAnAdministrators(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	admin := callerOf(c.join("Adam Admin", directory.RoleAdministrator))
	email := "mine@acme.test"
	_, err := c.EditMember(t.Context(), admin, c.id, c.olga.ID, administration.MemberEdit{Email: &email})
	wantRefusal(t, err, directory.Refused, "Olga Owner is an owner, and your own role is below that; ask an owner to do this.")
}

// TestSomebodyWasFaster: a change of what looked otherwise is refused.
func TestSomebodyWasFaster(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	ana := c.join("Ana Ruiz", directory.RoleMember)
	late := c
	late.owner.Seen = ana.UpdatedAt
	if err := late.rename(ana.ID, "Anna"); err != nil {
		t.Errorf("the first is refused: %v", err)
	}
	const sentence = "Somebody else changed this after you opened it; look at it again and repeat your change."
	wantRefusal(t, late.rename(ana.ID, "Anne"), directory.Refused, sentence)
	_, err := c.DeactivateMember(t.Context(), late.owner, c.id, ana.ID)
	wantRefusal(t, err, directory.Refused, sentence)
	wantRefusal(t, c.RemoveMember(t.Context(), late.owner, c.id, ana.ID), directory.Refused, sentence)
}
