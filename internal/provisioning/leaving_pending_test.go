package provisioning_test

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// obstacle is something in the way of a leaver, and how people clear it away.
type obstacle struct {
	name  string
	rules []string
	// only is the outcome under which it can be, where it cannot be under both.
	only   string
	begins func(w *world, ana, bob directory.MemberID)
	// refusal and pending are the sentences that Okta and the panel show.
	refusal, pending string
	clears           func(w *world, ana, bob directory.MemberID)
}

const (
	lastOwner      = "ana is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel." + completes
	lastOwnerPends = "ana is the last active owner. Make somebody else an owner and it completes."
)

const completes = " What Okta asked for waits and is completed then by itself."

var obstacles = []obstacle{
	{
		name: "an administrator", rules: []string{"protect_admins=on"},
		begins:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleAdministrator) },
		refusal: "ana is an administrator here, whom this connection's policy lets nobody deactivate or remove by SCIM. Open Members › ana in the control panel and change the role to Member." + completes,
		pending: "ana is an administrator. Remove the role and it completes.",
		clears:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleMember) },
	},
	{
		name: "one of two owners", rules: []string{"protect_admins=on"},
		begins: func(w *world, ana, bob directory.MemberID) {
			w.makes(bob, directory.RoleOwner)
			w.makes(ana, directory.RoleOwner)
		},
		refusal: "ana is an owner here, whom this connection's policy lets nobody deactivate or remove by SCIM. Open Members › ana in the control panel and change the role to Member." + completes,
		pending: "ana is an owner. Remove the role and it completes.",
		clears:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleMember) },
	},
	{
		name: "an administrator, until the policy changes", rules: []string{"protect_admins=on"},
		begins:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleAdministrator) },
		refusal: "ana is an administrator here, whom this connection's policy lets nobody deactivate or remove by SCIM. Open Members › ana in the control panel and change the role to Member." + completes,
		pending: "ana is an administrator. Remove the role and it completes.",
		clears:  func(w *world, _, _ directory.MemberID) { w.ruled("protect_admins=off") },
	},
	{
		name:    "the last owner",
		begins:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleOwner) },
		refusal: "ana is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel." + completes,
		pending: "ana is the last active owner. Make somebody else an owner and it completes.",
		clears:  func(w *world, _, bob directory.MemberID) { w.makes(bob, directory.RoleOwner) },
	},
	{
		name: "the last owner, until another comes back", only: "deactivate", // removed, they do not
		begins: func(w *world, ana, bob directory.MemberID) {
			w.makes(bob, directory.RoleOwner)
			w.makes(ana, directory.RoleOwner)
			w.mustEdit(w.member(bob).Identity, deactivate)
		},
		refusal: "ana is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel." + completes,
		pending: "ana is the last active owner. Make somebody else an owner and it completes.",
		clears: func(w *world, _, bob directory.MemberID) {
			w.mustEdit(w.member(bob).Identity, reactivate)
		},
	},
	{
		name: "the last owner, until licenses are bought for an owner in line", rules: []string{"licenses=wait"},
		begins:  (*world).waitsAsOwner,
		refusal: lastOwner, pending: lastOwnerPends,
		clears: func(w *world, _, _ directory.MemberID) { w.buys(2) },
	},
	{
		name: "the last owner, until the provider frees a license for an owner in line", rules: []string{"licenses=wait"},
		begins: func(w *world, ana, bob directory.MemberID) {
			w.create("cem")
			w.waitsAsOwner(ana, bob)
		},
		refusal: lastOwner, pending: lastOwnerPends,
		clears: func(w *world, _, _ directory.MemberID) {
			w.mustEdit(w.member(w.mustHave("cem").ID).Identity, deactivate)
		},
	},
	{
		name: "the last owner, until people release a license for an owner in line", only: "remove", // deactivated, she keeps hers
		rules: []string{"licenses=wait", "license_on_deactivate=keep"},
		begins: func(w *world, ana, bob directory.MemberID) {
			policy := w.caller.Connection.Policy
			w.ruled("deprovision=deactivate")
			w.mustEdit(w.create("cem").ID, deactivate)
			w.ruled("deprovision=" + string(policy.Deprovision))
			w.waitsAsOwner(ana, bob)
		},
		refusal: lastOwner, pending: lastOwnerPends,
		clears: func(w *world, _, _ directory.MemberID) {
			_, err := w.office().ReleaseLicense(w.t.Context(), operator, w.caller.Connection.Organization, w.mustHave("cem").ID)
			if err != nil {
				w.t.Fatal(err)
			}
		},
	},
	{
		name: "the last owner, protected besides", rules: []string{"protect_admins=on"},
		begins:  func(w *world, ana, _ directory.MemberID) { w.makes(ana, directory.RoleOwner) },
		refusal: "ana is the last active owner and cannot be deactivated or removed. Make somebody else an owner in the control panel, then change the role of ana to Member." + completes,
		pending: "ana is the last active owner. Make somebody else an owner, then remove the role, and it completes.",
		clears: func(w *world, ana, bob directory.MemberID) {
			w.makes(bob, directory.RoleOwner)
			w.wantPending("ana is an owner. Remove the role and it completes.")
			w.makes(ana, directory.RoleMember)
		},
	},
	{
		name: "an owner for emergencies", only: "remove", // deactivated, they are: docs/known-gaps.md
		begins: func(w *world, ana, bob directory.MemberID) {
			w.makes(bob, directory.RoleOwner)
			w.makes(ana, directory.RoleOwner)
			w.forEmergencies(ana)
		},
		refusal: "ana is who signs in when the identity provider cannot let anybody in, and cannot be deactivated or removed. Choose another owner for emergencies in the control panel, under Settings › Login methods." + completes,
		pending: "ana is who signs in when the identity provider cannot let anybody in. Choose another owner for emergencies and it completes.",
		clears: func(w *world, _, bob directory.MemberID) {
			w.forEmergencies(bob)
			w.ruled("unknown_member=refuse") // any change that could clear a way looks at all
		},
	},
}

