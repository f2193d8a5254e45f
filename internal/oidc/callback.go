package oidc

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// maxParameter bounds what a browser brings back, in bytes. Codes of some
// providers are tokens of their own.
const maxParameter = 4096

// A callback is the answer that a browser brings from the provider (RFC 6749
// section 4.1.2, RFC 9207 section 2).
type callback struct {
	code, state, issuer, failure string
	hasIssuer                    bool
}

func parseCallback(query url.Values) (callback, error) {
	for _, name := range []string{"code", "state", "iss", "error", "id_token", "access_token", "response"} {
		if len(query[name]) > 1 || len(query.Get(name)) > maxParameter {
			return callback{}, refuse(CheckCallback, "The provider's answer is malformed."+tryAgain)
		}
	}
	// Tokens come from the token endpoint. In an address they have been seen
	// by the browser's history, and by whoever made the link.
	if query.Has("id_token") || query.Has("access_token") || query.Has("response") {
		return callback{}, refuse(CheckCallback, "The provider answers by another flow than the one that was asked for. Enable the authorization code flow for this application.")
	}
	return callback{
		code: query.Get("code"), state: query.Get("state"), failure: query.Get("error"),
		issuer: query.Get("iss"), hasIssuer: query.Has("iss"),
	}, nil
}

// checkAttempt holds an answer to the attempt it claims to belong to.
func (c *Client) checkAttempt(pending Pending, answer callback) error {
	age := c.now().Sub(pending.Begun)
	switch {
	case pending.Issuer != c.config.Provider.Issuer() || pending.ClientID != c.config.ID:
		return refuse(CheckAttempt, "This sign-in was begun with another login method."+tryAgain)
	case age > pendingLifetime || age < -maxSkew:
		return refuse(CheckAttempt, fmt.Sprintf("This sign-in was begun more than %d minutes ago. Start again from the sign-in page.", int(pendingLifetime/time.Minute)))
	case !pending.State.is(answer.state):
		return refuse(CheckState, "This sign-in was begun in another browser or window."+tryAgain)
	}
	return nil
}

// checkIssuer holds the answer to the provider that was asked: whoever runs
// another one that this browser also visited must not have its answers taken
// for this one's (RFC 9207 section 2.4).
func (a callback) checkIssuer(metadata Metadata) error {
	switch {
	case a.hasIssuer && a.issuer != metadata.Issuer:
		return refuse(CheckResponseIssuer, "The answer comes from another provider than the one that was asked."+tryAgain)
	case !a.hasIssuer && metadata.AnnouncesResponseIssuer:
		return refuse(CheckResponseIssuer, "The answer does not say from which provider it comes, although this provider always says so."+tryAgain)
	}
	return nil
}

// failures are what a provider answers in place of a code (RFC 6749 section
// 4.1.2.1, OIDC Core section 3.1.2.6), with what to do about it.
var failures = map[string]string{
	"access_denied":              "The provider did not let you in. You may not be assigned to this application: ask your administrator.",
	"login_required":             "The provider wants you to sign in there first. Start again from the sign-in page.",
	"interaction_required":       "The provider wants to ask you something first. Start again from the sign-in page.",
	"consent_required":           "The provider wants your consent first. Start again from the sign-in page, or ask your administrator to give it for all.",
	"account_selection_required": "The provider wants you to choose an account first. Start again from the sign-in page.",
	"temporarily_unavailable":    "The provider is unavailable for the moment. Try again later.",
	"server_error":               "The provider has a failure of its own. Try again later.",
	"unauthorized_client":        "The provider does not allow this application to sign people in. Ask your administrator to enable the authorization code flow.",
	"invalid_scope":              "The provider does not know the scopes that were asked for. Ask your administrator to allow openid, profile and email.",
	"invalid_request":            "The provider did not accept the request. Ask your administrator to compare the redirect URI at the provider with the one in the settings.",
	"unsupported_response_type":  "The provider does not offer the authorization code flow. Ask your administrator to enable it for this application.",
}

// refusalOf says what a provider's error means. Its own description is left
// out: whoever can make a person open a link can write it.
func refusalOf(failure string) error {
	if sentence, ok := failures[failure]; ok {
		return refuse(CheckProvider, sentence)
	}
	return refuse(CheckProvider, "The provider answered with an error"+named(failure)+". Ask your administrator what it means there.")
}

// named shows an error's code if it looks like one.
func named(code string) string {
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r == '_' }
	if code == "" || len(code) > 40 || strings.IndexFunc(code, func(r rune) bool { return !letter(r) }) >= 0 {
		return ""
	}
	return " (" + code + ")"
}
