package sqlstore

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// TestPostgreSQLIsUnavailable holds what is answered with "try again later": the
// server that is gone, in whichever way the driver tells it, and no mistake of
// ours.
func TestPostgreSQLIsUnavailable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want bool
	}{
		{io.ErrUnexpectedEOF, true}, // it died in the middle of a message
		{io.EOF, true},
		{driver.ErrBadConn, true},
		{&pgconn.PgError{Code: "57P01"}, true},  // stopped by its administrator
		{&pgconn.PgError{Code: "57P03"}, true},  // recovering
		{&pgconn.PgError{Code: "42601"}, false}, // a mistake in a statement
		{&pgconn.PgError{Code: "23505"}, false}, // a unique index
		{errors.New("something else"), false},
	} {
		if got := (&postgres{}).unavailable(fmt.Errorf("begin: %w", test.err)); got != test.want {
			t.Errorf("unavailable(%v) is %t; want %t", test.err, got, test.want)
		}
	}
}
