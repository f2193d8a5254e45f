package api

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
	Body struct {
		Name         *string             `json:"name,omitempty" minLength:"1" maxLength:"1024" doc:"Operators only."`
		Licenses     *int                `json:"licenses,omitempty" minimum:"0" maximum:"10000000" doc:"How many are bought. Operators only."`
		Status       *OrganizationStatus `json:"status,omitempty" doc:"Operators only."`
		Provisioning *bool               `json:"provisioning,omitempty" doc:"Whether the plan includes provisioning. Operators only."`
		LogDays      *int                `json:"log_days,omitempty" minimum:"1" maximum:"400" doc:"For how many days the provisioning log keeps a request."`
	} `nameHint:"OrganizationUpdate"`
}

func (s *Server) createOrganization(c *call, in *CreateOrganization) (*Tagged[Organization], error) {
	return nil, errNotBuilt
}

func (s *Server) updateOrganization(c *call, in *UpdateOrganization) (*Tagged[Organization], error) {
	return nil, errNotBuilt
}
