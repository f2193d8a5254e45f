package api

import "github.com/musterhq/muster/internal/directory"

// Member is an account in an organization.
type Member struct {
	ID         directory.MemberID    `json:"id"`
	Name       string                `json:"name" example:"Ana Ruiz"`
	Email      string                `json:"email" example:"ana@example.com"`
	Status     MemberStatus          `json:"status"`
	Role       Role                  `json:"role"`
	Origin     Origin                `json:"origin"`
	SCIM       bool                  `json:"scim" doc:"Whether the member shows the SCIM label: a connection made them."`
	Licensed   bool                  `json:"licensed"`
	Teams      []MemberTeam          `json:"teams" nullable:"false"`
	Locks      []Lock                `json:"locks" nullable:"false" doc:"What people cannot change, and why."`
	IdentityID *directory.IdentityID `json:"identity_id,omitempty" doc:"The SCIM id by which the provider knows the member."`
	CreatedAt  Time                  `json:"created_at"`
	UpdatedAt  Time                  `json:"updated_at"`
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

// MemberCounts counts the members.
type MemberCounts struct {
	Total       int           `json:"total"`
	Active      int           `json:"active"`
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
}
