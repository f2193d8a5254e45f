package directory

import (
	"time"
)

// Connection is one identity provider's provisioning of one organization.
type Connection struct {
	Organization OrganizationID
	ID           ConnectionID
	Provider     Provider
	State        ConnectionState
	Profile      Profile
	Policy       Policy
	// Identities and Teams are how many of each the connection asserts now.
	// They are kept by the store, so that a list's total costs nothing.
	Identities int64
	Teams      int64
	// ReconnectedAt is when the connection was turned on again last; zero where it
	// was never off.
	ReconnectedAt time.Time
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Provider names the identity provider at the other end of a connection.
type Provider string

// The providers whose name and badge Muster knows. Other covers every SCIM 2.0
// client besides.
const (
	Okta      Provider = "okta"
	Entra     Provider = "entra"
	OneLogin  Provider = "onelogin"
	JumpCloud Provider = "jumpcloud"
	Google    Provider = "google"
	Other     Provider = "other"
)

// Providers lists every Provider.
func Providers() []Provider {
	return []Provider{Okta, Entra, OneLogin, JumpCloud, Google, Other}
}

// Name returns the provider's name as people write it.
func (p Provider) Name() string {
	switch p {
	case Okta:
		return "Okta"
	case Entra:
		return "Entra ID"
	case OneLogin:
		return "OneLogin"
	case JumpCloud:
		return "JumpCloud"
	case Google:
		return "Google"
	case Other:
		return "the identity provider"
	}
	return string(p)
}

// Valid says whether p is one of Providers.
func (p Provider) Valid() bool {
	for _, known := range Providers() {
		if p == known {
			return true
		}
	}
	return false
}

// ConnectionState says whether a connection answers its provider.
type ConnectionState string

const (
	// ConnectionEnabled: the provider's requests are served.
	ConnectionEnabled ConnectionState = "enabled"
	// ConnectionDisabled: every request is refused, and what the connection
	// provisioned belongs to people again, unless the policy keeps it.
	ConnectionDisabled ConnectionState = "disabled"
)

// Profile names the conformance profile that a connection follows. It is a
// value of the connection because Okta itself does not conform to the strict
// ones: a server cannot serve Okta and be strict to all.
type Profile string

// Tolerant is the profile that serves the providers as they are.
const Tolerant Profile = "tolerant"

// Access is what a Secret Token opens. Its Connection is without the kept totals:
// those change with every person, and access is looked at for every request.
type Access struct {
	Credential   Credential
	Organization Organization
	Connection   Connection
}
