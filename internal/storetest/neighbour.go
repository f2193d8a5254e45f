package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// fate is what becomes of one of many changes that come at once.
type fate int

const (
	succeeds fate = iota
	refusesFirst
	failsAfterWriting
	isTaken
	panicsFirst
	panicsAfterWriting
	exitsAfterWriting
	isCancelled
	cancelsItself
	fates // how many there are
)

// testNeighbours sends many changes at once, of which most end badly, and looks
// for exactly the good ones afterwards: a cancelled, panicking or failing change
// never changes a neighbour's outcome.
func testNeighbours(t *testing.T, open Opener) {
	t.Run("in one organization", func(t *testing.T) {
		t.Parallel()
		h := build(t, open(t), 0)
		neighbours(t, []house{h})
	})
	t.Run("in several organizations", func(t *testing.T) {
		t.Parallel()
		store := open(t)
		neighbours(t, []house{build(t, store, 0), build(t, store, 0), build(t, store, 0)})
	})
	t.Run("in several stores", func(t *testing.T) {
		t.Parallel()
		h := build(t, open(t), 0)
		neighbours(t, []house{h, h.through(open(t))})
	})
}

func neighbours(t *testing.T, houses []house) {
	const workers, each = 24, 12
	connections := make(map[directory.OrganizationID]directory.Connection)
	for _, h := range houses {
		if _, ok := connections[h.organization.ID]; !ok {
			connections[h.organization.ID] = h.connect(t)
			h.assert(t, connections[h.organization.ID].ID, "taken")
		}
	}
	var lock sync.Mutex
	want := make(map[directory.OrganizationID][]string)

	var workersDone sync.WaitGroup
	for worker := range workers {
		h := houses[worker%len(houses)]
		connection := connections[h.organization.ID].ID
		workersDone.Go(func() {
			for i := range each {
				name := fmt.Sprintf("w%02d.%02d", worker, i)
				happened, problem := meet(t.Context(), h, connection, name, fate((worker+i)%int(fates)))
				if problem != "" {
					t.Errorf("%s: %s", name, problem)
				}
				if happened {
					lock.Lock()
					want[h.organization.ID] = append(want[h.organization.ID], name)
					lock.Unlock()
				}
			}
		})
	}
	workersDone.Wait()

	for id, connection := range connections {
		view := houses[0].store.View(t.Context(), id)
		var got, told []string
		for _, identity := range ask(view.Identities(connection.ID, directory.IdentityQuery{Limit: everything})).ok(t) {
			got = append(got, identity.UserName)
			if !strings.HasPrefix(identity.Name, identity.UserName) && identity.UserName != "taken" {
				t.Errorf("%s: got the name %s, want the one its change gave it", identity.UserName, identity.Name)
			}
		}
		journal := ask(view.Journal(0, everything)).ok(t)
		for i, e := range journal {
			if e.Number != int64(i+1) {
				t.Errorf("got the number %d at place %d", e.Number, i+1)
			}
			if e.Request != "" {
				told = append(told, e.Request)
			}
		}
		slices.Sort(got)
		slices.Sort(told)
		expected := want[id]
		slices.Sort(expected)
		ask(told, nil).is(t, expected)
		ask(got, nil).is(t, append([]string{"taken"}, expected...))
		ask(ask(view.Connection(connection.ID)).ok(t).Identities, nil).is(t, int64(len(got)))
	}
	if len(want) == 0 {
		t.Error("nothing succeeded")
	}
}

// meet makes one identity, and an entry with its name as the request, and meets
// with its fate. It returns whether the change happened, and what is wrong when
// Update answered something else than this fate calls for.
func meet(ctx context.Context, h house, connection directory.ConnectionID, name string, its fate) (happened bool, problem string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if its == isCancelled {
		cancel()
	}
	ran := false
	returned, panicked, err := aside(ctx, h, func(tx directory.Tx) error {
		ran = true
		switch its {
		case refusesFirst:
			return errDeliberate
		case panicsFirst:
			panic(errDeliberate)
		default:
		}
		told := entry(directory.MemberCreated)
		told.Request = name
		number, err := tx.Append(told)
		if err != nil {
			return err
		}
		identity := newIdentity(connection, name)
		identity.Ordinal, identity.Name = number, name+" of this change"
		if its == isTaken {
			identity.UserName = "TAKEN"
		}
		if its == cancelsItself {
			cancel()
		}
		if err := tx.CreateIdentity(identity); err != nil {
			return err
		}
		switch its {
		case failsAfterWriting:
			return errDeliberate
		case panicsAfterWriting:
			panic(errDeliberate)
		case exitsAfterWriting:
			runtime.Goexit()
		default:
		}
		return nil
	})

	happened = returned && err == nil
	switch its {
	case succeeds:
		if !happened {
			return happened, fmt.Sprintf("a change without fault: got error %v and panic %v", err, panicked)
		}
	case cancelsItself:
		// Its turn had come. Whether a store runs it to the end or stops is the
		// store's to decide, if only it says so.
		if !happened && !errors.Is(err, context.Canceled) {
			return happened, fmt.Sprintf("cancelled while it ran: got error %v and panic %v", err, panicked)
		}
	case refusesFirst, failsAfterWriting:
		if !errors.Is(err, errDeliberate) {
			return happened, fmt.Sprintf("got error %v and panic %v, want the change's own error", err, panicked)
		}
	case isTaken:
		if directory.CodeOf(err) != directory.Taken {
			return happened, fmt.Sprintf("got error %v and panic %v, want the code Taken", err, panicked)
		}
	case panicsFirst, panicsAfterWriting:
		if !deliberately(panicked) {
			return happened, fmt.Sprintf("got error %v and panic %v, want the change's own panic", err, panicked)
		}
	case exitsAfterWriting:
		if returned || panicked != nil {
			return happened, fmt.Sprintf("got error %v and panic %v, want the goroutine to end", err, panicked)
		}
	case isCancelled:
		if ran || !errors.Is(err, context.Canceled) {
			return happened, fmt.Sprintf("got error %v, ran %t; want context.Canceled and nothing run", err, ran)
		}
	default:
		return happened, fmt.Sprintf("no such fate: %d", its)
	}
	return happened, ""
}
