package directory

import "time"

// LoginMethod is a way into one organization through an identity provider of its
// own. It is a thing apart from the provider's Connection: the two may be
// different apps at the provider, and either works without the other.
type LoginMethod struct {
	ID           LoginMethodID
	Organization OrganizationID
	Provider     Provider
	Protocol     LoginProtocol
	// Name is how the sign-in page calls it: "Okta".
	Name string
	// Active says whether people may sign in by it. It is looked at when they
	// come back from the provider, too.
	Active bool
	// JustInTime says whether somebody whom no connection has provisioned becomes
	// a member by signing in.
	JustInTime bool
	// Settings are what the provider's side is known by.
	Settings LoginSettings
	// Keys are what we sign with towards the provider: the first is used, a second
	// is published for the time in which the provider learns it.
	Keys      []SigningKey
	CreatedAt time.Time
	UpdatedAt time.Time
}

// LoginProtocol is how a provider tells us who somebody is.
type LoginProtocol string

// The protocols.
const (
	// OIDC is OpenID Connect 1.0.
	OIDC LoginProtocol = "oidc"
	// SAML is SAML 2.0.
	SAML LoginProtocol = "saml"
)

// Valid says whether p is one of the protocols.
func (p LoginProtocol) Valid() bool { return p == OIDC || p == SAML }

// LoginSettings are what a provider's side of a LoginMethod is known by; which of
// the two is filled in follows its Protocol.
type LoginSettings struct {
	// Settled says whether the method was ever active. From then on the provider
	// stays the one it is: the subjects of the logins are names that it gave.
	Settled bool         `json:"settled,omitzero"`
	OIDC    OIDCSettings `json:"oidc,omitzero"`
	SAML    SAMLSettings `json:"saml,omitzero"`
}

// OIDCSettings are what a provider calls itself and us by OpenID Connect.
type OIDCSettings struct {
	Issuer   string `json:"issuer"`
	ClientID string `json:"client_id"`
	// ClientSecret is empty where the client proves itself by a key.
	ClientSecret string `json:"client_secret,omitempty"`
}

// SAMLSettings are what a provider's metadata says.
type SAMLSettings struct {
	EntityID string `json:"entity_id"`
	// SignInURL is where people are sent to, by redirect or, with PostsRequests,
	// by a form.
	SignInURL     string `json:"sign_in_url"`
	PostsRequests bool   `json:"posts_requests,omitempty"`
	// SignOutURL is empty where the provider has no single logout. What we answer
	// to its own requests goes to SignOutAnswerURL, or there too.
	SignOutURL       string `json:"sign_out_url,omitempty"`
	SignOutAnswerURL string `json:"sign_out_answer_url,omitempty"`
	PostsSignOut     bool   `json:"posts_sign_out,omitempty"`
	// Certificates are those whose signatures count, as DER. There are two while
	// the provider changes from one to the other.
	Certificates [][]byte `json:"certificates"`
	// MetadataURL is where the metadata was read, or empty where it was uploaded.
	MetadataURL string `json:"metadata_url,omitempty"`
	// Unsolicited says whether the provider may send people of its own accord,
	// from its own list of apps.
	Unsolicited bool `json:"unsolicited,omitempty"`
}

// SigningKey is a key of ours with its certificate.
type SigningKey struct {
	// Private is the key in PKCS #8.
	Private []byte `json:"private"`
	// Certificate is DER.
	Certificate []byte    `json:"certificate"`
	CreatedAt   time.Time `json:"created_at"`
}

// IsComplete says whether enough is known of the provider's side to send anybody
// there.
func (m LoginMethod) IsComplete() bool {
	if m.Protocol == OIDC {
		return m.Settings.OIDC.Issuer != "" && m.Settings.OIDC.ClientID != ""
	}
	s := m.Settings.SAML
	return s.EntityID != "" && s.SignInURL != "" && len(s.Certificates) > 0
}

// Issuer is the provider's own name: whose subjects these are.
func (m LoginMethod) Issuer() string {
	if m.Protocol == OIDC {
		return m.Settings.OIDC.Issuer
	}
	return m.Settings.SAML.EntityID
}

// Login ties what a provider calls a person to a member: the provider's own
// unchanging name for them, never their address.
type Login struct {
	Method  LoginMethodID
	Subject string
	Member  MemberID
	// CreatedAt is when the two were tied, UsedAt when the person last signed in.
	CreatedAt time.Time
	UsedAt    time.Time
}

// MaxSubjectLength bounds what a provider may call a person, in bytes.
const MaxSubjectLength = 1024
