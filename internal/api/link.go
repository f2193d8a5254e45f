package api

import "github.com/musterhq/muster/internal/directory"

// LinkKind says what a link is for.
type LinkKind string

// LinkView is what a link's secret tells whoever opened it.
type LinkView struct {
	Kind         LinkKind              `json:"kind"`
	Organization OrganizationReference `json:"organization"`
	Person       *LinkPerson           `json:"person,omitempty" doc:"For whom an invitation or sign-in link is."`
	Label        string                `json:"label,omitempty" doc:"What its maker wrote on a setup link."`
	ExpiresAt    Time                  `json:"expires_at"`
	Usable       bool                  `json:"usable"`
	AsksEmail    bool                  `json:"asks_email" doc:"Whether accepting it needs your address: nobody has told it yet."`
	Reason       string                `json:"reason,omitempty" doc:"Why it is not usable and what to do, in one sentence."`
	Saying
}

// LinkPerson is the person for whom a link is.
type LinkPerson struct {
	Name  string `json:"name" example:"Ana Ruiz"`
	Email string `json:"email" example:"ana@example.com"`
}

// Token is the secret of a link.
type Token struct {
	Token string `json:"token" minLength:"1" maxLength:"256" doc:"The part of the link behind the #."`
}

// SetupLink is a link that lets a customer's IT set up provisioning.
type SetupLink struct {
	ID        directory.LinkID `json:"id"`
	Label     string           `json:"label" example:"IT at Analytical Engines"`
	CreatedBy string           `json:"created_by" example:"Ada Operator"`
	CreatedAt Time             `json:"created_at"`
	ExpiresAt Time             `json:"expires_at"`
	UsedAt    *Time            `json:"used_at,omitempty" doc:"When it was first opened."`
	RevokedAt *Time            `json:"revoked_at,omitempty" doc:"When somebody ended it."`
	Usable    bool             `json:"usable"`
}

// SetupLinkMade is a new setup link, with its address.
type SetupLinkMade struct {
	SetupLink
	URL string `json:"url" doc:"Shown only in this answer." example:"https://muster.example.com/open#muster_link_…"`
}
