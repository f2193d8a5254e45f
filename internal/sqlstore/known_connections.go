package sqlstore

import (
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// knownConnections are connections that were seen committed. Nothing deletes a
// connection, so what refers to one need not look again in every group of
// changes.
type knownConnections struct {
	mu    sync.RWMutex
	known map[knownConnection]struct{}
}

type knownConnection struct {
	organization directory.OrganizationID
	connection   directory.ConnectionID
}

// maxKnownConnections bounds what is remembered. Beyond it everything is
// forgotten, and learnt again.
const maxKnownConnections = 10_000

func (k *knownConnections) has(organization directory.OrganizationID, connection directory.ConnectionID) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	_, known := k.known[knownConnection{organization, connection}]
	return known
}

// learn notes what a group of changes saw, once it is committed.
func (k *knownConnections) learn(from *ledger) {
	for connection := range from.connections {
		if k.has(from.organization, connection) {
			continue
		}
		k.mu.Lock()
		if k.known == nil || len(k.known) >= maxKnownConnections {
			k.known = map[knownConnection]struct{}{}
		}
		k.known[knownConnection{from.organization, connection}] = struct{}{}
		k.mu.Unlock()
	}
}
