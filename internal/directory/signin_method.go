package directory

import "time"

// Password is how a member's password is kept.
type Password struct {
	Organization OrganizationID
	Member       MemberID
	// Hash is the argon2id hash in its usual text form, with its parameters.
	Hash      string
	ChangedAt time.Time
}

// Passkey is a public key credential (WebAuthn) of a member.
type Passkey struct {
	Member MemberID
	// CredentialID is the authenticator's own id of the key.
	CredentialID []byte
	// Credential is the public key with its counters, as the room access
	// encodes it; the directory never opens it.
	Credential []byte
	// Name is how the member calls it: "MacBook".
	Name      string
	CreatedAt time.Time
	// UsedAt is zero before the first sign-in.
	UsedAt time.Time
}
