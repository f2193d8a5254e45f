package administration_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// under gives the connection Standard with a change.
func (k *okta) under(change func(*directory.Policy)) {
	k.Helper()
	policy := directory.Standard()
	change(&policy)
	connection, err := k.ChangePolicy(k.Context(), k.owner, k.company.id, k.Connection.ID, policy)
	if err != nil {
		k.Fatal(err)
	}
	k.Connection = connection
}

// TestDetailsThatPeopleMayEdit: under read_only: editable administrators edit what
// the provider sent, which overwrites it with its next change; who is active, who
// is in a team and who is here stays the provider's.
func TestDetailsThatPeopleMayEdit(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana := k.push("Ana Ruiz")
	crew := k.pushTeam("Crew", ana)
	k.under(func(p *directory.Policy) { p.ReadOnly = directory.ReadOnlyEditable })
	before := k.head()
	if err := k.rename(ana.ID, "Ana María Ruiz"); err != nil {
		t.Error(err)
	}
	if err := k.readdress(ana.ID, "ana.maria@acme.test"); err != nil {
		t.Error(err)
	}
	if err := k.renameTeam(crew.ID, "Mine"); err != nil {
		t.Error(err)
	}
	k.wantTold(before, directory.MemberUpdated, directory.MemberUpdated, directory.TeamUpdated)
	wantCode(t, k.deactivate(ana.ID), directory.Refused)
	wantCode(t, k.remove(ana.ID), directory.Refused)
	wantCode(t, k.take(crew.ID, ana.ID), directory.Refused)
	wantCode(t, k.deleteTeam(crew.ID), directory.Refused)

	if err := k.say(ana.Identity, false); err != nil {
		t.Fatal(err)
	}
	if now := k.member(ana.ID); now.Name != "Ana Ruiz" || now.Email != "Ana@acme.test" {
		t.Errorf("after the provider's next change she is %q at %q, want what it says", now.Name, now.Email)
	}
}

// TestWhatStaysAsTheProviderLeftIt: under on_disable: locked nothing drifts apart
// while the connection is off, and people may still let somebody go.
func TestWhatStaysAsTheProviderLeftIt(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	ana, bob := k.push("Ana Ruiz"), k.push("Bob Stone")
	crew := k.pushTeam("Crew", ana)
	k.under(func(p *directory.Policy) { p.OnDisable = directory.LockedOff })
	k.turnOff()
	before := k.head()
	const (
		anaStays  = "While the connection is off, name, address and teams of Ana Ruiz stay as Okta left them. Turn the connection on, or let its policy make this editable while it is off."
		crewStays = "While the connection is off, Crew stays as Okta left it. Turn the connection on, or let its policy make this editable while it is off."
	)
	wantRefusal(t, k.rename(ana.ID, "Else"), directory.Refused, anaStays)
	wantRefusal(t, k.readdress(ana.ID, "else@acme.test"), directory.Refused, anaStays)
	wantRefusal(t, k.renameTeam(crew.ID, "Mine"), directory.Refused, crewStays)
	wantRefusal(t, k.add(crew.ID, bob.ID), directory.Refused, crewStays)
	wantRefusal(t, k.take(crew.ID, ana.ID), directory.Refused, crewStays)
	k.wantTold(before)
	if candidates := k.candidates(crew.ID, "", directory.MemberPlace{}, 10); len(candidates) > 0 {
		t.Errorf("%v may join a team that stays as it is", candidates)
	}

	if err := k.deactivate(ana.ID); err != nil {
		t.Error(err)
	}
	if err := k.remove(bob.ID); err != nil {
		t.Error(err)
	}
	if err := k.deleteTeam(crew.ID); err != nil {
		t.Error(err)
	}

	k.under(func(p *directory.Policy) { p.OnDisable = directory.EditableOff })
	if err := k.rename(ana.ID, "Else"); err != nil {
		t.Error(err)
	}
}
