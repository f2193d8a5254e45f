package directory

import "time"

// CredentialHash is the SHA-256 of a bearer secret: all that is kept of it.
type CredentialHash [32]byte

// Credential is a bearer secret of a connection, without the secret.
type Credential struct {
	Hash         CredentialHash
	Organization OrganizationID
	Connection   ConnectionID
	// LastFour are the secret's last four characters, by which an administrator
	// tells two apart.
	LastFour  string
	CreatedAt time.Time
	// RevokedAt is zero while the credential counts.
	RevokedAt time.Time
}
