package provisioning_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

func refuseExisting(p *directory.Policy) { p.ExistingMember = directory.RefuseExisting }

// office acts as the organization's people do.
func (w *world) office() *administration.Service {
	return &administration.Service{Store: w.store, Now: w.service.Now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}
}

// invite makes a member by hand.
func (w *world) invite(name string, role directory.Role) directory.Member {
	w.t.Helper()
	member, err := w.office().InviteMember(w.t.Context(), administration.Operator(), w.caller.Connection.Organization,
		administration.Invitation{Name: name, Email: name + "@acme.test", Role: role})
	if err != nil {
		w.t.Fatal(err)
	}
	return member
}

// confirm lets the connection adopt a member, as an owner does.
func (w *world) confirm(id directory.MemberID) {
	w.t.Helper()
	err := w.office().ConfirmAdoption(w.t.Context(), administration.Operator(), w.caller.Connection.Organization, id, w.caller.Connection.ID, w.asked(id).UserName)
	if err != nil {
		w.t.Fatal(err)
	}
}

// asked is what the one connection wants with a member.
func (w *world) asked(id directory.MemberID) directory.Adoption {
	w.t.Helper()
	asked, err := w.view().Adoptions([]directory.MemberID{id})
	if err != nil || len(asked) != 1 {
		w.t.Fatalf("%d connections ask for the member, %v", len(asked), err)
	}
	return asked[0]
}

// wantAlone holds that a member of a name is the only one who has its address.
func (w *world) wantAlone(name string) {
	w.t.Helper()
	found, err := w.view().MembersByEmail(name + "@acme.test")
	if err != nil || len(found) != 1 {
		w.t.Errorf("%d members have the address of %s, %v; want one", len(found), name, err)
	}
}

func TestWhoIsAdopted(t *testing.T) {
	t.Parallel()
	const confirmFirst = "ana is an %[1]s here already, and is linked to Okta only once an owner has confirmed it. Open Members › ana › Link to Okta, then retry."
	const byPolicy = "ana has the address ana@acme.test already and was made by hand in the control panel; the connection's policy keeps Okta from taking them over. Remove them under Members, or let the policy adopt them, then retry in Okta."
	for _, of := range []struct {
		rule     directory.ExistingMember
		role     directory.Role
		status   directory.MemberStatus
		sentence string
	}{
		{directory.AdoptExisting, directory.RoleMember, directory.MemberActive, ""},
		{directory.AdoptExisting, directory.RoleMember, directory.MemberInvited, ""},
		{directory.AdoptExisting, directory.RoleMember, directory.MemberDeactivated, ""},
		{directory.AdoptExisting, directory.RoleAdministrator, directory.MemberActive, confirmFirst},
		{directory.AdoptExisting, directory.RoleAdministrator, directory.MemberInvited, confirmFirst},
		{directory.AdoptExisting, directory.RoleAdministrator, directory.MemberDeactivated, confirmFirst},
		{directory.AdoptExisting, directory.RoleOwner, directory.MemberActive, confirmFirst},
		{directory.RefuseExisting, directory.RoleMember, directory.MemberActive, byPolicy},
		{directory.RefuseExisting, directory.RoleMember, directory.MemberInvited, byPolicy},
		{directory.RefuseExisting, directory.RoleOwner, directory.MemberActive, byPolicy},
	} {
		t.Run(fmt.Sprintf("%s %s %s", of.rule, of.status, of.role), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			w.rule(func(p *directory.Policy) { p.ExistingMember = of.rule })
			ana := w.invite("ana", of.role)
			w.changeMember(ana.ID, func(m *directory.Member) { m.Status = of.status })
			if of.status == directory.MemberDeactivated {
				w.update(func(tx directory.Tx) error { return tx.ReleaseLicense(ana.ID) })
			}
			before := w.head()
			identity, err := w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
			w.wantAlone("ana")
			if of.sentence != "" {
				sentence := of.sentence
				if of.rule == directory.AdoptExisting {
					sentence = fmt.Sprintf(sentence, of.role)
				}
				wantSentence(t, err, directory.Taken, sentence)
				w.wantKinds(before, directory.NoticeNotAdopted)
				if entry := w.since(before)[0]; entry.Member != ana.ID || entry.Personal.Reason != sentence || entry.Connection != w.caller.Connection.ID {
					t.Errorf("the notice is %+v %+v", entry, entry.Personal)
				}
				_, err = w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
				wantSentence(t, err, directory.Taken, sentence)
				w.wantKinds(before, directory.NoticeNotAdopted) // asking again adds nothing
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := w.member(ana.ID)
			if identity.Member != ana.ID || got.Identity != identity.ID || got.AdoptedBy != w.caller.Connection.ID || got.Origin != "" ||
				got.Status != directory.MemberActive || !got.Licensed || got.Role != of.role {
				t.Errorf("the identity is of %s and the member %+v", identity.Member, got)
			}
			w.wantLicensesInUse(1)
			w.wantKinds(before, directory.MemberAdopted)
		})
	}
}

