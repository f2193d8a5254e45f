package sqlstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

// sqliteSession is a connection with the statements prepared on it. It serves
// one caller at a time.
//
// It speaks to the driver itself. database/sql would find a connection, lock it
// and convert every value once more for each statement, which is a tenth of what
// a create costs, most of it while the others wait for their turn.
type sqliteSession struct {
	connection driver.Conn
	prepared   map[*statement]sqliteStatement
	// arguments are those of the statement that runs, in one place for all.
	arguments []driver.NamedValue
}

// sqliteStatement is what the driver prepared.
type sqliteStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

func (s *sqliteSession) query(ctx context.Context, text *statement, args ...any) (cursor, error) {
	prepared, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	arguments, err := s.bind(text, args)
	if err != nil {
		return nil, err
	}
	rows, err := prepared.QueryContext(ctx, arguments)
	if err != nil {
		return nil, err
	}
	return &sqliteCursor{rows: rows, values: make([]driver.Value, len(rows.Columns()))}, nil
}

func (s *sqliteSession) exec(ctx context.Context, text *statement, args ...any) (int64, error) {
	prepared, err := s.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	arguments, err := s.bind(text, args)
	if err != nil {
		return 0, err
	}
	result, err := prepared.ExecContext(ctx, arguments)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// bind brings the arguments into the order in which the text has its places.
func (s *sqliteSession) bind(text *statement, args []any) ([]driver.NamedValue, error) {
	s.arguments = s.arguments[:0]
	for place, number := range text.places {
		if number >= len(args) {
			return nil, fmt.Errorf("the statement has no argument $%d", number+1)
		}
		value := args[number]
		switch value.(type) {
		case string, int64, bool, []byte, nil:
		default:
			converted, err := driver.DefaultParameterConverter.ConvertValue(value)
			if err != nil {
				return nil, err
			}
			value = converted
		}
		s.arguments = append(s.arguments, driver.NamedValue{Ordinal: place + 1, Value: value})
	}
	return s.arguments, nil
}

func (s *sqliteSession) prepare(ctx context.Context, text *statement) (sqliteStatement, error) {
	if prepared, ok := s.prepared[text]; ok {
		return prepared, nil
	}
	made, err := s.connection.(driver.ConnPrepareContext).PrepareContext(ctx, text.sqlite)
	if err != nil {
		return nil, err
	}
	prepared := made.(sqliteStatement)
	s.prepared[text] = prepared
	return prepared, nil
}

// run runs a text that is made for this once and takes no arguments.
func (s *sqliteSession) run(ctx context.Context, text string) error {
	_, err := s.connection.(driver.ExecerContext).ExecContext(ctx, text, nil)
	return err
}

// close closes the connection, after its statements: SQLite keeps a connection
// open beneath until its last statement is closed.
func (s *sqliteSession) close() error {
	var failures []error
	for _, prepared := range s.prepared {
		failures = append(failures, prepared.Close())
	}
	clear(s.prepared)
	return errors.Join(append(failures, s.connection.Close())...)
}

// discard closes the connection, in whatever state it is.
func (s *sqliteSession) discard() {
	_ = s.close() // a statement that failed answers its failure again
}
