package api

import "github.com/musterhq/muster/internal/directory"

// CreateSetupLink is what createSetupLink takes.
type CreateSetupLink struct {
	InOrganization
	Once
	Body struct {
		Label          string `json:"label" minLength:"1" maxLength:"200" doc:"For whom the link is." example:"IT at Analytical Engines"`
		ExpiresInHours int    `json:"expires_in_hours,omitempty" minimum:"1" maximum:"720" default:"72"`
	} `nameHint:"SetupLinkCreate"`
}

// OneSetupLink is for routes about one setup link.
type OneSetupLink struct {
	InOrganization
	Link directory.LinkID `path:"link" maxLength:"256"`
}

// CreateOwnerLink is what createOwnerLink takes.
type CreateOwnerLink struct {
	InOrganization
	Once
	Body struct {
		Name  string `json:"name" minLength:"1" maxLength:"1024" example:"Ana Ruiz"`
		Email string `json:"email" minLength:"3" maxLength:"1024" example:"ana@example.com"`
	} `nameHint:"OwnerLinkCreate"`
}

func (s *Server) listSetupLinks(c *call, in *InOrganization) (*Answer[All[SetupLink]], error) {
	return nil, errNotBuilt
}

func (s *Server) createSetupLink(c *call, in *CreateSetupLink) (*Answer[SetupLinkMade], error) {
	return nil, errNotBuilt
}

func (s *Server) revokeSetupLink(c *call, in *OneSetupLink) (*Nothing, error) {
	return nil, errNotBuilt
}

func (s *Server) createOwnerLink(c *call, in *CreateOwnerLink) (*Answer[OwnerInvited], error) {
	return nil, errNotBuilt
}
