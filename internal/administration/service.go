package administration

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Service performs what people ask for. All fields are required.
type Service struct {
	Store directory.Store
	// Now is the clock of everything that is stored.
	Now func() time.Time
	// NewID makes ids; directory.NewID outside of tests.
	NewID func() string
	// Settle completes, in the same transaction, what providers asked for and what
	// waited for somebody to take something out of its way: provisioning's. The
	// request is the one that does.
	Settle func(tx directory.Tx, request string, at time.Time) error
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }
