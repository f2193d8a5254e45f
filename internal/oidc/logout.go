package oidc

import (
	"context"
	"net/url"
)

// A Logout is what a browser takes along when it signs out at the provider.
type Logout struct {
	// Token is the Identity's, so that the provider knows who signs out
	// without asking.
	Token Secret
	// ReturnTo is where the browser comes back to, registered at the provider;
	// "" means that it stays there.
	ReturnTo string
	// State comes back with it.
	State Secret
}

// LogoutURL returns where to send a browser to sign out at the provider
// (RP-Initiated Logout 1.0 section 2), or "" if the provider has no such place.
// The address holds the token: it goes into a Location header and nowhere else.
// The error is a *Refusal.
func (c *Client) LogoutURL(ctx context.Context, logout Logout) (string, error) {
	metadata, err := c.config.Provider.Metadata(ctx)
	if err != nil || metadata.EndSessionEndpoint == "" {
		return "", err
	}
	address, err := url.Parse(metadata.EndSessionEndpoint)
	if err != nil {
		return "", refuse(CheckLogoutEndpoint, "The provider's end_session_endpoint cannot be read. Ask the provider to correct it.")
	}
	query := address.Query()
	query.Set("client_id", c.config.ID)
	for name, value := range map[string]string{
		"id_token_hint": string(logout.Token), "post_logout_redirect_uri": logout.ReturnTo, "state": string(logout.State),
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	address.RawQuery = query.Encode()
	return address.String(), nil
}
