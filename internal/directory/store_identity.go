package directory

// IdentityReader reads what connections assert about people.
type IdentityReader interface {
	// Identity returns one identity of a connection, with its teams.
	Identity(connection ConnectionID, id IdentityID) (Identity, error)
	// Identities returns the identities of a connection that the query selects.
	Identities(connection ConnectionID, query IdentityQuery) ([]Identity, error)
	// UserNameHolder returns which identity of a connection has a user name,
	// compared by Fold, or "" when the name is free.
	UserNameHolder(connection ConnectionID, userName string) (IdentityID, error)
	// IdentityOrdinal returns the Ordinal of the connection's identity at a
	// position, counted from 1, or 0 when there are fewer. Its cost grows with
	// the position: a list remembers where its last page ended instead.
	IdentityOrdinal(connection ConnectionID, position int64) (int64, error)
	// KnownIdentities returns those of the ids that are identities of the
	// connection, in order of id and each once. Cost: one statement for any
	// number of ids.
	KnownIdentities(connection ConnectionID, ids []IdentityID) ([]IdentityID, error)
	// ActiveIdentities returns those of the ids that a connection, whichever it
	// is, asserts to be active, in order of id and each once. Cost: one statement
	// for any number of ids.
	ActiveIdentities(ids []IdentityID) ([]IdentityID, error)
	// LeavingIdentities returns the identities of any connection whose leaving
	// waits, without their teams, the longest waiting first. Its cost grows with
	// those alone.
	LeavingIdentities() ([]Identity, error)
}

// IdentityWriter changes what connections assert about people.
type IdentityWriter interface {
	// CreateIdentity stores a new identity; Taken when the connection has one of
	// this user name.
	CreateIdentity(identity Identity) error
	// CreateFirstIdentity is CreateIdentity for a person with whom a member begins:
	// where the member's address is that of an Unclaimed one, it stores nothing and
	// answers ErrAddressIsHeld. It costs nothing more.
	CreateFirstIdentity(identity Identity, address string) error
	// UpdateIdentity stores the assertion, the member and UpdatedAt of after;
	// Taken as above. Before is the identity as it was read, in this transaction
	// or earlier: where another update was faster, nothing is stored and false is
	// returned.
	UpdateIdentity(before, after Identity) (bool, error)
	// SetLeaving stores what waits; the assertion stays as it is, and no provider
	// sees a difference.
	SetLeaving(connection ConnectionID, id IdentityID, leaving Leaving) error
	// DeleteIdentity removes the identity and its memberships. Its user name is
	// free again. The Identity of the member behind it is the caller's to clear.
	DeleteIdentity(connection ConnectionID, id IdentityID) error
}
