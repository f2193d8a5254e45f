package oidc

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
)

// verify judges an ID token by every rule (OIDC Core section 3.1.3.7) and
// returns who it is about.
func (c *Client) verify(ctx context.Context, pending Pending, tokens tokens) (Identity, error) {
	header, err := parseHeader(tokens.id)
	if err != nil {
		return Identity{}, err
	}
	keys, err := c.config.Provider.keysFor(ctx, header)
	if err != nil {
		return Identity{}, err
	}
	signed, err := payload(tokens.id, header, keys)
	if err != nil {
		return Identity{}, err
	}
	said, err := parseClaims(signed)
	if err != nil {
		return Identity{}, refuse(CheckClaims, "The ID token says something in a form that is not allowed."+tryAgain)
	}
	now := c.now()
	if err := said.checkParties(c.config.Provider.Issuer(), c.config.ID); err != nil {
		return Identity{}, err
	}
	if err := said.checkTimes(now, pending); err != nil {
		return Identity{}, err
	}
	if !pending.Nonce.is(said.nonce) {
		return Identity{}, refuse(CheckNonce, "The ID token belongs to another sign-in."+tryAgain)
	}
	if said.hasHash && !Secret(said.accessTokenHash).is(hashOf(tokens.access)) {
		return Identity{}, refuse(CheckAccessTokenHash, "The ID token and the access token do not belong together."+tryAgain)
	}
	if err := said.checkSignInTime(now, pending); err != nil {
		return Identity{}, err
	}
	return said.identity(tokens.id), nil
}

// keysFor returns the keys that a token may be signed by. A key that is not
// among those that are known makes us ask, once a period at the most: the
// provider may have changed keys, and anybody can make up key ids.
func (p *Provider) keysFor(ctx context.Context, header tokenHeader) (keySet, error) {
	known, err := p.keys.get(ctx)
	if err != nil {
		return nil, asRefusal(CheckKeys, err)
	}
	if found := known.find(header); len(found) > 0 {
		return found, nil
	}
	renewed, err := p.keys.renew(ctx)
	if err != nil {
		return nil, asRefusal(CheckKeys, err)
	}
	if found := renewed.find(header); len(found) > 0 {
		return found, nil
	}
	return nil, refuse(CheckKey, "The ID token is signed by a key that the provider does not publish. If it has just changed its keys, try again in a minute.")
}

// hashOf is at_hash of an access token: the left half of its hash by the
// algorithm of the signature, SHA-256 for both that are allowed (OIDC Core
// section 3.1.3.6).
func hashOf(accessToken string) string {
	sum := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}
