package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// outcome is how a group ended; see lane.
type outcome int

// A group's outcome is unknown until the contrary is certain.
const (
	unknown outcome = iota
	committed
	undone
)

// group is the changes that are committed together: one transaction, and what
// is written once for all of them at its end. Everything but done, and what is
// read after it, belongs to whoever holds the lane's turn.
type group struct {
	store       *Store
	transaction transaction
	ledgers     []*ledger

	// size is how many functions ran, wrote whether the one that runs now has
	// written, and dirty whether any has.
	size  int
	wrote bool
	dirty bool
	// failure is the first statement that failed. The transaction cannot be
	// committed after it, and takes no further statement: SQLite may have rolled
	// back by itself, and would commit what comes then at once.
	failure error

	// ended says that commit or rollback returned.
	ended   bool
	outcome outcome
	done    chan struct{}
}

// ledger is what a group holds of one organization: what was read under its
// lock, and what is written at the end.
type ledger struct {
	organization directory.OrganizationID
	// shelf is that of the journal, and head the number of its last entry.
	shelf    shelf
	head     int64
	licenses directory.Licenses
	// left is how many members left under an external id, by which the provider
	// finds them again. Where there is none, nobody looks for one.
	left int
	// storedHead, storedLicenses and storedLeft are what the database holds.
	storedHead     int64
	storedLicenses directory.Licenses
	storedLeft     int

	// What is written at the end: rows of the journal, members who were made, and
	// totals that changed.
	journal   [][]any
	newcomers []*directory.Member
	totals    []connectionTotals

	// shelves and members are those of connections and members that are known to
	// exist, so that what refers to them need not look again.
	shelves map[directory.ConnectionID]shelf
	members map[directory.MemberID]bool
}

// connectionTotals are by how much the kept totals of a connection have
// changed.
type connectionTotals struct {
	connection directory.ConnectionID
	identities int64
	teams      int64
}

// end writes what was deferred and commits. A group that wrote nothing is
// rolled back, which costs no sync.
func (g *group) end() {
	defer close(g.done)
	defer g.abandonUnlessEnded()
	if !g.dirty {
		g.transaction.rollback()
		g.ended, g.outcome = true, committed
		return
	}
	var last []call
	for _, ledger := range g.ledgers {
		last = append(last, g.deferred(ledger)...)
	}
	outcome, err := g.transaction.commit(last)
	g.ended, g.outcome = true, outcome
	if err != nil {
		g.fail(err)
	}
	if g.outcome == committed {
		for _, ledger := range g.ledgers {
			g.store.shelves.learn(ledger)
		}
	}
	if g.outcome == unknown {
		g.store.log.Error("the outcome of a commit is unknown", "error", err, "changes", g.size)
	}
}

// undo rolls the group back; its callers run again.
func (g *group) undo() {
	defer close(g.done)
	defer g.abandonUnlessEnded()
	g.transaction.rollback()
	g.ended, g.outcome = true, undone
	if g.size > 1 {
		g.store.log.Warn("a group of changes is run again one by one", "changes", g.size, "error", g.failure)
	}
}

var errPanicked = errors.New("the end of a group of changes panicked")

// abandonUnlessEnded gives the transaction up when its end panicked. The panic
// goes on up the goroutine of the caller that ended the group; the others of the
// group wait for an answer.
func (g *group) abandonUnlessEnded() {
	if g.ended {
		return
	}
	g.fail(errPanicked)
	g.store.log.Error("the end of a group of changes panicked", "changes", g.size)
	g.transaction.abandon()
}

func (g *group) fail(err error) {
	if g.failure == nil {
		g.failure = err
	}
}

// ledger loads an organization under its lock, once in a group.
func (g *group) ledger(organization directory.OrganizationID) (*ledger, error) {
	for _, known := range g.ledgers {
		if known.organization == organization {
			return known, nil
		}
	}
	loaded := &ledger{organization: organization}
	_, err := single(g.reader(string(organization)), "organization", func(rows cursor, to *ledger) error {
		return rows.Scan(loaded.columns()...)
	}, loadLedger, string(organization))
	if err != nil {
		return nil, err
	}
	loaded.loaded()
	g.ledgers = append(g.ledgers, loaded)
	return loaded, nil
}

// columns are where the columns of loadLedger go.
func (l *ledger) columns() []any {
	return append([]any{(*int64)(&l.shelf), &l.head, &l.left}, licenseColumns(&l.licenses)...)
}

// loaded notes that the database holds what the ledger says.
func (l *ledger) loaded() {
	l.storedHead, l.storedLicenses, l.storedLeft = l.head, l.licenses, l.left
}

var loadLedger = newStatement("lock organization", `
	SELECT `+shelfOfJournal+`, head, members_left, licenses_bought, licenses_in_use, licenses_in_line, licenses_opening
	FROM organizations
	WHERE organization_id = $1 {lock}`)

// A trigger refuses to raise licenses_in_use above licenses_bought.
var updateLedger = newStatement("count journal and licenses", `
	UPDATE organizations
	SET head = $2, licenses_in_use = $3, licenses_in_line = $4, members_left = $5
	WHERE organization_id = $1`)

