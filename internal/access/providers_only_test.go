package access_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// addPasskey adds one to somebody's ways to sign in.
func (w world) addPasskey(to access.Admission) *authenticator {
	w.Helper()
	a := newAuthenticator(w.T)
	ceremony, err := w.BeginPasskey(w.Context(), to.Principal)
	w.ok(err)
	_, err = w.FinishPasskey(w.Context(), to.Principal, ceremony.ID, a.create(w.T, ceremony), "Key in the safe")
	w.ok(err)
	return a
}

// providersOnly lets people in by their provider alone, but for Olga.
func (h home) providersOnly() {
	h.Helper()
	_, err := h.office.SetSignInRule(h.Context(), administration.Operator(), h.id, administration.SignInRule{
		ProvidersOnly: true, BreakGlass: h.olga.Principal.Member.ID,
	})
	h.ok(err)
}

func TestWhereProvidersAloneLetIn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		olgas := h.addPasskey(h.olga)
		otto := h.join(h.id, "Otto Owner", "otto@engines.example", directory.RoleOwner)
		ottos := h.addPasskey(otto)
		h.providersOnly()

		h.wantAlive(otto, true) // what is open stays open
		_, err := h.signIn("otto@engines.example", goodPassword)
		w.wantSentence(err, directory.Refused, providersOnly)
		_, err = h.signIn("olga@engines.example", goodPassword) // the passkey alone is for emergencies
		w.wantSentence(err, directory.Refused, providersOnly)
		_, err = h.signIn("olga@engines.example", newPassword) // nobody learns of the rule by guessing
		w.wantCode(err, directory.Unauthorized)
		_, err = h.signInByPasskey(ottos)
		w.wantSentence(err, directory.Refused, providersOnly)
		admission, err := h.signInByPasskey(olgas)
		w.ok(err)
		h.wantAlive(admission, true)
		h.wantArrives(h.proof("00u1", "ana@engines.example"), ana.Member)

		_, err = h.office.SetSignInRule(t.Context(), administration.Operator(), h.id, administration.SignInRule{})
		w.ok(err)
		_, err = h.signIn("otto@engines.example", goodPassword)
		w.ok(err)
		_, err = h.signInByPasskey(ottos)
		w.ok(err)
	})
}

// What nobody comes in by proves nothing anew of who is in, either.
func TestWhereProvidersAloneProve(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		olgas := h.addPasskey(h.olga)
		otto := h.join(h.id, "Otto Owner", "otto@engines.example", directory.RoleOwner)
		ottos := h.addPasskey(otto)
		byPassword := func(who access.Admission, password string) error {
			_, err := h.StepUpByPassword(t.Context(), who.Principal, password, access.Client{})
			return err
		}
		byPasskey := func(who access.Admission, key *authenticator) error {
			ceremony, err := h.BeginPasskeyStepUp(t.Context(), who.Principal)
			w.ok(err)
			_, err = h.FinishPasskeyStepUp(t.Context(), who.Principal, ceremony.ID, key.get(t, ceremony))
			return err
		}
		w.ok(byPassword(otto, goodPassword))
		w.ok(byPasskey(otto, ottos))
		h.providersOnly()
		h.clock.pass(11 * time.Minute)
		w.wantSentence(byPassword(otto, goodPassword), directory.Refused, providersOnly)
		w.wantCode(byPassword(otto, newPassword), directory.Unauthorized) // nobody learns of the rule by guessing
		w.wantSentence(byPasskey(otto, ottos), directory.Refused, providersOnly)
		w.wantSentence(byPassword(h.olga, goodPassword), directory.Refused, providersOnly)
		session, err := h.Session(t.Context(), otto.Secret.Reveal(), access.Client{})
		w.ok(err)
		w.wantStepUp(h.RequireFresh(session))
		if password, passkey := access.MayProveBy(session); password || passkey {
			t.Errorf("Otto is offered a password: %t, a passkey: %t", password, passkey)
		}
		w.ok(byPasskey(h.olga, olgas)) // who is for emergencies
		session, err = h.Session(t.Context(), h.olga.Secret.Reveal(), access.Client{})
		w.ok(err)
		if password, passkey := access.MayProveBy(session); password || !passkey {
			t.Errorf("Olga is offered a password: %t, a passkey: %t", password, passkey)
		}
	})
}

func TestLinksLetNobodyInWhereProvidersAloneDo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		olgas := h.addPasskey(h.olga)
		otto := h.join(h.id, "Otto Owner", "otto@engines.example", directory.RoleOwner)
		invited := h.invite(h.id, "Ina", "ina@engines.example", directory.RoleMember)
		h.providersOnly()
		before := len(h.entries(h.id))
		for name, member := range map[string]directory.MemberID{
			"an invitation":       invited.ID,
			"a sign-in link":      otto.Principal.Member.ID,
			"one for emergencies": h.olga.Principal.Member.ID,
		} {
			token := h.link(h.id, member)
			before++ // the link is told
			_, err := h.accept(token, newPassword)
			w.wantSentence(err, directory.Refused, providersOnly)
			_, err = h.acceptByPasskey(token.Reveal(), newAuthenticator(t))
			w.wantSentence(err, directory.Refused, providersOnly)
			if after := len(h.entries(h.id)); after != before {
				t.Errorf("%s: the refusal wrote %d journal entries", name, after-before)
			}
		}
		// Nothing was used up, and nobody's way was taken away.
		if status := h.member(invited.ID).Status; status != directory.MemberInvited {
			t.Errorf("Ina is %s", status)
		}
		h.wantAlive(otto, true)
		_, err := h.signInByPasskey(olgas)
		w.ok(err)
		_, err = h.office.SetSignInRule(t.Context(), administration.Operator(), h.id, administration.SignInRule{})
		w.ok(err)
		_, err = h.signIn("otto@engines.example", goodPassword)
		w.ok(err)
	})
}

// Whoever is for emergencies keeps a passkey: a password lets them in nowhere.
func TestTheLastPasskeyForEmergenciesStays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		first, second := h.addPasskey(h.olga), h.addPasskey(h.olga)
		otto := h.join(h.id, "Otto Owner", "otto@engines.example", directory.RoleOwner)
		ottos := h.addPasskey(otto)
		h.providersOnly()
		w.ok(h.RemovePasskey(t.Context(), h.olga.Principal, first.id))
		const only = "This is your only way to sign in; add another one first."
		w.wantSentence(h.RemovePasskey(t.Context(), h.olga.Principal, second.id), directory.Refused, only)
		_, err := h.signInByPasskey(second)
		w.ok(err)
		w.ok(h.RemovePasskey(t.Context(), otto.Principal, ottos.id))
		w.ok(h.RemovePassword(t.Context(), h.olga.Principal))
		_, err = h.office.SetSignInRule(t.Context(), administration.Operator(), h.id, administration.SignInRule{})
		w.ok(err)
		w.wantSentence(h.RemovePasskey(t.Context(), h.olga.Principal, second.id), directory.Refused, only)
		h.addPasskey(h.olga)
		w.ok(h.RemovePasskey(t.Context(), h.olga.Principal, second.id))
	})
}
