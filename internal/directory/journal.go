package directory

import "time"

// Entry is one numbered line of an organization's journal: a change that was
// made, or a notice of one that was refused. Activity for people and events for
// programs are two views of the same entry.
type Entry struct {
	// Number is the entry's place in the organization's sequence, from 1, in
	// commit order and without holes. The store gives it.
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	Kind   EntryKind `json:"kind"`
	Actor  Actor     `json:"actor"`
	// Request is the id of the request that caused the entry, or empty.
	Request string `json:"request,omitempty"`

	// What the entry is about; empty where it does not apply.
	Connection ConnectionID `json:"connection,omitempty"`
	Identity   IdentityID   `json:"identity,omitempty"`
	Member     MemberID     `json:"member,omitempty"`
	Team       TeamID       `json:"team,omitempty"`

	// Added and Removed are the identities that joined and left the team.
	Added   []IdentityID `json:"added,omitempty"`
	Removed []IdentityID `json:"removed,omitempty"`

	// Personal holds the personal values. They are kept apart from the rest and may
	// be erased without breaking the sequence; Personal is nil then.
	Personal *Personal `json:"personal,omitempty"`
}

// Personal are the personal values of an Entry.
type Personal struct {
	// Subject is how the person, team or thing was called at the time.
	Subject string `json:"subject,omitempty"`
	// Changes are the values that changed, in a fixed order.
	Changes []Change `json:"changes,omitempty"`
	// Named are ids or names as the provider sent them: the unknown people of a
	// push.
	Named []string `json:"named,omitempty"`
	// Reason is the sentence that a refusal answered.
	Reason string `json:"reason,omitempty"`
}

// Change is one value before and after.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// MaxEntryMembers is the greatest number of identities that one entry names in
// Added and Removed together. A greater change is told in several entries, so
// that a reader's page stays bounded.
const MaxEntryMembers = 1000

// Actor is who did it.
type Actor struct {
	Kind ActorKind `json:"kind"`
	// Name is how the actor is shown: "Okta (SCIM)", "operator".
	Name string `json:"name"`
}

// ActorKind says what kind of actor did something.
type ActorKind string

const (
	// ActorConnection: an identity provider, by SCIM.
	ActorConnection ActorKind = "connection"
	// ActorOperator: the operator, at the command line.
	ActorOperator ActorKind = "operator"
)

// EntryKind names what happened. The names are part of the public event feed:
// they are never renamed.
type EntryKind string

// What can happen.
const (
	OrganizationCreated EntryKind = "organization.created"
	LicensesChanged     EntryKind = "licenses.changed"

	ConnectionCreated      EntryKind = "connection.created"
	ConnectionWasEnabled   EntryKind = "connection.enabled"
	ConnectionWasDisabled  EntryKind = "connection.disabled"
	ConnectionTokenCreated EntryKind = "connection.token_created"
	ConnectionTokenRevoked EntryKind = "connection.token_revoked"

	MemberCreated        EntryKind = "member.created"
	MemberUpdated        EntryKind = "member.updated"
	MemberWasDeactivated EntryKind = "member.deactivated"
	MemberReactivated    EntryKind = "member.reactivated"
	// MemberDetached: the provider ended the identity, which thereby left every
	// team; the member remains, deactivated.
	MemberDetached EntryKind = "member.detached"

	TeamCreated        EntryKind = "team.created"
	TeamUpdated        EntryKind = "team.updated"
	TeamMembersChanged EntryKind = "team.members_changed"
	TeamDeleted        EntryKind = "team.deleted"

	// NoticeUnknownMembers: a push named people whom the connection has never
	// created; they were skipped.
	NoticeUnknownMembers EntryKind = "notice.unknown_members"
	// NoticeNoLicense: someone was refused because every license is in use.
	NoticeNoLicense EntryKind = "notice.no_license"
)
