package access_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// adopted is a member of a role who joined by hand with a password and whom Okta has
// adopted since.
func (h home) adopted(name string, role directory.Role) (directory.Member, directory.Identity) {
	h.Helper()
	email := name + "@engines.example"
	member := h.join(h.id, name, email, role).Principal.Member
	identity, err := h.create(email, email)
	if role.Manages() {
		h.wantCode(err, directory.Taken)
		h.ok(h.office.ConfirmAdoption(h.Context(), administration.Operator(), h.id, member.ID, h.connection.ID, email))
		identity, err = h.create(email, email)
	}
	h.ok(err)
	if identity.Member != member.ID {
		h.Fatalf("the identity is of %s, want %s", identity.Member, member.ID)
	}
	return member, identity
}

func TestWhoeverWasAdoptedSignsInByTheProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		for name, role := range map[string]directory.Role{"manu": directory.RoleMember, "ada": directory.RoleAdministrator, "otto": directory.RoleOwner} {
			member, _ := h.adopted(name, role)
			h.wantArrives(h.proof("00u"+name, member.Email), member.ID)
			// The password stays theirs, at their address.
			admission, err := h.signIn(member.Email, goodPassword)
			h.ok(err)
			if admission.Principal.Member.ID != member.ID || admission.Principal.Member.Role != role {
				t.Errorf("signed in as %+v, want %s, %s", admission.Principal.Member, member.ID, role)
			}
		}
	})
}

// TestSCIMGivesNobodyAnAdministratorsAccount: the published takeovers adopt an
// account and move its address or its user name to an account of the attacker's.
func TestSCIMGivesNobodyAnAdministratorsAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ada, identity := h.adopted("ada", directory.RoleAdministrator)
		manu, plain := h.adopted("manu", directory.RoleMember)
		h.rename(identity.ID, "mallory@engines.example")
		if got := h.member(ada.ID); got.Email != "mallory@engines.example" || got.Role != directory.RoleAdministrator {
			t.Fatalf("the member is %+v", got)
		}
		h.wantStaysOut(h.proof("00umallory", "mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantStaysOut(h.byAddress("mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		h.justInTime(true)
		h.wantStaysOut(h.proof("00umallory", "mallory@engines.example"), directory.Unauthorized, nobodyKnown)
		h.justInTime(false)

		// Nobody moves to an administrator's address who is still to be adopted.
		otto := h.join(h.id, "Otto", "otto@engines.example", directory.RoleOwner).Principal.Member
		_, err := h.okta.EditIdentity(h.Context(), h.caller(), plain.ID, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
			current.UserName, current.Emails = "otto@engines.example", []string{"otto@engines.example"}
			return current, nil, nil
		})
		h.wantCode(err, directory.Taken)
		h.wantStaysOut(h.proof("00uotto", "otto@engines.example"), directory.Unauthorized, nobodyKnown)
		for _, id := range []directory.MemberID{ada.ID, manu.ID, otto.ID} {
			if logins := h.logins(id); len(logins) != 0 {
				t.Errorf("%s is tied to %v", id, logins)
			}
		}

		// Called as before, the administrator signs in; a tie by the provider's own id
		// outlives a new name; a plain member follows theirs.
		h.rename(identity.ID, "ADA@engines.example")
		h.wantArrives(h.proof("00uada", "ada@engines.example"), ada.ID)
		h.rename(identity.ID, "ada.married@engines.example")
		h.wantArrives(h.proof("00uada", "ada.married@engines.example"), ada.ID)
		h.rename(plain.ID, "manuel@engines.example")
		h.wantArrives(h.proof("00umanu", "manuel@engines.example"), manu.ID)
	})
}

// TestAReplacedMembersSignInPassesOn: the account that a changed user name
// invalidates keeps no tie, and the new one is found by the new name.
func TestAReplacedMembersSignInPassesOn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.connection.Policy.UserNameChange = directory.ReplaceRenamed
		ana := h.push("ana@engines.example")
		session := h.wantArrives(h.proof("00uana", "ana@engines.example"), ana.Member)
		h.rename(ana.ID, "anna@engines.example")
		h.wantAlive(session, false)
		replaced, err := h.store.View(t.Context(), h.id).Identity(h.connection.ID, ana.ID)
		h.ok(err)
		if replaced.Member == ana.Member {
			t.Fatal("the member was not replaced")
		}
		h.wantStaysOut(h.proof("00uana", "ana@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantArrives(h.proof("00uana", "anna@engines.example"), replaced.Member)
	})
}
