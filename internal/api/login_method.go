package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// LoginProtocol is how a provider tells who somebody is.
type LoginProtocol string

// Schema describes the protocols.
func (LoginProtocol) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "LoginProtocol", "How the identity provider tells who somebody is: OpenID Connect or SAML 2.0.", directory.OIDC, directory.SAML)
}

// LoginMethod is a way into an organization through an identity provider of its
// own, without secrets and keys.
type LoginMethod struct {
	ID           directory.LoginMethodID `json:"id"`
	Provider     Provider                `json:"provider"`
	ProviderName string                  `json:"provider_name" example:"Okta"`
	Protocol     LoginProtocol           `json:"protocol"`
	Name         string                  `json:"name" doc:"What the sign-in page calls it." example:"Okta"`
	Active       bool                    `json:"active" doc:"Whether people may sign in by it."`
	Complete     bool                    `json:"complete" doc:"Whether enough is known of the provider to send anybody there."`
	OwnersOnly   bool                    `json:"owners_only" doc:"Whether it takes an owner to activate it, and to change what is trusted of it while it is active, because the caller is none."`
	JustInTime   bool                    `json:"just_in_time" doc:"Whether somebody whom no connection has provisioned becomes a member by signing in."`
	Addresses    LoginAddresses          `json:"addresses" doc:"What the provider is given."`
	Certificates []Certificate           `json:"certificates" nullable:"false" doc:"Those that we sign with: a second is published while the provider learns it."`
	OIDC         *OIDCSettings           `json:"oidc,omitempty" doc:"Of a login method that speaks OpenID Connect."`
	SAML         *SAMLSettings           `json:"saml,omitempty" doc:"Of a login method that speaks SAML."`
	LastArrival  *LoginArrival           `json:"last_arrival,omitempty" doc:"What came of who came back from the provider last, as far as this server knows since it started."`
	CreatedAt    Time                    `json:"created_at"`
	UpdatedAt    Time                    `json:"updated_at"`
}

// LoginAddresses are a login method's own addresses.
type LoginAddresses struct {
	Start       string `json:"start" doc:"Where people set out." example:"https://muster.example.com/sso/06fgk2v8q9t5b1n4m7c3x0z2hs"`
	RedirectURI string `json:"redirect_uri" doc:"OpenID Connect: the sign-in redirect URI."`
	Keys        string `json:"keys" doc:"OpenID Connect: our public keys (JWKS), for a client without a secret."`
	SignedOut   string `json:"signed_out" doc:"OpenID Connect: the sign-out redirect URI."`
	EntityID    string `json:"entity_id" doc:"SAML: the audience, which is our entity ID. Our metadata is read there, too."`
	ACS         string `json:"acs" doc:"SAML: the single sign-on URL, where responses are posted."`
	Logout      string `json:"logout" doc:"SAML: the single logout URL."`
}

// Certificate is a certificate without its key.
type Certificate struct {
	Fingerprint string `json:"fingerprint" doc:"SHA-256." example:"A1:B2:…"`
	PEM         string `json:"pem"`
	ValidFrom   Time   `json:"valid_from"`
	ValidUntil  Time   `json:"valid_until"`
}

// OIDCSettings are what a provider calls itself and us by OpenID Connect.
type OIDCSettings struct {
	Issuer    string `json:"issuer" example:"https://example.okta.com"`
	ClientID  string `json:"client_id" example:"0oa1b2c3d4e5f6g7h8i9"`
	HasSecret bool   `json:"has_secret" doc:"Whether the client proves itself by a secret; else by the key at addresses.keys."`
}

// SAMLSettings are what a provider's metadata said.
type SAMLSettings struct {
	EntityID     string        `json:"entity_id" example:"http://www.okta.com/exk1b2c3d4e5"`
	SignInURL    string        `json:"sign_in_url"`
	SignOutURL   string        `json:"sign_out_url,omitempty"`
	Certificates []Certificate `json:"certificates" nullable:"false" doc:"Those whose signatures count."`
	MetadataURL  string        `json:"metadata_url,omitempty" doc:"Where the metadata was read; left out where it was uploaded."`
	Unsolicited  bool          `json:"unsolicited" doc:"Whether people may set out from the provider's own list of apps."`
}

// LoginArrival is what came of somebody who came back from the provider.
type LoginArrival struct {
	At      Time     `json:"at"`
	Trial   bool     `json:"trial" doc:"Whether an administrator was trying."`
	Passed  []string `json:"passed" nullable:"false" doc:"The checks that passed, in words and in their order."`
	Refused string   `json:"refused,omitempty" doc:"Why nobody was let in, and what to do."`
}

// LoginMethods are an organization's login methods, with its rule for signing in.
type LoginMethods struct {
	Items []LoginMethod `json:"items" nullable:"false"`
	Rule  SignInRule    `json:"rule"`
}

// SignInRule is how people may sign in.
type SignInRule struct {
	ProvidersOnly bool             `json:"providers_only" doc:"Whether people sign in by login methods alone."`
	BreakGlass    *MemberReference `json:"break_glass,omitempty" doc:"The owner who may use a passkey all the same."`
}

// LoginChecks is what a test of a login method found.
type LoginChecks struct {
	Passed bool         `json:"passed"`
	Checks []LoginCheck `json:"checks" nullable:"false"`
}

// LoginCheck is one check, in words.
type LoginCheck struct {
	Name     string `json:"name" example:"discovery"`
	Passed   bool   `json:"passed"`
	Sentence string `json:"sentence" example:"The provider's document can be read."`
}

// Domain is a domain of email addresses that an organization says is its own.
type Domain struct {
	Name       string `json:"name" example:"example.com"`
	RecordName string `json:"record_name" doc:"Where the proof stands in the DNS." example:"_muster.example.com"`
	Record     string `json:"record" doc:"The text of the TXT record." example:"muster_domain_…"`
	CreatedAt  Time   `json:"created_at"`
	VerifiedAt *Time  `json:"verified_at,omitempty" doc:"Left out until the proof was found."`
}

// Login ties a member to what a provider calls them.
type Login struct {
	Method    directory.LoginMethodID `json:"login_method_id"`
	Name      string                  `json:"name" doc:"The login method's." example:"Okta"`
	Provider  Provider                `json:"provider"`
	Subject   string                  `json:"subject" doc:"What the provider calls the member."`
	CreatedAt Time                    `json:"created_at"`
	UsedAt    Time                    `json:"used_at"`
}

// WayIn is a login method as the sign-in page offers it.
type WayIn struct {
	ID       directory.LoginMethodID `json:"id"`
	Name     string                  `json:"name" example:"Okta"`
	Provider Provider                `json:"provider"`
	Start    string                  `json:"start" doc:"The path to send the browser to. Its query may name return, a path, and hint, an address."`
}

// WaysIn are how somebody with an address may sign in.
type WaysIn struct {
	Items     []WayIn `json:"items" nullable:"false"`
	Passwords bool    `json:"passwords" doc:"Whether passwords and passkeys may count, too."`
}

// MyLogins are one's own, and what else there is.
type MyLogins struct {
	Items     []Login `json:"items" nullable:"false"`
	Available []WayIn `json:"available" nullable:"false" doc:"Active login methods that one is not tied to yet."`
}
