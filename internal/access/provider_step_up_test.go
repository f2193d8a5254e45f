package access_test

import (
	"errors"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

func TestProvingAnewByAProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, eve := h.push("ana@engines.example"), h.push("eve@engines.example")
		anas := h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member).Principal
		h.wantArrives(h.proof("00u2", "eve@engines.example"), eve.Member)
		w.clock.pass(time.Hour)
		if err := h.RequireFresh(anas); err == nil {
			t.Fatal("the proof is fresh after an hour")
		}
		const old = "The identity provider did not ask you anew who you are; sign out there and try again."
		stepUp := func(subject, userName string, age time.Duration) (access.Principal, error) {
			proof := h.proof(subject, userName)
			proof.ProvedAt = proof.ProvedAt.Add(-age)
			return h.StepUpByProvider(t.Context(), anas, h.method, proof)
		}
		for name, test := range map[string]struct {
			subject, userName string
			age               time.Duration
			sentence          string
		}{
			"another person":           {"00u2", "ana@engines.example", 0, anotherPerson},
			"somebody unknown":         {"00u9", "ana@engines.example", 0, anotherPerson},
			"nobody":                   {"", "ana@engines.example", 0, anotherPerson},
			"an old proof":             {"00u1", "", access.FreshFor + time.Second, old},
			"a proof to come":          {"00u1", "", -time.Minute - time.Second, old},
			"a proof from the century": {"00u1", "", 100 * 365 * 24 * time.Hour, old},
		} {
			_, err := stepUp(test.subject, test.userName, test.age)
			if directory.CodeOf(err) != directory.Unauthorized || err.Error() != test.sentence {
				t.Errorf("%s: was answered %v", name, err)
			}
		}
		proof := h.proof("00u1", "")
		proof.ProvedAt = time.Time{}
		_, err := h.StepUpByProvider(t.Context(), anas, h.method, proof)
		w.wantSentence(err, directory.Unauthorized, old)
		if err := h.RequireFresh(anas); err == nil {
			t.Error("a refused proof counts")
		}
		for _, age := range []time.Duration{access.FreshFor, time.Minute, 0, -time.Minute} {
			principal, err := stepUp("00u1", "eve@engines.example", age)
			w.ok(err)
			w.ok(h.RequireFresh(principal))
		}
		if len(h.logins(ana.Member)) != 1 {
			t.Error("a step-up tied somebody")
		}
	})
}

func TestAnotherOrganizationsProviderProvesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h, other := w.home(), w.homeOf("Difference Engines", "otto@difference.example")
		ana := h.push("ana@engines.example")
		anas := h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member).Principal
		w.ok(other.TieToProvider(t.Context(), other.olga.Principal, other.method, other.proof("00u1", "")))
		_, err := h.StepUpByProvider(t.Context(), anas, other.method, h.proof("00u1", ""))
		w.wantSentence(err, directory.Unauthorized, anotherPerson)
		w.wantSentence(h.TieToProvider(t.Context(), anas, other.method, h.proof("00u5", "")), directory.Unauthorized, anotherPerson)
		// The method's organization is not the caller's to say.
		stray := other.method
		stray.Organization = h.id
		_, err = h.StepUpByProvider(t.Context(), anas, stray, h.proof("00u1", ""))
		w.wantSentence(err, directory.Refused, methodOff)
	})
}

func TestTyingAndUntying(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		olga := h.olga.Principal.Member.ID
		h.wantStaysOut(h.proof("00u7", "olga@engines.example"), directory.Unauthorized, nobodyKnown)
		w.clock.pass(access.FreshFor)
		err := h.TieToProvider(t.Context(), h.olga.Principal, h.method, h.proof("00u7", ""))
		if _, asked := errors.AsType[*access.StepUpRequiredError](err); !asked {
			t.Fatalf("tied without a fresh proof: %v", err)
		}
		fresh, err := h.StepUpByPassword(t.Context(), h.olga.Principal, goodPassword, somewhere)
		w.ok(err)
		tie := func(subject string) error {
			return h.TieToProvider(t.Context(), fresh, h.method, h.proof(subject, ""))
		}
		w.wantSentence(tie(""), directory.Unauthorized, "The identity provider did not say who you are; ask your administrator.")
		w.ok(tie("00u7"))
		h.wantKinds(h.id, directory.MemberLoginLinked)
		head := len(h.entries(h.id))
		w.ok(tie("00u7")) // again: nothing to do
		w.wantSentence(tie("00u8"), directory.Taken, anotherSubject)
		ana := h.push("ana@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		w.wantSentence(tie("00u1"), directory.Taken, "This account of the identity provider, or this member, is tied to another one already; take that tie away first.")
		if grown := len(h.entries(h.id)) - head; grown != 2 { // Ana, and her tie
			t.Errorf("the journal grew by %d, want 2", grown)
		}

		byOkta := h.wantArrives(h.proof("00u7", ""), olga)
		// An owner whom no connection provisioned is asked for no name: nothing
		// speaks for them.
		named := h.byAddress("olga@elsewhere.example")
		named.Subject = "00u7"
		h.wantArrives(named, olga)
		actor := directory.Actor{Kind: directory.ActorMember, ID: string(olga), Name: "Olga Owner"}
		w.ok(h.Untie(t.Context(), actor, h.id, olga, h.method.ID))
		told := h.entries(h.id)
		if last := told[len(told)-1]; last.Kind != directory.MemberSignInChanged || last.Member != olga || last.Actor != actor ||
			len(last.Personal.Changes) != 1 || last.Personal.Changes[0] != (directory.Change{Field: "login_method", Before: "Okta"}) {
			t.Errorf("the journal tells %+v", last)
		}
		h.wantAlive(byOkta, false)
		h.wantAlive(h.olga, true) // by password
		h.wantStaysOut(h.proof("00u7", ""), directory.Unauthorized, nobodyKnown)
		h.wantCode(h.Untie(t.Context(), actor, h.id, olga, h.method.ID), directory.NotFound)
		h.wantCode(h.Untie(t.Context(), actor, h.id, "nobody", h.method.ID), directory.NotFound)
		h.wantCode(h.Untie(t.Context(), actor, h.id, olga, "none"), directory.NotFound)
	})
}

// Ana's next sign-in after Untie may come by another account of the provider.
func TestUntyingLetsTheNextSubjectIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, eve := h.push("ana@engines.example"), h.push("eve@engines.example")
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)
		eves := h.wantArrives(h.proof("00u2", "eve@engines.example"), eve.Member)
		other := h
		other.method = h.newMethod("Okta, too")
		byOther := other.wantArrives(other.proof("00u1", "ana@engines.example"), ana.Member)
		w.ok(h.Untie(t.Context(), operator(), h.id, ana.Member, h.method.ID))
		h.wantAlive(byOther, true)
		h.wantAlive(eves, true)
		h.wantArrives(h.proof("00u3", "ana@engines.example"), ana.Member)
	})
}