func TestAnAdoptedMemberStaysWhoTheyAre(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1) // none is free: the member holds theirs
	ana := w.invite("ana", directory.RoleMember)
	w.changeMember(ana.ID, func(m *directory.Member) { m.Status = directory.MemberActive })
	session := w.signIn(ana.ID, "secret")
	team := directory.Team{ID: "by-hand", TeamAssertion: directory.TeamAssertion{Name: "Chess", Resource: []byte("{}")}}
	w.update(func(tx directory.Tx) error {
		if err := tx.CreateTeam(team); err != nil {
			return err
		}
		_, err := tx.AddToManualTeam(team.ID, []directory.MemberID{ana.ID})
		return err
	})
	before := w.head()
	assertion := person("ana")
	assertion.Name, assertion.Emails = "Ana Ruiz", []string{"ANA@acme.test"}
	identity, err := w.service.CreateIdentity(t.Context(), w.caller, assertion)
	if err != nil {
		t.Fatal(err)
	}
	want := ana
	want.Identity, want.AdoptedBy = identity.ID, w.caller.Connection.ID
	want.Name, want.Email, want.Status, want.UpdatedAt = "Ana Ruiz", "ANA@acme.test", directory.MemberActive, identity.CreatedAt
	if diff := cmp.Diff(want, w.member(ana.ID)); diff != "" {
		t.Errorf("the member differs (-want +got):\n%s", diff)
	}
	w.wantLicensesInUse(1)
	if _, err := w.store.SignedIn(t.Context(), session, w.service.Now()); err != nil {
		t.Errorf("the session ended: %v", err)
	}
	teams, err := w.view().TeamsOfMembers([]directory.MemberID{ana.ID})
	if err != nil || len(teams) != 1 {
		t.Errorf("the teams are %v, %v; want the manual one", teams, err)
	}
	entry := w.since(before)[0]
	wantEntry := directory.Entry{
		Number: identity.Ordinal, At: identity.CreatedAt, Kind: directory.MemberAdopted,
		Actor:   directory.Actor{Kind: directory.ActorConnection, ID: string(w.caller.Connection.ID), Name: "Okta (SCIM)"},
		Request: "request-1", Connection: w.caller.Connection.ID, Identity: identity.ID, Member: ana.ID,
		Personal: &directory.Personal{Subject: "Ana Ruiz", Changes: []directory.Change{
			{Field: "name", Before: "ana", After: "Ana Ruiz"}, {Field: "email", Before: "ana@acme.test", After: "ANA@acme.test"},
		}},
	}
	if diff := cmp.Diff(wantEntry, entry); diff != "" {
		t.Errorf("the entry differs (-want +got):\n%s", diff)
	}

	// From here on they are as any other: Okta deactivates, and deletes.
	w.mustEdit(identity.ID, deactivate)
	w.wantLicensesInUse(0)
	w.mustEdit(identity.ID, reactivate)
	if err := w.service.DeleteIdentity(t.Context(), w.caller, identity.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.member(ana.ID); got.Status != directory.MemberDeactivated || got.Identity != "" || got.Connection() != w.caller.Connection.ID {
		t.Errorf("after a deletion the member is %+v", got)
	}
	again := w.create("ana")
	if again.Member != ana.ID || again.ID == identity.ID {
		t.Errorf("created again the identity is %s of member %s; want another one of %s", again.ID, again.Member, ana.ID)
	}
	w.wantLicensesInUse(1)
}

