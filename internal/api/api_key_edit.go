package api

import (
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

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

func (s *Server) listAPIKeys(c *call, _ *InOrganization) (*Answer[All[APIKey]], error) {
	reader := c.view()
	found, err := reader.APIKeys()
	if err != nil {
		return nil, err
	}
	names := newNames(reader)
	keys := make([]APIKey, len(found))
	for i, key := range found {
		keys[i] = apiKeyOf(key, names.member(key.CreatedBy))
	}
	return &Answer[All[APIKey]]{Body: All[APIKey]{Items: keys}}, nil
}

// createAPIKey makes a key of the caller's own organization: it dies with them,
// so it belongs where they are.
func (s *Server) createAPIKey(c *call, in *CreateAPIKey) (*Answer[APIKeyMade], error) {
	if c.organization.ID != c.principal.Organization.ID {
		return nil, ruleKeyElsewhere.Refuse(directory.Refused, "organization", c.principal.Organization.Name)
	}
	wish := access.NewKey{Name: in.Body.Name, Lifetime: time.Duration(in.Body.ExpiresInDays) * 24 * time.Hour}
	for _, scope := range in.Body.Scopes {
		wish.Scopes = append(wish.Scopes, directory.Scope(scope))
	}
	key, token, err := s.config.Access.CreateKey(c.ctx, c.principal, wish)
	if err != nil {
		return nil, err
	}
	return &Answer[APIKeyMade]{Body: APIKeyMade{Key: apiKeyOf(key, c.principal.Member.Name), Secret: token.Reveal()}}, nil
}

func (s *Server) revokeAPIKey(c *call, in *OneAPIKey) (*Nothing, error) {
	return nil, s.config.Access.RevokeKey(c.ctx, c.principal.Actor(), c.organization.ID, in.Key)
}

func apiKeyOf(key directory.APIKey, createdBy string) APIKey {
	shown := APIKey{
		ID:        key.ID,
		Name:      key.Name,
		Scopes:    make([]Scope, len(key.Scopes)),
		CreatedBy: MemberReference{ID: key.CreatedBy, Name: createdBy},
		LastFour:  key.LastFour,
		CreatedAt: Time(key.CreatedAt),
		UsedAt:    when(key.UsedAt),
		ExpiresAt: when(key.ExpiresAt),
		RevokedAt: when(key.RevokedAt),
	}
	for i, scope := range key.Scopes {
		shown.Scopes[i] = Scope(scope)
	}
	return shown
}
