package federation

import (
	"github.com/go-jose/go-jose/v4"

	"github.com/musterhq/muster/internal/directory"
)

// KeySetOf returns the public keys of a login method, as a provider reads them (JSON
// Web Key Set, RFC 7517 section 5). A client that proves itself by a key signs with
// the first.
func KeySetOf(method directory.LoginMethod) (jose.JSONWebKeySet, error) {
	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	for _, key := range method.Keys {
		pair, err := keyPair(key)
		if err != nil {
			return jose.JSONWebKeySet{}, err
		}
		set.Keys = append(set.Keys, jose.JSONWebKey{
			Key: &pair.Key.PublicKey, KeyID: keyID(key.Certificate), Algorithm: string(jose.RS256), Use: "sig",
		})
	}
	return set, nil
}
