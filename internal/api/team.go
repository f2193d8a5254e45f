package api

import "github.com/musterhq/muster/internal/directory"

// Team is a named set of members.
type Team struct {
	ID         directory.TeamID `json:"id"`
	Name       string           `json:"name" example:"Engineering"`
	Origin     Origin           `json:"origin"`
	Formerly   *Origin          `json:"formerly,omitempty" doc:"The connection that made a team which is manual now: it was renamed while the connection was off, and the connection's rule is to duplicate. Its badge stays."`
	SCIM       bool             `json:"scim" doc:"Whether the team shows the SCIM label: a connection made it."`
	Size       int64            `json:"size" doc:"How many belong to it."`
	Unknown    int64            `json:"unknown" doc:"How many people the last pushes named who are unknown here."`
	Locks      []Lock           `json:"locks" nullable:"false" doc:"What people cannot change, and why."`
	Duplicates []Duplicate      `json:"duplicates" nullable:"false" doc:"Teams that are possibly the same: the provider created one again that had been renamed while its connection was off."`
	CreatedAt  Time             `json:"created_at"`
	UpdatedAt  Time             `json:"updated_at"`
}

// UnknownPerson is someone whom a push named and the connection has never
// created.
type UnknownPerson struct {
	ID directory.IdentityID `json:"id" doc:"The id as the provider sent it."`
}
