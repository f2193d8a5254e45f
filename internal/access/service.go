package access

import (
	"net/netip"
	"net/url"
	"time"

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
}

// Client is where a request comes from.
type Client struct {
	// UserAgent is how the browser calls itself.
	UserAgent string
	// Address is the network address of the person, not of a proxy in between.
	// Everybody without one counts as one network.
	Address netip.Addr
}
