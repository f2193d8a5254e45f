package oidc

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
)

// Finish judges what a browser brought back for a pending sign-in and returns
// who signed in at the provider. The error is a *Refusal, and nobody is signed
// in then.
//
// The caller has taken the pending sign-in from where it was kept, for good:
// one that stays could be tried again.
func (c *Client) Finish(ctx context.Context, pending Pending, query url.Values) (Identity, error) {
	answer, err := parseCallback(query)
	if err != nil {
		return Identity{}, err
	}
	if err := c.checkAttempt(pending, answer); err != nil {
		return Identity{}, err
	}
	metadata, err := c.config.Provider.Metadata(ctx)
	if err != nil {
		return Identity{}, err
	}
	if err := answer.checkIssuer(metadata); err != nil {
		return Identity{}, err
	}
	switch {
	case answer.failure != "":
		return Identity{}, refusalOf(answer.failure)
	case answer.code == "":
		return Identity{}, refuse(CheckCallback, "The provider's answer holds no code."+tryAgain)
	}
	tokens, err := c.exchange(ctx, metadata, pending, answer.code)
	if err != nil {
		return Identity{}, err
	}
	return c.verify(ctx, pending, tokens)
}

// tokens are what a code was exchanged for.
type tokens struct {
	id     string
	access string
}

// exchange gives the code back to the provider for tokens (OIDC Core section
// 3.1.3). What the library says of a failure can quote the answer, so none of
// it is passed on but the error's code.
func (c *Client) exchange(ctx context.Context, metadata Metadata, pending Pending, code string) (tokens, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Provider.config.Timeout)
	defer cancel()
	options := []oauth2.AuthCodeOption{oauth2.VerifierOption(string(pending.Verifier))}
	if c.config.Key != nil {
		assertion, err := c.config.Key.assert(c.config.ID, metadata.TokenEndpoint, c.now())
		if err != nil {
			return tokens{}, refuse(CheckAuthentication, "The key of this login method cannot sign. Ask your administrator to make a new one.")
		}
		options = append(options,
			oauth2.SetAuthURLParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
			oauth2.SetAuthURLParam("client_assertion", assertion))
	}
	token, err := c.oauth(metadata).Exchange(context.WithValue(ctx, oauth2.HTTPClient, c.http()), code, options...)
	if err != nil {
		return tokens{}, exchangeRefusal(metadata, err)
	}
	idToken, ok := token.Extra("id_token").(string)
	if !ok || idToken == "" {
		return tokens{}, refuse(CheckTokenResponse, "The provider gave no ID token. Ask your administrator to look whether the application there is one for OpenID Connect.")
	}
	if !strings.EqualFold(token.TokenType, "bearer") { // OIDC Core section 3.1.3.3
		return tokens{}, refuse(CheckTokenResponse, "The provider gave a token of a kind that was not asked for. Ask your administrator to choose Bearer there.")
	}
	return tokens{id: idToken, access: token.AccessToken}, nil
}

// exchangeRefusal says why a code was not taken (RFC 6749 section 5.2).
func exchangeRefusal(metadata Metadata, err error) error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	switch {
	case ok && refused.ErrorCode == "invalid_grant":
		return refuse(CheckCode, "The provider did not accept the code: it was used before, came too late, or belongs to another sign-in."+tryAgain)
	case ok && (refused.ErrorCode == "invalid_client" || refused.Response.StatusCode == http.StatusUnauthorized):
		return refuse(CheckAuthentication, "The provider did not accept the client secret or key. Ask your administrator to enter the one that the provider shows now.")
	case ok:
		return refuse(CheckCode, "The provider did not exchange the code"+named(refused.ErrorCode)+"."+tryAgain)
	}
	if _, transport := errors.AsType[*url.Error](err); transport {
		address, parseErr := url.Parse(metadata.TokenEndpoint)
		if parseErr != nil {
			address = &url.URL{}
		}
		return refuse(CheckTokenResponse, explain(address.Hostname(), err).Error()+tryAgain)
	}
	return refuse(CheckTokenResponse, "The provider's answer to the code cannot be read."+tryAgain)
}
