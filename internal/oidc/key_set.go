package oidc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

const (
	maxKeys    = 100
	minRSABits = 2048 // RFC 7518 section 3.3
	maxRSABits = 8192 // more is only there to make us work
)

// A keySet is the keys that a provider signs ID tokens with (RFC 7517).
type keySet []jose.JSONWebKey

// parseKeySet reads a key set and keeps what an ID token may be signed with.
// Kinds of keys that are not known are passed over, as RFC 7517 section 5
// wants; secrets and private keys that a provider publishes by mistake are too,
// since everybody has them.
func parseKeySet(data []byte) (keySet, error) {
	d, err := parseDocument(data)
	if err != nil {
		return nil, err
	}
	var published []json.RawMessage
	if err := json.Unmarshal(d["keys"], &published); err != nil {
		return nil, errors.New("no list of keys")
	}
	if len(published) > maxKeys {
		return nil, errors.New("too many keys")
	}
	var usable keySet
	for _, text := range published {
		var key jose.JSONWebKey
		if err := key.UnmarshalJSON(text); err != nil {
			continue
		}
		if key.IsPublic() && key.Valid() && key.Use != "enc" && algorithmOf(key) != "" {
			usable = append(usable, key)
		}
	}
	return usable, nil
}

// algorithmOf returns the one algorithm that a key is used with here, or "".
// The key decides it, not the token (RFC 8725 section 3.1).
func algorithmOf(key jose.JSONWebKey) string {
	var algorithm jose.SignatureAlgorithm
	switch public := key.Key.(type) {
	case *rsa.PublicKey:
		if bits := public.N.BitLen(); bits >= minRSABits && bits <= maxRSABits {
			algorithm = jose.RS256
		}
	case *ecdsa.PublicKey:
		if public.Curve == elliptic.P256() {
			algorithm = jose.ES256
		}
	}
	if key.Algorithm != "" && key.Algorithm != string(algorithm) {
		return "" // RS512, PS256: the provider keeps it for that
	}
	return string(algorithm)
}

// find returns the keys that a token with this header may be signed by. A
// token may leave out its key's id only where there is one key to choose (OIDC
// Core section 10.1).
func (s keySet) find(header tokenHeader) keySet {
	var found keySet
	for _, key := range s {
		if algorithmOf(key) == header.algorithm && (header.keyID == "" || key.KeyID == header.keyID) {
			found = append(found, key)
		}
	}
	if header.keyID == "" && len(found) > 1 {
		return nil
	}
	return found
}

func (s keySet) sentence() string {
	if len(s) == 1 {
		return "The provider publishes one key that ID tokens can be checked with."
	}
	return fmt.Sprintf("The provider publishes %d keys that ID tokens can be checked with.", len(s))
}
