package directory

import (
	"context"
	"time"
)

// Store keeps directories. Its one suite of tests is storetest.
//
// Errors: what a caller may show is an *Error; NotFound where a single thing is
// asked for and does not exist in the organization; Unavailable when the outcome
// of a commit is unknown or the store cannot work now. Anything else is internal.
type Store interface {
	// Authenticate returns what the secret with this hash opens. It returns
	// Unauthorized for a hash that is unknown or revoked. A revocation in one
	// process counts in all of them once its Update has returned. Whether the
	// connection is enabled and the organization active is for the caller to look
	// at.
	Authenticate(ctx context.Context, hash CredentialHash) (Access, error)

	// Organizations lists every organization, by name and then id.
	Organizations(ctx context.Context) ([]Organization, error)
	// CreateOrganization makes an organization with its pool of licenses and its
	// first journal entry, which gets number 1. A zero Kind means Customer, zero
	// LogDays mean DefaultLogDays, a zero UpdatedAt means CreatedAt. It answers
	// Taken for an id that exists, and for a second Installation.
	CreateOrganization(ctx context.Context, organization Organization, bought int, first Entry) error

	// SignedIn returns what a session's secret opens. It returns Unauthorized for
	// a hash that is unknown, for a session that has ended or expired at the
	// time, for one whose member is not active or has been signed out since, and
	// for one whose setup link has ended. Whether the organization is active is
	// for the caller to look at.
	SignedIn(ctx context.Context, hash SecretHash, at time.Time) (SignedIn, error)
	// KeyAccess returns what an API key opens; Unauthorized as for SignedIn, and
	// when the member who made it no longer manages the organization.
	KeyAccess(ctx context.Context, hash SecretHash, at time.Time) (KeyAccess, error)
	// Link returns the link with this secret, whether it still counts or not, or
	// NotFound.
	Link(ctx context.Context, hash SecretHash) (Link, error)
	// PasswordsFor lists the passwords of the members of every organization who
	// have this address, compared by Fold, at most ten, whatever their status. Its
	// cost grows with the number of passwords.
	PasswordsFor(ctx context.Context, email string) ([]Password, error)

	// FindLoginMethod returns the login method with this id, of whichever
	// organization, or NotFound.
	FindLoginMethod(ctx context.Context, id LoginMethodID) (LoginMethod, error)
	// DomainOwner returns the organization that has verified a domain, or
	// NotFound.
	DomainOwner(ctx context.Context, name string) (OrganizationID, error)

	// ClaimAnswer keeps a new KeptAnswer with status 0 and returns true, or
	// returns the one that is kept under this key already. It forgets those that
	// are older than AnswersAreKept.
	ClaimAnswer(ctx context.Context, organization OrganizationID, answer KeptAnswer) (KeptAnswer, bool, error)
	// KeepAnswer stores status, header and body of a claimed answer.
	KeepAnswer(ctx context.Context, organization OrganizationID, answer KeptAnswer) error
	// DropAnswer forgets a claimed answer, whose request changed nothing.
	DropAnswer(ctx context.Context, organization OrganizationID, key string) error

	// View reads one organization, outside of any change. Each method of the
	// Reader sees what is committed when it is called. The context bounds every
	// call on the Reader.
	View(ctx context.Context, organization OrganizationID) Reader

	// Update runs change in a transaction of one organization and returns once
	// what it did is durable. It returns what change returned; nothing is kept
	// then, or when change panics.
	//
	// The change may run more than once, and must therefore set, not add to,
	// what it hands out. It must look at every rule before its first write, so
	// that a refusal has nothing to undo; Append and CreateMember are none, since
	// a store may hold them back until the end. Its statements do not end when ctx
	// does: ctx is looked at when the change's turn comes, because a statement
	// cancelled in the middle would undo the work of neighbours that are
	// committed together with it.
	Update(ctx context.Context, organization OrganizationID, change func(Tx) error) error

	// Ping returns an error when the database cannot be reached.
	Ping(ctx context.Context) error
	// Close waits for running changes and closes the database.
	Close() error
}

// Reader reads one organization. It cannot reach another: a foreign id is
// answered exactly as an unknown one.
type Reader interface {
	OrganizationReader
	LicenseReader
	ConnectionReader
	IdentityReader
	MemberReader
	TeamReader
	TeamMemberReader
	ReturningReader
	JournalReader
	AccessReader
	LoginReader
}

// Tx is a Reader that sees its own changes, with the writes. What it changes is
// committed together with the entries it appends, or not at all.
//
// The writes check few rules; they hold what the database itself holds
// (uniqueness, the license pool, that an owner stays), and answer Taken,
// NoLicense or Refused there, and NotFound where what they refer to does not
// exist.
type Tx interface {
	Reader
	OrganizationWriter
	LicenseWriter
	ConnectionWriter
	IdentityWriter
	MemberWriter
	TeamWriter
	TeamMemberWriter
	ReturningWriter
	JournalWriter
	AccessWriter
	LoginWriter
}
