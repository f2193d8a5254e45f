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
}

// IdentityWriter changes what connections assert about people.
type IdentityWriter interface {
	// CreateIdentity stores a new identity; Taken when the connection has one of
	// this user name.
	CreateIdentity(identity Identity) error
	// UpdateIdentity stores the assertion, the member and UpdatedAt of after;
	// Taken as above. Before is the identity as it was read, in this transaction
	// or earlier: where another update was faster, nothing is stored and false is
	// returned.
	UpdateIdentity(before, after Identity) (bool, error)
	// DeleteIdentity removes the identity and its memberships. Its user name is
	// free again. The Identity of the member behind it is the caller's to clear.
	DeleteIdentity(connection ConnectionID, id IdentityID) error
}
