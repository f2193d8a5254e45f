package sqlstore

import (
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// Two tables are read in the order in which they grow: the journal of an
// organization, by the numbers of its entries, and the identities of a connection,
// by their ordinals. Each journal and each connection has a shelf for them, and the
// key of a row is its place: the shelf's number in the upper bits, the row's own in
// the lower. What comes is put at the end of its shelf, so the rows need no second
// tree to keep their order.
const (
	shelfBits   = 40
	shelfLength = 1 << shelfBits
)

// The same for statements. What is compared with a place is written out in full,
// so that both engines look the place up in the table's key.
const (
	numberOnShelf = ` & 1099511627775`

	shelfOfJournal    = `(SELECT s.number << 40 FROM shelves s WHERE s.organization_id = $1 AND s.connection_id = '')`
	shelfOfConnection = `(SELECT s.number << 40 FROM shelves s WHERE s.organization_id = $1 AND s.connection_id = $2)`
	shelfEnd          = ` + 1099511627776`
)

// shelf is where the places of a shelf begin: at a number of which every row's own
// is still missing.
type shelf int64

// place returns the key of the row with a number on the shelf.
func (s shelf) place(number int64) (int64, error) {
	if number < 0 || number >= shelfLength {
		return 0, fmt.Errorf("the number %d has no place on a shelf", number)
	}
	return int64(s) + number, nil
}

// onShelf brings a number from outside, after or before which a list goes on, to
// the nearest that a shelf has room for.
func onShelf(number int64) int64 { return min(max(number, 0), shelfLength) }

var selectShelf = newStatement("find the shelf of a connection", `
	SELECT s.number << 40
	FROM shelves s
	WHERE s.organization_id = $1 AND s.connection_id = $2`)

// The shelf of a connection, or of the journal for an empty one.
var insertShelf = newStatement("put up a shelf", `
	INSERT INTO shelves (organization_id, connection_id)
	VALUES ($1, $2)
	RETURNING number << 40`)

func scanShelf(rows cursor, of *shelf) error { return rows.Scan((*int64)(of)) }

// putUpShelf makes the shelf of a connection, or of the organization's journal for
// an empty one.
func (t *tx) putUpShelf(connection directory.ConnectionID) (shelf, error) {
	made, err := returning(t, scanShelf, insertShelf, t.organization, string(connection))
	return first(made), err
}

// shelf returns the shelf of a connection, or NotFound where there is no such
// connection.
func (t *tx) shelf(connection directory.ConnectionID) (shelf, error) {
	if known, ok := t.ledger.shelves[connection]; ok {
		return known, nil
	}
	if known, ok := t.group.store.shelves.of(t.ledger.organization, connection); ok {
		return known, nil
	}
	if connection == "" { // the journal's
		return 0, notFound("connection")
	}
	found, err := single(t.reader, "connection", scanShelf, selectShelf, t.organization, string(connection))
	if err != nil {
		return 0, err
	}
	remember(&t.ledger.shelves, connection, found)
	return found, nil
}

// requireConnection answers NotFound when what is written refers to a
// connection that does not exist. It stands in for a foreign key, which on
// PostgreSQL would look again for each row, and whose refusal would end the
// group's transaction.
func (t *tx) requireConnection(id directory.ConnectionID) error {
	_, err := t.shelf(id)
	return err
}
