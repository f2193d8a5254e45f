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
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }
