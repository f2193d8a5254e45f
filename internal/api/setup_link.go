package api

import (
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

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

func (s *Server) listSetupLinks(c *call, _ *InOrganization) (*Answer[All[SetupLink]], error) {
	found, err := c.view().Links(directory.LinkSetup, "")
	if err != nil {
		return nil, err
	}
	links := make([]SetupLink, len(found))
	for i, link := range found {
		links[i] = s.setupLinkOf(link)
	}
	return &Answer[All[SetupLink]]{Body: All[SetupLink]{Items: links}}, nil
}

func (s *Server) createSetupLink(c *call, in *CreateSetupLink) (*Answer[SetupLinkMade], error) {
	lifetime := time.Duration(in.Body.ExpiresInHours) * time.Hour
	link, token, err := s.config.Access.CreateSetupLink(c.ctx, c.principal.Actor(), c.organization.ID, in.Body.Label, lifetime)
	if err != nil {
		return nil, err
	}
	return &Answer[SetupLinkMade]{Body: SetupLinkMade{SetupLink: s.setupLinkOf(link), URL: s.linkURL(c, token)}}, nil
}

func (s *Server) revokeSetupLink(c *call, in *OneSetupLink) (*Nothing, error) {
	return nil, s.config.Access.RevokeSetupLink(c.ctx, c.principal.Actor(), c.organization.ID, in.Link)
}

// createOwnerLink invites an owner and makes the link by which they come in.
func (s *Server) createOwnerLink(c *call, in *CreateOwnerLink) (*Answer[OwnerInvited], error) {
	invited, url, err := s.invite(c, administration.Invitation{Name: in.Body.Name, Email: in.Body.Email, Role: directory.RoleOwner})
	if err != nil {
		return nil, err
	}
	return &Answer[OwnerInvited]{Body: OwnerInvited{Member: invited, URL: url}}, nil
}
