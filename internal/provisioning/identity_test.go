package provisioning_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

func TestCreatingMakesAMemberWithALicense(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	before := w.head()
	ana := w.create("ana")

	member := w.member(ana.Member)
	want := directory.Member{
		ID: ana.Member, Ordinal: ana.Ordinal, Origin: w.caller.Connection.ID, Identity: ana.ID,
		Name: "ana", Email: "ana@acme.test", Role: directory.RoleMember, Status: directory.MemberActive, Licensed: true,
		CreatedAt: member.CreatedAt, UpdatedAt: member.CreatedAt,
	}
	if diff := cmp.Diff(want, member); diff != "" {
		t.Errorf("the member differs (-want +got):\n%s", diff)
	}
	w.wantLicensesInUse(1)

	entries := w.since(before)
	if len(entries) != 1 {
		t.Fatalf("the journal has %d new entries, want 1", len(entries))
	}
	wantEntry := directory.Entry{
		Number: ana.Ordinal, At: ana.CreatedAt, Kind: directory.MemberCreated,
		Actor:      directory.Actor{Kind: directory.ActorConnection, ID: string(w.caller.Connection.ID), Name: "Okta (SCIM)"},
		Request:    "request-1",
		Connection: w.caller.Connection.ID, Identity: ana.ID, Member: ana.Member,
		License:  directory.LicenseTaken,
		Personal: &directory.Personal{Subject: "ana"},
	}
	if diff := cmp.Diff(wantEntry, entries[0]); diff != "" {
		t.Errorf("the entry differs (-want +got):\n%s", diff)
	}

	stored, err := w.view().Identity(w.caller.Connection.ID, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ana, stored); diff != "" {
		t.Errorf("what was answered is not what is stored (-answered +stored):\n%s", diff)
	}
}

func TestCreatingAnInactivePersonTakesNoLicense(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	assertion := person("ana")
	assertion.Active = false
	ana, err := w.service.CreateIdentity(t.Context(), w.caller, assertion)
	if err != nil {
		t.Fatal(err)
	}
	if member := w.member(ana.Member); member.Status != directory.MemberDeactivated || member.Licensed {
		t.Errorf("the member is %s, licensed %v; want deactivated, false", member.Status, member.Licensed)
	}
	w.wantLicensesInUse(0)
}

func TestAUserNameIsTakenWhileAnybodyHasIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	before := w.head()
	for _, name := range []string{"ana@acme.test", "ANA@acme.test", "ana@acme.test"} {
		again := person("other")
		again.UserName = name
		_, err := w.service.CreateIdentity(t.Context(), w.caller, again)
		wantCode(t, err, directory.Taken)
	}
	w.mustEdit(ana.ID, deactivate)
	_, err := w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
	wantCode(t, err, directory.Taken)
	w.wantKinds(before, directory.MemberWasDeactivated)

	bob := w.create("bob")
	_, err = w.edit(bob.ID, func(a *directory.Assertion) { a.UserName = "Ana@Acme.test" })
	wantCode(t, err, directory.Taken)

	// renaming frees the name, and so does deleting
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.UserName = "anna@acme.test" })
	ana2 := w.create("ana")
	if err := w.service.DeleteIdentity(t.Context(), w.caller, ana2.ID); err != nil {
		t.Fatal(err)
	}
	w.create("ana")
}

func TestChangingOnlyTheCaseOfAUserNameIsNoConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	edited := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.UserName = "Ana@acme.test" })
	if edited.UserName != "Ana@acme.test" {
		t.Errorf("the user name is %q, want it as it was sent", edited.UserName)
	}
}

func TestWithoutAFreeLicenseTheRefusalIsASentenceAndANotice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ana := w.create("ana")
	before := w.head()

	_, err := w.service.CreateIdentity(t.Context(), w.caller, person("bob"))
	wantCode(t, err, directory.NoLicense)
	for _, part := range []string{"bob@acme.test", "all 1 are in use", "retry in Okta"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the refusal %q does not say %q", err, part)
		}
	}
	w.wantKinds(before, directory.NoticeNoLicense)
	notice := w.since(before)[0]
	if notice.Identity != "" || notice.Personal.Subject != "bob" || notice.Personal.Reason != err.Error() {
		t.Errorf("the notice is %+v %+v; want bob, no identity, and the sentence", notice, notice.Personal)
	}

	// asked again, it is told once; that another is refused is told, too
	for _, again := range []string{"bob", "bob", "cy", "bob"} {
		_, err = w.service.CreateIdentity(t.Context(), w.caller, person(again))
		wantCode(t, err, directory.NoLicense)
	}
	w.wantKinds(before, directory.NoticeNoLicense, directory.NoticeNoLicense)

	// whoever leaves makes room, and cannot come back without it
	w.mustEdit(ana.ID, deactivate)
	w.create("bob")
	before = w.head()
	_, err = w.edit(ana.ID, reactivate)
	wantCode(t, err, directory.NoLicense)
	w.wantKinds(before, directory.NoticeNoLicense)
	if got := w.since(before)[0].Identity; got != ana.ID {
		t.Errorf("the notice is about identity %q, want %q", got, ana.ID)
	}
	stored, err := w.view().Identity(w.caller.Connection.ID, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	if stored.Active {
		t.Error("the refused reactivation was stored")
	}
	w.wantLicensesInUse(1)
}

