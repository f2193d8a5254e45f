package api

import "github.com/musterhq/muster/internal/directory"

// Nothing is the input of a route that takes nothing, and the output of one
// that answers 204.
type Nothing struct{}

// InOrganization is for routes about one organization.
type InOrganization struct {
	Org directory.OrganizationID `path:"org" maxLength:"256" doc:"The organization's id." example:"06fgk2v8q9t5b1n4m7c3x0z2hs"`
}

// OfMember is for routes about one member.
type OfMember struct {
	InOrganization
	Member directory.MemberID `path:"member" maxLength:"256" doc:"The member's id."`
}

// OfTeam is for routes about one team.
type OfTeam struct {
	InOrganization
	Team directory.TeamID `path:"team" maxLength:"256" doc:"The team's id."`
}

// OfConnection is for routes about one connection.
type OfConnection struct {
	InOrganization
	Connection directory.ConnectionID `path:"connection" maxLength:"256" doc:"The connection's id."`
}

// Once is for requests that make something.
type Once struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"Your own name for this request. Sent again under the same name it makes nothing twice and is answered as the first time."`
}

// IfMatch is for requests that change what somebody else may be changing too.
type IfMatch struct {
	IfMatch string `header:"If-Match" maxLength:"255" doc:"The ETag that you have seen. Where there is a newer version, nothing is done and 412 is answered."`
}
