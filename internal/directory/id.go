package directory

import (
	"encoding/base32"
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// The ids of the directory's nouns. Each is a type of its own, so that the
// compiler refuses a team's id where a member's is meant. All are 26 characters
// of [0-9a-v]: safe in a URL, in a host name and in Okta's base URL field,
// which refuses underscores.
type (
	// OrganizationID names an Organization.
	OrganizationID string
	// ConnectionID names a Connection; it is part of the Tenant URL.
	ConnectionID string
	// IdentityID names an Identity; on the wire it is the SCIM User's id.
	IdentityID string
	// MemberID names a Member.
	MemberID string
	// TeamID names a Team; on the wire it is the SCIM Group's id.
	TeamID string
	// SessionID names a Session. It opens nothing: the session's secret does.
	SessionID string
	// LinkID names a Link, and opens nothing either.
	LinkID string
	// APIKeyID names an APIKey, and opens nothing either.
	APIKeyID string
	// LoginMethodID names a LoginMethod; it is part of the addresses that its
	// provider is given.
	LoginMethodID string
)

// MaxIDLength bounds the text that is accepted where an id is expected, in
// bytes. Ids that providers send may be anything; ours are 26.
const MaxIDLength = 256

var idEncoding = base32.HexEncoding.WithPadding(base32.NoPadding)

// NewID makes an id: a UUID of version 7 in lower-case base32. Ids made later
// sort later, which keeps the ends of the database's indexes warm.
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil { // only when the system's random source fails, which crypto/rand already treats as fatal
		panic(fmt.Sprintf("make an id: %v", err))
	}
	return strings.ToLower(idEncoding.EncodeToString(id[:]))
}
