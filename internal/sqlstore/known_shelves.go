package sqlstore

import (
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// knownShelves are the shelves of connections that were seen committed. Nothing
// deletes a connection or moves it to another shelf, so what refers to one need not
// look again in every group of changes.
type knownShelves struct {
	mu    sync.RWMutex
	known map[shelfHolder]shelf
}

// shelfHolder is the connection that a shelf belongs to.
type shelfHolder struct {
	organization directory.OrganizationID
	connection   directory.ConnectionID
}

// maxKnownShelves bounds what is remembered. Beyond it everything is forgotten,
// and learnt again.
const maxKnownShelves = 10_000

func (k *knownShelves) of(organization directory.OrganizationID, connection directory.ConnectionID) (shelf, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	known, ok := k.known[shelfHolder{organization, connection}]
	return known, ok
}

// learn notes what a group of changes saw, once it is committed.
func (k *knownShelves) learn(from *ledger) {
	for connection, shelf := range from.shelves {
		if _, ok := k.of(from.organization, connection); !ok {
			k.note(shelfHolder{from.organization, connection}, shelf)
		}
	}
}

func (k *knownShelves) note(holder shelfHolder, of shelf) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == nil || len(k.known) >= maxKnownShelves {
		k.known = map[shelfHolder]shelf{}
	}
	k.known[holder] = of
}
