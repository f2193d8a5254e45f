package access_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func TestEachSignInByAProviderOpensASessionOfItsOwn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		proof := h.proof("00u1", "ana@engines.example")
		proof.Session = "idx-1"
		first, second := h.wantArrives(proof, ana.Member), h.wantArrives(proof, ana.Member)
		if first.Principal.Session.ID == second.Principal.Session.ID || first.Secret.Reveal() == second.Secret.Reveal() {
			t.Error("two sign-ins share a session")
		}
		kept, err := h.session(second.Secret)
		w.ok(err)
		if kept.Session.Method != h.method.ID || kept.Session.ProviderSession != "idx-1" || kept.Session.Member != ana.Member || !kept.ProvedAt().Equal(w.clock.now()) {
			t.Errorf("the session is %+v", kept.Session)
		}
		h.wantAlive(first, true)
		h.wantNoSecrets(h.id, nil, first.Secret.Reveal(), second.Secret.Reveal(), "idx-1")
	})
}

// Whoever is signed in at the provider already comes in without being asked, and
// must not thereby have proved anew who they are.
func TestToComeInIsNoFreshProof(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		for name, test := range map[string]struct {
			proved time.Time
			fresh  bool
		}{
			"a moment ago":                    {w.clock.now().Add(-time.Minute), true},
			"hours ago":                       {w.clock.now().Add(-3 * time.Hour), false},
			"the provider does not say":       {time.Time{}, false},
			"its clock is a little before us": {w.clock.now().Add(30 * time.Second), true},
		} {
			proof := h.proof("00u1", "ana@engines.example")
			proof.ProvedAt = test.proved
			admission := h.wantArrives(proof, ana.Member)
			kept, err := h.session(admission.Secret)
			w.ok(err)
			for _, principal := range []access.Principal{admission.Principal, kept} {
				if got := h.RequireFresh(principal) == nil; got != test.fresh {
					t.Errorf("%s: the proof is fresh: %t, want %t", name, got, test.fresh)
				}
				if principal.ProvedAt().After(w.clock.now()) {
					t.Errorf("%s: proved in the future, at %v", name, principal.ProvedAt())
				}
			}
		}
	})
}

func TestASessionEndsWhenTheProviderOrWeSay(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		boss := h.push("boss@engines.example")
		h.change(h.id, boss.Member, func(m *directory.Member) { m.Role = directory.RoleAdministrator })
		now := w.clock.now()
		for name, test := range map[string]struct {
			subject string
			member  directory.MemberID
			endsAt  time.Time
			want    time.Time
		}{
			"the provider says nothing":           {"ana", ana.Member, time.Time{}, now.Add(access.MemberLifetime)},
			"the provider ends it soon":           {"ana", ana.Member, now.Add(time.Hour), now.Add(time.Hour)},
			"the provider ends it late":           {"ana", ana.Member, now.Add(10 * access.MemberLifetime), now.Add(access.MemberLifetime)},
			"an administrator, nothing":           {"boss", boss.Member, time.Time{}, now.Add(access.ManagerLifetime)},
			"an administrator, later than we":     {"boss", boss.Member, now.Add(access.MemberLifetime), now.Add(access.ManagerLifetime)},
			"an administrator, sooner than we do": {"boss", boss.Member, now.Add(time.Minute), now.Add(time.Minute)},
		} {
			proof := h.proof(test.subject, test.subject+"@engines.example")
			proof.EndsAt = test.endsAt
			admission := h.wantArrives(proof, test.member)
			if !admission.Principal.ExpiresAt.Equal(test.want) {
				t.Errorf("%s: ends at %v, want %v", name, admission.Principal.ExpiresAt, test.want)
			}
		}
		proof := h.proof("ana", "")
		proof.EndsAt = now.Add(time.Hour)
		short := h.wantArrives(proof, ana.Member)
		w.clock.pass(time.Hour - time.Microsecond)
		h.wantAlive(short, true)
		w.clock.pass(time.Microsecond)
		h.wantAlive(short, false)
	})
}

func TestAMethodIsLookedAtOnReturn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		proof := h.proof("00u1", "ana@engines.example")
		session := h.wantArrives(proof, ana.Member)
		begun := h.method // as it was when they set out: active
		begun.Active = true
		w.ok(h.office.DeactivateLoginMethod(t.Context(), administration.Operator(), h.id, h.method.ID))
		h.wantAlive(session, false)
		h.method = begun
		h.wantStaysOut(proof, directory.Refused, methodOff)
		_, err := h.EndProviderSession(t.Context(), h.method, access.ProviderSignOut{Subject: "00u1", Request: "r", RequestEnds: w.clock.now().Add(time.Minute)})
		w.wantSentence(err, directory.Refused, methodOff)
		_, err = h.StepUpByProvider(t.Context(), h.olga.Principal, h.method, proof)
		w.wantSentence(err, directory.Refused, methodOff)
		w.wantSentence(h.TieToProvider(t.Context(), h.olga.Principal, h.method, proof), directory.Refused, methodOff)

		w.ok(h.office.ActivateLoginMethod(t.Context(), administration.Operator(), h.id, h.method.ID))
		h.wantArrives(proof, ana.Member)
		w.ok(h.office.DeleteLoginMethod(t.Context(), administration.Operator(), h.id, h.method.ID))
		h.wantStaysOut(proof, directory.Refused, methodOff)
	})
}

