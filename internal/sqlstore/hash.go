package sqlstore

import "fmt"

// storedHash is a SHA-256 as it is scanned from a row.
type storedHash [32]byte

// Scan takes the hash from a column; see sql.Scanner. Of a row that an outer join
// did not find it leaves what there is.
func (h *storedHash) Scan(stored any) error {
	if stored == nil {
		return nil
	}
	bytes, ok := stored.([]byte)
	if !ok {
		return fmt.Errorf("the stored hash is a %T", stored)
	}
	if copy(h[:], bytes) != len(h) {
		return fmt.Errorf("the stored hash has %d bytes", len(bytes))
	}
	return nil
}
