package provisioning

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Service performs what identity providers ask for. All fields are required.
type Service struct {
	Store directory.Store
	// Now is the clock of everything that is stored.
	Now func() time.Time
	// NewID makes ids; directory.NewID outside of tests.
	NewID func() string
	// Inactive writes resources of people who are not active any more.
	Inactive Inactive
}

// Caller is who asks: a connection, in one request.
type Caller struct {
	Connection directory.Connection
	// Request is the id of the request, kept with the journal entries it causes.
	Request string

	// careful makes the caller look before the first write at what else the store
	// alone looks at.
	careful bool
	// returns says that what is asserted was here before the connection was off, and
	// is created now: it is told even where it changes nothing.
	returns bool
}

func (c Caller) organization() directory.OrganizationID { return c.Connection.Organization }

// entry begins a journal entry for something that the caller did.
func (c Caller) entry(kind directory.EntryKind, at time.Time) directory.Entry {
	connection := c.Connection
	return directory.Entry{
		At:         at,
		Kind:       kind,
		Actor:      directory.Actor{Kind: directory.ActorConnection, ID: string(connection.ID), Name: connection.Provider.Name() + " (SCIM)"},
		Request:    c.Request,
		Connection: connection.ID,
	}
}

// now returns the time to store: microseconds, as the store keeps them.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }
