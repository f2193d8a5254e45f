package traffic

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Log reads the provisioning log, and keeps what people tick in the setup guide.
type Log struct {
	Store Store
	// Directory is where a support bundle reads the connection and the journal.
	Directory directory.Store
	Now       func() time.Time
	// Version is the program's, for support bundles.
	Version string
}

var errNotYet = errors.New("not built yet")

// Search lists requests, the newest first and without bodies.
func (l *Log) Search(ctx context.Context, organization directory.OrganizationID, query Query) (Page, error) {
	return Page{}, errNotYet
}

// Request returns the newest request with this id, bodies included, or NotFound.
func (l *Log) Request(ctx context.Context, organization directory.OrganizationID, id string) (Request, error) {
	return Request{}, errNotYet
}

// Health says how a connection fares. The time is when the token that counts was
// made, zero when there is none.
func (l *Log) Health(ctx context.Context, connection directory.Connection, tokenMadeAt time.Time) (Health, error) {
	return Health{}, errNotYet
}

// LastTest says how the provider's last test of the connection went; false when
// nothing like one is among the newest requests.
func (l *Log) LastTest(ctx context.Context, connection directory.Connection) (Test, bool, error) {
	return Test{}, false, errNotYet
}

// Guide says how far the setup of a connection has come.
func (l *Log) Guide(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) (Guide, error) {
	return Guide{}, errNotYet
}

// Tick keeps that a person ticked a step of the guide; it is durable when Tick
// returns. By is the person's name.
func (l *Log) Tick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step, by string) error {
	return errNotYet
}

// Untick takes a tick back.
func (l *Log) Untick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step string) error {
	return errNotYet
}

// Head returns the number of the newest request of an organization, 0 for none:
// live pages of another process ask for it now and then.
func (l *Log) Head(ctx context.Context, organization directory.OrganizationID) (int64, error) {
	return 0, errNotYet
}

// Bundle writes a zip for the support: the newest requests of a connection, what
// they changed, the connection without its secret, and the versions.
func (l *Log) Bundle(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, w io.Writer) error {
	return errNotYet
}
