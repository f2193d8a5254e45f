package administration_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (c company) planMerge(caller administration.Caller, member, with directory.Member) administration.MemberMerge {
	c.Helper()
	plan, err := c.PlanMemberMerge(c.Context(), caller, c.id, administration.MergeOfMembers{Member: member.ID, With: with.ID})
	if err != nil {
		c.Fatal(err)
	}
	return plan
}

// merge merges as the plan of this moment says.
func (c company) merge(caller administration.Caller, member, with directory.Member) (administration.MemberMerge, error) {
	c.Helper()
	plan := c.planMerge(caller, member, with)
	done, err := c.MergeMembers(c.Context(), caller, c.id, administration.MergeOfMembers{Member: member.ID, With: with.ID}, plan.Version)
	if err == nil && !cmp.Equal(plan, done) {
		c.Errorf("the preview said other than what was done (-preview +done):\n%s", cmp.Diff(plan, done))
	}
	return done, err
}

func (c company) mustMerge(member, with directory.Member) administration.MemberMerge {
	c.Helper()
	done, err := c.merge(c.owner, member, with)
	if err != nil {
		c.Fatal(err)
	}
	return done
}

// TestMergingTwoMembers: one entry names both, and everything of who goes is either
// the other's or gone.
func TestMergingTwoMembers(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		k := o.company(5).okta()
		old, fresh := k.join("Old Ana", directory.RoleMember), k.push("Ana Ruiz")
		both, only, apart := k.team("Both", old.ID, fresh.ID), k.team("Only", old.ID), k.team("Apart", fresh.ID)
		k.signedIn(old.ID)
		before := k.head()
		done := k.mustMerge(old, fresh) // whichever is named first
		if done.Stays.ID != fresh.ID || done.Goes.ID != old.ID || done.Choice {
			t.Errorf("%s stays and %s goes, by choice: %t; want Okta's to stay", done.Stays.Name, done.Goes.Name, done.Choice)
		}
		k.wantGone(old.ID)
		k.wantInUse(2) // Olga, and one of the two
		k.wantTeam(both.ID, "Ana Ruiz")
		k.wantTeam(only.ID, "Ana Ruiz")
		k.wantTeam(apart.ID, "Ana Ruiz")
		entry := k.wantTold(before, directory.MemberMerged)[0]
		if entry.Member != old.ID || entry.Successor != fresh.ID || entry.License != directory.LicenseReleased ||
			entry.Personal.Subject != "Old Ana" || !slices.Equal(entry.Personal.Named, []string{"Ana Ruiz"}) ||
			!slices.Equal(entry.Joined, []directory.TeamID{only.ID}) {
			t.Errorf("the journal tells %+v, %+v", entry, entry.Personal)
		}
		ended := []directory.Change{{Field: directory.EndedPassword, Before: "set"}, {Field: directory.EndedPasskeys, Before: "1"}}
		if diff := cmp.Diff(ended, entry.Personal.Changes); diff != "" {
			t.Errorf("what ended is told otherwise (-want +got):\n%s", diff)
		}
		after := k.member(fresh.ID)
		want := fresh
		want.UpdatedAt = after.UpdatedAt
		if diff := cmp.Diff(want, after); diff != "" || after.UpdatedAt.Equal(fresh.UpdatedAt) {
			t.Errorf("who stays is another (-before +after):\n%s", diff)
		}
		if sessions, err := k.view().Sessions(old.ID); err != nil || len(sessions) > 0 {
			t.Errorf("who is gone has sessions: %v, %v", sessions, err)
		}
		// The address is free, and a second merge finds nobody.
		k.invite("Old Ana", directory.RoleMember)
		_, err := k.PlanMemberMerge(t.Context(), k.owner, k.company.id, administration.MergeOfMembers{Member: old.ID, With: fresh.ID})
		wantCode(t, err, directory.NotFound)
	})
}

// signedIn opens a session and gives a passkey, both of the member's own.
func (c company) signedIn(id directory.MemberID) {
	c.Helper()
	err := c.Store.Update(c.Context(), c.id, func(tx directory.Tx) error {
		if err := tx.CreatePasskey(directory.Passkey{Member: id, CredentialID: []byte(id), Credential: []byte("{}"), Name: "Key", CreatedAt: c.Now()}); err != nil {
			return err
		}
		return tx.CreateSession(directory.Session{
			ID: directory.SessionID(c.NewID()), Hash: directory.SecretHash([]byte(fmt.Sprintf("%32.32s", id))),
			Organization: c.id, Member: id, CreatedAt: c.Now(), ExpiresAt: c.Now().Add(time.Hour),
		})
	})
	if err != nil {
		c.Fatal(err)
	}
}