func TestAnInvitationEndsWithTheAdoption(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ana := w.invite("ana", directory.RoleMember)
	link := directory.Link{ID: "link", Kind: directory.LinkInvitation, Member: ana.ID, Hash: directory.SecretHash{1}, ExpiresAt: w.clock.Add(time.Hour)}
	w.update(func(tx directory.Tx) error { return tx.CreateLink(link) })
	w.create("ana")
	got, err := w.store.Link(t.Context(), link.Hash)
	if err != nil || got.RevokedAt.IsZero() {
		t.Errorf("the invitation is %+v, %v; want it revoked", got, err)
	}
}

func TestAConfirmationLetsOneAdoptionThrough(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		retry   func(w *world, ana directory.Member) error
		adopted bool
	}{
		"the retry":                             {retryAs("ana@acme.test"), true},
		"the retry in another case":             {retryAs("ANA@acme.test"), true},
		"another user name of the same address": {retryAs("mallory@acme.test"), false},
		"too late": {func(w *world, ana directory.Member) error {
			w.clock = w.clock.Add(directory.ConfirmationLasts)
			return retryAs("ana@acme.test")(w, ana)
		}, false},
		"shortly before": {func(w *world, ana directory.Member) error {
			w.clock = w.clock.Add(directory.ConfirmationLasts - 5*time.Second)
			return retryAs("ana@acme.test")(w, ana)
		}, true},
		"by another connection": {func(w *world, ana directory.Member) error {
			other, _, err := w.office().CreateConnection(w.t.Context(), administration.Operator(), w.caller.Connection.Organization, directory.Entra, directory.Standard())
			if err != nil {
				return err
			}
			w.caller.Connection = other
			return retryAs("ana@acme.test")(w, ana)
		}, false},
		"under a policy that refuses": {func(w *world, ana directory.Member) error {
			w.rule(refuseExisting)
			return retryAs("ana@acme.test")(w, ana)
		}, false},
		"after somebody else asked": {func(w *world, ana directory.Member) error {
			for range 2 {
				wantSentence(w.t, retryAs("mallory@acme.test")(w, ana), directory.Taken,
					"ana is an owner here already, and Okta has asked for them as ana@acme.test. Give the user that name, or retry in Okta after "+
						w.asked(ana.ID).StandsUntil().UTC().Format("2006-01-02 15:04 UTC")+".")
			}
			return retryAs("ana@acme.test")(w, ana)
		}, true},
		"a second time": {func(w *world, ana directory.Member) error {
			if err := retryAs("ana@acme.test")(w, ana); err != nil {
				return err
			}
			if err := w.service.DeleteIdentity(w.t.Context(), w.caller, w.member(ana.ID).Identity); err != nil {
				return err
			}
			return retryAs("ana@acme.test")(w, ana)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 2)
			w.invite("owner", directory.RoleOwner)
			w.changeMember(w.mustHave("owner").ID, func(m *directory.Member) { m.Status = directory.MemberActive })
			ana := w.invite("ana", directory.RoleOwner)
			wantCode(t, retryAs("ana@acme.test")(w, ana), directory.Taken)
			w.confirm(ana.ID)
			err := of.retry(w, ana)
			got := w.member(ana.ID)
			if adopted := err == nil && got.Identity != ""; adopted != of.adopted {
				t.Errorf("answered %v, and the member is %+v; want them adopted: %t", err, got, of.adopted)
			}
			if !of.adopted {
				wantCode(t, err, directory.Taken)
			}
			if got.Role != directory.RoleOwner {
				t.Errorf("the role is %s", got.Role)
			}
		})
	}
}

func retryAs(userName string) func(*world, directory.Member) error {
	return func(w *world, ana directory.Member) error {
		_, err := w.say(userName, ana.Email)
		return err
	}
}

// mustHave returns the only member with an address.
func (w *world) mustHave(name string) directory.Member {
	w.t.Helper()
	found, err := w.view().MembersByEmail(name + "@acme.test")
	if err != nil || len(found) != 1 {
		w.t.Fatalf("%d members are called %s, %v", len(found), name, err)
	}
	return found[0]
}

