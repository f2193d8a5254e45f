package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Options are the choices of whoever opens a Store. The zero value works.
type Options struct {
	// RunTwice runs every change twice and rolls the first run back, which shows
	// in tests that changes may run again.
	RunTwice bool
	// Logger is told about migrations and about groups that had to be rolled
	// back; nil discards.
	Logger *slog.Logger
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// VFS names a SQLite VFS that is registered in this process, through which
	// the Store reads and writes its file; empty means the system's own. A test
	// sets it, to lose what was not synced.
	VFS string
}

// Store is a directory.Store on one of the engines.
type Store struct {
	engine   engine
	runTwice bool
	log      *slog.Logger
	now      func() time.Time
	running  running
	// shelves are those of the connections that are known to be there.
	shelves knownShelves
	// patience bounds how long Close waits for what is running.
	patience time.Duration
	closing  sync.Once
}

// closePatience is more than a change or read ever takes.
const closePatience = 30 * time.Second

var _ directory.Store = (*Store)(nil)

// engine is the part of a Store that differs between SQLite and PostgreSQL.
type engine interface {
	// read runs f with a connection for reading.
	read(ctx context.Context, f func(context.Context, queryer) error) error
	// lane returns the lane in which changes of an organization are committed,
	// and what to call when it is no longer used.
	lane(organization directory.OrganizationID) (*lane, func())
	// begin begins a transaction that may write. It may bring the ledger of the
	// organization along, where that saves a round trip.
	begin(organization directory.OrganizationID) (transaction, *ledger, error)
	// list makes the argument for a list parameter.
	list(ids []string) any
	// insert makes the calls that insert rows into a table.
	insert(into *table, rows [][]any) []call
	// access returns what a secret opens: as load reads it, or as it is known to
	// be still.
	access(hash directory.CredentialHash, load func() (access, error)) (directory.Access, error)
	// unavailable says whether err means that the database cannot work now, as
	// opposed to a mistake of ours.
	unavailable(err error) bool
	close() error
}

// transaction is an open transaction of the engine.
type transaction interface {
	queryer
	// context is what statements in the transaction run under; it is never a
	// request's.
	context() context.Context
	// commit runs the last calls and commits. The error is nil if the outcome is
	// committed.
	commit(last []call) (outcome, error)
	rollback()
	// abandon gives the transaction up after a panic, of which nobody knows what
	// it left behind: its connection is not used again.
	abandon()
	// changesAccess says that what some secret opens is different after this
	// transaction.
	changesAccess() error
}

// Location is where a database is. One of the fields is set.
type Location struct {
	// Directory is the data directory of a SQLite database.
	Directory string
	// URL is the address of a PostgreSQL database, postgres://….
	URL string
}

// Open opens the database at a location; see OpenSQLite and OpenPostgreSQL.
func Open(ctx context.Context, at Location, options Options) (*Store, error) {
	if at.URL != "" {
		return OpenPostgreSQL(ctx, at.URL, options)
	}
	return OpenSQLite(ctx, at.Directory, options)
}

func newStore(engine engine, options Options) *Store {
	store := &Store{engine: engine, runTwice: options.RunTwice, log: options.Logger, now: options.Now, patience: closePatience}
	if store.log == nil {
		store.log = slog.New(slog.DiscardHandler)
	}
	if store.now == nil {
		store.now = time.Now
	}
	return store
}

// View reads one organization; see directory.Store.
func (s *Store) View(ctx context.Context, organization directory.OrganizationID) directory.Reader {
	return s.view(ctx, organization)
}

func (s *Store) view(ctx context.Context, organization directory.OrganizationID) *reader {
	return &reader{
		organization: string(organization),
		engine:       s.engine,
		now:          s.now,
		run: func(f func(context.Context, queryer) error) error {
			if err := s.running.enter(); err != nil {
				return err
			}
			defer s.running.leave()
			return s.explain(s.engine.read(ctx, f))
		},
	}
}

// Update runs a change in a transaction; see directory.Store.
func (s *Store) Update(ctx context.Context, organization directory.OrganizationID, change func(directory.Tx) error) error {
	return s.commit(ctx, organization, func(g *group) error {
		ledger, err := g.ledger(organization)
		if err != nil {
			return err
		}
		return g.change(ledger, change)
	})
}

// commit runs f in the lane of an organization.
func (s *Store) commit(ctx context.Context, organization directory.OrganizationID, f func(*group) error) error {
	if !isText(string(organization)) {
		return notFound("organization")
	}
	if err := s.running.enter(); err != nil {
		return err
	}
	defer s.running.leave()
	lane, release := s.engine.lane(organization)
	defer release()
	open := func() (*group, error) { return s.open(organization) }
	return s.explain(lane.run(ctx, open, f))
}

// open begins the transaction of a group, whose first change is the
// organization's.
func (s *Store) open(organization directory.OrganizationID) (*group, error) {
	transaction, first, err := s.engine.begin(organization)
	if err != nil {
		return nil, err
	}
	opened := &group{store: s, transaction: transaction, done: make(chan struct{})}
	if first != nil {
		opened.ledgers = append(opened.ledgers, first)
	}
	return opened, nil
}

// ping looks at the rows of a table: less, SQLite answers without its file.
var ping = newStatement("ping", `
	SELECT o.organization_id
	FROM organizations o
	LIMIT 1`)

// Ping returns an error when the database cannot be read.
func (s *Store) Ping(ctx context.Context) error {
	_, err := collect(s.view(ctx, ""), scanText[directory.OrganizationID], ping)
	return err
}

// Close waits for running changes and reads, and closes the database. Whatever
// is asked of the Store afterwards is answered Unavailable. What still runs after
// 30 seconds keeps the database open, and Close returns an error.
func (s *Store) Close() error {
	if !s.running.end(s.patience) {
		return fmt.Errorf("close the database: it is still in use after %v", s.patience)
	}
	var err error
	s.closing.Do(func() { err = s.engine.close() })
	if err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// explain turns an error of the engine into what the caller of a Store may see.
func (s *Store) explain(err error) error {
	if err == nil || directory.CodeOf(err) != 0 || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if s.engine.unavailable(err) {
		return unavailable(err)
	}
	return err
}

func unavailable(cause error) error {
	return directory.RuleUnavailable.Refuse(directory.Unavailable).Because(cause)
}

func notFound(noun string) error {
	return directory.RuleNoSuch.Refuse(directory.NotFound, "what", noun)
}

var errClosed = errors.New("the store is closed")

// running counts what uses the Store, so that Close can wait for it.
type running struct {
	mutex sync.Mutex
	over  bool
	uses  sync.WaitGroup
}

func (r *running) enter() error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.over {
		return unavailable(errClosed)
	}
	r.uses.Add(1)
	return nil
}

func (r *running) leave() { r.uses.Done() }

// end refuses further uses and waits for those that run; it returns false when
// they last longer than its patience.
func (r *running) end(patience time.Duration) bool {
	r.mutex.Lock()
	r.over = true
	r.mutex.Unlock()
	unused := make(chan struct{})
	go func() {
		r.uses.Wait()
		close(unused)
	}()
	select {
	case <-unused:
		return true
	case <-time.After(patience):
		return false
	}
}

// micros is how times are stored: microseconds since 1970 in UTC, 0 for none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func timeFromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
