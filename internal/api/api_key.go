package api

import "github.com/musterhq/muster/internal/directory"

// APIKey is a program's bearer secret, without the secret.
type APIKey struct {
	ID        directory.APIKeyID `json:"id"`
	Name      string             `json:"name" example:"Nightly report"`
	Scopes    []Scope            `json:"scopes" nullable:"false"`
	CreatedBy MemberReference    `json:"created_by"`
	LastFour  string             `json:"last_four" example:"x7Qa"`
	CreatedAt Time               `json:"created_at"`
	UsedAt    *Time              `json:"used_at,omitempty" doc:"To the minute."`
	ExpiresAt *Time              `json:"expires_at,omitempty" doc:"Left out for a key that does not expire."`
	RevokedAt *Time              `json:"revoked_at,omitempty"`
}

// APIKeyMade is a new key with its secret.
type APIKeyMade struct {
	Key    APIKey `json:"key"`
	Secret string `json:"secret" doc:"Shown only in this answer." example:"muster_key_…"`
}
