package directory

import "context"

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
	// first journal entry, which gets number 1.
	CreateOrganization(ctx context.Context, organization Organization, bought int, first Entry) error

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
	Organization() (Organization, error)
	Licenses() (Licenses, error)

	// Connections lists the connections by age.
	Connections() ([]Connection, error)
	Connection(id ConnectionID) (Connection, error)
	// Credentials lists the credentials of a connection by age, revoked ones
	// too.
	Credentials(connection ConnectionID) ([]Credential, error)

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
	// connection, in order of id and each once. Cost: one statement for any number of ids.
	KnownIdentities(connection ConnectionID, ids []IdentityID) ([]IdentityID, error)

	Member(id MemberID) (Member, error)
	Members(query MemberQuery) ([]Member, error)

	// Team returns one team of an origin; an empty origin means manual teams.
	Team(origin ConnectionID, id TeamID) (Team, error)
	Teams(origin ConnectionID, query TeamQuery) ([]Team, error)
	// TeamOrdinal is IdentityOrdinal for teams.
	TeamOrdinal(origin ConnectionID, position int64) (int64, error)
	// TeamMembers lists who belongs to a provisioned team, in order of identity
	// id, after the one given.
	TeamMembers(team TeamID, after IdentityID, limit int) ([]TeamMember, error)
	// TeamHas returns those of the ids that belong to a provisioned team, in
	// order of id and each once.
	TeamHas(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// UnknownMembers lists the ids that pushes of a team named and the
	// connection has never created, sorted.
	UnknownMembers(team TeamID) ([]IdentityID, error)

	// Journal lists entries after a number, in order.
	Journal(after int64, limit int) ([]Entry, error)
}

// Tx is a Reader that sees its own changes, with the writes. What it changes is
// committed together with the entries it appends, or not at all.
//
// The writes check no rule; they hold only what the database itself holds
// (uniqueness, the license pool), and answer Taken or NoLicense there.
type Tx interface {
	Reader

	// Append adds an entry to the journal and returns its number, which is the
	// store's to give.
	Append(entry Entry) (int64, error)

	// SetLicenses sets how many licenses are bought.
	SetLicenses(bought int) error
	// TakeLicense gives the member a license, or answers NoLicense. A member
	// that holds one already keeps it.
	TakeLicense(member MemberID) error
	// ReleaseLicense takes the member's license back, if it holds one.
	ReleaseLicense(member MemberID) error

	CreateConnection(connection Connection) error
	// UpdateConnection stores state, profile and policy. The kept totals are not
	// the caller's to write.
	UpdateConnection(connection Connection) error
	CreateCredential(credential Credential) error
	// RevokeCredentials revokes every credential of a connection that still
	// counts and returns how many there were.
	RevokeCredentials(connection ConnectionID) (int, error)

	// CreateIdentity stores a new identity; Taken when the connection has one of
	// this user name.
	CreateIdentity(identity Identity) error
	// UpdateIdentity stores the assertion, the member and UpdatedAt of after;
	// Taken as above. Before is the identity as it was read, in this transaction
	// or earlier: where another update was faster, nothing is stored and false is
	// returned.
	UpdateIdentity(before, after Identity) (bool, error)
	// DeleteIdentity removes the identity and its memberships. Its user name is
	// free again.
	DeleteIdentity(connection ConnectionID, id IdentityID) error

	CreateMember(member Member) error
	// UpdateMember stores name, email, role, status and UpdatedAt.
	UpdateMember(member Member) error
	// SetAccount stores the account of a member and takes or releases its
	// license, or answers NoLicense. The role stays as it is.
	SetAccount(member MemberID, account Account) error

	// CreateTeam stores a new team; Taken when its origin has one of this name.
	CreateTeam(team Team) error
	// UpdateTeam stores the assertion and UpdatedAt; Taken as above. The kept
	// Size and Unknown are not the caller's to write.
	UpdateTeam(team Team) error
	// DeleteTeam removes the team and its memberships. Its name is free again.
	DeleteTeam(origin ConnectionID, id TeamID) error

	// AddTeamMembers adds known identities to a provisioned team and returns
	// those that were not in it, sorted. It ignores ids that are not identities
	// of the team's origin. Its cost does not depend on the size of the team.
	AddTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RemoveTeamMembers removes identities from a provisioned team and returns
	// those that were in it, sorted.
	RemoveTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RetainTeamMembers removes everyone from a provisioned team who is not among
	// the ids, and returns those, sorted. With no ids it empties the team.
	RetainTeamMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)

	// AddUnknownMembers remembers ids that a push of the team named and the
	// connection does not know, and returns those that were not remembered yet,
	// sorted.
	AddUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RemoveUnknownMembers and RetainUnknownMembers forget them as
	// RemoveTeamMembers and RetainTeamMembers do members.
	RemoveUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	RetainUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
}
