package api

import "github.com/musterhq/muster/internal/directory"

// Answer is an answer with a body.
type Answer[T any] struct {
	Body T
}

// Tagged is an answer with a body and the ETag of its version.
type Tagged[T any] struct {
	ETag string `header:"ETag" doc:"Names this version, for If-Match."`
	Body T
}

// OrganizationReference names an organization.
type OrganizationReference struct {
	ID   directory.OrganizationID `json:"id"`
	Name string                   `json:"name" example:"Analytical Engines"`
}

// MemberReference names a member.
type MemberReference struct {
	ID   directory.MemberID `json:"id"`
	Name string             `json:"name" example:"Ana Ruiz"`
}

// TeamReference names a team.
type TeamReference struct {
	ID   directory.TeamID `json:"id"`
	Name string           `json:"name" example:"Engineering"`
}

// ConnectionReference names a connection.
type ConnectionReference struct {
	ID           directory.ConnectionID `json:"id"`
	Provider     Provider               `json:"provider"`
	ProviderName string                 `json:"provider_name" example:"Okta"`
}
