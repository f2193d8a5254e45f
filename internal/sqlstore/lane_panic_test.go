package sqlstore

import (
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// panickingEngine is an engine whose driver panics, as long as it is told to, in
// one of the places where the lane's turn is held.
type panickingEngine struct {
	engine
	inBegin, beforeCommit, afterCommit, inRollback atomic.Bool
}

func panicking(store *Store) *panickingEngine {
	made := &panickingEngine{engine: store.engine}
	store.engine = made
	return made
}

func (e *panickingEngine) begin(organization directory.OrganizationID) (transaction, *ledger, error) {
	if e.inBegin.Load() {
		panic("begin")
	}
	begun, first, err := e.engine.begin(organization)
	return panickingTransaction{begun, e}, first, err
}

type panickingTransaction struct {
	transaction
	engine *panickingEngine
}

func (t panickingTransaction) commit(last []call) (outcome, error) {
	if t.engine.beforeCommit.Load() {
		panic("before commit")
	}
	outcome, err := t.transaction.commit(last)
	if t.engine.afterCommit.Load() {
		panic("after commit")
	}
	return outcome, err
}

func (t panickingTransaction) rollback() {
	if t.engine.inRollback.Load() {
		panic("rollback")
	}
	t.transaction.rollback()
}

// outcomesOf makes a group of three changes of which one panics, on its caller's
// own goroutine, and checks that the others are answered Unavailable and that
// none runs twice.
func outcomesOf(t *testing.T, o office, change func(index int, tx directory.Tx) error) {
	t.Helper()
	var runs, panics, refused atomic.Int64
	togetherBy(t, o, 3, func(_ int, update func() error) {
		defer func() {
			if recover() != nil {
				panics.Add(1)
			}
		}()
		if err := update(); directory.CodeOf(err) == directory.Unavailable {
			refused.Add(1)
		}
	}, func(index int, tx directory.Tx) error {
		runs.Add(1)
		return change(index, tx)
	})
	if runs.Load() != 3 || panics.Load() != 1 || refused.Load() != 2 {
		t.Errorf("%d runs, %d panics, %d answered Unavailable; want 3, 1, 2", runs.Load(), panics.Load(), refused.Load())
	}
}

// A panic beneath the lane ends its caller, and nobody else: the lane goes on,
// and what may have been committed is not made again.
func TestLaneOutlivesPanics(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		broken := panicking(o.store)
		write := func(name string) func(int, directory.Tx) error {
			return func(_ int, tx directory.Tx) error { return note(tx, name) }
		}

		broken.inBegin.Store(true)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("begin did not panic")
				}
			}()
			_ = o.store.Update(t.Context(), o.id, func(directory.Tx) error { return nil })
		}()
		broken.inBegin.Store(false)

		broken.beforeCommit.Store(true)
		outcomesOf(t, o, write("before"))
		broken.beforeCommit.Store(false)

		broken.afterCommit.Store(true)
		outcomesOf(t, o, write("after"))
		broken.afterCommit.Store(false)

		broken.inRollback.Store(true)
		outcomesOf(t, o, func(_ int, tx directory.Tx) error {
			_, err := tx.Organization()
			return err
		})
		broken.inRollback.Store(false)

		o.update(t, func(tx directory.Tx) error { return note(tx, "last") })
		counts := map[string]int{}
		for _, name := range noted(t, o) {
			counts[name]++
		}
		if counts["before"] != 0 || counts["after"] != 3 || counts["last"] != 1 {
			t.Errorf("kept %v, want the three after and the last", counts)
		}
	})
}
