package access_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func TestNobodyJoinsBySigningInUnlessItIsOn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		proof := h.proof("00u1", "ana@engines.example")
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		h.justInTime(true)
		admission, err := h.arrive(proof)
		w.ok(err)
		h.wantAlive(admission, true)
		h.justInTime(false)
		h.wantStaysOut(h.proof("00u2", "eve@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantArrives(proof, admission.Principal.Member.ID) // who has joined stays
	})
}

func TestJoiningBySigningIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		h.setFree(1)
		proof := h.proof("00u1", "ana.ruiz")
		proof.Email, proof.Name = "ana@engines.example", "  Ana Ruiz "
		before := len(h.entries(h.id))
		admission, err := h.arrive(proof)
		w.ok(err)
		ana := h.member(admission.Principal.Member.ID)
		if ana.Role != directory.RoleMember || ana.JoinedBy != h.method.ID || ana.Provisioned() || ana.Identity != "" ||
			ana.Status != directory.MemberActive || !ana.Licensed || ana.Name != "Ana Ruiz" || ana.Email != "ana@engines.example" {
			t.Errorf("joined as %+v", ana)
		}
		if !admission.Principal.Member.Licensed || admission.Principal.Member.Ordinal != ana.Ordinal {
			t.Errorf("the principal is %+v, the member %+v", admission.Principal.Member, ana)
		}
		told := h.entries(h.id)[before:]
		want := []directory.Change{{Field: "email", After: "ana@engines.example"}, {Field: "joined_by", After: "Okta"}}
		if len(told) != 1 || told[0].Kind != directory.MemberJoined || told[0].Member != ana.ID || told[0].Number != ana.Ordinal ||
			len(told[0].Personal.Changes) != 2 || told[0].Personal.Changes[0] != want[0] || told[0].Personal.Changes[1] != want[1] {
			t.Errorf("the journal tells %+v", told)
		}
		if logins := h.logins(ana.ID); len(logins) != 1 || logins[0].Subject != "00u1" {
			t.Errorf("tied to %+v", logins)
		}
		h.wantStaysOut(h.proof("00u2", "eve@engines.example"), directory.NoLicense, noLicenseToJoin)
	})
}

func TestWhoCannotJoinBySigningIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		h.push("ana@engines.example")
		for _, address := range []string{
			"eve@elsewhere.example", "eve@sub.engines.example", "eve@engines.example.evil.example", "eve", "",
			"eve@engines.example.", "eve@engines.example ", "eve@engines.example>", "eve@evil.example\n",
		} {
			h.wantStaysOut(h.proof("00u1", address), directory.Unauthorized, domainUnverified)
		}
		for _, address := range []string{"Olga@engines.example", "OLGA@ENGINES.EXAMPLE"} {
			h.wantStaysOut(h.proof("00u1", address), directory.Unauthorized, addressHeld)
		}
		for _, address := range []string{"@engines.example", "eve x@engines.example", "eve\x00@engines.example", "<eve@engines.example", "eve,olga@engines.example"} {
			proof := h.proof("00u1", address)
			before := len(h.entries(h.id))
			_, err := h.arrive(proof)
			h.wantCode(err, directory.Invalid)
			if len(h.entries(h.id)) != before {
				t.Errorf("%q wrote something", address)
			}
		}
		for _, name := range []string{"Eve\x00", "Eve\u202eavE", strings.Repeat("e", directory.MaxNameLength+1), "Eve\xff"} {
			proof := h.proof("00u1", "eve@engines.example")
			proof.Name = name
			_, err := h.arrive(proof)
			h.wantCode(err, directory.Invalid)
		}
		proof := h.proof("00u1", "eve@engines.example")
		proof.Name = " "
		admission, err := h.arrive(proof)
		w.ok(err)
		if admission.Principal.Member.Name != "eve@engines.example" {
			t.Errorf("who has no name is called %q", admission.Principal.Member.Name)
		}
	})
}

// Whom the directory has deactivated does not come back by joining anew, however
// their provider spells the address.
func TestWhomAConnectionKnowsDoesNotJoin(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		identity, err := h.create("ana", "ana.ruiz@private.example")
		w.ok(err)
		h.edit(identity.ID, func(a *directory.Assertion) { a.Active = false })
		proof := h.proof("00u1", "ANA")
		proof.Email = "ana@engines.example"
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		w.ok(h.office.DisableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID))
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
	})
}

// A policy that removes whom the provider deactivates leaves the identity, and no
// member who would hold the address.
func TestWhomAConnectionRemovedDoesNotJoin(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		h.connection.Policy.Deprovision = directory.DeprovisionRemoves
		identity, err := h.create("u1077", "ana@engines.example")
		w.ok(err)
		h.edit(identity.ID, func(a *directory.Assertion) { a.Active = false })
		if _, err := h.store.View(t.Context(), h.id).Member(identity.Member); directory.CodeOf(err) != directory.NotFound {
			t.Fatalf("reading the member was answered %v, want them removed", err)
		}
		for _, off := range []bool{false, true} {
			if off {
				w.ok(h.office.DisableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID))
			}
			for _, userName := range []string{"U1077", "Ana@Engines.example", "ana.ruiz", ""} {
				proof := h.proof("00u1", userName)
				proof.Email = "ANA@engines.example"
				h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
			}
			// By nothing of this can be told who they are to the provider.
			proof := h.proof("00u1", "")
			proof.Email = "ana.ruiz@engines.example"
			h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		}
		_, err = h.arrive(h.proof("00u2", "eve@engines.example"))
		w.ok(err)
	})
}

// Where nobody is provisioned, whom a provider calls by no name joins by their
// address.
func TestJoiningWithoutAUserName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.homeWithoutConnection()
		h.justInTime(true)
		proof := h.proof("00u1", "")
		proof.Email = "ana@engines.example"
		_, err := h.arrive(proof)
		w.ok(err)
	})
}
