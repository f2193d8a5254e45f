package reference

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// maxGroup bounds the changes of one commit.
const maxGroup = 64

// writer runs every change on one connection, and commits all that wait at
// that moment with one sync of the disk.
type writer struct {
	changes chan change
	closing sync.Once
	ended   chan struct{}
}

// change is one caller's function and where it waits for the commit.
type change struct {
	run  func(*statements) error
	done chan error
}

// statements are the writer's prepared statements.
type statements struct {
	begin, commit, rollback *sql.Stmt
	insert, update, rewrite *sql.Stmt
	byID                    *sql.Stmt
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	to := &statements{}
	for _, statement := range []struct {
		to   **sql.Stmt
		text string
	}{
		{&to.begin, `BEGIN IMMEDIATE`},
		{&to.commit, `COMMIT`},
		{&to.rollback, `ROLLBACK`},
		{&to.insert, `INSERT INTO users (user_name, modified, body) VALUES ($1, $2, $3)`},
		{&to.update, `UPDATE users SET user_name = $1, modified = $2, body = $3 WHERE id = $4`},
		{&to.rewrite, `UPDATE users SET modified = $1, body = $2 WHERE id = $3`},
		{&to.byID, `SELECT id, modified, body FROM users WHERE id = $1`},
	} {
		//nolint:sqlclosecheck // They live as long as their connection, which closes them.
		*statement.to, err = conn.PrepareContext(ctx, statement.text)
		if err != nil {
			return nil, err
		}
	}
	w := &writer{changes: make(chan change, maxGroup), ended: make(chan struct{})}
	go w.run(to)
	return w, nil
}

// commit runs one change and returns when the commit that holds it is durable.
// A change that refuses must not have written before.
func (w *writer) commit(ctx context.Context, run func(*statements) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	waiting := change{run: run, done: make(chan error, 1)}
	w.changes <- waiting
	return <-waiting.done
}

// close waits for the last group. No commit may be called after it.
func (w *writer) close() {
	w.closing.Do(func() { close(w.changes) })
	<-w.ended
}

func (w *writer) run(to *statements) {
	defer close(w.ended)
	group := make([]change, 0, maxGroup)
	results := make([]error, 0, maxGroup)
	for first := range w.changes {
		group = w.gather(append(group[:0], first))
		results = commitGroup(to, group, results[:0])
		for i, waiting := range group {
			waiting.done <- results[i]
		}
	}
}

// gather takes what waits already; it never waits for more.
func (w *writer) gather(group []change) []change {
	for len(group) < maxGroup {
		select {
		case next, ok := <-w.changes:
			if !ok {
				return group
			}
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// commitGroup returns one result for each change. A failure of the database
// fails the whole group; a refusal concerns only its own change.
func commitGroup(to *statements, group []change, results []error) []error {
	fail := func(err error) []error {
		// After a failed BEGIN or COMMIT there may be nothing to roll back.
		_, _ = to.rollback.ExecContext(uncancelled)
		results = results[:0]
		for range group {
			results = append(results, err)
		}
		return results
	}
	if _, err := to.begin.ExecContext(uncancelled); err != nil {
		return fail(err)
	}
	for _, waiting := range group {
		err := waiting.run(to)
		if err != nil && !errors.Is(err, errTaken) && !errors.Is(err, errUnknown) {
			return fail(err)
		}
		results = append(results, err)
	}
	if _, err := to.commit.ExecContext(uncancelled); err != nil {
		return fail(err)
	}
	return results
}
