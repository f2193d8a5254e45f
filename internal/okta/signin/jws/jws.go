// Package jws signs and reads JSON Web Signatures in the compact form (RFC
// 7515), with the two algorithms that sign-in with OpenID Connect needs: RS256
// and ES256.
//
// It owns the form and the check of the signature. What the claims say, and
// whether they still hold, is the caller's business. It is written from the RFC
// alone, so that it shares no mistake with the server that it is used against.
package jws

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Names of the algorithms.
const (
	RS256 = "RS256"
	ES256 = "ES256"
)

// header is the protected header. Critical is read so that it can be refused.
type header struct {
	Algorithm string   `json:"alg"`
	KeyID     string   `json:"kid,omitempty"`
	Type      string   `json:"typ,omitempty"`
	Critical  []string `json:"crit,omitempty"`
}

// Sign writes claims as JSON and signs them with RS256.
func Sign(key *rsa.PrivateKey, keyID string, claims any) (string, error) {
	head, err := encode(header{Algorithm: RS256, KeyID: keyID})
	if err != nil {
		return "", err
	}
	body, err := encode(claims)
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256([]byte(head + "." + body))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, hash[:])
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return head + "." + body + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// Read holds that a token was signed by one of the keys and reads its claims.
// The kind of the key decides the algorithm, whatever the header asks for.
func Read(token string, claims any, keys ...crypto.PublicKey) error {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return errors.New("it is no token: it has not three parts")
	}
	var head header
	if err := decode(parts[0], &head); err != nil {
		return err
	}
	if len(head.Critical) > 0 {
		return errors.New("its header has a crit that is not understood")
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return fmt.Errorf("read the signature: %w", err)
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	for _, key := range keys {
		if verify(head.Algorithm, key, hash[:], signature) {
			return decode(parts[1], claims)
		}
	}
	return errors.New("its signature is not right")
}

func verify(algorithm string, key crypto.PublicKey, hash, signature []byte) bool {
	switch key := key.(type) {
	case *rsa.PublicKey:
		return algorithm == RS256 && rsa.VerifyPKCS1v15(key, crypto.SHA256, hash, signature) == nil
	case *ecdsa.PublicKey:
		if algorithm != ES256 || key.Curve != elliptic.P256() || len(signature) != 64 {
			return false
		}
		return ecdsa.Verify(key, hash, new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
	}
	return false
}

func encode(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("write a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(text), nil
}

func decode(part string, value any) error {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return fmt.Errorf("read a token: %w", err)
	}
	if err := json.Unmarshal(text, value); err != nil {
		return fmt.Errorf("read a token: %w", err)
	}
	return nil
}
