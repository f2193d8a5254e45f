package directory

import (
	"encoding/hex"
	"time"
)

// CredentialHash is the SHA-256 of a bearer secret: all that is kept of it.
type CredentialHash [32]byte

// CredentialID names a credential where its hash is not to be told.
type CredentialID string

// Credential is a bearer secret of a connection, without the secret.
type Credential struct {
	Hash         CredentialHash
	Organization OrganizationID
	Connection   ConnectionID
	// LastFour are the secret's last four characters, by which an administrator
	// tells two apart.
	LastFour  string
	CreatedAt time.Time
	// RevokedAt is when the credential stopped counting; zero where nothing ends it,
	// and in the future where another has replaced it already.
	RevokedAt time.Time
}

// ID names the credential.
func (c Credential) ID() CredentialID { return CredentialID(hex.EncodeToString(c.Hash[:8])) }

// Counts says whether the credential opens its connection.
func (c Credential) Counts(at time.Time) bool {
	return c.RevokedAt.IsZero() || at.Before(c.RevokedAt)
}