func TestDeactivationAndReactivation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	before := w.head()

	w.mustEdit(ana.ID, deactivate)
	if member := w.member(ana.Member); member.Status != directory.MemberDeactivated || member.Licensed {
		t.Errorf("after deactivation the member is %s, licensed %v", member.Status, member.Licensed)
	}
	w.wantLicensesInUse(0)

	w.mustEdit(ana.ID, reactivate)
	if member := w.member(ana.Member); member.Status != directory.MemberActive || !member.Licensed {
		t.Errorf("after reactivation the member is %s, licensed %v", member.Status, member.Licensed)
	}
	w.wantLicensesInUse(1)
	w.wantKinds(before, directory.MemberWasDeactivated, directory.MemberReactivated)
}

func TestAnEditThatChangesNothingWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	before := w.head()
	got := w.mustEdit(ana.ID, func(*directory.Assertion) {})
	w.wantKinds(before)
	if diff := cmp.Diff(ana, got); diff != "" {
		t.Errorf("the identity differs (-before +after):\n%s", diff)
	}
}

func TestAnEditFollowsToTheMemberButNeverToTheRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	member := w.member(ana.Member)
	member.Role = directory.RoleAdministrator
	err := w.store.Update(t.Context(), w.caller.Connection.Organization, func(tx directory.Tx) error {
		return tx.UpdateMember(member)
	})
	if err != nil {
		t.Fatal(err)
	}
	before := w.head()
	w.mustEdit(ana.ID, func(a *directory.Assertion) {
		a.Name = "Ana Petrović"
		a.Emails = []string{"petrovic@acme.test"}
	})
	got := w.member(ana.Member)
	if got.Name != "Ana Petrović" || got.Email != "petrovic@acme.test" || got.Role != directory.RoleAdministrator {
		t.Errorf("the member is %q <%s>, %s; want the new name and address and the old role", got.Name, got.Email, got.Role)
	}
	w.wantKinds(before, directory.MemberUpdated)
	if diff := cmp.Diff([]directory.Change{{Field: "something", Before: "a", After: "b"}}, w.since(before)[0].Personal.Changes); diff != "" {
		t.Errorf("the entry's changes differ (-want +got):\n%s", diff)
	}
}

func TestAMemberWithoutAddressOrNameHasTheUserName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	assertion := person("ana")
	assertion.Name, assertion.Emails = "", nil
	ana, err := w.service.CreateIdentity(t.Context(), w.caller, assertion)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.member(ana.Member); got.Name != "ana@acme.test" || got.Email != "ana@acme.test" {
		t.Errorf("the member is %q <%s>, want the user name for both", got.Name, got.Email)
	}
}

func TestDeletingEndsTheIdentityAndKeepsTheMember(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	team := w.push("Engineering", ana.ID)
	before := w.head()
	if err := w.service.DeleteIdentity(t.Context(), w.caller, ana.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.view().Identity(w.caller.Connection.ID, ana.ID)
	wantCode(t, err, directory.NotFound)
	wantCode(t, w.service.DeleteIdentity(t.Context(), w.caller, ana.ID), directory.NotFound)
	if member := w.member(ana.Member); member.Status != directory.MemberDeactivated || member.Licensed {
		t.Errorf("the member is %s, licensed %v; want deactivated without license", member.Status, member.Licensed)
	}
	w.wantLicensesInUse(0)
	w.wantMembers(team.ID)
	w.wantKinds(before, directory.MemberDetached)
}

func TestRefusedEditsChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	before := w.head()
	boom := errors.New("the edit does not like it")
	_, err := w.service.EditIdentity(t.Context(), w.caller, ana.ID, func(directory.Assertion) (directory.Assertion, []directory.Change, error) {
		return directory.Assertion{}, nil, boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("error %v, want the edit's own", err)
	}
	_, err = w.edit(ana.ID, func(a *directory.Assertion) { a.UserName = "" })
	wantCode(t, err, directory.Invalid)
	_, err = w.edit("no-such-id", reactivate)
	wantCode(t, err, directory.NotFound)
	_, err = w.service.CreateIdentity(t.Context(), w.caller, directory.Assertion{})
	wantCode(t, err, directory.Invalid)
	w.wantKinds(before)
}
