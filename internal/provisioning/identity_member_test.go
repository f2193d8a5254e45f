package provisioning_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// changeMember writes a member past the rules.
func (w *world) changeMember(id directory.MemberID, change func(*directory.Member)) {
	w.t.Helper()
	member := w.member(id)
	change(&member)
	err := w.store.Update(w.t.Context(), w.caller.Connection.Organization, func(tx directory.Tx) error {
		return tx.UpdateMember(member)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) removeMember(id directory.MemberID) {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), w.caller.Connection.Organization, func(tx directory.Tx) error {
		return tx.DeleteMember(id)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func own(member *directory.Member) { member.Role = directory.RoleOwner }

// TestTheLastOwnerStays: whatever the provider does, somebody can still manage
// the organization.
func TestTheLastOwnerStays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana, bob := w.create("ana"), w.create("bob")
	w.changeMember(ana.Member, own)
	const sentence = "ana is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel." + completes
	before := w.head()
	_, err := w.edit(ana.ID, deactivate)
	if directory.CodeOf(err) != directory.Refused || err.Error() != sentence {
		t.Errorf("deactivating is answered %v, want %q", err, sentence)
	}
	err = w.service.DeleteIdentity(t.Context(), w.caller, ana.ID)
	if directory.CodeOf(err) != directory.Refused || err.Error() != sentence {
		t.Errorf("deleting is answered %v, want %q", err, sentence)
	}
	w.wantKinds(before, directory.NoticeLeavingRefused, directory.NoticeLeavingRefused)
	if member := w.member(ana.Member); member.Status != directory.MemberActive || member.Identity != ana.ID {
		t.Errorf("the owner is %+v, want active and spoken for", member)
	}
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })

	// another owner who cannot work is none
	w.changeMember(bob.Member, own)
	w.mustEdit(bob.ID, deactivate)
	if _, err := w.edit(ana.ID, deactivate); directory.CodeOf(err) != directory.Refused {
		t.Errorf("the only active owner is deactivated: %v", err)
	}
	w.mustEdit(bob.ID, reactivate)
	if member := w.member(ana.Member); member.Status != directory.MemberDeactivated || member.Identity != "" {
		t.Errorf("ana is %+v once there is another, want deactivated and deleted, as was asked", member)
	}
	wantCode(t, w.service.DeleteIdentity(t.Context(), w.caller, ana.ID), directory.NotFound)
	wantCode(t, w.service.DeleteIdentity(t.Context(), w.caller, bob.ID), directory.Refused)
}

func TestDeactivationSignsOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana, bob := w.create("ana"), w.create("bob")
	off := w.mustEdit(ana.ID, deactivate)
	if member := w.member(ana.Member); !member.SignedOutAt.Equal(off.UpdatedAt) {
		t.Errorf("signed out at %v, want %v", member.SignedOutAt, off.UpdatedAt)
	}
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
	if member := w.member(ana.Member); !member.SignedOutAt.Equal(off.UpdatedAt) {
		t.Errorf("a new name signs out at %v, want %v still", member.SignedOutAt, off.UpdatedAt)
	}
	if err := w.service.DeleteIdentity(t.Context(), w.caller, bob.ID); err != nil {
		t.Fatal(err)
	}
	if member := w.member(bob.Member); member.SignedOutAt.IsZero() || member.Identity != "" {
		t.Errorf("the deleted is %+v, want signed out and spoken for by nobody", member)
	}
}

// TestARemovedPersonComesBack: an identity without a member gets one, for a
// license, when it is asserted active, and once.
func TestARemovedPersonComesBack(t *testing.T) {
	t.Parallel()
	same := func(*directory.Assertion) {}
	for name, test := range map[string]struct {
		before, push func(*directory.Assertion)
	}{
		"pushed again":     {nil, same},
		"with a new name":  {nil, func(a *directory.Assertion) { a.Name = "Ana" }},
		"once reactivated": {deactivate, reactivate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ana := w.create("ana")
			team := w.push("Engineering", ana.ID)
			if test.before != nil {
				w.mustEdit(ana.ID, test.before)
			}
			w.removeMember(ana.Member)
			w.wantLicensesInUse(0)

			bob := w.create("bob") // takes the only license
			head := w.head()
			_, err := w.edit(ana.ID, test.push)
			wantCode(t, err, directory.NoLicense)
			w.wantKinds(head, directory.NoticeNoLicense)
			w.mustEdit(bob.ID, deactivate)

			head = w.head()
			back := w.mustEdit(ana.ID, test.push)
			w.mustEdit(ana.ID, test.push)
			w.wantKinds(head, directory.MemberCreated)
			member := w.member(back.Member)
			if member.ID == ana.Member || member.Identity != ana.ID || member.Status != directory.MemberActive || !member.Licensed || member.Name != back.Name {
				t.Errorf("back is %+v, want a new member for ana", member)
			}
			w.wantMembers(team.ID, ana.ID)
		})
	}
}

// TestARemovedPersonStaysAwayWhileDeactivated: nobody is to work.
func TestARemovedPersonStaysAwayWhileDeactivated(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ana := w.mustEdit(w.create("ana").ID, deactivate)
	w.removeMember(ana.Member)
	after := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
	if after.Member != "" {
		t.Errorf("the deactivated identity has the member %s, want none", after.Member)
	}
	w.wantLicensesInUse(0)
}

// TestWhoWasDeactivatedHereNeedsALicense: somebody took it while the connection
// was off, and the refusal comes before anything is written.
func TestWhoWasDeactivatedHereNeedsALicense(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ana := w.create("ana")
	w.changeMember(ana.Member, func(member *directory.Member) { member.Status = directory.MemberDeactivated })
	err := w.store.Update(t.Context(), w.caller.Connection.Organization, func(tx directory.Tx) error {
		return tx.ReleaseLicense(ana.Member)
	})
	if err != nil {
		t.Fatal(err)
	}
	w.create("bob")
	before := w.head()
	_, err = w.edit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
	wantCode(t, err, directory.NoLicense)
	w.wantKinds(before, directory.NoticeNoLicense)
}
