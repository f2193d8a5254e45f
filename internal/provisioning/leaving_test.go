package provisioning_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// worldUnder is a world whose connection has these rules.
func worldUnder(t *testing.T, rules ...string) *world {
	t.Helper()
	w := newWorld(t, 9)
	w.ruled(rules...)
	return w
}

// rule changes rules of the connection, named as rule=value, as an administrator
// does.
func (w *world) ruled(rules ...string) {
	w.t.Helper()
	policy := w.caller.Connection.Policy
	for _, each := range rules {
		name, value, _ := strings.Cut(each, "=")
		for _, rule := range directory.PolicyRules() {
			if rule.Name == name {
				rule.Put(&policy, value)
			}
		}
	}
	connection, err := w.office().ChangePolicy(w.t.Context(), operator, w.caller.Connection.Organization, w.caller.Connection.ID, policy)
	if err != nil {
		w.t.Fatal(err)
	}
	w.caller.Connection = connection
}

// makes gives a member a role, as an owner does in the control panel.
func (w *world) makes(id directory.MemberID, role directory.Role) {
	w.t.Helper()
	if _, err := w.office().ChangeRole(w.t.Context(), operator, w.caller.Connection.Organization, id, role); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) delete(id directory.IdentityID) error {
	return w.service.DeleteIdentity(w.t.Context(), w.caller, id)
}

// asks is a request that ends somebody's access.
type asks struct {
	name string
	does func(w *world, id directory.IdentityID) error
}

var (
	deactivates = asks{"deactivate", func(w *world, id directory.IdentityID) error { _, err := w.edit(id, deactivate); return err }}
	deletes     = asks{"delete", (*world).delete}
)

// TestLeaving holds, of each rule and each request, what becomes of a member.
func TestLeaving(t *testing.T) {
	t.Parallel()
	const stays, goes = true, false
	for _, test := range []struct {
		rules []string
		asks  asks
		stays bool
		kind  directory.EntryKind
	}{
		{nil, deactivates, stays, directory.MemberWasDeactivated},
		{[]string{"deprovision=remove"}, deactivates, goes, directory.MemberRemoved},
		{[]string{"scim_delete=remove"}, deactivates, stays, directory.MemberWasDeactivated},
		{nil, deletes, stays, directory.MemberDetached},
		{[]string{"deprovision=remove"}, deletes, stays, directory.MemberDetached},
		{[]string{"scim_delete=remove"}, deletes, goes, directory.MemberRemoved},
	} {
		t.Run(test.asks.name+" "+strings.Join(test.rules, " "), func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, test.rules...)
			ana := w.create("ana")
			team := w.push("Engineering", ana.ID)
			before := w.head()
			if err := test.asks.does(w, ana.ID); err != nil {
				t.Fatal(err)
			}
			w.wantKinds(before, test.kind)
			if entry := w.since(before)[0]; entry.Member != ana.Member || entry.Identity != ana.ID || entry.Personal.Subject != "ana" || entry.Request != "request-1" {
				t.Errorf("the journal tells %+v, want ana by her ids and name, and the request", entry)
			}
			w.wantLicensesInUse(0)
			member, err := w.view().Member(ana.Member)
			if here := err == nil; here != test.stays {
				t.Errorf("the member is here: %v, %v; want %v", here, err, test.stays)
			}
			if test.stays && (member.Status != directory.MemberDeactivated || member.SignedOutAt.IsZero()) {
				t.Errorf("the member is %+v, want deactivated and signed out", member)
			}
			identity, err := w.view().Identity(ana.Connection, ana.ID)
			if test.asks.name == "delete" {
				wantCode(t, err, directory.NotFound)
				w.wantMembers(team.ID)
				return
			}
			if err != nil || identity.Active || (identity.Member != "") != test.stays {
				t.Errorf("the identity is %+v, %v; want it readable, not active, and with its member if that stays", identity, err)
			}
			w.wantMembers(team.ID, ana.ID)
			if err := test.asks.does(w, ana.ID); err != nil {
				t.Errorf("asked again: %v", err)
			}
			w.wantKinds(before, test.kind)

			back := w.mustEdit(ana.ID, reactivate)
			if same := back.Member == ana.Member; same != test.stays || w.member(back.Member).Status != directory.MemberActive {
				t.Errorf("who comes back is the same member: %v, want %v", same, test.stays)
			}
			w.wantMembers(team.ID, ana.ID)
			w.wantLicensesInUse(1)
		})
	}
}

// TestRemovedMembersTakeTheirThingsAlong: what people gave somebody goes with
// them, and who comes back is somebody new.
func TestRemovedMembersTakeTheirThingsAlong(t *testing.T) {
	t.Parallel()
	for _, asks := range []asks{deactivates, deletes} {
		t.Run(asks.name, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "deprovision=remove", "scim_delete=remove")
			ana, bob := w.create("ana"), w.create("bob")
			w.makes(ana.Member, directory.RoleAdministrator)
			manual := w.manualTeam("Book club", ana.Member, bob.Member)
			if err := asks.does(w, ana.ID); err != nil {
				t.Fatal(err)
			}
			if team, err := w.view().AnyTeam(manual); err != nil || team.Size != 1 {
				t.Errorf("the manual team is %+v, %v; want bob alone", team, err)
			}
			var back directory.Identity
			if asks.name == "delete" {
				back = w.create("ana")
			} else {
				back = w.mustEdit(ana.ID, reactivate)
			}
			if member := w.member(back.Member); member.ID == ana.Member || member.Role != directory.RoleMember || !member.Licensed {
				t.Errorf("back is %+v, want a new member without a role", member)
			}
		})
	}
}

