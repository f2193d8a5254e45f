package storetest

import (
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func newKeptAnswer(key string) directory.KeptAnswer {
	return directory.KeptAnswer{Key: key, Fingerprint: newHash(), CreatedAt: moment(0)}
}

// claim claims an answer and says whether it was to be had.
func (h house) claim(t *testing.T, answer directory.KeptAnswer) (directory.KeptAnswer, bool) {
	t.Helper()
	kept, claimed, err := h.store.ClaimAnswer(t.Context(), h.organization.ID, answer)
	done(t, err)
	return kept, claimed
}

func testKeptAnswers(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("the first one is answered again", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		want := newKeptAnswer("key \"ü\"")
		want.CreatedAt = foreignMoment(1)
		got, claimed := h.claim(t, want)
		want.CreatedAt = moment(1)
		ask(got, nil).is(t, want)
		ask(claimed, nil).is(t, true)

		again := newKeptAnswer(want.Key)
		got, claimed = h.through(neighbour).claim(t, again) // under way
		ask(got, nil).is(t, want)
		ask(claimed, nil).is(t, false)

		want.Status, want.Header, want.Body = 201, "Location: /x\n", []byte("\x00\xff{}")
		change := want
		change.Fingerprint, change.CreatedAt = newHash(), moment(99) // never change
		done(t, store.KeepAnswer(t.Context(), h.organization.ID, change))
		got, claimed = h.claim(t, again)
		ask(got, nil).is(t, want)
		ask(claimed, nil).is(t, false)
	})

	t.Run("one that changed nothing is dropped", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.claim(t, newKeptAnswer("key"))
		done(t, store.DropAnswer(t.Context(), h.organization.ID, "key"))
		done(t, store.DropAnswer(t.Context(), h.organization.ID, "key"))
		refused(t, store.KeepAnswer(t.Context(), h.organization.ID, newKeptAnswer("key")), directory.NotFound)
		_, claimed := h.claim(t, newKeptAnswer("key"))
		ask(claimed, nil).is(t, true)

		// One that is known is not.
		answered := newKeptAnswer("key")
		answered.Status = 201
		done(t, store.KeepAnswer(t.Context(), h.organization.ID, answered))
		done(t, store.DropAnswer(t.Context(), h.organization.ID, "key"))
		_, claimed = h.claim(t, newKeptAnswer("key"))
		ask(claimed, nil).is(t, false)
	})

	t.Run("forgotten when they are old", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.claim(t, newKeptAnswer("old"))
		later := newKeptAnswer("other")
		later.CreatedAt = moment(0).Add(directory.AnswersAreKept)
		h.claim(t, later)
		_, claimed := h.claim(t, newKeptAnswer("old"))
		ask(claimed, nil).is(t, false)
		later.Key, later.CreatedAt = "another", moment(1).Add(directory.AnswersAreKept)
		h.claim(t, later)
		_, claimed = h.claim(t, newKeptAnswer("old"))
		ask(claimed, nil).is(t, true)
	})

	t.Run("belong to an organization", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		want := newKeptAnswer("key")
		h.claim(t, want)
		_, claimed := other.claim(t, newKeptAnswer("key"))
		ask(claimed, nil).is(t, true)
		done(t, store.DropAnswer(t.Context(), other.organization.ID, "key"))
		got, claimed := h.claim(t, newKeptAnswer("key"))
		ask(got, nil).is(t, want)
		ask(claimed, nil).is(t, false)

		nobody := directory.OrganizationID(directory.NewID())
		_, _, err := store.ClaimAnswer(t.Context(), nobody, want)
		refused(t, err, directory.NotFound)
		refused(t, store.KeepAnswer(t.Context(), nobody, want), directory.NotFound)
		refused(t, store.DropAnswer(t.Context(), nobody, "key"), directory.NotFound)
	})

	t.Run("a change is not needed for them", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		before := snap(t, h.view(t))
		h.claim(t, newKeptAnswer("key"))
		unchanged(t, before, snap(t, h.view(t)))
	})
}

// testAnswerRace lets many claim one key at once: one gets it, and all the
// others see what that one claimed.
func testAnswerRace(t *testing.T, open Opener) {
	const rounds, claimants = 10, 16
	oneAndTwo(t, open, func(t *testing.T, stores []directory.Store, _ directory.Store) {
		h := build(t, stores[0], 0)
		for range rounds {
			key := directory.NewID()
			var winners atomic.Int64
			var won atomic.Value
			seen := make([]directory.KeptAnswer, claimants)
			together(claimants, func(i int) {
				answer := newKeptAnswer(key)
				kept, claimed, err := stores[i%len(stores)].ClaimAnswer(t.Context(), h.organization.ID, answer)
				if err != nil {
					t.Errorf("claimant %d: %v", i, err)
				}
				if claimed {
					winners.Add(1)
					won.Store(answer)
				}
				seen[i] = kept
			})
			if winners.Load() != 1 {
				t.Fatalf("%d claimed the key, want one", winners.Load())
			}
			for _, kept := range seen {
				ask[any](kept, nil).is(t, won.Load())
			}
		}
	})
}
