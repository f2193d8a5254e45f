package storetest

import "github.com/musterhq/muster/internal/directory"

// fault is one way in which a memory can be wrong.
type fault struct {
	name string
	// subject is the test that must find the fault.
	subject string

	viewsWhenCancelled bool
	tx                 func(s *memory, m *model) directory.Tx
}

// in is the organization as the faulty store shows it.
func (f fault) in(s *memory, m *model) directory.Tx {
	if f.tx == nil {
		return m
	}
	return f.tx(s, m)
}