// waitsAsOwner makes ana and bob owners, of whom bob waits for a license.
func (w *world) waitsAsOwner(ana, bob directory.MemberID) {
	w.t.Helper()
	licenses, err := w.view().Licenses()
	if err != nil {
		w.t.Fatal(err)
	}
	w.makes(bob, directory.RoleOwner)
	w.makes(ana, directory.RoleOwner)
	id := w.member(bob).Identity
	policy := w.caller.Connection.Policy
	w.ruled("license_on_deactivate=release", "deprovision=deactivate")
	w.mustEdit(id, deactivate)
	w.ruled("license_on_deactivate="+string(policy.LicenseOnDeactivate), "deprovision="+string(policy.Deprovision))
	w.buys(licenses.InUse - 1)
	if waits := w.mustEdit(id, reactivate); w.member(waits.Member).Status != directory.MemberWaiting {
		w.t.Fatalf("bob is %+v, want him in line", w.member(bob))
	}
}

func (w *world) buys(licenses int) {
	w.t.Helper()
	if err := w.office().SetLicenses(w.t.Context(), operator, w.caller.Connection.Organization, licenses); err != nil {
		w.t.Fatal(err)
	}
}

// forEmergencies makes somebody the owner who signs in without a provider, past
// the rules.
func (w *world) forEmergencies(id directory.MemberID) {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), w.caller.Connection.Organization, func(tx directory.Tx) error {
		organization, err := tx.Organization()
		if err != nil {
			return err
		}
		organization.BreakGlass = id
		return tx.UpdateOrganization(organization)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// wantPending compares what the panel says of what waits, after the kind.
func (w *world) wantPending(want ...string) {
	w.t.Helper()
	list, err := provisioning.ReadPending(w.view())
	var got []string
	for _, pending := range list {
		beginning := "Deactivation pending: "
		if pending.Kind == provisioning.PendingRemoval {
			beginning = "Removal pending: "
		}
		sentence := pending.Said.Sentence()
		if len(sentence) < len(beginning) || sentence[:len(beginning)] != beginning {
			w.t.Errorf("what waits is a %s and says %q", pending.Kind, sentence)
			continue
		}
		got = append(got, sentence[len(beginning):])
	}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("pending is %q, %v; want %q", got, err, want)
	}
}

