package storetest

import (
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testNameRace lets 64 come at once for one name, each in a spelling of it.
func testNameRace(t *testing.T, open Opener) {
	const creators = 64
	spelling := []string{
		"jos\u00e9@example.com", "jose\u0301@example.com", "JOS\u00c9@EXAMPLE.COM", "JOSE\u0301@Example.com",
		"\uff2aos\u00e9@example.com", "jos\u00e9@EXAMPLE.com", "\uff4aose\u0301@example.com", "Jos\u00c9@example.com",
	}
	// race runs the creators and returns how often each outcome came.
	race := func(t *testing.T, stores []directory.Store, h house, field string, create func(tx directory.Tx, creator int, name string) error) {
		t.Helper()
		var won, lost atomic.Int64
		together(creators, func(creator int) {
			name := spelling[creator%len(spelling)]
			err := h.through(stores[creator%len(stores)]).try(t, func(tx directory.Tx) error { return create(tx, creator, name) })
			switch {
			case err == nil:
				won.Add(1)
			case directory.CodeOf(err) == directory.Taken && fieldOf(err) == field:
				lost.Add(1)
			default:
				t.Errorf("creator %d: got error %v, want none or %q to be taken", creator, err, field)
			}
		})
		if won.Load() != 1 || lost.Load() != creators-1 {
			t.Errorf("got %d winners and %d losers, want one winner", won.Load(), lost.Load())
		}
	}
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, _ directory.Store) {
		h := build(t, stores[0], 0)
		connection, elsewhere := h.connect(t), h.connect(t)
		h.assert(t, elsewhere.ID, spelling[0])
		h.gather(t, elsewhere.ID, spelling[0])
		entries := func() int { return len(ask(h.view(t).Journal(0, everything)).ok(t)) }
		before := entries()

		race(t, stores, h, "user name", func(tx directory.Tx, _ int, name string) error {
			identity := newIdentity(connection.ID, name)
			return addIdentity(tx, &identity)
		})
		race(t, stores, h, "team name", func(tx directory.Tx, _ int, name string) error {
			team := newTeam(connection.ID, name)
			return addTeam(tx, &team)
		})
		race(t, stores, h, "team name", func(tx directory.Tx, _ int, name string) error {
			team := newTeam("", name)
			return addTeam(tx, &team)
		})
		// The name is given up, and all others want it.
		named := ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Limit: 9})).ok(t)
		ask(len(named), nil).is(t, 1)
		rivals := h.assert(t, connection.ID, names("rival", creators)...)
		named[0].UserName = "given up"
		h.update(t, func(tx directory.Tx) error { return updateIdentity(tx, &named[0]) })
		race(t, stores, h, "user name", func(tx directory.Tx, creator int, name string) error {
			rival := rivals[creator]
			rival.UserName = name
			return updateIdentity(tx, &rival)
		})

		if got, want := entries(), before+3+creators; got != want {
			t.Errorf("got %d entries, want %d: a loser's entry stayed or a winner's is missing", got, want)
		}
		key := directory.IdentityKey{By: directory.ByUserName, Value: spelling[3]}
		ask(len(ask(h.view(t).Identities(connection.ID, directory.IdentityQuery{Key: key, Limit: 9})).ok(t)), nil).is(t, 1)
		totals := ask(h.view(t).Connection(connection.ID)).ok(t)
		ask([]int64{totals.Identities, totals.Teams}, nil).is(t, []int64{1 + creators, 1})
	})
}
