package administration

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Consequences is what turning a connection off, or a new token, does to whom.
type Consequences struct {
	// Members and Teams are how many the connection speaks for: they can be edited
	// by hand once it is off, and no longer follow the provider.
	Members int64
	Teams   int64
	// HasToken says whether a Secret Token dies.
	HasToken bool
}

// Consequences counts what turning a connection off, or a new token, does.
//
// Errors: NotFound.
func (s *Service) Consequences(ctx context.Context, organization directory.OrganizationID, id directory.ConnectionID) (Consequences, error) {
	reader := s.Store.View(ctx, organization)
	connection, err := reader.Connection(id)
	if err != nil {
		return Consequences{}, err
	}
	live, err := liveTokens(reader, id, s.now())
	if err != nil {
		return Consequences{}, err
	}
	counted := Consequences{Members: connection.Identities}
	if connection.Policy.TakesGroups() { // otherwise its teams are people's already
		counted.Teams = connection.Teams
	}
	counted.HasToken = len(live) > 0
	return counted, nil
}

// record appends an entry about a connection.
func record(tx directory.Tx, caller Caller, kind directory.EntryKind, connection directory.Connection, at time.Time) error {
	_, err := tx.Append(connectionEntry(caller, kind, connection, at))
	return err
}

func connectionEntry(caller Caller, kind directory.EntryKind, connection directory.Connection, at time.Time) directory.Entry {
	entry := caller.entry(kind, at)
	entry.Connection = connection.ID
	entry.Personal = &directory.Personal{Subject: connection.Provider.Name()}
	return entry
}
