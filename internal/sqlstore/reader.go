package sqlstore

import (
	"context"
	"fmt"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// reader reads one organization, on a reading connection or inside a
// transaction. Its methods stand in the files of their nouns.
type reader struct {
	organization string
	engine       engine
	now          func() time.Time
	run          func(func(context.Context, queryer) error) error
}

var _ directory.Reader = (*reader)(nil)

// tx is a reader inside a group's transaction, with the writes. What its group
// holds back until the end it adds to what it reads.
type tx struct {
	*reader
	group  *group
	ledger *ledger
	over   bool
}

var _ directory.Tx = (*tx)(nil)

func newTx(g *group, of *ledger) *tx {
	t := &tx{reader: g.reader(string(of.organization)), group: g, ledger: of}
	run := t.run
	t.run = func(f func(context.Context, queryer) error) error {
		if t.over {
			return errOver
		}
		return run(f)
	}
	return t
}

// exec runs a statement that changes rows, and returns how many.
func (t *tx) exec(text *statement, args ...any) (int64, error) {
	if !areTexts(args) {
		return 0, notText()
	}
	var affected int64
	err := t.run(func(ctx context.Context, q queryer) error {
		var err error
		if affected, err = q.exec(ctx, text, args...); err != nil {
			return fmt.Errorf("%s: %w", text.does, err)
		}
		return nil
	})
	if affected > 0 || err != nil {
		t.wrote()
	}
	return affected, err
}

// returning runs a statement that changes rows and returns what it says of
// them.
func returning[T any](t *tx, scan func(cursor, *T) error, text *statement, args ...any) ([]T, error) {
	if !areTexts(args) {
		return nil, notText()
	}
	changed, err := collect(t.reader, scan, text, args...)
	if len(changed) > 0 || err != nil {
		t.wrote()
	}
	return changed, err
}

func notText() error {
	return directory.RuleNotText.Refuse(directory.Invalid)
}

// insert inserts rows into a table.
func (t *tx) insert(into *table, rows [][]any) error {
	for _, call := range t.engine.insert(into, rows) {
		if _, err := t.exec(call.text, call.args...); err != nil {
			return err
		}
	}
	return nil
}

// changesAccess notes that the change is one to what a secret opens. A new
// credential is none: nothing was known of it before.
func (t *tx) changesAccess() error {
	return t.run(func(context.Context, queryer) error { return t.group.transaction.changesAccess() })
}

// flush writes what is held back until the end of the group, for a statement
// that depends on it.
func (t *tx) flush() error { return t.group.flush(t.ledger) }

// wrote notes that the change has written: from here on its failure is the
// group's.
func (t *tx) wrote() {
	t.group.wrote = true
	t.group.dirty = true
}