// TestRefusedLeaversWait: under every policy, whatever is in the way, for either
// request and either outcome, the refusal says what to do, leaves one entry and a
// mark, and is completed by whoever clears the way.
func TestRefusedLeaversWait(t *testing.T) {
	t.Parallel()
	for _, obstacle := range obstacles {
		for _, asks := range []asks{deactivates, deletes} {
			for _, outcome := range []string{"deactivate", "remove"} {
				if obstacle.only != "" && obstacle.only != outcome {
					continue
				}
				t.Run(fmt.Sprint(obstacle.name, " ", asks.name, " ", outcome), func(t *testing.T) {
					t.Parallel()
					w := worldUnder(t, append(obstacle.rules, "deprovision="+outcome, "scim_delete="+outcome)...)
					ana, bob := w.create("ana"), w.create("bob")
					obstacle.begins(w, ana.Member, bob.Member)
					w.refusesAndWaits(obstacle, asks, ana)

					before := w.head()
					obstacle.clears(w, ana.Member, bob.Member)
					w.left(ana, asks, outcome == "remove", before)
				})
			}
		}
	}
}

// refusesAndWaits asks twice for what is refused.
func (w *world) refusesAndWaits(obstacle obstacle, asks asks, ana directory.Identity) {
	w.t.Helper()
	before := w.head()
	err := asks.does(w, ana.ID)
	if directory.CodeOf(err) != directory.Refused || err.Error() != obstacle.refusal {
		w.t.Errorf("it is answered %v, want %q", err, obstacle.refusal)
	}
	w.wantKinds(before, directory.NoticeLeavingRefused)
	if entry := w.since(before)[0]; entry.Personal.Reason != obstacle.refusal || entry.Member != ana.Member || entry.Request != w.caller.Request {
		w.t.Errorf("the journal tells %+v, want the refusal of ana's leaving", entry)
	}
	w.wantPending(obstacle.pending)
	waits, err := w.view().Identity(ana.Connection, ana.ID)
	if err != nil || !waits.Active || !waits.UpdatedAt.Equal(ana.UpdatedAt) {
		w.t.Errorf("the identity is %+v, %v; want it as it was: nothing of what waits shows", waits, err)
	}
	if member := w.member(ana.Member); member.Status != directory.MemberActive || !member.Licensed || !member.SignedOutAt.IsZero() {
		w.t.Errorf("the member is %+v, want at work", member)
	}

	err = asks.does(w, ana.ID)
	if directory.CodeOf(err) != directory.Refused || err.Error() != obstacle.refusal {
		w.t.Errorf("asked again it is answered %v, want %q", err, obstacle.refusal)
	}
	again, err := w.view().Identity(ana.Connection, ana.ID)
	if err != nil || again.Version != waits.Version || again.Leaving != waits.Leaving {
		w.t.Errorf("asked again, something was written: %+v, %v", again, err)
	}
	w.wantKinds(before, directory.NoticeLeavingRefused)
}

// left wants that somebody is gone by what the journal tells last.
func (w *world) left(ana directory.Identity, asks asks, removed bool, before int64) {
	w.t.Helper()
	w.wantPending()
	entries := w.since(before)
	last := entries[len(entries)-1]
	want := directory.MemberWasDeactivated
	switch {
	case removed:
		want = directory.MemberRemoved
	case asks.name == "delete":
		want = directory.MemberDetached
	}
	if last.Kind != want || last.Member != ana.Member || last.Actor.Kind != directory.ActorConnection {
		w.t.Errorf("the journal tells %+v last, want %s by Okta", last, want)
	}
	w.wantLicensesInUse(1) // bob's
	member, err := w.view().Member(ana.Member)
	if gone := directory.CodeOf(err) == directory.NotFound; gone != removed || !gone && member.Status != directory.MemberDeactivated {
		w.t.Errorf("the member is %+v, %v; want them gone: %v", member, err, removed)
	}
	identity, err := w.view().Identity(ana.Connection, ana.ID)
	if asks.name == "delete" {
		wantCode(w.t, err, directory.NotFound)
		return
	}
	if err != nil || identity.Active || identity.Leaving.Waits() || string(identity.Resource) == string(ana.Resource) {
		w.t.Errorf("the identity is %+v, %v; want it not active, in its resource too", identity, err)
	}
	head := w.head()
	if err := asks.does(w, ana.ID); err != nil {
		w.t.Errorf("asked once more it is answered %v", err)
	}
	w.wantKinds(head)
}

