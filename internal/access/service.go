package access

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/musterhq/muster/internal/directory"
)

// Config is what a Service needs. All fields but Hashing are required.
type Config struct {
	Store directory.Store
	// PublicURL is the address at which people reach the control panel. Passkeys
	// are bound to it.
	PublicURL *url.URL
	// Now is the clock of everything that is stored.
	Now func() time.Time
	// NewID makes ids; directory.NewID outside of tests.
	NewID func() string
	// Hashing are the parameters of new password hashes; StandardHashing where
	// it is zero.
	Hashing Hashing
	// Settle completes what providers asked for and what waited for somebody who
	// joins as an owner: provisioning's.
	Settle func(tx directory.Tx, request string, at time.Time) error
}

// Service knows who somebody is. Make one with New; it is safe for concurrent
// use.
//
// Counted attempts and begun ceremonies live in its memory: of several processes
// each counts for itself, and a ceremony ends in the process it began in.
type Service struct {
	store  directory.Store
	clock  func() time.Time
	newID  func() string
	settle func(tx directory.Tx, request string, at time.Time) error

	passwords *hasher
	// relyingParty is nil where the public URL allows no passkeys.
	relyingParty *webauthn.WebAuthn
	ceremonies   *ceremonies

	// byAddress counts failed sign-ins at one email address, and failed proofs
	// of one member.
	byAddress *allowance
	// byNetwork counts failed sign-ins from one network.
	byNetwork *allowance
	// begun counts what anybody may begin for nothing: ceremonies by network,
	// and sessions by setup link.
	begun *allowance
}

// New makes a Service.
func New(config Config) (*Service, error) {
	if config.Store == nil || config.PublicURL == nil || config.Now == nil || config.NewID == nil {
		return nil, errors.New("access: Store, PublicURL, Now and NewID are required")
	}
	if config.Hashing == (Hashing{}) {
		config.Hashing = StandardHashing()
	}
	if err := config.Hashing.validate(); err != nil {
		return nil, fmt.Errorf("access: %w", err)
	}
	party, err := newRelyingParty(config.PublicURL)
	if err != nil {
		return nil, fmt.Errorf("access: passkeys at %s: %w", config.PublicURL, err)
	}
	return &Service{
		store:        config.Store,
		clock:        config.Now,
		newID:        config.NewID,
		settle:       config.Settle,
		passwords:    newHasher(config.Hashing),
		relyingParty: party,
		ceremonies:   newCeremonies(),
		byAddress:    newAllowance(10, time.Minute),
		byNetwork:    newAllowance(60, 5*time.Second),
		begun:        newAllowance(60, 2*time.Second),
	}, nil
}

func (s *Service) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// Client is where a request comes from.
type Client struct {
	// UserAgent is how the browser calls itself.
	UserAgent string
	// Address is the network address of the person, not of a proxy in between.
	// Everybody without one counts as one network.
	Address netip.Addr
}

// address is the client's address as a session shows it.
func (c Client) address() string {
	if !c.Address.IsValid() {
		return ""
	}
	return c.Address.Unmap().WithZone("").String()
}

// network is what one party is likely to hold whole: failed attempts from it
// are counted together.
func (c Client) network() string {
	address := c.Address.Unmap()
	bits := 24
	if address.Is6() {
		bits = 48
	}
	prefix, err := address.Prefix(bits)
	if err != nil { // no address
		return ""
	}
	return prefix.String()
}
