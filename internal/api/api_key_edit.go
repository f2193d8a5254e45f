package api

import "github.com/musterhq/muster/internal/directory"

// CreateAPIKey is what createAPIKey takes.
type CreateAPIKey struct {
	InOrganization
	Once
	Body struct {
		Name          string  `json:"name" minLength:"1" maxLength:"200" example:"Nightly report"`
		Scopes        []Scope `json:"scopes" nullable:"false" minItems:"1" maxItems:"10"`
		ExpiresInDays int     `json:"expires_in_days,omitempty" minimum:"1" maximum:"3650" doc:"Left out, the key does not expire."`
	} `nameHint:"APIKeyCreate"`
}

// OneAPIKey is for routes about one key.
type OneAPIKey struct {
	InOrganization
	Key directory.APIKeyID `path:"key" maxLength:"256"`
}

func (s *Server) listAPIKeys(c *call, in *InOrganization) (*Answer[All[APIKey]], error) {
	return nil, errNotBuilt
}

func (s *Server) createAPIKey(c *call, in *CreateAPIKey) (*Answer[APIKeyMade], error) {
	return nil, errNotBuilt
}

func (s *Server) revokeAPIKey(c *call, in *OneAPIKey) (*Nothing, error) { return nil, errNotBuilt }