// TestActiveCancelsWhatWaits: the provider changed its mind; other news does not
// say so.
func TestActiveCancelsWhatWaits(t *testing.T) {
	t.Parallel()
	for _, asks := range []asks{deactivates, deletes} {
		t.Run(asks.name, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "protect_admins=on", "deprovision=remove", "scim_delete=remove")
			ana := w.create("ana")
			w.makes(ana.Member, directory.RoleAdministrator)
			wantCode(t, asks.does(w, ana.ID), directory.Refused)
			const pending = "ana is an administrator. Remove the role and it completes."

			before := w.head()
			w.mustEdit(ana.ID, func(*directory.Assertion) {})
			w.wantKinds(before)
			w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
			w.wantKinds(before, directory.MemberUpdated)
			w.wantPending("Ana" + pending[len("ana"):])

			before = w.head()
			after := w.mustEdit(ana.ID, reactivate)
			w.wantKinds(before, directory.MemberLeavingCancelled)
			w.wantPending()
			w.mustEdit(ana.ID, reactivate)
			w.wantKinds(before, directory.MemberLeavingCancelled)
			w.makes(ana.Member, directory.RoleMember)
			if stored, err := w.view().Identity(ana.Connection, ana.ID); err != nil || !stored.Active || stored.Version != after.Version+1 && stored.Version != after.Version {
				t.Errorf("she is %+v, %v; want her at work", stored, err)
			}
			w.member(ana.Member)

			before = w.head()
			if err := asks.does(w, ana.ID); err != nil {
				t.Errorf("without a role: %v", err)
			}
			w.wantKinds(before, directory.MemberRemoved)
		})
	}
}

// TestActiveAndMoreAtOnce: what else the push says is applied with it.
func TestActiveAndMoreAtOnce(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on")
	ana := w.create("ana")
	w.makes(ana.Member, directory.RoleAdministrator)
	wantCode(t, deactivates.does(w, ana.ID), directory.Refused)
	before := w.head()
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Active, a.Name = true, "Ana" })
	w.wantKinds(before, directory.MemberLeavingCancelled, directory.MemberUpdated)
	w.wantPending()
	if name := w.member(ana.Member).Name; name != "Ana" {
		t.Errorf("she is called %q, want Ana", name)
	}
}

// TestDeletingOutweighsDeactivating: what waits becomes more, and never less.
func TestDeletingOutweighsDeactivating(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on")
	ana := w.create("ana")
	w.makes(ana.Member, directory.RoleAdministrator)
	before := w.head()
	wantCode(t, deactivates.does(w, ana.ID), directory.Refused)
	first, err := w.view().Identity(ana.Connection, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		wantCode(t, deletes.does(w, ana.ID), directory.Refused)
		wantCode(t, deactivates.does(w, ana.ID), directory.Refused)
	}
	w.wantKinds(before, directory.NoticeLeavingRefused, directory.NoticeLeavingRefused)
	if waits, err := w.view().Identity(ana.Connection, ana.ID); err != nil || waits.Leaving.Asked != directory.AskedToDelete || !waits.Leaving.Since.Equal(first.Leaving.Since) {
		t.Errorf("what waits is %+v, %v; want a deletion since %v", waits.Leaving, err, first.Leaving.Since)
	}
	before = w.head()
	w.makes(ana.Member, directory.RoleMember)
	w.wantKinds(before, directory.MemberRoleChanged, directory.MemberDetached)
}

