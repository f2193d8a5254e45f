package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// Member is an account in an organization, as lists have it.
type Member struct {
	ID         directory.MemberID       `json:"id"`
	Name       string                   `json:"name" example:"Ana Ruiz"`
	Email      string                   `json:"email" example:"ana@example.com"`
	Status     MemberStatus             `json:"status"`
	Role       Role                     `json:"role"`
	Origin     Origin                   `json:"origin"`
	Source     Origin                   `json:"source" doc:"Whose badge the member shows: the connection that made or adopted them."`
	SCIM       bool                     `json:"scim" doc:"Whether the member shows the SCIM label: a connection made or adopted them."`
	Adopted    *Adoption                `json:"adopted,omitempty" doc:"How a member who was made by hand was taken over by their source."`
	AskedFor   []AdoptionRequest        `json:"asked_for" nullable:"false" doc:"The connections that want to take the member over and wait for an owner to confirm it."`
	JoinedBy   *directory.LoginMethodID `json:"joined_by,omitempty" doc:"The login method through which the member joined by signing in; no connection made them."`
	Licensed   bool                     `json:"licensed"`
	Waits      *LicenseWait             `json:"waits,omitempty" doc:"The member's place in the line for a license; missing for who is in none."`
	Teams      []MemberTeam             `json:"teams" nullable:"false"`
	Locked     []LockedPart             `json:"locked" nullable:"false" doc:"What people cannot change. The member alone says why."`
	Pending    *Pending                 `json:"pending,omitempty" doc:"What the provider asked for and what waits."`
	Duplicates []Duplicate              `json:"duplicates" nullable:"false" doc:"Members who are possibly the same person: the provider created somebody again who had been edited while its connection was off."`
	IdentityID *directory.IdentityID    `json:"identity_id,omitempty" doc:"The SCIM id by which the provider knows the member."`
	CreatedAt  Time                     `json:"created_at"`
	UpdatedAt  Time                     `json:"updated_at"`

	locks []administration.Lock // what Locked names
}

// MemberDetail is a member with why parts of them are locked. In a list that would
// be most of it, the same sentences with other names.
type MemberDetail struct {
	Member
	Locks []Lock `json:"locks" nullable:"false" doc:"What people cannot change, and why."`
}

// Duplicate is a member or team that is possibly the same as the one that it is
// shown with.
type Duplicate struct {
	ID    string `json:"id" doc:"The id of the other."`
	Name  string `json:"name" example:"Ana Ruiz"`
	Newer bool   `json:"newer" doc:"Whether the other is the one that the provider created later."`
}

// OriginKind says who made something.
type OriginKind string

// Origin says who made a member or team. It never changes.
type Origin struct {
	Kind         OriginKind              `json:"kind"`
	ConnectionID *directory.ConnectionID `json:"connection_id,omitempty"`
	Provider     *Provider               `json:"provider,omitempty"`
	ProviderName string                  `json:"provider_name,omitempty" example:"Okta"`
	On           *bool                   `json:"on,omitempty" doc:"Whether the connection is enabled."`
}

// MemberTeam is a team that a member belongs to.
type MemberTeam struct {
	ID          directory.TeamID `json:"id"`
	Name        string           `json:"name" example:"Engineering"`
	Provisioned bool             `json:"provisioned" doc:"Whether a connection decides who is in it."`
}

// LockedPart is a part of a member or team that can be locked.
type LockedPart string

// Lock says that a part cannot be changed by people, and why.
type Lock struct {
	What   LockedPart `json:"what"`
	Reason string     `json:"reason" example:"Okta decides the name and address of Ana Ruiz."`
	Where  string     `json:"where" doc:"Where it can be changed." example:"In Okta: Directory › People › Ana Ruiz › Profile."`
	Saying
}

// PendingKind names what waits for a member.
type PendingKind string

// Pending is what a provider asked for about a member and what waits for something
// to go out of its way. The provider sees nothing of it.
type Pending struct {
	Kind     PendingKind `json:"kind"`
	Since    Time        `json:"since" doc:"When the provider asked first."`
	Sentence string      `json:"sentence" doc:"What is in the way, and what lets it complete." example:"Removal pending: Ana Ruiz is an administrator. Remove the role and it completes."`
	Saying
}

// MemberCounts counts the members.
type MemberCounts struct {
	Total       int           `json:"total"`
	Active      int           `json:"active"`
	Waiting     int           `json:"waiting" doc:"How many wait for a license."`
	Invited     int           `json:"invited"`
	Deactivated int           `json:"deactivated"`
	BySource    []SourceCount `json:"by_source" nullable:"false"`
}

// SourceCount counts what one source made.
type SourceCount struct {
	Source string `json:"source" doc:"manual, or a connection's id." example:"manual"`
	Count  int    `json:"count"`
}

// Invited is a member who was just invited.
type Invited struct {
	Member        Member `json:"member"`
	InvitationURL string `json:"invitation_url" doc:"The address to send to them. Shown only in this answer."`
}

// OwnerInvited is the first owner of an organization.
type OwnerInvited struct {
	Member Member `json:"member"`
	URL    string `json:"url" doc:"The address to send to them. Shown only in this answer."`
}

// MemberLink is a new link for a member.
type MemberLink struct {
	URL       string   `json:"url" doc:"The address to send to them. Shown only in this answer."`
	Kind      LinkKind `json:"kind"`
	ExpiresAt Time     `json:"expires_at"`
}

// Identity is what a connection asserts about a member.
type Identity struct {
	ConnectionID directory.ConnectionID `json:"connection_id"`
	Provider     Provider               `json:"provider"`
	UserName     string                 `json:"user_name" example:"ana@example.com"`
	ExternalID   string                 `json:"external_id" example:"00u1a2b3c4"`
	Active       bool                   `json:"active" doc:"What the provider last said."`
	Attributes   []Attribute            `json:"attributes" nullable:"false" doc:"Every value sent, in the order sent."`
	Resource     Object                 `json:"resource" doc:"The SCIM resource as it was sent."`
	CreatedAt    Time                   `json:"created_at"`
	UpdatedAt    Time                   `json:"updated_at"`
}

// Attribute is one value of a SCIM resource.
type Attribute struct {
	Path  string `json:"path" example:"name.givenName"`
	Label string `json:"label" example:"First name"`
	Value string `json:"value" example:"Ana"`
	// Ignored is told of values of which another is used.
	Ignored bool `json:"ignored,omitempty" doc:"Whether it is kept and not used: by the connection's policy the user name is the address."`
}
