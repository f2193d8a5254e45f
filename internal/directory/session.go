package directory

import "time"

// SecretHash is the SHA-256 of a bearer secret that a person or a program
// holds: all that is kept of it.
type SecretHash [32]byte

// Session is one person signed in with one browser, without its secret.
type Session struct {
	ID           SessionID
	Hash         SecretHash
	Organization OrganizationID
	// Member is who is signed in, or empty for a session that a setup link
	// opened: it acts for the link.
	Member MemberID
	// Link is the setup link that opened the session, or empty.
	Link LinkID
	// Method is the login method by which the member came in, or empty.
	Method LoginMethodID
	// ProviderSession is a ProviderSession as its Text, or empty: a sign-out there
	// ends this one.
	ProviderSession string
	// Browser is how the browser calls itself, shortened, for the list of
	// sessions.
	Browser string
	// Address is the network address the session was last used from.
	Address string
	// ProvedAt is when the person last proved who they are, for what asks for a
	// fresh proof (step-up).
	ProvedAt  time.Time
	CreatedAt time.Time
	// UsedAt is kept to the minute.
	UsedAt time.Time
	// ExpiresAt ends the session whatever happens.
	ExpiresAt time.Time
}

// SignedIn is what a session's secret opens. The store looks at it for every
// request in one statement.
type SignedIn struct {
	Session      Session
	Organization Organization
	// Member is zero for a session that a setup link opened.
	Member Member
	// Link is zero for every other session.
	Link Link
}
