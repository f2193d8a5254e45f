package directory

import "time"

// ConnectionReader reads the connections and their Secret Tokens.
type ConnectionReader interface {
	// Connections lists the connections by age.
	Connections() ([]Connection, error)
	Connection(id ConnectionID) (Connection, error)
	// Credentials lists the credentials of a connection by age, revoked ones
	// too.
	Credentials(connection ConnectionID) ([]Credential, error)
}

// ConnectionWriter changes the connections and their Secret Tokens.
type ConnectionWriter interface {
	CreateConnection(connection Connection) error
	// UpdateConnection stores state, profile and policy. The kept totals are not
	// the caller's to write.
	UpdateConnection(connection Connection) error
	CreateCredential(credential Credential) error
	// RevokeCredentials revokes every credential of a connection that still
	// counts and returns how many there were.
	RevokeCredentials(connection ConnectionID) (int, error)
	// EndCredential lets a credential of a connection count no longer than until
	// then, and says whether that is sooner than it would have ended.
	EndCredential(connection ConnectionID, hash CredentialHash, at time.Time) (bool, error)
}
