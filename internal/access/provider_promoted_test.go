package access_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (h home) promote(id directory.MemberID, role directory.Role) {
	h.Helper()
	_, err := h.office.ChangeRole(h.Context(), administration.Operator(), h.id, id, role)
	h.ok(err)
}

// noted is under which name of Okta's a member may come in first, where that is
// noted.
func (h home) noted(id directory.MemberID) []directory.Adoption {
	h.Helper()
	noted, err := h.store.View(h.Context(), h.id).Adoptions([]directory.MemberID{id})
	h.ok(err)
	return noted
}

func (h home) wantNoted(id directory.MemberID, want ...string) {
	h.Helper()
	noted := h.noted(id)
	if len(noted) != len(want) {
		h.Fatalf("noted are %+v, want the names %q", noted, want)
	}
	for i, note := range noted {
		if note != (directory.Adoption{Member: id, Connection: h.connection.ID, UserName: want[i]}) || note.Asks() {
			h.Errorf("noted is %+v, want %q alone", note, want[i])
		}
	}
}

// TestSCIMGivesNobodyAPromotedMembersAccount: whoever may rename people by SCIM comes
// by no role that people gave here.
func TestSCIMGivesNobodyAPromotedMembersAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		for _, role := range []directory.Role{directory.RoleAdministrator, directory.RoleOwner} {
			h := w.homeOf(string(role)+"s' engines", "olga@engines.example")
			h.verify("engines.example")
			tied, untied := h.push("ada@engines.example"), h.push("bea@engines.example")
			h.wantArrives(h.byAddress("ada@engines.example"), tied.Member)
			for _, identity := range []directory.Identity{tied, untied} {
				h.promote(identity.Member, role)
				h.rename(identity.ID, "mallory."+identity.UserName)
				for _, justInTime := range []bool{false, true} {
					h.justInTime(justInTime)
					h.wantStaysOut(h.byAddress("mallory."+identity.UserName), directory.Unauthorized, nobodyKnown)
					h.wantStaysOut(h.proof("00umallory", "mallory."+identity.UserName), directory.Unauthorized, nobodyKnown)
				}
				h.justInTime(false)
				h.wantStaysOut(h.byAddress(identity.UserName), directory.Unauthorized, nobodyKnown)
				h.wantNoted(identity.Member, identity.UserName)
			}
			if logins := h.logins(tied.Member); len(logins) != 1 || logins[0].Subject != "ada@engines.example" {
				t.Errorf("Ada is tied to %+v, want her own name", logins)
			}
			if logins := h.logins(untied.Member); len(logins) != 0 {
				t.Errorf("Bea is tied to %+v", logins)
			}
			// Called as before, in whichever spelling, they come in.
			h.rename(tied.ID, "Ada@engines.example")
			h.wantArrives(h.byAddress("ADA@engines.example"), tied.Member)
			h.rename(untied.ID, "bea@engines.example")
			h.wantArrives(h.proof("00ubea", "bea@engines.example"), untied.Member)
			h.rename(untied.ID, "bea.married@engines.example")
			h.wantArrives(h.proof("00ubea", "bea.married@engines.example"), untied.Member)               // tied by what stays
			w.ok(h.office.RemoveDomain(t.Context(), administration.Operator(), h.id, "engines.example")) // the next one's
		}
	})
}

// TestSCIMGivesNobodyAnAdoptedMembersRole: a plain member is adopted by their address
// without anybody's word, so that the name of the adoption is not one that people have
// seen: the one that they are promoted under is.
func TestSCIMGivesNobodyAnAdoptedMembersRole(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.join(h.id, "Ana", "ana@engines.example", directory.RoleMember).Principal.Member
		identity, err := h.create("mallory@engines.example", "ana@engines.example")
		w.ok(err)
		if identity.Member != ana.ID {
			t.Fatalf("%s was adopted, want Ana", identity.Member)
		}
		h.rename(identity.ID, "ana@engines.example")
		h.promote(ana.ID, directory.RoleAdministrator)
		h.rename(identity.ID, "mallory@engines.example")
		h.wantStaysOut(h.byAddress("mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		h.rename(identity.ID, "ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.ID)

		// Called otherwise with good reason, and given the role anew.
		h.rename(identity.ID, "ana.married@engines.example")
		h.promote(ana.ID, directory.RoleMember)
		h.promote(ana.ID, directory.RoleAdministrator)
		h.wantArrives(h.byAddress("ana.married@engines.example"), ana.ID)
	})
}

