package access_test

import (
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

// asserted is a proof that counts once.
func (h home) asserted(id, subject, userName string) access.ProviderProof {
	proof := h.proof(subject, userName)
	proof.Assertion, proof.AssertionEnds = id, h.clock.now().Add(5*time.Minute)
	return proof
}

func TestAnAssertionCountsOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		h.wantArrives(h.asserted("_1", "00u1", "ana@engines.example"), ana.Member)
		h.wantStaysOut(h.asserted("_1", "00u1", "ana@engines.example"), directory.Unauthorized, assertionUsed)
		other := h
		other.world = h.restarted(access.QuickHashing)
		other.wantStaysOut(h.asserted("_1", "00u1", "ana@engines.example"), directory.Unauthorized, assertionUsed)
		h.wantArrives(h.asserted("_2", "00u1", "ana@engines.example"), ana.Member)
		// Another method's provider may call another assertion the same.
		other.method = h.newMethod("Okta, too")
		admission := other.wantArrives(h.asserted("_1", "00u1", "ana@engines.example"), ana.Member)
		// To prove oneself anew, or to be tied, is to use it, too.
		_, err := h.StepUpByProvider(t.Context(), admission.Principal, h.method, h.asserted("_2", "00u1", ""))
		w.wantSentence(err, directory.Unauthorized, assertionUsed)
		w.wantSentence(h.TieToProvider(t.Context(), h.olga.Principal, h.method, h.asserted("_2", "00u9", "")), directory.Unauthorized, assertionUsed)
		w.wantSentence(h.TieToProvider(t.Context(), admission.Principal, h.method, h.asserted("_2", "00u1", "")), directory.Unauthorized, assertionUsed)
		_, err = h.StepUpByProvider(t.Context(), admission.Principal, h.method, h.asserted("_3", "00u1", ""))
		w.ok(err)
		h.wantStaysOut(h.asserted("_3", "00u1", ""), directory.Unauthorized, assertionUsed)
	})
}

// A clock that is set back makes an old assertion young again, and must not find its
// note gone.
func TestAnAssertionCountsOnceWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		first := h.asserted("_1", "00u1", "ana@engines.example")
		h.wantArrives(first, ana.Member)
		w.clock.pass(23 * time.Hour)
		h.wantArrives(h.asserted("_2", "00u1", ""), ana.Member) // sweeps
		w.clock.pass(-23 * time.Hour)
		h.wantStaysOut(first, directory.Unauthorized, assertionUsed)
		// No provider makes another of the same name; the notes end all the same.
		w.clock.pass(24*time.Hour + 5*time.Minute)
		h.wantArrives(h.asserted("_1", "00u1", ""), ana.Member)
	})
}

// Whoever is refused has used nothing up: what is in the way may go away.
func TestARefusalUsesNoAssertion(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		proof := h.asserted("_1", "00u1", "ana@engines.example")
		h.wantStaysOut(proof, directory.Unauthorized, nobodyKnown)
		h.wantArrives(proof, h.push("ana@engines.example").Member)
	})
}

// Two processes over one store receive the same assertion many times at once.
func TestAnAssertionLetsInOnceHoweverManyAskAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		processes := []*access.Service{h.Service, h.restarted(access.QuickHashing).Service}
		const each = 8
		results := make(chan error, each*len(processes))
		var ready sync.WaitGroup
		ready.Add(each * len(processes))
		for _, process := range processes {
			for range each {
				go func() {
					ready.Done()
					ready.Wait()
					_, err := process.SignInByProvider(t.Context(), access.ProviderSignIn{
						Method: h.method, Proof: h.asserted("_1", "00u1", "ana@engines.example"), Client: somewhere,
					})
					results <- err
				}()
			}
		}
		in := 0
		for range each * len(processes) {
			if err := <-results; err == nil {
				in++
			} else {
				w.wantSentence(err, directory.Unauthorized, assertionUsed)
			}
		}
		sessions, err := w.store.View(t.Context(), h.id).Sessions(ana.Member)
		w.ok(err)
		if in != 1 || len(sessions) != 1 || len(h.logins(ana.Member)) != 1 {
			t.Errorf("let in %d times, with %d sessions and %d logins; want one of each", in, len(sessions), len(h.logins(ana.Member)))
		}
	})
}