func TestWhoMayNotEnterIsToldWhy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		known, fresh := h.proof("00u1", "ana@engines.example"), h.proof("00u2", "eve@engines.example")
		session := h.wantArrives(known, ana.Member)
		h.push("eve@engines.example")

		w.setStatus(h.id, directory.OrganizationSuspended)
		const suspended = "Analytical Engines is suspended; ask those who run this service to resume it."
		h.wantStaysOut(known, directory.Disabled, suspended)
		h.wantStaysOut(fresh, directory.Disabled, suspended)
		w.setStatus(h.id, directory.OrganizationActive)

		h.edit(ana.ID, func(a *directory.Assertion) { a.Active = false })
		h.wantAlive(session, false)
		const deactivated = "This account is deactivated; ask an administrator of Analytical Engines."
		h.wantStaysOut(known, directory.Refused, deactivated)
		h.edit(ana.ID, func(a *directory.Assertion) { a.Active = true })
		h.wantAlive(session, false)
		h.wantArrives(known, ana.Member)

		// Deactivated before the first sign-in, too.
		late := h.push("late@engines.example")
		h.edit(late.ID, func(a *directory.Assertion) { a.Active = false })
		h.wantStaysOut(h.proof("00u3", "late@engines.example"), directory.Refused, deactivated)
	})
}

func TestARequestToSignOutCountsOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		proof := h.proof("00u1", "ana@engines.example")
		out := access.ProviderSignOut{Subject: "00u1", Request: "_request", RequestEnds: w.clock.now().Add(5 * time.Minute)}
		session := h.wantArrives(proof, ana.Member)
		ended, err := h.EndProviderSession(t.Context(), h.method, out)
		if w.ok(err); ended != 1 {
			t.Errorf("%d sessions ended, want 1", ended)
		}
		h.wantAlive(session, false)

		again := h.wantArrives(proof, ana.Member)
		_, err = h.EndProviderSession(t.Context(), h.method, out)
		w.wantSentence(err, directory.Unauthorized, "This sign-in was used already; begin again.")
		h.wantAlive(again, true)

		// The provider may name an assertion as it named the request.
		proof.Assertion, proof.AssertionEnds = "_request", w.clock.now().Add(5*time.Minute)
		h.wantArrives(proof, ana.Member)
	})
}

func TestTheProviderSignsOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, eve := h.push("ana@engines.example"), h.push("eve@engines.example")
		open := func(subject, userName, index string, member directory.MemberID) access.Admission {
			proof := h.proof(subject, userName)
			proof.Session = index
			if index == "three" { // of which the provider said more
				proof.Session = directory.ProviderSession{Name: index, NameFormat: "persistent", NameQualifier: "urn:idp"}.Text()
			}
			return h.wantArrives(proof, member)
		}
		one, two, three := open("00u1", "ana@engines.example", "one", ana.Member), open("00u1", "", "two", ana.Member), open("00u1", "", "three", ana.Member)
		eves := open("00u2", "eve@engines.example", "one", eve.Member)
		elsewhere := h
		elsewhere.method = h.newMethod("Okta, too")
		byOther := elsewhere.wantArrives(elsewhere.proof("00u1", "ana@engines.example"), ana.Member)
		end := func(want int, subject string, sessions ...string) {
			t.Helper()
			got, err := h.EndProviderSession(t.Context(), h.method, access.ProviderSignOut{
				Subject: subject, Sessions: sessions, Request: directory.NewID(), RequestEnds: w.clock.now().Add(time.Minute),
			})
			w.ok(err)
			if got != want {
				t.Errorf("%d sessions of %q ended, want %d", got, subject, want)
			}
		}
		end(0, "00u9")
		end(0, "00U1")
		end(0, "00u1", "none", "")
		end(2, "00u1", "one", "three")
		h.wantAlive(one, false)
		h.wantAlive(three, false)
		h.wantAlive(two, true)
		open("00u1", "", "", ana.Member)
		end(2, "00u1")
		h.wantAlive(two, false)
		h.wantAlive(eves, true)
		h.wantAlive(byOther, true)
		h.wantAlive(h.olga, true)
	})
}
