package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/musterhq/muster/internal/directory"
)

// together makes n changes that wait while another holds the turn, so that
// they come to be one group. The change of index 0 is the holder's.
func together(t *testing.T, o office, n int, change func(index int, tx directory.Tx) error) []error {
	t.Helper()
	outcomes := make([]error, n)
	togetherBy(t, o, n, func(index int, update func() error) { outcomes[index] = update() }, change)
	return outcomes
}

// togetherBy is together with the call of Update, on its goroutine, left to by.
func togetherBy(t *testing.T, o office, n int, by func(index int, update func() error), change func(index int, tx directory.Tx) error) {
	t.Helper()
	lane, release := o.store.engine.lane(o.id)
	defer release()
	held, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var all sync.WaitGroup
	all.Go(func() {
		by(0, func() error {
			return o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
				once.Do(func() { close(held) })
				<-goOn
				return change(0, tx)
			})
		})
	})
	<-held
	for index := 1; index < n; index++ {
		all.Go(func() {
			by(index, func() error {
				return o.store.Update(t.Context(), o.id, func(tx directory.Tx) error { return change(index, tx) })
			})
		})
	}
	for lane.waiting.Load() < int64(n-1) {
		runtime.Gosched()
	}
	close(goOn)
	all.Wait()
}

// note appends an entry that says who wrote it.
func note(tx directory.Tx, name string) error {
	_, err := tx.Append(directory.Entry{Kind: directory.MemberUpdated, Personal: &directory.Personal{Subject: name}})
	return err
}

// noted returns who wrote the entries after the first, and checks that their
// numbers have no holes.
func noted(t *testing.T, o office) []string {
	t.Helper()
	entries, err := o.view(t).Journal(0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i, entry := range entries {
		if entry.Number != int64(i+1) {
			t.Fatalf("entry %d has the number %d", i+1, entry.Number)
		}
		if entry.Kind == directory.MemberUpdated {
			names = append(names, entry.Personal.Subject)
		}
	}
	return names
}

// commits counts the commits of a store.
func commits(store *Store) *atomic.Int64 {
	counting := &countingEngine{engine: store.engine}
	store.engine = counting
	return &counting.commits
}

// countingEngine is an engine whose commits are counted.
type countingEngine struct {
	engine
	commits atomic.Int64
}

func (e *countingEngine) begin(organization directory.OrganizationID) (transaction, *ledger, error) {
	transaction, first, err := e.engine.begin(organization)
	return countingTransaction{transaction, e}, first, err
}

type countingTransaction struct {
	transaction
	engine *countingEngine
}

func (t countingTransaction) commit(last []call) (outcome, error) {
	t.engine.commits.Add(1)
	return t.transaction.commit(last)
}

func TestLaneCommitsTogether(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		count := commits(o.store)
		const changes = maxGroup + 10
		outcomes := together(t, o, changes, func(index int, tx directory.Tx) error {
			return note(tx, fmt.Sprint(index))
		})
		if err := errors.Join(outcomes...); err != nil {
			t.Fatal(err)
		}
		if got := len(noted(t, o)); got != changes {
			t.Errorf("%d changes are kept, want %d", got, changes)
		}
		// One full group, and one of the rest.
		if got := count.Load(); got != 2 {
			t.Errorf("%d commits for %d changes, want 2", got, changes)
		}
	})
}

// A refusal costs its group nothing: nobody runs again.
func TestLaneRefusalIsFree(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		count := commits(o.store)
		var runs atomic.Int64
		refusal := directory.Errorf(directory.Refused, "No.")
		outcomes := together(t, o, 9, func(index int, tx directory.Tx) error {
			runs.Add(1)
			if index%3 == 1 {
				return refusal
			}
			return note(tx, fmt.Sprint(index))
		})
		for index, err := range outcomes {
			if index%3 == 1 && !errors.Is(err, refusal) || index%3 != 1 && err != nil {
				t.Errorf("change %d answered %v", index, err)
			}
		}
		if got := len(noted(t, o)); got != 6 || runs.Load() != 9 || count.Load() != 1 {
			t.Errorf("%d changes kept, %d runs, %d commits; want 6, 9, 1", got, runs.Load(), count.Load())
		}
	})
}

// A group in which nobody wrote costs no commit.
func TestLaneCommitsNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		count := commits(o.store)
		outcomes := together(t, o, 5, func(_ int, tx directory.Tx) error {
			_, err := tx.Organization()
			return err
		})
		if err := errors.Join(outcomes...); err != nil || count.Load() != 0 {
			t.Errorf("got %v and %d commits, want none", err, count.Load())
		}
	})
}

// One that fails after it wrote takes nobody along: the others are kept, each
// once, although they ran before and after it.
func TestLaneFailureAfterWrite(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		failure := errors.New("after writing")
		outcomes := together(t, o, 12, func(index int, tx directory.Tx) error {
			if err := note(tx, fmt.Sprintf("%02d", index)); err != nil {
				return err
			}
			if index == 7 {
				return failure
			}
			return nil
		})
		for index, err := range outcomes {
			if index == 7 && !errors.Is(err, failure) || index != 7 && err != nil {
				t.Errorf("change %d answered %v", index, err)
			}
		}
		got := noted(t, o)
		slices.Sort(got)
		if want := []string{"00", "01", "02", "03", "04", "05", "06", "08", "09", "10", "11"}; !slices.Equal(got, want) {
			t.Errorf("kept %v, want %v", got, want)
		}
	})
}