// TestAnAddressIsNoWayToAnAccount: the published takeovers of GitLab
// (CVE-2022-1680) and CISO Assistant provision an existing account, or move the
// address of one that they have.
func TestAnAddressIsNoWayToAnAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 9)
	olga, manu := w.invite("olga", directory.RoleAdministrator), w.invite("manu", directory.RoleMember)
	eve := w.create("eve")
	before := w.head()
	for holder, sentence := range map[string]string{
		"olga": "olga has the address olga@acme.test already and was made by hand in the control panel. Give the user another address, or change theirs under Members, then retry in Okta.",
		"manu": "manu has the address manu@acme.test already and was made by hand in the control panel. Give the user another address, or change theirs under Members, then retry in Okta.",
	} {
		_, err := w.edit(eve.ID, func(a *directory.Assertion) { a.Emails = []string{holder + "@ACME.test"} })
		wantSentence(t, err, directory.Taken, sentence)
		_, err = w.edit(eve.ID, func(a *directory.Assertion) { a.UserName, a.Emails = holder+"@acme.test", nil })
		wantSentence(t, err, directory.Taken, sentence)
	}
	w.wantKinds(before, slices.Repeat([]directory.EntryKind{directory.NoticeRefused}, 2)...)
	for _, id := range []directory.MemberID{olga.ID, manu.ID} {
		if got := w.member(id); got.Identity != "" || got.AdoptedBy != "" {
			t.Errorf("%s is spoken for: %+v", got.Name, got)
		}
	}

	// Whoever was adopted can be moved, but not to anybody else's place.
	adopted := w.create("manu")
	_, err := w.edit(adopted.ID, func(a *directory.Assertion) { a.Emails = []string{"olga@acme.test"} })
	wantCode(t, err, directory.Taken)
	w.mustEdit(adopted.ID, func(a *directory.Assertion) { a.Emails = []string{"moved@acme.test"} })
	if got := w.member(manu.ID); got.Email != "moved@acme.test" || got.Role != directory.RoleMember {
		t.Errorf("moved to %+v", got)
	}

	// A user name that replaces people takes nobody's place either.
	w.rule(func(p *directory.Policy) { replaceRenamed(p); p.EmailSource = directory.EmailFromUserName })
	_, err = w.edit(eve.ID, func(a *directory.Assertion) { a.UserName = "olga@acme.test" })
	wantCode(t, err, directory.Taken)
	if got := w.member(eve.Member); got.Status != directory.MemberActive || !got.Licensed {
		t.Errorf("the refused replacement left %+v", got)
	}
}

func TestAdoptionStaysInItsOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	elsewhere, err := w.office().CreateOrganization(t.Context(), administration.Operator(), "Difference Engines", 5)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := w.office().InviteMember(t.Context(), administration.Operator(), elsewhere.ID, administration.Invitation{Name: "ana", Email: "ana@acme.test"})
	if err != nil {
		t.Fatal(err)
	}
	if identity := w.create("ana"); identity.Member == theirs.ID {
		t.Error("a member of another organization was adopted")
	}
	got, err := w.store.View(t.Context(), elsewhere.ID).Member(theirs.ID)
	if err != nil || got != theirs {
		t.Errorf("the other organization's member is %+v, %v; want %+v", got, err, theirs)
	}
}

func TestSeveralOfOneAddressAreNotAdopted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	w.invite("ana", directory.RoleMember)
	second := w.invite("second", directory.RoleMember)
	w.changeMember(second.ID, func(m *directory.Member) { m.Email = "ana@acme.test" })
	_, err := w.service.CreateIdentity(t.Context(), w.caller, person("ana"))
	wantSentence(t, err, directory.Taken,
		"2 members have the address ana@acme.test already. Remove all but one of them under Members, then retry in Okta.")
}

func TestWhoeverIsPutInAPlaceMayBeAdoptedToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ana := w.create("ana")
	w.removeMember(ana.Member)
	manual := w.invite("ana", directory.RoleMember)
	edited := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana Ruiz" })
	if edited.Member != manual.ID || edited.ID != ana.ID || edited.Ordinal != ana.Ordinal {
		t.Errorf("the identity is %+v, want it with the member %s", edited, manual.ID)
	}
	w.wantAlone("ana")
	w.wantLicensesInUse(1)
	stored, err := w.view().Identity(w.caller.Connection.ID, ana.ID)
	if err != nil || stored.Member != manual.ID {
		t.Errorf("stored is %+v, %v", stored, err)
	}

	w.removeMember(manual.ID)
	administrator := w.invite("ana", directory.RoleAdministrator)
	_, err = w.edit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
	wantCode(t, err, directory.Taken)
	w.confirm(administrator.ID)
	if edited := w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" }); edited.Member != administrator.ID {
		t.Errorf("after the confirmation the identity is of %s, want %s", edited.Member, administrator.ID)
	}
}
