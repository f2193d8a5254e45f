package traffic

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Store keeps the provisioning log. Its errors are those of a directory.Store:
// NotFound for a single thing that is not there, Unavailable when the database
// cannot work now.
type Store interface {
	// Write keeps a batch: all of it or nothing. A milestone that was reached
	// before stays as it was.
	Write(ctx context.Context, batch Batch) error

	// Requests lists requests, without bodies, as the query selects them.
	Requests(ctx context.Context, organization directory.OrganizationID, query Query) (Page, error)
	// Request returns the newest request with this id, with its bodies.
	Request(ctx context.Context, organization directory.OrganizationID, id string) (Request, error)
	// Newest returns the newest requests of a connection with their bodies, the
	// newest first.
	Newest(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, before int64, limit int) ([]Request, error)
	// Head returns the number of the newest request of an organization, 0 for
	// none. It is cheap enough to be asked every second.
	Head(ctx context.Context, organization directory.OrganizationID) (int64, error)

	// Totals returns what is known of a connection; the zero value where nothing
	// ever came.
	Totals(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) (Totals, error)
	// Tape lists the newest strokes of a connection since a time, oldest first.
	Tape(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, since time.Time, limit int) ([]Stroke, error)

	// LastUse returns when and from where a connection's Secret Token was used last
	// between two times, from the first on and before the second: the former one
	// where two count, or the one in use. The zero value where it was not.
	LastUse(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, former bool, from, before time.Time) (Use, error)

	// Milestones lists those that a connection has reached, by time.
	Milestones(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) ([]Milestone, error)
	// Ticks lists the steps of the setup guide that people ticked.
	Ticks(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) ([]Tick, error)
	// SetTick keeps a tick, durably, in the place of an earlier one of its step.
	SetTick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, tick Tick) error
	// RemoveTick forgets the tick of a step, if there is one.
	RemoveTick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step string) error

	// Forget deletes at most limit of an organization's requests that are older
	// than a number, and says how many.
	Forget(ctx context.Context, organization directory.OrganizationID, before int64, limit int) (int, error)
	// NumberAt returns the number of the request at a place, counted from the
	// newest, 0 where there are fewer.
	NumberAt(ctx context.Context, organization directory.OrganizationID, place int) (int64, error)

	Close() error
}

// Batch is what is written at a time.
type Batch struct {
	Requests   []Request
	Counts     []Count
	Milestones []Reached
}

// Reached is a milestone with whose it is.
type Reached struct {
	Organization directory.OrganizationID
	Connection   directory.ConnectionID
	Milestone
}

// Count is what happened on a connection since the last batch, requests that
// were not kept included.
type Count struct {
	Organization directory.OrganizationID
	Connection   directory.ConnectionID
	// Day is the day that Requests and Errors belong to, in days since 1970, UTC.
	Day      int64
	Requests int
	Errors   int
	// LastAt, Address and UserAgent are of the last request that presented the
	// right token; zero where there was none.
	LastAt    time.Time
	Address   string
	UserAgent string
	// SuccessAt is when the last one was answered, and Streak how many that
	// presented the right token were not answered since then, or in this count.
	SuccessAt time.Time
	Streak    int
	// LastError is the last one that was not answered.
	LastError Mishap
}

// Totals are what is known of a connection without looking through its requests.
type Totals struct {
	Day       int64
	Requests  int
	Errors    int
	LastAt    time.Time
	Address   string
	UserAgent string
	SuccessAt time.Time
	Streak    int
	LastError Mishap
}

// Mishap is a request that was refused or failed.
type Mishap struct {
	At       time.Time
	Request  string
	Status   int
	Kind     Kind
	Sentence string
	// Detail says what to do next, as the provider was told.
	Detail string
}
