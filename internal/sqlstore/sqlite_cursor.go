package sqlstore

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// sqliteCursor goes through the rows of a query. The driver hands out texts and
// bytes that are the caller's own.
type sqliteCursor struct {
	rows   driver.Rows
	values []driver.Value
	err    error
	closed bool
}

// Next goes to the next row; false after the last one.
func (c *sqliteCursor) Next() bool {
	if c.closed {
		return false
	}
	err := c.rows.Next(c.values)
	if err == nil {
		return true
	}
	if !errors.Is(err, io.EOF) {
		c.err = err
	}
	if err := c.Close(); c.err == nil {
		c.err = err
	}
	return false
}

// Scan reads the row into pointers of the types that the columns have, or into
// a sql.Scanner.
func (c *sqliteCursor) Scan(to ...any) error {
	if len(to) != len(c.values) {
		return fmt.Errorf("scan %d columns into %d places", len(c.values), len(to))
	}
	for column, place := range to {
		if err := scanValue(place, c.values[column]); err != nil {
			return fmt.Errorf("scan column %d: %w", column, err)
		}
	}
	return nil
}

// Err returns what ended the rows before their end.
func (c *sqliteCursor) Err() error { return c.err }

// Close leaves the statement for its next use.
func (c *sqliteCursor) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	return c.rows.Close()
}

// scanValue stores what the driver read. SQLite is strict here, so a column
// holds the one type that its table says.
func scanValue(place any, value driver.Value) error {
	switch place := place.(type) {
	case *string:
		switch value := value.(type) {
		case string:
			*place = value
			return nil
		case []byte:
			*place = string(value)
			return nil
		}
	case *int64:
		if value, ok := value.(int64); ok {
			*place = value
			return nil
		}
	case *int:
		if value, ok := value.(int64); ok {
			*place = int(value)
			return nil
		}
	case *bool:
		if value, ok := value.(int64); ok {
			*place = value != 0
			return nil
		}
	case *[]byte:
		switch value := value.(type) {
		case []byte:
			*place = value
			return nil
		case string:
			*place = []byte(value)
			return nil
		case nil:
			*place = nil
			return nil
		}
	case sql.Scanner:
		return place.Scan(value)
	}
	return scanNamed(place, value)
}

// scanNamed stores into a type that has a name of its own, or is seldom.
func scanNamed(place any, value driver.Value) error {
	to := reflect.ValueOf(place)
	if to.Kind() == reflect.Pointer {
		to = to.Elem()
		number, whole := value.(int64)
		text, written := value.(string)
		switch {
		case written && to.Kind() == reflect.String:
			to.SetString(text)
			return nil
		case whole && to.CanInt() && !to.OverflowInt(number):
			to.SetInt(number)
			return nil
		case whole && to.CanUint() && number >= 0 && !to.OverflowUint(uint64(number)):
			to.SetUint(uint64(number))
			return nil
		}
	}
	return fmt.Errorf("a %T does not hold a %T", place, value)
}
