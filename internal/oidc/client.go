package oidc

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"golang.org/x/oauth2"
)

// ClientConfig is one registration at a provider. Exactly one of Secret and
// Key is how the client proves itself.
type ClientConfig struct {
	Provider *Provider
	// ID is the client id that the provider gave.
	ID string
	// RedirectURI is where the provider sends browsers back, exactly as it was
	// registered. It belongs to one organization, so that an answer for one
	// can never be taken by another.
	RedirectURI string
	// Secret is the client secret.
	Secret Secret
	// Key signs in place of a secret that both sides know (private_key_jwt).
	Key *Key
	// Scopes are asked for beside openid; nil means profile and email.
	Scopes []string
}

// A Client is one registration at a provider, ready to sign people in. It is
// safe for concurrent use.
type Client struct {
	config ClientConfig
}

// NewClient returns a client, without asking the provider anything. The error
// is a *Refusal.
func NewClient(config ClientConfig) (*Client, error) {
	switch {
	case config.ID == "":
		return nil, refuse(CheckAuthentication, "There is no client ID. Copy it from the provider.")
	case !isWebAddress(config.RedirectURI):
		return nil, refuse(CheckAuthentication, "The redirect URI does not begin with https://. Give Muster a public address that does.")
	case (config.Secret == "") == (config.Key == nil):
		return nil, refuse(CheckAuthentication, "There must be either a client secret or a key, and not both. Copy the secret from the provider, or have it trust the key.")
	}
	if config.Key != nil {
		if err := config.Key.check(); err != nil {
			return nil, err
		}
	}
	if config.Scopes == nil {
		config.Scopes = []string{"profile", "email"}
	}
	return &Client{config: config}, nil
}

// Test asks the provider anew and reports each check in words, those of the
// provider and whether it accepts how this client proves itself. Whether the
// secret is the right one shows only when somebody signs in.
func (c *Client) Test(ctx context.Context) []Check {
	checks, metadata := c.config.Provider.test(ctx)
	if checks[len(checks)-1].Name != CheckKeys { // it did not come to its end
		return checks
	}
	return append(checks, c.checkAuthentication(metadata))
}

// checkAuthentication judges how the client proves itself at the token
// endpoint (OIDC Core section 9).
func (c *Client) checkAuthentication(metadata Metadata) Check {
	methods := metadata.authenticationMethods
	if len(methods) == 0 {
		methods = []string{"client_secret_basic"} // the default of Discovery 1.0 section 3
	}
	if c.config.Key == nil {
		if slices.Contains(methods, "client_secret_basic") || slices.Contains(methods, "client_secret_post") {
			return Check{CheckAuthentication, true, "The provider accepts a client secret."}
		}
		return Check{CheckAuthentication, false, "The provider does not accept a client secret. Use a key instead (private_key_jwt)."}
	}
	algorithm := c.config.Key.algorithm()
	switch {
	case !slices.Contains(methods, "private_key_jwt"):
		return Check{CheckAuthentication, false, "The provider does not accept a key (private_key_jwt). Use a client secret instead."}
	case len(metadata.assertionAlgorithms) > 0 && !slices.Contains(metadata.assertionAlgorithms, algorithm):
		return Check{CheckAuthentication, false, fmt.Sprintf("The provider does not accept keys for %s. Make one of another kind, or use a client secret.", algorithm)}
	default:
		return Check{CheckAuthentication, true, fmt.Sprintf("The provider accepts a key for %s.", algorithm)}
	}
}

// oauth returns the client in the form of the library that writes the two
// requests of OAuth 2.0. The style is always said: left to itself, the library
// tries one and then the other, and a code can be used once.
func (c *Client) oauth(metadata Metadata) *oauth2.Config {
	style := oauth2.AuthStyleInHeader
	if c.config.Key != nil || len(metadata.authenticationMethods) > 0 && !slices.Contains(metadata.authenticationMethods, "client_secret_basic") {
		style = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{
		ClientID:     c.config.ID,
		ClientSecret: string(c.config.Secret),
		Endpoint:     oauth2.Endpoint{AuthURL: metadata.AuthorizationEndpoint, TokenURL: metadata.TokenEndpoint, AuthStyle: style},
		RedirectURL:  c.config.RedirectURI,
		Scopes:       append([]string{"openid"}, c.config.Scopes...),
	}
}

func (c *Client) http() *http.Client { return c.config.Provider.config.HTTP }
