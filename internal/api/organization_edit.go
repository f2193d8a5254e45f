package api

import (
	"net/http"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// CreateOrganization is what createOrganization takes.
type CreateOrganization struct {
	Once
	Body struct {
		Name         string `json:"name" minLength:"1" maxLength:"1024" example:"Analytical Engines"`
		Licenses     int    `json:"licenses" minimum:"0" maximum:"10000000" example:"240"`
		Provisioning *bool  `json:"provisioning,omitempty" doc:"Whether the plan includes provisioning; true where it is left out."`
	} `nameHint:"OrganizationCreate"`
}

// UpdateOrganization is what updateOrganization takes.
type UpdateOrganization struct {
	InOrganization
	IfMatch
	Body OrganizationUpdate
}

// OrganizationUpdate is what is to change of an organization.
type OrganizationUpdate struct {
	Name         *string             `json:"name,omitempty" minLength:"1" maxLength:"1024" doc:"Operators only."`
	Licenses     *int                `json:"licenses,omitempty" minimum:"0" maximum:"10000000" doc:"How many are bought. Operators only."`
	Status       *OrganizationStatus `json:"status,omitempty" doc:"Operators only."`
	Provisioning *bool               `json:"provisioning,omitempty" doc:"Whether the plan includes provisioning. Operators only."`
	LogDays      *int                `json:"log_days,omitempty" minimum:"1" maximum:"400" doc:"For how many days the provisioning log keeps a request."`
}

// operatorsPart names the first part that only an operator may change.
func (u OrganizationUpdate) operatorsPart() string {
	switch {
	case u.Name != nil:
		return "name"
	case u.Licenses != nil:
		return "licenses"
	case u.Status != nil:
		return "status"
	case u.Provisioning != nil:
		return "provisioning"
	}
	return ""
}

func (s *Server) createOrganization(c *call, in *CreateOrganization) (*Tagged[Organization], error) {
	made, err := s.config.Administration.CreateOrganizationFrom(c.ctx, c.caller(), administration.NewOrganization{
		Name:         in.Body.Name,
		Licenses:     in.Body.Licenses,
		Provisioning: in.Body.Provisioning == nil || *in.Body.Provisioning,
	})
	if err != nil {
		return nil, err
	}
	c.organization = made
	return s.organizationTagged(c)
}

func (s *Server) updateOrganization(c *call, in *UpdateOrganization) (*Tagged[Organization], error) {
	if part := in.Body.operatorsPart(); part != "" && !c.operates() {
		refused := refuse(http.StatusForbidden, codeForbidden, ruleOperatorsPart, "part", part)
		refused.field = part
		return nil, refused
	}
	caller, err := c.callerWho(in.IfMatch)
	if err != nil {
		return nil, err
	}
	c.organization, err = s.config.Administration.UpdateOrganization(c.ctx, caller, c.organization.ID, administration.OrganizationEdit{
		Name:         in.Body.Name,
		Licenses:     in.Body.Licenses,
		Status:       (*directory.OrganizationStatus)(in.Body.Status),
		Provisioning: in.Body.Provisioning,
		LogDays:      in.Body.LogDays,
	})
	if err != nil {
		return nil, err
	}
	return s.organizationTagged(c)
}

func (s *Server) organizationTagged(c *call) (*Tagged[Organization], error) {
	shown, err := organizationOf(c.view(), c.organization)
	if err != nil {
		return nil, err
	}
	return tagged(shown, shown.UpdatedAt), nil
}
