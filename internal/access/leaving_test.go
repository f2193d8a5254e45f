package access_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/internal/sqlstore"
)

// TestAnOwnerWhoJoinsLetsTheLastOneGo: what Okta asked for about the last owner is
// completed by the invitation that another accepts.
func TestAnOwnerWhoJoinsLetsTheLastOneGo(t *testing.T) {
	w := newWorld(t, sqlstore.Location{Directory: t.TempDir()})
	h := w.homeOf("Analytical Engines", "olga@engines.example")
	pia := h.push("pia@engines.example")
	h.change(h.id, pia.Member, func(m *directory.Member) { m.Role = directory.RoleOwner })
	if _, err := h.office.ChangeRole(t.Context(), administration.Operator(), h.id, h.olga.Principal.Member.ID, directory.RoleMember); err != nil {
		t.Fatal(err)
	}
	_, err := h.okta.EditIdentity(t.Context(), provisioning.Caller{Connection: h.connection}, pia.ID, func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
		current.Active = false
		return current, nil, nil
	})
	w.wantCode(err, directory.Refused)
	h.join(h.id, "Ina", "ina@engines.example", directory.RoleAdministrator)
	if member := h.member(pia.Member); member.Status != directory.MemberActive {
		t.Errorf("she is %s after somebody joined who is no owner", member.Status)
	}
	h.join(h.id, "Otto", "otto@engines.example", directory.RoleOwner)
	if member := h.member(pia.Member); member.Status != directory.MemberDeactivated {
		t.Errorf("she is %s after another owner joined, want deactivated", member.Status)
	}
}

// TestAClockThatWasSetBackRevivesNothing: what was made by a clock that was ahead is
// not younger than the deactivation, whoever deactivated.
func TestAClockThatWasSetBackRevivesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		manu := h.join(h.id, "Manu", "manu@engines.example", directory.RoleAdministrator)
		mina := h.join(h.id, "Mina", "mina@engines.example", directory.RoleMember)
		identities := []directory.Identity{h.push("ana@engines.example"), h.push("eve@engines.example")}
		for _, identity := range identities {
			h.change(h.id, identity.Member, func(m *directory.Member) { m.Role = directory.RoleAdministrator })
		}
		ana := h.wantArrives(h.proof("00u1", "ana@engines.example"), identities[0].Member)
		eve := h.wantArrives(h.proof("00u2", "eve@engines.example"), identities[1].Member)
		// The youngest is a key for two of them, and a session for the others.
		w.clock.pass(time.Minute)
		var keys []secret.Secret
		for _, of := range []access.Admission{manu, ana} {
			_, key, err := h.CreateKey(t.Context(), of.Principal, access.NewKey{Name: "Report", Scopes: directory.Scopes()[:1]})
			w.ok(err)
			keys = append(keys, key)
		}
		wantGone := func(when string) {
			t.Helper()
			for _, session := range []access.Admission{manu, mina, ana, eve} {
				h.wantAlive(session, false)
			}
			for _, key := range keys {
				if _, err := h.Key(t.Context(), key.Reveal()); directory.CodeOf(err) != directory.Unauthorized {
					t.Errorf("%s a key is answered %v", when, err)
				}
			}
		}

		w.clock.pass(-time.Hour)
		active := func(active bool) {
			t.Helper()
			for _, identity := range identities {
				h.edit(identity.ID, func(a *directory.Assertion) { a.Active = active })
			}
			deed := h.office.DeactivateMember
			if active {
				deed = h.office.ReactivateMember
			}
			for _, by := range []access.Admission{manu, mina} {
				_, err := deed(t.Context(), administration.Operator(), h.id, by.Principal.Member.ID)
				w.ok(err)
			}
		}
		active(false)
		wantGone("deactivated")
		active(true)
		wantGone("reactivated")
		w.clock.pass(2 * time.Hour)
		wantGone("later")
		// Whoever signs in anew is in.
		h.wantArrives(h.proof("00u1", ""), ana.Principal.Member.ID)
		again, err := h.signIn("manu@engines.example", goodPassword)
		w.ok(err)
		h.wantAlive(again, true)
	})
}

// TestResumingEndsEverySession: whoever works there when the organization is
// resumed signs in anew. A key, which nobody could bring anew, counts again.
func TestResumingEndsEverySession(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h, other := w.home(), w.homeOf("Difference Engines", "otto@difference.example")
		identity := h.push("ana@engines.example")
		ana := h.wantArrives(h.proof("00u1", "ana@engines.example"), identity.Member)
		_, key, err := h.CreateKey(t.Context(), h.olga.Principal, access.NewKey{Name: "Report", Scopes: directory.Scopes()[:1]})
		w.ok(err)
		edit := func(edit administration.OrganizationEdit) {
			t.Helper()
			_, err := h.office.UpdateOrganization(t.Context(), administration.Operator(), h.id, edit)
			w.ok(err)
		}
		days := 60
		edit(administration.OrganizationEdit{LogDays: &days})
		h.wantAlive(ana, true)
		suspended, active := directory.OrganizationSuspended, directory.OrganizationActive
		edit(administration.OrganizationEdit{Status: &suspended})
		for name, open := range map[string]func() (access.Principal, error){
			"a session": func() (access.Principal, error) { return h.Session(t.Context(), ana.Secret.Reveal(), somewhere) },
			"a key":     func() (access.Principal, error) { return h.Key(t.Context(), key.Reveal()) },
		} {
			if _, err := open(); directory.CodeOf(err) != directory.Disabled { // and says why
				t.Errorf("%s of a suspended organization is answered %v", name, err)
			}
		}
		edit(administration.OrganizationEdit{Status: &active})
		h.wantAlive(ana, false)
		h.wantAlive(h.olga, false)
		h.wantAlive(other.olga, true)
		_, err = h.Key(t.Context(), key.Reveal())
		w.ok(err)
		h.wantArrives(h.proof("00u1", ""), identity.Member)
	})
}
