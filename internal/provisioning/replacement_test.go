package provisioning_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

func replaceRenamed(p *directory.Policy) { p.UserNameChange = directory.ReplaceRenamed }

func renameTo(name string) func(*directory.Assertion) {
	return func(a *directory.Assertion) { a.UserName, a.Name = name, name }
}

// TestWhatAChangedUserNameDoes exchanges the rule's value for its sibling.
func TestWhatAChangedUserNameDoes(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		rule     directory.UserNameChange
		userName string
		replaced bool
	}{
		{directory.UpdateRenamed, "anna@acme.test", false},
		{directory.UpdateRenamed, "ANA@acme.test", false},
		{directory.ReplaceRenamed, "anna@acme.test", true},
		{directory.ReplaceRenamed, "ANA@Acme.Test", false}, // only another case
		{directory.ReplaceRenamed, "ana@acme.test", false}, // only another name to be shown by
	} {
		w := newWorld(t, 1) // none is free in the exchange
		w.rule(func(p *directory.Policy) { p.UserNameChange = of.rule })
		ana := w.create("ana")
		edited := w.mustEdit(ana.ID, renameTo(of.userName))
		what := fmt.Sprintf("%s to %s", of.rule, of.userName)
		if edited.ID != ana.ID || (edited.Member != ana.Member) != of.replaced {
			t.Errorf("%s: the identity is %s of member %s, was %s of %s; want another member: %t", what, edited.ID, edited.Member, ana.ID, ana.Member, of.replaced)
		}
		if got := w.member(edited.Member); got.Name != of.userName || got.Status != directory.MemberActive || !got.Licensed || got.Identity != ana.ID {
			t.Errorf("%s: the member is %+v", what, got)
		}
		w.wantLicensesInUse(1)
	}
}

func TestAReplacedMemberLeavesTheirPlaceToAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.rule(replaceRenamed)
	ana := w.create("ana")
	pushed := w.push("Engineering", ana.ID)
	byHand := directory.Team{ID: "by-hand", TeamAssertion: directory.TeamAssertion{Name: "Chess", Resource: []byte("{}")}}
	method := directory.LoginMethod{ID: "okta", Provider: directory.Okta, Protocol: directory.OIDC, Name: "Okta"}
	session := w.signIn(ana.Member, "secret")
	w.update(func(tx directory.Tx) error {
		if err := tx.CreateTeam(byHand); err != nil {
			return err
		}
		if _, err := tx.AddToManualTeam(byHand.ID, []directory.MemberID{ana.Member}); err != nil {
			return err
		}
		if err := tx.CreateLoginMethod(method); err != nil {
			return err
		}
		return tx.CreateLogin(directory.Login{Method: method.ID, Subject: "00uana", Member: ana.Member})
	})
	w.changeMember(ana.Member, func(m *directory.Member) { m.Role = directory.RoleAdministrator })
	before := w.head()
	edited := w.mustEdit(ana.ID, renameTo("anna@acme.test"))

	// The old account is invalidated, and keeps what SCIM does not grant.
	old := w.member(ana.Member)
	if old.Status != directory.MemberDeactivated || old.Licensed || old.Identity != "" || old.Name != "ana" || old.Email != "ana@acme.test" ||
		old.Role != directory.RoleAdministrator {
		t.Errorf("the old member is %+v", old)
	}
	_, err := w.store.SignedIn(t.Context(), session, w.service.Now())
	wantCode(t, err, directory.Unauthorized)
	logins, err := w.view().Logins(ana.Member)
	if err != nil || len(logins) != 0 {
		t.Errorf("what ties the old member to the provider is %v, %v; want nothing", logins, err)
	}

	// The new one is another person's account with the same identity.
	member := w.member(edited.Member)
	entries := w.since(before)
	want := directory.Member{
		ID: edited.Member, Ordinal: entries[0].Number, Origin: w.caller.Connection.ID, Identity: ana.ID,
		Name: "anna@acme.test", Email: "ana@acme.test", Role: directory.RoleMember, Status: directory.MemberActive, Licensed: true,
		CreatedAt: edited.UpdatedAt, UpdatedAt: edited.UpdatedAt,
	}
	if diff := cmp.Diff(want, member); diff != "" {
		t.Errorf("the new member differs (-want +got):\n%s", diff)
	}
	w.wantMembers(pushed.ID, ana.ID)
	teams, err := w.view().TeamsOfMembers([]directory.MemberID{ana.Member, edited.Member})
	if err != nil || len(teams) != 2 || teams[0].Member == teams[1].Member {
		t.Errorf("the teams are %v, %v; want the manual one with the old member and the pushed one with the new", teams, err)
	}
	w.wantKinds(before, directory.MemberReplaced)
	if entry := entries[0]; entry.Member != ana.Member || entry.Successor != edited.Member || entry.Identity != ana.ID ||
		entry.Personal.Subject != "ana" || len(entry.Personal.Named) != 1 || entry.Personal.Named[0] != "anna@acme.test" {
		t.Errorf("the entry is %+v %+v, want one that names both", entry, entry.Personal)
	}
	stored, err := w.view().Identity(w.caller.Connection.ID, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	stored.Teams = edited.Teams
	if diff := cmp.Diff(edited, stored); diff != "" {
		t.Errorf("what was answered is not what is stored (-answered +stored):\n%s", diff)
	}
	w.wantLicensesInUse(1)

	// What Okta sends next speaks of the new one.
	w.mustEdit(ana.ID, deactivate)
	if got := w.member(edited.Member); got.Status != directory.MemberDeactivated {
		t.Errorf("the new member is %s after deactivation", got.Status)
	}
	w.wantLicensesInUse(0)
}

func TestAReplacementIsActiveAsTheProviderSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.rule(replaceRenamed)
	ana := w.create("ana")
	gone := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.UserName, a.Active = "anna@acme.test", false })
	if got := w.member(gone.Member); gone.Member == ana.Member || got.Status != directory.MemberDeactivated || got.Licensed {
		t.Errorf("renamed and deactivated at once the member is %+v", got)
	}
	w.wantLicensesInUse(0)
	back := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.UserName, a.Active = "ana@acme.test", true })
	if got := w.member(back.Member); back.Member == gone.Member || got.Status != directory.MemberActive || !got.Licensed {
		t.Errorf("renamed and reactivated at once the member is %+v", got)
	}
	w.wantLicensesInUse(1)

	// Whoever holds no license finds none free.
	w.mustEdit(ana.ID, deactivate)
	w.create("bob")
	before := w.head()
	_, err := w.edit(ana.ID, func(a *directory.Assertion) { a.UserName, a.Active = "anna@acme.test", true })
	wantCode(t, err, directory.NoLicense)
	w.wantKinds(before, directory.NoticeNoLicense)
	w.wantLicensesInUse(1)
}

func TestTheLastOwnerIsNotReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.rule(replaceRenamed)
	ana := w.create("ana")
	w.changeMember(ana.Member, own)
	before := w.head()
	_, err := w.edit(ana.ID, renameTo("anna@acme.test"))
	wantSentence(t, err, directory.Refused,
		"ana is the last active owner and cannot be replaced. Make somebody else an owner in the control panel, then retry in Okta.")
	w.wantKinds(before, directory.NoticeRefused)
	w.wantLicensesInUse(1)
	bob := w.create("bob")
	_, err = w.edit(bob.ID, func(a *directory.Assertion) { a.UserName = "ana@acme.test" })
	wantCode(t, err, directory.Taken)
}
