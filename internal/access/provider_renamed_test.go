package access_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// A provider that knows people by their address may give the address to somebody
// else: whoever was renamed must not leave their account to the next one.
func TestARenamedPersonsOldNameOpensNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		first := h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.rename(ana.ID, "ruiz@engines.example")
		h.wantStaysOut(h.byAddress("ana@engines.example"), directory.Unauthorized, nobodyKnown)
		h.wantAlive(first, true)

		h.wantArrives(h.byAddress("ruiz@engines.example"), ana.Member)
		h.wantKinds(h.id, directory.MemberLoginLinked)
		if logins := h.logins(ana.Member); len(logins) != 1 || logins[0].Subject != "ruiz@engines.example" {
			t.Errorf("Ana has the logins %+v, want her new name's alone", logins)
		}
		h.wantStaysOut(h.byAddress("ana@engines.example"), directory.Unauthorized, nobodyKnown)
	})
}

func TestAnotherPersonWithTheOldNameGetsTheirOwnAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.rename(ana.ID, "ruiz@engines.example")
		next := h.push("ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), next.Member)
		if len(h.logins(ana.Member)) != 0 {
			t.Error("the first Ana keeps the tie that is the second's")
		}
		h.wantArrives(h.byAddress("ruiz@engines.example"), ana.Member)
		h.wantArrives(h.byAddress("ana@engines.example"), next.Member)
	})
}

func TestTwoPeopleWhoExchangeTheirNames(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana, bea := h.push("ana@engines.example"), h.push("bea@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.wantArrives(h.byAddress("bea@engines.example"), bea.Member)
		h.rename(ana.ID, "nobody@engines.example")
		h.rename(bea.ID, "ana@engines.example")
		h.rename(ana.ID, "bea@engines.example")
		h.wantArrives(h.byAddress("bea@engines.example"), ana.Member)
		h.wantArrives(h.byAddress("ana@engines.example"), bea.Member)
		h.wantArrives(h.byAddress("bea@engines.example"), ana.Member)
	})
}

// Where people join by signing in, the old name makes a new account at most.
func TestAnOldNameJoinsAsSomebodyNew(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		h.justInTime(true)
		ana := h.push("ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.rename(ana.ID, "ruiz@engines.example")
		admission, err := h.arrive(h.byAddress("ana@engines.example"))
		w.ok(err)
		if admission.Principal.Member.ID == ana.Member || admission.Principal.Member.JoinedBy != h.method.ID {
			t.Errorf("the old name came in as %+v", admission.Principal.Member)
		}
		h.wantArrives(h.byAddress("ruiz@engines.example"), ana.Member)
		h.wantArrives(h.byAddress("ana@engines.example"), admission.Principal.Member.ID)
	})
}

// While the connection is off, nothing says anew what anybody is called.
func TestNobodyIsRenamedWhileTheConnectionIsOff(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		w.ok(h.office.DisableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID))
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
	})
}

// Nor does turning it off give back a name that somebody had before.
func TestAnOldNameOpensNothingWhileTheConnectionIsOff(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		admission := h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.rename(ana.ID, "ruiz@engines.example")
		w.ok(h.office.DisableConnection(t.Context(), administration.Operator(), h.id, h.connection.ID))
		h.wantStaysOut(h.byAddress("ana@engines.example"), directory.Unauthorized, nobodyKnown)
		_, err := h.StepUpByProvider(t.Context(), admission.Principal, h.method, h.byAddress("ana@engines.example"))
		w.wantSentence(err, directory.Unauthorized, anotherPerson)
	})
}

func TestAnotherSpellingOfTheSameNameTiesAnew(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.wantArrives(h.byAddress("Ana@Engines.Example"), ana.Member)
		if logins := h.logins(ana.Member); len(logins) != 1 || logins[0].Subject != "Ana@Engines.Example" {
			t.Errorf("Ana has the logins %+v, want one", logins)
		}
	})
}

// A step-up is no way around the name, either.
func TestARenamedPersonProvesNothingByTheOldName(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		h := w.home()
		ana := h.push("ana@engines.example")
		admission := h.wantArrives(h.byAddress("ana@engines.example"), ana.Member)
		h.clock.pass(time.Hour)
		h.rename(ana.ID, "ruiz@engines.example")
		_, err := h.StepUpByProvider(t.Context(), admission.Principal, h.method, h.byAddress("ana@engines.example"))
		w.wantSentence(err, directory.Unauthorized, anotherPerson)
	})
}
