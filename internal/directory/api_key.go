package directory

import "time"

// APIKey is a bearer secret of a program, without the secret. It belongs to an
// organization; one of the installation's organization opens all of them.
type APIKey struct {
	ID           APIKeyID
	Hash         SecretHash
	Organization OrganizationID
	Name         string
	Scopes       []Scope
	// CreatedBy is the member who made it: the key dies with them.
	CreatedBy MemberID
	LastFour  string
	CreatedAt time.Time
	// UsedAt is kept to the minute; zero before the first use.
	UsedAt time.Time
	// ExpiresAt is zero for a key that does not expire.
	ExpiresAt time.Time
	// RevokedAt is zero while the key counts.
	RevokedAt time.Time
}

// Scope is something that an API key may do.
type Scope string

// What an API key may be allowed to do. Writing includes reading.
const (
	ScopeRead          Scope = "directory:read"
	ScopeWrite         Scope = "directory:write"
	ScopeActivity      Scope = "activity:read"
	ScopeConnections   Scope = "connections:write"
	ScopeOrganizations Scope = "organizations:write"
)

// Scopes lists every Scope.
func Scopes() []Scope {
	return []Scope{ScopeRead, ScopeWrite, ScopeActivity, ScopeConnections, ScopeOrganizations}
}

// KeyAccess is what an API key's secret opens.
type KeyAccess struct {
	Key          APIKey
	Organization Organization
	// Creator is the member who made the key.
	Creator Member
}
