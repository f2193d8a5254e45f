package jws

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Key is a public key as JSON (RFC 7517).
type Key struct {
	Kind      string `json:"kty"`
	KeyID     string `json:"kid,omitempty"`
	Use       string `json:"use,omitempty"`
	Algorithm string `json:"alg,omitempty"`

	// Of RSA.
	Exponent string `json:"e,omitempty"`
	Modulus  string `json:"n,omitempty"`

	// Of an elliptic curve.
	Curve string `json:"crv,omitempty"`
	X     string `json:"x,omitempty"`
	Y     string `json:"y,omitempty"`
}

// KeySet is a set of keys as JSON.
type KeySet struct {
	Keys []Key `json:"keys"`
}

// KeyFromRSA writes a key that signs with RS256.
func KeyFromRSA(keyID string, key *rsa.PublicKey) Key {
	return Key{
		Kind: "RSA", KeyID: keyID, Use: "sig", Algorithm: RS256,
		Exponent: base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		Modulus:  base64.RawURLEncoding.EncodeToString(key.N.Bytes()),
	}
}

// Public returns the key itself.
func (k Key) Public() (crypto.PublicKey, error) {
	switch k.Kind {
	case "RSA":
		exponent, err := number(k.Exponent)
		if err != nil {
			return nil, err
		}
		modulus, err := number(k.Modulus)
		if err != nil {
			return nil, err
		}
		if !exponent.IsInt64() || modulus.BitLen() < 2048 {
			return nil, errors.New("the key is no RSA key of 2048 bits or more")
		}
		return &rsa.PublicKey{N: modulus, E: int(exponent.Int64())}, nil
	case "EC":
		if k.Curve != "P-256" {
			return nil, fmt.Errorf("the curve %q is not P-256", k.Curve)
		}
		x, err := base64.RawURLEncoding.DecodeString(k.X)
		if err != nil {
			return nil, fmt.Errorf("read the key: %w", err)
		}
		y, err := base64.RawURLEncoding.DecodeString(k.Y)
		if err != nil {
			return nil, fmt.Errorf("read the key: %w", err)
		}
		point := append(append([]byte{4}, x...), y...) // SEC 1, uncompressed
		return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	}
	return nil, fmt.Errorf("a key of the kind %q is neither RSA nor EC", k.Kind)
}

func number(text string) (*big.Int, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	return new(big.Int).SetBytes(raw), nil
}

// ParseKeys reads public keys as an administrator pastes them: a set of keys or
// a single one as JSON, or PEM.
func ParseKeys(text string) ([]crypto.PublicKey, error) {
	if strings.HasPrefix(strings.TrimSpace(text), "-----BEGIN") {
		block, _ := pem.Decode([]byte(strings.TrimSpace(text)))
		if block == nil {
			return nil, errors.New("read the key: it is no PEM")
		}
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read the key: %w", err)
		}
		return []crypto.PublicKey{key}, nil
	}
	var set struct {
		KeySet
		Key
	}
	if err := json.Unmarshal([]byte(text), &set); err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	if set.Kind != "" {
		set.Keys = append(set.Keys, set.Key)
	}
	if len(set.Keys) == 0 {
		return nil, errors.New("read the key: there is none")
	}
	var keys []crypto.PublicKey
	for _, one := range set.Keys {
		key, err := one.Public()
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
