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
	// Successor is the member who took the place of Member, or with whom Member was
	// merged.
	Successor MemberID `json:"successor,omitempty"`
	// Joined are the teams of Member that Successor joined.
	Joined []TeamID `json:"joined,omitempty"`
	Team   TeamID   `json:"team,omitempty"`
	// SuccessorTeam is the team with which Team was merged.
	SuccessorTeam TeamID `json:"successor_team,omitempty"`

	// Added and Removed are the identities that joined and left the team.
	Added   []IdentityID `json:"added,omitempty"`
	Removed []IdentityID `json:"removed,omitempty"`
	// AddedMembers and RemovedMembers are the members who joined and left a
	// manual team. Of a merge, those who joined are the SuccessorTeam's.
	AddedMembers   []MemberID `json:"added_members,omitempty"`
	RemovedMembers []MemberID `json:"removed_members,omitempty"`

	// License is what the entry did to the license of its member, or empty.
	License LicenseEffect `json:"license,omitempty"`
	// Cause is the number of the entry that freed the license which this one takes,
	// or 0.
	Cause int64 `json:"cause,omitempty"`

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

// The fields by which a merge tells the ways in of who is gone: before stands how many
// there were, or "set", and after nothing.
const (
	EndedPassword = "ended_password"
	EndedPasskeys = "ended_passkeys"
	EndedLogins   = "ended_logins"
	EndedAPIKeys  = "ended_api_keys"
)

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

	LoginMethodCreated        EntryKind = "login_method.created"
	LoginMethodUpdated        EntryKind = "login_method.updated"
	LoginMethodWasActivated   EntryKind = "login_method.activated"
	LoginMethodWasDeactivated EntryKind = "login_method.deactivated"
	LoginMethodDeleted        EntryKind = "login_method.deleted"
	// SignInRuleChanged: whether people sign in by login methods alone.
	SignInRuleChanged EntryKind = "organization.sign_in_rule_changed"
	DomainAdded       EntryKind = "domain.added"
	DomainWasVerified EntryKind = "domain.verified"
	DomainRemoved     EntryKind = "domain.removed"

	MemberCreated        EntryKind = "member.created"
	MemberUpdated        EntryKind = "member.updated"
	MemberWasDeactivated EntryKind = "member.deactivated"
	MemberReactivated    EntryKind = "member.reactivated"
	// MemberDetached: the provider ended the identity, which thereby left every
	// team; the member remains, deactivated.
	MemberDetached EntryKind = "member.detached"
	// MemberAdopted: a connection took over a member who was made by hand.
	MemberAdopted EntryKind = "member.adopted"
	// MemberAdoptionConfirmed: an owner let a connection adopt an owner or
	// administrator, who is adopted once the provider tries again.
	MemberAdoptionConfirmed EntryKind = "member.adoption_confirmed"
	// MemberReplaced: the user name changed, so the member was deactivated and its
	// Successor made, by this entry.
	MemberReplaced   EntryKind = "member.replaced"
	MemberWasInvited EntryKind = "member.invited"
	// MemberJoined: an invited member accepted.
	MemberJoined EntryKind = "member.joined"
	// MemberLicensed: somebody in line got a license that another entry freed.
	MemberLicensed EntryKind = "member.licensed"
	// MemberLicenseReleased: an administrator took back the license that a
	// deactivated member had kept.
	MemberLicenseReleased EntryKind = "member.license_released"
	MemberRoleChanged     EntryKind = "member.role_changed"
	MemberRemoved         EntryKind = "member.removed"
	// MemberMerged: the member was joined with Successor, who stays, and is gone.
	MemberMerged EntryKind = "member.merged"
	// MemberAttached: the provider created somebody again whose identity it had
	// ended, and the member who stayed is spoken for again.
	MemberAttached EntryKind = "member.attached"
	// MemberLeavingCancelled: the provider says again that somebody is active whose
	// deactivation or removal waited.
	MemberLeavingCancelled EntryKind = "member.leaving_cancelled"
	// MemberReleased: people edited the member while the connection was off, and the
	// provider knows them no more, as the policy says.
	MemberReleased EntryKind = "member.released"
	// MemberLinkCreated: an administrator made a new invitation or sign-in link
	// for a member.
	MemberLinkCreated EntryKind = "member.link_created"
	// MemberSignInChanged: a member's password or passkeys.
	MemberSignInChanged EntryKind = "member.sign_in_changed"
	MemberSignedOut     EntryKind = "member.signed_out"
	// MemberLoginLinked: a member signed in by a login method for the first time,
	// and is known there from then on.
	MemberLoginLinked EntryKind = "member.login_linked"

	TeamCreated        EntryKind = "team.created"
	TeamUpdated        EntryKind = "team.updated"
	TeamMembersChanged EntryKind = "team.members_changed"
	TeamDeleted        EntryKind = "team.deleted"
	// TeamMerged: the team was joined with SuccessorTeam, which stays, and is gone.
	TeamMerged EntryKind = "team.merged"
	// TeamReleased is MemberReleased for a team, which is a manual one from then on.
	TeamReleased EntryKind = "team.released"

	// NoticeUnknownMembers: a push named people whom the connection has never
	// created; they were skipped.
	NoticeUnknownMembers EntryKind = "notice.unknown_members"
	// NoticeNoLicense: someone was refused because every license is in use.
	NoticeNoLicense EntryKind = "notice.no_license"
	// NoticeRefused: a rule of the connection's policy refused what the provider
	// asked, and nothing waits for it.
	NoticeRefused EntryKind = "notice.refused"
	// NoticeLeavingRefused: somebody could not be deactivated or removed when the
	// provider asked for it; that waits until nothing is in its way.
	NoticeLeavingRefused EntryKind = "notice.leaving_refused"
	// NoticeNotAdopted: someone was refused because a member who was made by hand
	// has the address, and may not be adopted so.
	NoticeNotAdopted EntryKind = "notice.not_adopted"
)
