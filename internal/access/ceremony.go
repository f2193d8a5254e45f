package access

import (
	"crypto/rand"
	"encoding/json"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/musterhq/muster/internal/directory"
)

// Ceremony is the first half of what a browser does with a passkey.
type Ceremony struct {
	// ID names the ceremony when it is finished. It counts once, for five minutes.
	ID string
	// Options are for navigator.credentials, as PublicKeyCredentialCreationOptionsJSON
	// or PublicKeyCredentialRequestOptionsJSON.
	Options json.RawMessage
}

const (
	// CeremonyLifetime is how long a person may take between both halves.
	CeremonyLifetime = 5 * time.Minute
	// maxCeremonies bounds the memory that strangers can take. When it is
	// reached, the oldest goes: whoever wants to hinder people must then begin
	// as many anew within the seconds that a person takes to touch a sensor.
	maxCeremonies = 10_000
)

// purpose says what a ceremony was begun for. One begun for one purpose is never
// finished for another.
type purpose int

const (
	forSignIn purpose = iota + 1
	forStepUp
	forAdding
	forAcceptance
)

// begun is what is remembered of a ceremony between its halves.
type begun struct {
	purpose purpose
	data    webauthn.SessionData
	// session is whose ceremony it is, where somebody was signed in.
	session directory.SessionID
	// acceptance is the link that it accepts.
	acceptance Acceptance
	expiresAt  time.Time
}

// ceremonies holds what was begun. All live equally long, so that the order in
// which they began is also the order in which they end.
type ceremonies struct {
	mu    sync.Mutex
	byID  map[string]begun
	order []string
}

func newCeremonies() *ceremonies { return &ceremonies{byID: map[string]begun{}} }

// put remembers a ceremony and returns its id.
func (c *ceremonies) put(ceremony begun, at time.Time) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.order) > 0 && (len(c.order) >= maxCeremonies || !c.counts(c.order[0], at)) {
		delete(c.byID, c.order[0])
		c.order = c.order[1:]
	}
	id := rand.Text()
	ceremony.expiresAt = at.Add(CeremonyLifetime)
	c.byID[id] = ceremony
	c.order = append(c.order, id)
	return id
}

func (c *ceremonies) counts(id string, at time.Time) bool {
	ceremony, found := c.byID[id]
	return found && at.Before(ceremony.expiresAt)
}

// take returns a ceremony and forgets it, whatever comes of it: a second answer
// to the same challenge finds nothing.
func (c *ceremonies) take(id string, purpose purpose, session directory.SessionID, at time.Time) (begun, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ceremony, found := c.byID[id]
	delete(c.byID, id)
	if !found || !at.Before(ceremony.expiresAt) || ceremony.purpose != purpose || ceremony.session != session {
		return begun{}, ruleCeremonyOver.Refuse(directory.Unauthorized)
	}
	return ceremony, nil
}
