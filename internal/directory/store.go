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
	// first journal entry, which gets number 1.
	CreateOrganization(ctx context.Context, organization Organization, bought int, first Entry) error

	// SignedIn returns what a session's secret opens. It returns Unauthorized for
	// a hash that is unknown, for a session that has ended or expired at the
	// time, and for one whose member is not active or has been signed out since.
	SignedIn(ctx context.Context, hash SecretHash, at time.Time) (SignedIn, error)
	// KeyAccess returns what an API key opens; Unauthorized as for SignedIn.
	KeyAccess(ctx context.Context, hash SecretHash, at time.Time) (KeyAccess, error)
	// Link returns the link with this secret, whether it still counts or not, or
	// NotFound.
	Link(ctx context.Context, hash SecretHash) (Link, error)
	// PasswordsFor lists the passwords of the members of every organization who
	// have this address, compared by Fold, at most ten.
	PasswordsFor(ctx context.Context, email string) ([]Password, error)

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
	// that a refusal has nothing to undo. Its statements do not end when ctx
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
	// SearchMembers returns the members that the search selects, in order of
	// their places. Its cost may grow with the organization.
	SearchMembers(search MemberSearch) ([]Member, error)
	// CountMembers counts by walking through the organization.
	CountMembers() (MemberCounts, error)
	// MembersByEmail lists the members who have an address, compared by Fold, at
	// most ten. Its cost may grow with the organization.
	MembersByEmail(email string) ([]Member, error)
	// IdentityMembers returns the members behind identities of any connection,
	// in order of member id.
	IdentityMembers(ids []IdentityID) ([]Member, error)
	// TeamsOfMembers lists the teams, provisioned and manual, that members
	// belong to, in order of member id and team name. Cost: one statement for
	// any number of members.
	TeamsOfMembers(ids []MemberID) ([]MemberTeam, error)

	// Team returns one team of an origin; an empty origin means manual teams.
	Team(origin ConnectionID, id TeamID) (Team, error)
	Teams(origin ConnectionID, query TeamQuery) ([]Team, error)
	// AnyTeam returns a team of whatever origin.
	AnyTeam(id TeamID) (Team, error)
	// SearchTeams returns the teams that the search selects, in order of their
	// places.
	SearchTeams(search TeamSearch) ([]Team, error)
	// CountTeams counts the teams by origin; the empty one are manual teams.
	CountTeams() (map[ConnectionID]int, error)
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
	// JournalBefore lists entries before a number, the newest first; 0 begins at
	// the newest.
	JournalBefore(before int64, limit int) ([]Entry, error)
	// Head returns the number of the newest journal entry.
	Head() (int64, error)

	// Sessions lists the sessions of a member that have not ended, by age.
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
	// UpdateIdentity stores the assertion, the member and UpdatedAt; Taken as
	// above.
	UpdateIdentity(identity Identity) error
	// DeleteIdentity removes the identity and its memberships. Its user name is
	// free again.
	DeleteIdentity(connection ConnectionID, id IdentityID) error

	// UpdateOrganization stores name, status, provisioning, log days and
	// UpdatedAt.
	UpdateOrganization(organization Organization) error

	CreateMember(member Member) error
	// UpdateMember stores name, email, role, status, identity, SignedOutAt and
	// UpdatedAt. It answers Refused where the organization would be left without
	// an active owner that it has now.
	UpdateMember(member Member) error
	// DeleteMember removes the member with its license, its memberships of manual
	// teams, its sessions, links and ways to sign in, and detaches its identity,
	// which stays. Refused as UpdateMember.
	DeleteMember(id MemberID) error

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

	// AddToManualTeam adds members to a manual team and returns those who were not
	// in it, sorted. It ignores ids that are not members.
	AddToManualTeam(team TeamID, members []MemberID) ([]MemberID, error)
	// RemoveFromManualTeam removes members from a manual team and returns those
	// who were in it, sorted.
	RemoveFromManualTeam(team TeamID, members []MemberID) ([]MemberID, error)

	CreateSession(session Session) error
	// UpdateSession stores Address, ProvedAt, UsedAt and ExpiresAt.
	UpdateSession(session Session) error
	// DeleteSessions ends one session of a member, or all of them where id is
	// empty, and returns how many there were.
	DeleteSessions(member MemberID, id SessionID) (int, error)
	CreateLink(link Link) error
	// UpdateLink stores UsedAt, RevokedAt and ExpiresAt.
	UpdateLink(link Link) error
	// RevokeLinks ends the unused links of a member.
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

	// AddUnknownMembers remembers ids that a push of the team named and the
	// connection does not know, and returns those that were not remembered yet,
	// sorted.
	AddUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	// RemoveUnknownMembers and RetainUnknownMembers forget them as
	// RemoveTeamMembers and RetainTeamMembers do members.
	RemoveUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
	RetainUnknownMembers(team TeamID, ids []IdentityID) ([]IdentityID, error)
}
