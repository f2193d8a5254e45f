package administration_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) deactivate(id directory.MemberID) error {
	_, err := c.DeactivateMember(c.Context(), c.owner, c.id, id)
	return err
}

func (c company) reactivate(id directory.MemberID) error {
	_, err := c.ReactivateMember(c.Context(), c.owner, c.id, id)
	return err
}

func (c company) wantStatus(id directory.MemberID, want directory.MemberStatus) {
	c.Helper()
	if got := c.member(id); got.Status != want || got.Licensed != (want != directory.MemberDeactivated) {
		c.Errorf("%s is %s with a license: %v; want %s", got.Name, got.Status, got.Licensed, want)
	}
}

func TestDeactivatingAndReactivating(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(5)
		ana := c.join("Ana Ruiz", directory.RoleMember)
		err := c.Store.Update(t.Context(), c.id, func(tx directory.Tx) error {
			return tx.CreateLink(directory.Link{
				ID: "link", Hash: directory.SecretHash{1}, Organization: c.id, Kind: directory.LinkSignIn, Member: ana.ID,
				CreatedAt: ana.CreatedAt, ExpiresAt: ana.CreatedAt.AddDate(1, 0, 0),
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		c.wantInUse(2)
		before := c.head()
		for range 2 { // the second time does nothing
			off, err := c.DeactivateMember(t.Context(), c.owner, c.id, ana.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(off, c.member(ana.ID)); diff != "" {
				t.Errorf("another member is stored (-answered +stored):\n%s", diff)
			}
		}
		c.wantStatus(ana.ID, directory.MemberDeactivated)
		c.wantInUse(1)
		if off := c.member(ana.ID); !off.SignedOutAt.Equal(off.UpdatedAt) || off.SignedOutAt.IsZero() {
			t.Errorf("signed out at %v, want the time of the deactivation, %v", off.SignedOutAt, off.UpdatedAt)
		}
		link, err := c.Store.Link(t.Context(), directory.SecretHash{1})
		if err != nil || link.RevokedAt.IsZero() {
			t.Errorf("the sign-in link is %+v, %v; want it revoked", link, err)
		}
		for range 2 {
			on, err := c.ReactivateMember(t.Context(), c.owner, c.id, ana.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(on, c.member(ana.ID)); diff != "" {
				t.Errorf("another member is stored (-answered +stored):\n%s", diff)
			}
		}
		c.wantStatus(ana.ID, directory.MemberActive)
		c.wantInUse(2)
		told := c.wantTold(before, directory.MemberWasDeactivated, directory.MemberReactivated)
		want := []directory.Change{{Field: "status", Before: "active", After: "deactivated"}}
		if diff := cmp.Diff(want, told[0].Personal.Changes); diff != "" {
			t.Errorf("the changes differ (-want +got):\n%s", diff)
		}
	})
}

// TestWhoNeverJoinedIsInvitedAgain: they have no way to sign in.
func TestWhoNeverJoinedIsInvitedAgain(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	ines := c.invite("Ines Invited", directory.RoleMember)
	if err := errors.Join(c.deactivate(ines.ID), c.reactivate(ines.ID)); err != nil {
		t.Fatal(err)
	}
	c.wantStatus(ines.ID, directory.MemberInvited)

	err := c.Store.Update(t.Context(), c.id, func(tx directory.Tx) error {
		return tx.CreatePasskey(directory.Passkey{Member: ines.ID, CredentialID: []byte("id"), Credential: []byte("key"), Name: "Key", CreatedAt: ines.CreatedAt})
	})
	if err := errors.Join(err, c.deactivate(ines.ID), c.reactivate(ines.ID)); err != nil {
		t.Fatal(err)
	}
	c.wantStatus(ines.ID, directory.MemberActive)
}

func TestDeactivationsThatAreRefused(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	adam := c.join("Adam Admin", directory.RoleAdministrator)
	admin := callerOf(adam)
	before := c.head()
	_, err := c.DeactivateMember(t.Context(), admin, c.id, adam.ID)
	wantRefusal(t, err, directory.Refused, "You cannot deactivate yourself; ask another owner or administrator.")
	_, err = c.DeactivateMember(t.Context(), admin, c.id, c.olga.ID)
	wantRefusal(t, err, directory.Refused, "Olga Owner is an owner, and your own role is below that; ask an owner to do this.")
	_, err = c.DeactivateMember(t.Context(), administration.Operator(), c.id, c.olga.ID)
	wantRefusal(t, err, directory.Refused, "Olga Owner is the last active owner. Make somebody else an owner first.")
	wantCode(t, c.deactivate("nobody"), directory.NotFound)
	c.wantTold(before)
	c.wantInUse(2)

	second := c.join("Second Owner", directory.RoleOwner)
	if _, err := c.DeactivateMember(t.Context(), administration.Operator(), c.id, c.olga.ID); err != nil {
		t.Errorf("one of two owners cannot be deactivated: %v", err)
	}
	_, err = c.ReactivateMember(t.Context(), admin, c.id, c.olga.ID)
	wantRefusal(t, err, directory.Refused, "Olga Owner is an owner, and your own role is below that; ask an owner to do this.")
	_, err = c.DeactivateMember(t.Context(), administration.Operator(), c.id, second.ID)
	wantRefusal(t, err, directory.Refused, "Second Owner is the last active owner. Make somebody else an owner first.")
}

func TestReactivationTakesALicense(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(2)
	ana := c.join("Ana Ruiz", directory.RoleMember)
	if err := c.deactivate(ana.ID); err != nil {
		t.Fatal(err)
	}
	c.join("Bob Berg", directory.RoleMember)
	before := c.head()
	wantRefusal(t, c.reactivate(ana.ID), directory.NoLicense,
		"No license is free for Ana Ruiz: all 2 are in use. Buy more licenses or deactivate someone, then reactivate them again.")
	c.wantTold(before)
	c.wantStatus(ana.ID, directory.MemberDeactivated)
}

func TestAProviderDecidesWhoIsActiveWhileItIsOn(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana, bob := k.push("Ana Ruiz"), k.push("Bob Berg")
	wantRefusal(t, k.deactivate(ana.ID), directory.Refused,
		"Okta decides whether Ana Ruiz is active. In Okta: Applications › the application › Assignments.")
	if err := k.say(bob.Identity, false); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, k.reactivate(bob.ID), directory.Refused,
		"Okta decides whether Bob Berg is active. In Okta: Applications › the application › Assignments.")

	k.turnOff()
	if err := errors.Join(k.deactivate(ana.ID), k.reactivate(bob.ID)); err != nil {
		t.Errorf("refused while the connection is off: %v", err)
	}
	k.wantStatus(ana.ID, directory.MemberDeactivated)
	k.wantStatus(bob.ID, directory.MemberActive)

	// Okta says still that Ana is active and Bob is not: it has nothing to send, so
	// people may.
	k.turnOn()
	if err := errors.Join(k.reactivate(ana.ID), k.deactivate(bob.ID)); err != nil {
		t.Errorf("what Okta asserts is refused: %v", err)
	}
	wantRefusal(t, k.reactivate(bob.ID), directory.Refused,
		"Okta decides whether Bob Berg is active. In Okta: Applications › the application › Assignments.")
	wantRefusal(t, k.deactivate(ana.ID), directory.Refused,
		"Okta decides whether Ana Ruiz is active. In Okta: Applications › the application › Assignments.")
}

// TestOperatorsNeedNoLicense: the installation's people do not use the product.
func TestOperatorsNeedNoLicense(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	installation, err := o.CreateOrganizationFrom(t.Context(), administration.Operator(), administration.NewOrganization{Name: "Muster", Kind: directory.Installation})
	if err != nil {
		t.Fatal(err)
	}
	member, err := o.InviteMember(t.Context(), administration.Operator(), installation.ID, invitation("Olga Operator", directory.RoleOwner))
	if err != nil || member.Licensed {
		t.Fatalf("invited %+v, %v; want no license", member, err)
	}
	if _, err := o.DeactivateMember(t.Context(), administration.Operator(), installation.ID, member.ID); err != nil {
		t.Fatal(err)
	}
	member, err = o.ReactivateMember(t.Context(), administration.Operator(), installation.ID, member.ID)
	if err != nil || member.Status != directory.MemberInvited || member.Licensed {
		t.Errorf("reactivated %+v, %v; want invited without a license", member, err)
	}
}
