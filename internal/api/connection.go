package api

import "github.com/musterhq/muster/internal/directory"

// Connection is one identity provider's provisioning of the organization.
type Connection struct {
	ID           directory.ConnectionID `json:"id"`
	Provider     Provider               `json:"provider"`
	ProviderName string                 `json:"provider_name" example:"Okta"`
	State        ConnectionState        `json:"state"`
	HasToken     bool                   `json:"has_token" doc:"Whether a Secret Token counts now."`
	Token        *SecretToken           `json:"token,omitempty" doc:"The Secret Token that counts, without the secret; of two, the newer one."`
	FormerToken  *SecretToken           `json:"former_token,omitempty" doc:"The Secret Token that was replaced and counts for a while yet."`
	TenantURL    string                 `json:"tenant_url" example:"https://muster.example.com/scim/v2/06fgk2v8q9t5b1n4m7c3x0z2hs"`
	Policy       Policy                 `json:"policy"`
	Preset       *Preset                `json:"preset,omitempty" doc:"The preset that has exactly these rules; missing where somebody chose their own."`
	Members      int64                  `json:"members" doc:"How many people the connection asserts."`
	Teams        int64                  `json:"teams" doc:"How many teams the connection pushes."`
	CreatedAt    Time                   `json:"created_at"`
	UpdatedAt    Time                   `json:"updated_at"`
}

// SecretToken is a connection's bearer secret, without the secret.
type SecretToken struct {
	ID           directory.CredentialID `json:"id" example:"9f2c01d4a87be356"`
	LastFour     string                 `json:"last_four" example:"x7Qa"`
	CreatedAt    Time                   `json:"created_at"`
	EndsAt       *Time                  `json:"ends_at,omitempty" doc:"When it stops counting by itself; missing where nothing ends it."`
	LastUsedAt   *Time                  `json:"last_used_at,omitempty"`
	LastUsedFrom string                 `json:"last_used_from,omitempty" example:"198.51.100.7"`
}

// Connections are an organization's connections and what may be connected.
type Connections struct {
	Items     []Connection    `json:"items" nullable:"false"`
	Providers []ProviderKnown `json:"providers" nullable:"false" doc:"The providers whose name and badge are known."`
	Presets   []PresetPolicy  `json:"presets" nullable:"false" doc:"The presets, each with its rules."`
	Entitled  bool            `json:"entitled" doc:"Whether the organization's plan includes provisioning."`
	Reason    string          `json:"reason,omitempty" doc:"Why it is not entitled, in words."`
	Saying
	SupportContact string `json:"support_contact,omitempty"`
	SignInActive   bool   `json:"sign_in_active" doc:"Whether people may sign in by an identity provider, too."`
}

// ProviderKnown is a provider that can be connected.
type ProviderKnown struct {
	Provider Provider `json:"provider"`
	Name     string   `json:"name" example:"Okta"`
}

// PresetPolicy is a preset with its rules.
type PresetPolicy struct {
	Preset Preset `json:"preset"`
	Policy Policy `json:"policy"`
}

// ConnectionOpened is a connection with the Secret Token just made for it.
type ConnectionOpened struct {
	Connection  Connection `json:"connection"`
	SecretToken *string    `json:"secret_token,omitempty" doc:"Shown only in this answer. It does not expire."`
}

// Consequences is what turning a connection off, or a new token, does.
type Consequences struct {
	Members  int64 `json:"members" doc:"How many members become editable."`
	Teams    int64 `json:"teams" doc:"How many teams become editable."`
	HasToken bool  `json:"has_token" doc:"Whether a Secret Token stops working."`
}

// HealthState is how a connection does.
type HealthState string

// Outcome is how a request ended.
type Outcome string

// Health is how a connection does.
type Health struct {
	State         HealthState     `json:"state"`
	LastRequestAt *Time           `json:"last_request_at,omitempty"`
	LastAddress   string          `json:"last_address,omitempty" example:"198.51.100.7"`
	RequestsToday int64           `json:"requests_today"`
	ErrorsToday   int64           `json:"errors_today"`
	LastError     *LastError      `json:"last_error,omitempty"`
	LastTest      *ConnectionTest `json:"last_test,omitempty" doc:"How the provider's last test of the connection went."`
	Tape          []Stroke        `json:"tape" nullable:"false" doc:"The requests of the last hour, the oldest first; at most 240."`
}

// ConnectionTest is how a provider's test of the connection went.
type ConnectionTest struct {
	At       Time   `json:"at"`
	Passed   bool   `json:"passed"`
	Sentence string `json:"sentence" example:"Passed: Okta asked for users, there are none yet"`
	Saying
	RequestID string `json:"request_id"`
}

// LastError is the last request of a connection that was not answered.
type LastError struct {
	At        Time   `json:"at"`
	Sentence  string `json:"sentence" doc:"What happened, without the remedy." example:"Okta asked to create Mei Castillo. Refused."`
	Remedy    string `json:"remedy,omitempty" doc:"What the provider was told to do about it." example:"All 25 licenses are in use; buy more or free one."`
	RequestID string `json:"request_id"`
	Status    int    `json:"status" example:"403"`
}

// Stroke is one request on the tape.
type Stroke struct {
	At      Time    `json:"at"`
	Outcome Outcome `json:"outcome"`
}

// Guide is how far the setup has come.
type Guide struct {
	Milestones Milestones `json:"milestones"`
	Ticked     []Tick     `json:"ticked" nullable:"false" doc:"Steps that send no traffic and were ticked by hand."`
}

// Milestones are what was seen of the provider for the first time.
type Milestones struct {
	Authenticated *Milestone `json:"authenticated,omitempty"`
	Lookup        *Milestone `json:"lookup,omitempty"`
	Create        *Milestone `json:"create,omitempty"`
	Update        *Milestone `json:"update,omitempty"`
	Deactivate    *Milestone `json:"deactivate,omitempty"`
	Group         *Milestone `json:"group,omitempty"`
}

// Milestone is something that was seen for the first time.
type Milestone struct {
	At        Time   `json:"at"`
	RequestID string `json:"request_id"`
	Saw       string `json:"saw" doc:"What was seen, in words." example:"Okta asked for users, there are none yet"`
}

// Tick is a step that somebody ticked.
type Tick struct {
	Step string `json:"step"`
	At   Time   `json:"at"`
	By   string `json:"by" example:"Ana Ruiz"`
}