// TestARoleIsGivenAnewUnderAnotherName: somebody who is called otherwise with good
// reason gets in once people have seen the name.
func TestARoleIsGivenAnewUnderAnotherName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ada := h.push("ada@engines.example")
		h.promote(ada.Member, directory.RoleAdministrator)
		h.rename(ada.ID, "lovelace@engines.example")
		h.promote(ada.Member, directory.RoleOwner) // not given anew: only more of it
		h.wantNoted(ada.Member, "ada@engines.example")
		h.wantStaysOut(h.byAddress("lovelace@engines.example"), directory.Unauthorized, nobodyKnown)
		h.promote(ada.Member, directory.RoleMember)
		h.promote(ada.Member, directory.RoleAdministrator)
		h.wantNoted(ada.Member, "lovelace@engines.example")
		h.wantArrives(h.byAddress("lovelace@engines.example"), ada.Member)

		// Whoever is a plain member again follows their name.
		h.promote(ada.Member, directory.RoleMember)
		h.rename(ada.ID, "king@engines.example")
		h.wantArrives(h.byAddress("king@engines.example"), ada.Member)

		// For whom nobody speaks now, no name is known: whoever is brought as them later
		// was not meant.
		bea, err := h.create("bea@engines.example", "bea@engines.example")
		w.ok(err)
		w.ok(h.okta.DeleteIdentity(t.Context(), h.caller(), bea.ID))
		h.promote(bea.Member, directory.RoleAdministrator)
		h.wantNoted(bea.Member, "")
	})
}

// TestAMergeRemembersTheName: a role may come by a merge, too.
func TestAMergeRemembersTheName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		manu := h.join(h.id, "Ada", "ada@elsewhere.example", directory.RoleAdministrator).Principal.Member
		ada := h.push("ada@engines.example")
		merge := administration.MergeOfMembers{Member: manu.ID, With: ada.Member}
		plan, err := h.office.PlanMemberMerge(t.Context(), administration.Operator(), h.id, merge)
		w.ok(err)
		_, err = h.office.MergeMembers(t.Context(), administration.Operator(), h.id, merge, plan.Version)
		w.ok(err)
		if role := h.member(ada.Member).Role; role != directory.RoleAdministrator {
			t.Fatalf("who stays is %s", role)
		}
		h.wantNoted(ada.Member, "ada@engines.example")
		h.rename(ada.ID, "mallory@engines.example")
		h.wantStaysOut(h.byAddress("mallory@engines.example"), directory.Unauthorized, nobodyKnown)

		// Of plain members nothing is noted.
		bea := h.push("bea@engines.example")
		merge = administration.MergeOfMembers{Member: bea.Member, With: h.join(h.id, "Bea", "bea@elsewhere.example", directory.RoleMember).Principal.Member.ID}
		plan, err = h.office.PlanMemberMerge(t.Context(), administration.Operator(), h.id, merge)
		w.ok(err)
		_, err = h.office.MergeMembers(t.Context(), administration.Operator(), h.id, merge, plan.Version)
		w.ok(err)
		h.wantNoted(bea.Member)
	})
}

// TestWhoWasPromotedBeforeNamesWereRemembered: their first sign-in is by the name
// that they have, and a tie that they have by name moves to nobody.
func TestWhoWasPromotedBeforeNamesWereRemembered(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ada, bea, cai := h.push("ada@engines.example"), h.push("bea@engines.example"), h.push("cai@engines.example")
		for _, identity := range []directory.Identity{ada, bea} {
			h.change(h.id, identity.Member, func(m *directory.Member) { m.Role = directory.RoleAdministrator })
		}
		h.wantArrives(h.proof("00ubea", "bea@engines.example"), bea.Member)
		h.wantStaysOut(h.proof("00umallory", "bea@engines.example"), directory.Unauthorized, anotherSubject)

		h.wantArrives(h.byAddress("ada@engines.example"), ada.Member)
		h.wantArrives(h.byAddress("Ada@engines.example"), ada.Member)
		h.wantNoted(ada.Member)
		h.rename(ada.ID, "mallory@engines.example")
		h.wantStaysOut(h.byAddress("mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		// Not by way of somebody else, either, who is called as she was.
		h.rename(cai.ID, "Ada@engines.example")
		h.wantArrives(h.byAddress("Ada@engines.example"), cai.Member)
		if logins := h.logins(ada.Member); len(logins) != 0 {
			t.Errorf("Ada is tied to %+v, and the name is Cai's", logins)
		}
		h.wantNoted(ada.Member, "Ada@engines.example")
		h.wantStaysOut(h.byAddress("mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantNoted(cai.Member)
	})
}

// TestAnotherPersonWithThePromotedOnesOldName: who takes over a name takes over a tie
// by it, and leaves the name that people knew alone.
func TestAnotherPersonWithThePromotedOnesOldName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ada, bea := h.push("ada@engines.example"), h.push("bea@engines.example")
		h.wantArrives(h.byAddress("ada@engines.example"), ada.Member)
		h.wantArrives(h.byAddress("bea@engines.example"), bea.Member)
		h.rename(ada.ID, "lovelace@engines.example")
		h.promote(ada.Member, directory.RoleAdministrator)
		h.rename(bea.ID, "ada@engines.example")
		h.wantArrives(h.byAddress("ada@engines.example"), bea.Member)
		h.wantNoted(ada.Member, "lovelace@engines.example")
		h.wantArrives(h.byAddress("lovelace@engines.example"), ada.Member)

		cai := h.push("cai@engines.example")
		h.wantArrives(h.byAddress("cai@engines.example"), cai.Member)
		h.rename(cai.ID, "morgan@engines.example")
		h.wantArrives(h.byAddress("cai@engines.example"), h.push("cai@engines.example").Member)
		h.wantNoted(cai.Member) // who manages nothing
	})
}
