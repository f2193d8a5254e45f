package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// assertionLifetime is how long the provider may take to look at an assertion.
// It is used at once; the rest is for clocks that differ.
const assertionLifetime = time.Minute

// A Key is a private key by which a client proves itself, in place of a secret
// that lies at the provider too.
type Key struct {
	// ID is the kid under which the provider knows the public half.
	ID string
	// Private is an RSA key of 2048 bits or more, or an ECDSA key on P-256.
	Private crypto.Signer
}

// String returns the key's id and nothing of the key.
func (k Key) String() string { return "key " + k.ID }

// GoString returns the key's id and nothing of the key.
func (k Key) GoString() string { return k.String() }

func (k *Key) algorithm() string {
	switch private := k.Private.(type) {
	case *rsa.PrivateKey:
		if private.N.BitLen() >= minRSABits {
			return string(jose.RS256)
		}
	case *ecdsa.PrivateKey:
		if private.Curve == elliptic.P256() {
			return string(jose.ES256)
		}
	}
	return ""
}

func (k *Key) check() error {
	if k.ID == "" || k.algorithm() == "" {
		return refuse(CheckAuthentication, "The key is neither RSA of 2048 bits or more nor ECDSA on P-256 with a key ID. Make a new one.")
	}
	return nil
}

// An assertion is what a client says of itself (RFC 7523 section 3, OIDC Core
// section 9).
type assertion struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	ID       string `json:"jti"`
	IssuedAt int64  `json:"iat"`
	Expiry   int64  `json:"exp"`
}

// assert signs that this client is asking. The audience is the address that
// the assertion is sent to, so whoever gets it cannot use it elsewhere.
func (k *Key) assert(clientID, tokenEndpoint string, now time.Time) (string, error) {
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.SignatureAlgorithm(k.algorithm()), Key: jose.JSONWebKey{Key: k.Private, KeyID: k.ID}},
		(&jose.SignerOptions{}).WithType("JWT"),
	)
	if err != nil {
		return "", fmt.Errorf("sign client assertion: %w", err)
	}
	claims, err := json.Marshal(assertion{
		Issuer: clientID, Subject: clientID, Audience: tokenEndpoint, ID: rand.Text(),
		IssuedAt: now.Unix(), Expiry: now.Add(assertionLifetime).Unix(),
	})
	if err != nil {
		return "", fmt.Errorf("sign client assertion: %w", err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		return "", fmt.Errorf("sign client assertion: %w", err)
	}
	return signed.CompactSerialize()
}