// TestNothingCompletesWhileOff: what a connection that is off asked for waits for
// it too.
func TestNothingCompletesWhileOff(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on")
	ana := w.create("ana")
	organization, connection := w.caller.Connection.Organization, w.caller.Connection.ID
	w.makes(ana.Member, directory.RoleAdministrator)
	wantCode(t, deactivates.does(w, ana.ID), directory.Refused)
	if err := w.office().DisableConnection(t.Context(), operator, organization, connection); err != nil {
		t.Fatal(err)
	}
	w.wantPending("Okta asked for it before its connection was turned off. Turn the connection on and it completes.")
	w.makes(ana.Member, directory.RoleMember)
	if member := w.member(ana.Member); member.Status != directory.MemberActive {
		t.Errorf("she is %s while the connection is off", member.Status)
	}
	before := w.head()
	if _, err := w.office().EnableConnection(t.Context(), operator, organization, connection); err != nil {
		t.Fatal(err)
	}
	w.wantKinds(before, directory.ConnectionWasEnabled, directory.MemberWasDeactivated, directory.ConnectionTokenCreated)
}

// TestTwoOwnersLeave: one of them is the last, and waits.
func TestTwoOwnersLeave(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on", "deprovision=remove")
	ana, bob := w.create("ana"), w.create("bob")
	for _, each := range []directory.Identity{ana, bob} {
		w.makes(each.Member, directory.RoleOwner)
	}
	wantCode(t, deactivates.does(w, ana.ID), directory.Refused)
	wantCode(t, deactivates.does(w, bob.ID), directory.Refused)
	w.ruled("protect_admins=off")
	w.wantPending("bob is the last active owner. Make somebody else an owner and it completes.")
	_, err := w.view().Member(ana.Member)
	wantCode(t, err, directory.NotFound)
}

// TestWhoHasNoRoleIsNotProtected: the rule is about those who manage, and about
// whoever would lose something.
func TestWhoHasNoRoleIsNotProtected(t *testing.T) {
	t.Parallel()
	w := worldUnder(t, "protect_admins=on")
	ana, bob := w.create("ana"), w.create("bob")
	w.mustEdit(ana.ID, deactivate)
	w.mustEdit(bob.ID, deactivate)
	w.makes(bob.Member, directory.RoleAdministrator)
	if err := w.delete(bob.ID); err != nil {
		t.Errorf("an administrator who is deactivated already cannot be deleted: %v", err)
	}
	w.ruled("scim_delete=remove")
	w.makes(ana.Member, directory.RoleAdministrator)
	wantCode(t, w.delete(ana.ID), directory.Refused)
	w.wantPending("ana is an administrator. Remove the role and it completes.")
	// cancelled and reactivated at once
	before := w.head()
	w.mustEdit(ana.ID, reactivate)
	w.wantKinds(before, directory.MemberLeavingCancelled, directory.MemberReactivated)
	w.wantPending()
}

// TestRemovedByHandWhileItWaits: there is nobody left to wait for.
func TestRemovedByHandWhileItWaits(t *testing.T) {
	t.Parallel()
	for _, asks := range []asks{deactivates, deletes} {
		t.Run(asks.name, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t, "protect_admins=on")
			ana := w.create("ana")
			w.makes(ana.Member, directory.RoleAdministrator)
			wantCode(t, asks.does(w, ana.ID), directory.Refused)
			if err := w.office().RemoveMember(t.Context(), operator, w.caller.Connection.Organization, ana.Member); err != nil {
				t.Fatal(err)
			}
			w.wantPending()
			waiting, err := w.view().LeavingIdentities()
			if err != nil || len(waiting) > 0 {
				t.Errorf("there waits %+v, %v", waiting, err)
			}
			if identity, err := w.view().Identity(ana.Connection, ana.ID); err == nil && identity.Active {
				t.Errorf("the identity is %+v, want it gone or not active", identity)
			}
		})
	}
}