// TestWhoWasDeletedIsFoundAgain: by the externalId, under a new id, while the
// member is there.
func TestWhoWasDeletedIsFoundAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	ana := w.create("ana")
	w.makes(ana.Member, directory.RoleAdministrator)
	manual := w.manualTeam("Book club", ana.Member)
	for range 2 {
		if err := w.delete(ana.ID); err != nil {
			t.Fatal(err)
		}
		before := w.head()
		again := person("anna") // she married, and is the same to Okta
		again.ExternalID = "00uana"
		back, err := w.service.CreateIdentity(t.Context(), w.caller, again)
		if err != nil {
			t.Fatal(err)
		}
		w.wantKinds(before, directory.MemberAttached)
		member := w.member(back.Member)
		if back.ID == ana.ID || back.Member != ana.Member || member.Identity != back.ID || member.Name != "anna" ||
			member.Status != directory.MemberActive || !member.Licensed || member.Role != directory.RoleAdministrator {
			t.Errorf("back is %+v as %+v, want ana's member under a new id", member, back)
		}
		if team, err := w.view().AnyTeam(manual); err != nil || team.Size != 1 {
			t.Errorf("the manual team is %+v, %v; want her in it still", team, err)
		}
		ana = back
	}
	w.wantLicensesInUse(1)
	bob := person("bob")
	bob.ExternalID = "00uana" // she is spoken for
	if other, err := w.service.CreateIdentity(t.Context(), w.caller, bob); err != nil || other.Member == ana.Member {
		t.Errorf("another of the same externalId is %+v, %v; want a member of their own", other, err)
	}
}

// TestWhoIsNotFoundAgain: nobody is taken over by a guess.
func TestWhoIsNotFoundAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rules   []string
		between func(w *world, ana directory.Identity)
		again   func(*directory.Assertion)
	}{
		"another externalId": {again: func(a *directory.Assertion) { a.ExternalID = "00UANA" }},
		"no externalId":      {again: func(a *directory.Assertion) { a.ExternalID = "" }},
		"was removed":        {rules: []string{"scim_delete=remove"}},
		"was removed here":   {between: func(w *world, ana directory.Identity) { w.removeMember(ana.Member) }},
		"works here with a role since": {between: func(w *world, ana directory.Identity) {
			if _, err := w.office().ReactivateMember(w.t.Context(), operator, w.caller.Connection.Organization, ana.Member); err != nil {
				w.t.Fatal(err)
			}
			w.makes(ana.Member, directory.RoleAdministrator)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, test.rules...)
			ana := w.create("ana")
			if err := w.delete(ana.ID); err != nil {
				t.Fatal(err)
			}
			if test.between != nil {
				test.between(w, ana)
			}
			again, before := person("ana"), w.head()
			if test.again != nil {
				test.again(&again)
			}
			back, err := w.service.CreateIdentity(t.Context(), w.caller, again)
			if err != nil || back.Member == ana.Member {
				t.Errorf("back is %+v, %v; want a member of their own", back, err)
			}
			w.wantKinds(before, directory.MemberCreated)
		})
	}
}

// manualTeam makes a team by hand.
func (w *world) manualTeam(name string, members ...directory.MemberID) directory.TeamID {
	w.t.Helper()
	team, err := w.office().CreateTeam(w.t.Context(), operator, w.caller.Connection.Organization, name, members)
	if err != nil {
		w.t.Fatal(err)
	}
	return team.ID
}

// TestBeingFoundAgainIsNoWayToAnAccount: deleting and creating takes nobody
// further than an edit would.
func TestBeingFoundAgainIsNoWayToAnAccount(t *testing.T) {
	t.Parallel()
	createAs := func(w *world, userName, externalID string) (directory.Identity, error) {
		again := person(userName)
		again.UserName, again.Emails = userName+"@acme.test", []string{userName + "@acme.test"}
		again.ExternalID = externalID
		return w.service.CreateIdentity(t.Context(), w.caller, again)
	}
	for _, role := range []directory.Role{directory.RoleMember, directory.RoleOwner} {
		w := newWorld(t, 4)
		ana, boss := w.create("ana"), w.invite("boss", role)
		if err := w.delete(ana.ID); err != nil {
			t.Fatal(err)
		}
		_, err := createAs(w, "boss", "00uana")
		wantSentence(t, err, directory.Taken, "boss has the address boss@acme.test already and was made by hand in the control panel. Give the user another address, or change theirs under Members, then retry in Okta.")
		if after := w.member(boss.ID); after.Identity != "" || after.Status != boss.Status {
			t.Errorf("the %s is %+v, want them as they were", role, after)
		}
		if back, err := createAs(w, "anna", "00uana"); err != nil || back.Member != ana.Member {
			t.Errorf("under an address of her own she is %+v, %v; want the same member", back, err)
		}
	}

	w := newWorld(t, 4)
	bob := w.invite("bob", directory.RoleMember)
	for _, externalID := range []string{"00ubob", ""} { // first by hand, then by the address again
		adopted, err := createAs(w, "bob", externalID)
		if err != nil || adopted.Member != bob.ID {
			t.Fatalf("bob is %+v, %v; want him adopted", adopted, err)
		}
		if err := w.delete(adopted.ID); err != nil {
			t.Fatal(err)
		}
	}
	if stranger, err := createAs(w, "mallory", "00ubob"); err != nil || stranger.Member == bob.ID {
		t.Errorf("another under his former externalId is %+v, %v; want a member of their own", stranger, err)
	}
}
