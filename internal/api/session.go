package api

import "github.com/musterhq/muster/internal/directory"

// SessionKind tells a person's session from a setup link's.
type SessionKind string

// Me is who is asking.
type Me struct {
	Kind         SessionKind    `json:"kind"`
	Person       *Person        `json:"person,omitempty" doc:"Left out for a setup link's session."`
	Organization MyOrganization `json:"organization"`
	Role         CallerRole     `json:"role"`
	ProvedAt     Time           `json:"proved_at" doc:"When the person last proved who they are."`
	StepUpUntil  Time           `json:"step_up_until" doc:"Until when that counts for what asks for a fresh proof."`
	ExpiresAt    Time           `json:"expires_at" doc:"When the session ends, whatever happens."`
	Setup        *Setup         `json:"setup,omitempty" doc:"The setup link, where it is its session."`
	Methods      Methods        `json:"methods"`
	Proofs       Proofs         `json:"proofs"`
}

// Proofs are what of the person's own counts as a fresh proof. Where people sign in by
// login methods alone, that is little.
type Proofs struct {
	Password bool `json:"password" doc:"They have a password, and it counts."`
	Passkey  bool `json:"passkey" doc:"They have a passkey, and it counts."`
}

// Person is the member who is signed in.
type Person struct {
	ID    directory.MemberID `json:"id"`
	Name  string             `json:"name" example:"Ana Ruiz"`
	Email string             `json:"email" example:"ana@example.com"`
	Role  Role               `json:"role"`
}

// MyOrganization is the organization of whoever asks.
type MyOrganization struct {
	ID   directory.OrganizationID `json:"id"`
	Name string                   `json:"name" example:"Analytical Engines"`
	Kind OrganizationKind         `json:"kind"`
}

// Setup is the setup link that opened a session.
type Setup struct {
	Label     string `json:"label" doc:"For whom the link was made." example:"IT at Analytical Engines"`
	ExpiresAt Time   `json:"expires_at"`
}

// Methods are the ways in which the person can sign in.
type Methods struct {
	Password bool    `json:"password"`
	Passkeys int     `json:"passkeys" doc:"How many passkeys they have."`
	Logins   []WayIn `json:"logins" nullable:"false" doc:"Active login methods that they are tied to. With for=confirm in the query of start they prove anew who somebody is."`
}

// ProviderSignOut is where to sign out at the identity provider.
type ProviderSignOut struct {
	URL string `json:"url,omitempty" doc:"Where to send the browser once it is signed out here; left out where the provider did not open this session, or has no single logout. It counts for some minutes."`
}

// Session is one browser in which somebody is signed in.
type Session struct {
	ID        directory.SessionID `json:"id"`
	Current   bool                `json:"current" doc:"Whether it is the one that asks."`
	Browser   string              `json:"browser" example:"Firefox on Linux"`
	Address   string              `json:"address" example:"192.0.2.10"`
	CreatedAt Time                `json:"created_at"`
	UsedAt    Time                `json:"used_at" doc:"To the minute."`
	ExpiresAt Time                `json:"expires_at"`
}