// TestNoWayInMoves: who goes may be an administrator with a passkey, or a stranger
// with one. Neither key opens the other's account.
func TestNoWayInMoves(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	admin, pushed := k.join("Adam Admin", directory.RoleAdministrator), k.push("Paul Pushed")
	k.signedIn(admin.ID)
	err := k.Store.Update(t.Context(), k.company.id, func(tx directory.Tx) error {
		if err := tx.CreateLoginMethod(directory.LoginMethod{ID: "okta", Provider: directory.Okta, Protocol: directory.OIDC, Name: "Okta"}); err != nil {
			return err
		}
		return tx.CreateLogin(directory.Login{Method: "okta", Subject: "00u1", Member: admin.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	done := k.mustMerge(pushed, admin)
	if want := (administration.WaysIn{Password: true, Passkeys: 1, Logins: 1}); done.Ends != want || done.Stranded || !done.Administrative {
		t.Errorf("%+v end, want %+v; stranded: %t, administrative: %t", done.Ends, want, done.Stranded, done.Administrative)
	}
	if after := k.member(pushed.ID); after.Role != directory.RoleAdministrator {
		t.Errorf("the role is %s, want the higher one, given by an owner", after.Role)
	}
	for _, id := range []directory.MemberID{admin.ID, pushed.ID} {
		_, err := k.view().Password(id)
		wantCode(t, err, directory.NotFound)
		passkeys, _ := k.view().Passkeys(id)
		logins, _ := k.view().Logins(id)
		sessions, _ := k.view().Sessions(id)
		if len(passkeys)+len(logins)+len(sessions) > 0 {
			t.Errorf("%s has %v, %v, %v, want no way in", id, passkeys, logins, sessions)
		}
	}
	_, err = k.view().Login("okta", "00u1")
	wantCode(t, err, directory.NotFound)
}

// TestWhoStays: every row is one value away from another answer.
func TestWhoStays(t *testing.T) {
	t.Parallel()
	type pair struct {
		okta
		byHand, pushed directory.Member
	}
	for name, test := range map[string]struct {
		change  func(p *pair) (a, b directory.Member)
		stays   string // the name, or empty where it is refused
		choice  bool
		refused string
	}{
		"made by hand and provisioned": {func(p *pair) (a, b directory.Member) { return p.byHand, p.pushed }, "Petra Pushed", false, ""},
		"provisioned and made by hand": {func(p *pair) (a, b directory.Member) { return p.pushed, p.byHand }, "Petra Pushed", false, ""},
		"the connection is off":        {func(p *pair) (a, b directory.Member) { p.turnOff(); return p.byHand, p.pushed }, "Petra Pushed", false, ""},
		"the user was deleted": {func(p *pair) (a, b directory.Member) {
			if err := p.provisioning.DeleteIdentity(p.Context(), p.caller(), p.pushed.Identity); err != nil {
				p.Fatal(err)
			}
			return p.byHand, p.member(p.pushed.ID)
		}, "Hana Hand", true, ""},
		"both made by hand": {func(p *pair) (a, b directory.Member) { return p.byHand, p.join("Sara Second", directory.RoleMember) }, "Hana Hand", true, ""},
		"both living":       {func(p *pair) (a, b directory.Member) { return p.pushed, p.push("Sara Second") }, "", true, "Identity providers speak for both Petra Pushed and Sara Second, and would make anew whoever goes. Unassign one of them there, or turn a connection off under Settings › Access management, then merge them."},
		"both known, and off": {func(p *pair) (a, b directory.Member) {
			second := p.push("Sara Second")
			p.turnOff()
			return p.pushed, second
		}, "Petra Pushed", true, ""},
		"one deactivated there": {func(p *pair) (a, b directory.Member) {
			second := p.push("Sara Second")
			p.letAdministratorsRemove()
			if err := p.say(p.pushed.Identity, false); err != nil {
				p.Fatal(err)
			}
			return p.member(p.pushed.ID), second
		}, "Sara Second", false, ""},
		"one deactivated there, and only the provider removes": {func(p *pair) (a, b directory.Member) {
			second := p.push("Sara Second")
			if err := p.say(p.pushed.Identity, false); err != nil {
				p.Fatal(err)
			}
			return p.member(p.pushed.ID), second
		}, "", false, "While the connection is on, only Okta removes people. The connection's policy can let administrators remove who is deactivated."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newOffice(t).company(6).okta()
			p := pair{k, k.join("Hana Hand", directory.RoleMember), k.push("Petra Pushed")}
			a, b := test.change(&p)
			plan := p.planMerge(p.owner, a, b)
			if plan.Choice != test.choice {
				t.Errorf("choice: %t, want %t", plan.Choice, test.choice)
			}
			before := p.head()
			done, err := p.merge(p.owner, a, b)
			if test.refused != "" {
				wantRefusal(t, err, directory.Refused, test.refused)
				p.wantTold(before)
				return
			}
			if err != nil || done.Stays.Name != test.stays {
				t.Fatalf("%s stays, %v; want %s", done.Stays.Name, err, test.stays)
			}
		})
	}
}

// TestTheCallerChooses where nothing else decides.
func TestTheCallerChooses(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(6).okta()
	a, b, pushed := k.join("Ona One", directory.RoleMember), k.join("Tia Two", directory.RoleMember), k.push("Petra Pushed")
	of := func(with, stays directory.Member) administration.MemberMerge {
		plan, err := k.PlanMemberMerge(t.Context(), k.owner, k.company.id, administration.MergeOfMembers{Member: a.ID, With: with.ID, Stays: stays.ID})
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	if plan := of(b, b); plan.Stays.ID != b.ID || plan.Refusal != nil || plan.Version == of(b, a).Version {
		t.Errorf("%s stays, %v; want the one that was chosen", plan.Stays.Name, plan.Refusal)
	}
	if plan := of(pushed, a); plan.Stays.ID != pushed.ID || plan.Refusal == nil || plan.Refusal.Message != "An identity provider knows Petra Pushed and would not find Ona One, so Petra Pushed stays." {
		t.Errorf("%s stays, %v; want Okta's, and a refusal of the other", plan.Stays.Name, plan.Refusal)
	}
	_, err := k.PlanMemberMerge(t.Context(), k.owner, k.company.id, administration.MergeOfMembers{Member: a.ID, With: a.ID})
	wantRefusal(t, err, directory.Invalid, "A merge takes two: choose another member.")
}