// reader reads an organization inside the transaction.
func (g *group) reader(organization string) *reader {
	return &reader{
		organization: organization,
		engine:       g.store.engine,
		now:          g.store.now,
		run: func(f func(context.Context, queryer) error) error {
			if g.failure != nil {
				return g.failure
			}
			err := f(g.transaction.context(), g.transaction)
			if err != nil {
				g.fail(err)
			}
			return err
		},
	}
}

var errOver = errors.New("the transaction is over: a Tx must not be kept after its change returned")

// change runs a caller's function.
func (g *group) change(of *ledger, change func(directory.Tx) error) (err error) {
	if g.store.runTwice {
		if err := g.rehearse(of, change); err != nil {
			return err
		}
	}
	tx := newTx(g, of)
	before, returned := *of, false
	defer func() {
		tx.over = true
		if (!returned || err != nil) && !g.wrote {
			of.forget(before)
		}
	}()
	err = change(tx)
	returned = true
	return err
}

// forget drops what a change noted for the end of the group and did not come to
// write.
func (l *ledger) forget(before ledger) {
	l.head, l.journal, l.newcomers, l.licenses = before.head, before.journal, before.newcomers, before.licenses
}

// newcomer returns a member who was made in this group and is not written yet,
// or nil.
func (l *ledger) newcomer(id directory.MemberID) *directory.Member {
	for _, newcomer := range slices.Backward(l.newcomers) { // mostly it is the last
		if newcomer.ID == id {
			return newcomer
		}
	}
	return nil
}

// hasUnclaimed says whether an unclaimed member with an address was made in this group
// and is not written yet, so that no statement finds them.
func (l *ledger) hasUnclaimed(address string) bool {
	return slices.ContainsFunc(l.newcomers, func(newcomer *directory.Member) bool { return unclaimedAddress(newcomer) == address })
}

// rehearse runs a change and takes it back, by the one savepoint there is.
func (g *group) rehearse(of *ledger, change func(directory.Tx) error) error {
	wrote := g.wrote // what the neighbours noted is not the change's own
	if err := g.flush(of); err != nil {
		return err
	}
	// What the rehearsal makes must not be remembered after it.
	of.shelves, of.members = nil, nil
	before, dirty := *of, g.dirty
	if err := g.exec(savepoint); err != nil {
		return err
	}
	tx := newTx(g, of)
	defer func() { tx.over = true }()
	_ = change(tx) // the second run's answer counts
	g.failure = nil
	if err := g.exec(rollbackToSavepoint); err != nil {
		return err
	}
	*of, g.wrote, g.dirty = before, wrote, dirty
	return nil
}

var (
	savepoint           = newStatement("rehearse", `SAVEPOINT rehearsal`)
	rollbackToSavepoint = newStatement("end rehearsal", `ROLLBACK TO SAVEPOINT rehearsal`)
)

// exec runs a statement of the group's own.
func (g *group) exec(text *statement, args ...any) error {
	if g.failure != nil {
		return g.failure
	}
	_, err := g.transaction.exec(g.transaction.context(), text, args...)
	if err != nil {
		err = fmt.Errorf("%s: %w", text.does, err)
		g.fail(err)
	}
	return err
}

// flush writes what was deferred of an organization before the end, for a
// statement that depends on it. The change that runs now has written then, even
// where only its neighbours had something to write: nothing can be forgotten any
// more.
func (g *group) flush(l *ledger) error {
	for _, call := range g.deferred(l) {
		g.wrote, g.dirty = true, true
		if err := g.exec(call.text, call.args...); err != nil {
			return err
		}
	}
	return nil
}

// deferred returns what is to be written of an organization, and forgets it.
func (g *group) deferred(l *ledger) []call {
	calls := g.deferredMembers(l)
	calls = append(calls, g.deferredJournal(l)...)
	calls = append(calls, l.deferredTotals()...)
	return append(calls, l.deferredCounts()...)
}

// deferredCounts returns what writes the numbers that the organization keeps.
func (l *ledger) deferredCounts() []call {
	if l.head == l.storedHead && l.licenses.InUse == l.storedLicenses.InUse && l.licenses.InLine == l.storedLicenses.InLine && l.left == l.storedLeft {
		return nil
	}
	l.loaded()
	return []call{{updateLedger, []any{string(l.organization), l.head, int64(l.licenses.InUse), int64(l.licenses.InLine), int64(l.left)}}}
}

// remember notes that something exists, and what was seen of it.
func remember[ID comparable, What any](known *map[ID]What, id ID, what What) {
	if *known == nil {
		*known = map[ID]What{}
	}
	(*known)[id] = what
}

// total returns the changes of a connection's totals, to add to.
func (l *ledger) total(connection directory.ConnectionID) *connectionTotals {
	at := slices.IndexFunc(l.totals, func(t connectionTotals) bool { return t.connection == connection })
	if at < 0 {
		at = len(l.totals)
		l.totals = append(l.totals, connectionTotals{connection: connection})
	}
	return &l.totals[at]
}
