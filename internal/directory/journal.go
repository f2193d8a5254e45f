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
	// AddedMembers and RemovedMembers are the members who joined and left a
	// manual team.
	AddedMembers   []MemberID `json:"added_members,omitempty"`
	RemovedMembers []MemberID `json:"removed_members,omitempty"`

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

// MaxEntryMembers is the greatest number of people that one entry names in
// Added, Removed, AddedMembers and RemovedMembers together. A greater change is told in several entries, so
// that a reader's page stays bounded.
const MaxEntryMembers = 1000

// Actor is who did it.
type Actor struct {
	Kind ActorKind `json:"kind"`
	// ID is the id of the connection's, member's, key's or link's own; empty for
	// the operator at the command line.
	ID string `json:"id,omitempty"`
	// Name is how the actor is shown: "Okta (SCIM)", "operator".
	Name string `json:"name"`
}

// ActorKind says what kind of actor did something.
type ActorKind string

const (
	// ActorConnection: an identity provider, by SCIM.
	ActorConnection ActorKind = "connection"
	// ActorOperator: the operator, at the command line or signed in.
	ActorOperator ActorKind = "operator"
	// ActorMember: a member of the organization, in the control panel.
	ActorMember ActorKind = "member"
	// ActorKey: a program, by an API key.
	ActorKey ActorKind = "api_key"
	// ActorLink: whoever a setup link was handed to.
	ActorLink ActorKind = "setup_link"
)

// EntryKind names what happened. The names are part of the public event feed:
// they are never renamed.
type EntryKind string

// What can happen.
const (
	OrganizationCreated EntryKind = "organization.created"
	// OrganizationUpdated: its name, plan or settings.
	OrganizationUpdated      EntryKind = "organization.updated"
	OrganizationWasSuspended EntryKind = "organization.suspended"
	OrganizationResumed      EntryKind = "organization.resumed"
	LicensesChanged          EntryKind = "licenses.changed"

	ConnectionCreated       EntryKind = "connection.created"
	ConnectionWasEnabled    EntryKind = "connection.enabled"
	ConnectionWasDisabled   EntryKind = "connection.disabled"
	ConnectionTokenCreated  EntryKind = "connection.token_created"
	ConnectionTokenRevoked  EntryKind = "connection.token_revoked"
	ConnectionPolicyChanged EntryKind = "connection.policy_changed"

	SetupLinkCreated EntryKind = "setup_link.created"
	SetupLinkUsed    EntryKind = "setup_link.used"
	SetupLinkRevoked EntryKind = "setup_link.revoked"
	APIKeyCreated    EntryKind = "api_key.created"
	APIKeyRevoked    EntryKind = "api_key.revoked"

	MemberCreated        EntryKind = "member.created"
	MemberUpdated        EntryKind = "member.updated"
	MemberWasDeactivated EntryKind = "member.deactivated"
	MemberReactivated    EntryKind = "member.reactivated"
	// MemberDetached: the provider ended the identity, which thereby left every
	// team; the member remains, deactivated.
	MemberDetached   EntryKind = "member.detached"
	MemberWasInvited EntryKind = "member.invited"
	// MemberJoined: an invited member accepted.
	MemberJoined      EntryKind = "member.joined"
	MemberRoleChanged EntryKind = "member.role_changed"
	MemberRemoved     EntryKind = "member.removed"
	// MemberLinkCreated: an administrator made a new invitation or sign-in link
	// for a member.
	MemberLinkCreated EntryKind = "member.link_created"
	// MemberSignInChanged: a member's password or passkeys.
	MemberSignInChanged EntryKind = "member.sign_in_changed"
	MemberSignedOut     EntryKind = "member.signed_out"

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