// A caller that is gone when its turn comes leaves without running, and the
// group that waited for it is committed all the same.
func TestLaneCancelledLast(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		lane, release := o.store.engine.lane(o.id)
		defer release()
		held, goOn := make(chan struct{}), make(chan struct{})
		first := make(chan error, 1)
		go func() {
			first <- o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
				close(held)
				<-goOn
				return note(tx, "first")
			})
		}()
		<-held
		ctx, cancel := context.WithCancel(t.Context())
		last := make(chan error, 1)
		go func() {
			last <- o.store.Update(ctx, o.id, func(directory.Tx) error {
				t.Error("a cancelled change ran")
				return nil
			})
		}()
		for lane.waiting.Load() == 0 {
			runtime.Gosched()
		}
		cancel()
		close(goOn)
		if err := <-last; !errors.Is(err, context.Canceled) {
			t.Errorf("the cancelled change answered %v", err)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
		if got := noted(t, o); !slices.Equal(got, []string{"first"}) {
			t.Errorf("kept %v", got)
		}
	})
}

// A change that reads through the Store's View, and not only through its Tx,
// waits for nobody.
func TestLaneReadsInside(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		var all errgroup.Group
		for n := range 2 * postgresWriters() {
			all.Go(func() error {
				return o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
					if _, err := o.view(t).Organization(); err != nil {
						return err
					}
					return note(tx, fmt.Sprint(n))
				})
			})
		}
		if err := all.Wait(); err != nil {
			t.Fatal(err)
		}
	})
}

// A Tx that outlives its change does nothing any more.
func TestTxIsOver(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		var kept directory.Tx
		o.update(t, func(tx directory.Tx) error {
			kept = tx
			return nil
		})
		if _, err := kept.Organization(); !errors.Is(err, errOver) {
			t.Errorf("a read answered %v", err)
		}
		if _, err := kept.Append(directory.Entry{}); !errors.Is(err, errOver) {
			t.Errorf("a write answered %v", err)
		}
	})
}

// Many changes of every fate at once, in several organizations: afterwards
// exactly the successful ones are there, in journals without holes.
func TestLaneStorm(t *testing.T) {
	t.Parallel()
	for _, twice := range []bool{false, true} {
		t.Run(fmt.Sprintf("twice=%t", twice), func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, at Location) { storm(t, at, twice) })
		})
	}
}

func storm(t *testing.T, at Location, twice bool) {
	store := openStore(t, at, Options{RunTwice: twice})
	offices := []office{furnish(t, store), furnish(t, store), furnish(t, store)}
	kept := make([][]string, len(offices))
	var mutex sync.Mutex
	var all sync.WaitGroup
	for worker := range 24 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(worker), 1))
			for n := range 20 {
				at := random.IntN(len(offices))
				name := fmt.Sprintf("%d-%d", worker, n)
				if strike(t, offices[at], name, random.IntN(8)) {
					mutex.Lock()
					kept[at] = append(kept[at], name)
					mutex.Unlock()
				}
			}
		})
	}
	all.Wait()
	for i, o := range offices {
		got := noted(t, o)
		slices.Sort(got)
		slices.Sort(kept[i])
		if !slices.Equal(got, kept[i]) {
			t.Errorf("organization %d kept %d changes, want %d:\n%v\n%v", i, len(got), len(kept[i]), got, kept[i])
		}
		licenses, err := o.view(t).Licenses()
		if err != nil {
			t.Fatal(err)
		}
		connection, err := o.view(t).Connection(o.connection)
		if err != nil {
			t.Fatal(err)
		}
		people, err := o.view(t).Identities(o.connection, directory.IdentityQuery{Limit: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if licenses.InUse != len(people) || connection.Identities != int64(len(people)) {
			t.Errorf("%d licenses in use and a total of %d, for %d people", licenses.InUse, connection.Identities, len(people))
		}
	}
}

// strike makes a change of some fate, and says whether it succeeded. Every fate
// but the cancelled ends on the goroutine of its caller.
func strike(t *testing.T, o office, name string, fate int) (succeeded bool) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() { _ = recover() }()
		err := o.store.Update(ctx, o.id, func(tx directory.Tx) error {
			switch fate {
			case 0: // refused before it writes
				return errors.New("refused")
			case 1: // panics before it writes
				panic("before")
			}
			if err := note(tx, name); err != nil {
				return err
			}
			if _, err := o.add(tx, name); err != nil {
				return err
			}
			switch fate {
			case 2:
				return errors.New("after writing")
			case 3:
				panic("after writing")
			case 4:
				runtime.Goexit()
			case 5: // its caller leaves while it runs: it is kept nevertheless
				cancel()
			case 6: // swallows the error of a statement
				_, _ = tx.(interface {
					exec(*statement, ...any) (int64, error)
				}).exec(newStatement("break", `SELECT no_such_column`))
			}
			return nil
		})
		succeeded = err == nil
		if fate == 6 && err == nil {
			t.Error("a change with a broken statement succeeded")
		}
	}()
	<-ended
	return succeeded
}

// After a statement that failed no other reaches the database: SQLite may have
// rolled back by itself, and would commit it at once.
func TestLaneFailureEndsStatements(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		var later error
		err := o.store.Update(t.Context(), o.id, func(passed directory.Tx) error {
			tx := passed.(*tx)
			_, failure := tx.exec(newStatement("break", `SELECT no_such_column`))
			if err := tx.group.exec(rollback); !errors.Is(err, failure) {
				t.Errorf("a statement of the group answered %v", err)
			}
			_, later = tx.Organization()
			return failure
		})
		if err == nil || !errors.Is(later, err) {
			t.Errorf("the change answered %v, its next statement %v; want one failure", err, later)
		}
	})
}
