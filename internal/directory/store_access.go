package directory

import "time"

// AccessReader reads who may come in, and how.
type AccessReader interface {
	// Sessions lists the sessions of a member that have not ended, by age. For an
	// empty member it lists those that setup links opened.
	Sessions(member MemberID) ([]Session, error)
	// Links lists the links of a kind, by age: of one member, or of all where
	// the member is empty.
	Links(kind LinkKind, member MemberID) ([]Link, error)
	// APIKeys lists the keys by age, revoked ones too.
	APIKeys() ([]APIKey, error)
	// Password returns a member's password, or NotFound.
	Password(member MemberID) (Password, error)
	// Passkeys lists a member's passkeys by age.
	Passkeys(member MemberID) ([]Passkey, error)
}

// AccessWriter changes who may come in, and how. What it creates belongs to the
// organization of the transaction, whatever it says itself.
type AccessWriter interface {
	// CreateSession stores a new session, and forgets those of the same member
	// that have expired when it is created.
	CreateSession(session Session) error
	// UpdateSession stores Address, ProvedAt, UsedAt and ExpiresAt of the session
	// with this member and id.
	UpdateSession(session Session) error
	// DeleteSessions ends one session of a member, or all of them where id is
	// empty, and returns how many there were.
	DeleteSessions(member MemberID, id SessionID) (int, error)
	// EndEverySession ends all sessions of the organization, those of setup links,
	// too, and returns how many there were.
	EndEverySession() (int, error)
	CreateLink(link Link) error
	// UpdateLink stores UsedAt, RevokedAt and ExpiresAt.
	UpdateLink(link Link) error
	// RevokeLinks ends the links of a member that were neither used nor revoked.
	RevokeLinks(member MemberID, at time.Time) error
	CreateAPIKey(key APIKey) error
	// UpdateAPIKey stores UsedAt and RevokedAt.
	UpdateAPIKey(key APIKey) error
	// SetPassword stores or replaces a member's password; an empty hash removes
	// it.
	SetPassword(password Password) error
	// CreatePasskey stores a new passkey; Taken when the member has it already.
	CreatePasskey(passkey Passkey) error
	// UpdatePasskey stores Credential, Name and UsedAt.
	UpdatePasskey(passkey Passkey) error
	// DeletePasskey removes one, or answers NotFound.
	DeletePasskey(member MemberID, credentialID []byte) error
}
