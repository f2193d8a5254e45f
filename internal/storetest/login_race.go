package storetest

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// testLoginRace lets many want at once what only one may have: to use an
// assertion, to be who a subject means, and to own a domain.
func testLoginRace(t *testing.T, open Opener) {
	const rounds, racers = 5, 16
	// race runs the racers and returns who won.
	race := func(t *testing.T, field string, try func(racer int) error) int {
		t.Helper()
		var winners, winner atomic.Int64
		together(racers, func(racer int) {
			err := try(racer)
			switch {
			case err == nil:
				winners.Add(1)
				winner.Store(int64(racer))
			case directory.CodeOf(err) != directory.Taken || fieldOf(err) != field:
				t.Errorf("racer %d: got error %v, want none or %q to be taken", racer, err, field)
			}
		})
		if winners.Load() != 1 {
			t.Fatalf("%d have won the %s, want one", winners.Load(), field)
		}
		return int(winner.Load())
	}
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, watch directory.Store) {
		h := build(t, stores[0], 0)
		method := h.enable(t, "okta")[0].ID
		members := h.employ(t, names("racer", racers)...)
		rivals := make([]house, racers)
		for i := range rivals {
			rivals[i] = build(t, stores[i%len(stores)], 0)
		}
		for round := range rounds {
			race(t, "assertion", func(racer int) error {
				return h.through(stores[racer%len(stores)]).spend(t, method, fmt.Sprint("assertion ", round), 99, racer)
			})

			subject := fmt.Sprint("subject ", round)
			tied := race(t, "subject", func(racer int) error {
				return h.through(stores[racer%len(stores)]).tie(t, newLogin(method, subject, members[racer].ID))
			})
			ask(ask(h.through(watch).view(t).Login(method, subject)).ok(t).Member, nil).is(t, members[tied].ID)
			h.update(t, func(tx directory.Tx) error { return tx.DeleteLogin(method, members[tied].ID) })

			name := fmt.Sprint("round", round, ".", directory.NewID(), ".example")
			for _, rival := range rivals {
				rival.update(t, func(tx directory.Tx) error { return tx.CreateDomain(newDomain(name)) })
			}
			owner := race(t, "domain", func(racer int) error { return rivals[racer].verify(t, name, racer) })
			ask(watch.DomainOwner(t.Context(), name)).is(t, rivals[owner].organization.ID)
			for i, rival := range rivals {
				for _, domain := range ask(rival.through(watch).view(t).Domains()).ok(t) {
					if domain.Name == name && domain.Verified() != (i == owner) {
						t.Errorf("rival %d of %d has it verified: %t", i, owner, domain.Verified())
					}
				}
			}
		}
	})
}
