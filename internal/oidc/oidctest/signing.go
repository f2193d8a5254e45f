package oidctest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
)

// A Key is what a provider signs with.
type Key struct {
	ID        string
	Algorithm string // RS256 or ES256
	Private   crypto.Signer
}

// NewRSAKey makes a key for RS256.
func NewRSAKey(id string, bits int) Key {
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err) // only a size that nobody may use
	}
	return Key{ID: id, Algorithm: "RS256", Private: private}
}

// NewECKey makes a key for ES256.
func NewECKey(id string) Key {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // only without randomness
	}
	return Key{ID: id, Algorithm: "ES256", Private: private}
}

// Sign signs a text by the key (RFC 7518 sections 3.3 and 3.4).
func (k Key) Sign(text string) []byte {
	digest := sha256.Sum256([]byte(text))
	switch private := k.Private.(type) {
	case *rsa.PrivateKey:
		signature, err := rsa.SignPKCS1v15(rand.Reader, private, crypto.SHA256, digest[:])
		if err != nil {
			panic(err)
		}
		return signature
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, private, digest[:])
		if err != nil {
			panic(err)
		}
		signature := make([]byte, 64)
		r.FillBytes(signature[:32])
		s.FillBytes(signature[32:])
		return signature
	default:
		panic(fmt.Sprintf("no such key: %T", private))
	}
}

// verifies tells whether the key's public half made the signature.
func (k Key) verifies(text string, signature []byte) bool {
	digest := sha256.Sum256([]byte(text))
	switch public := k.Private.Public().(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
	case *ecdsa.PublicKey:
		return len(signature) == 64 && ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
	default:
		return false
	}
}

// Public returns the public half as a JSON Web Key (RFC 7517).
func (k Key) Public() Object {
	var o Object
	switch public := k.Private.Public().(type) {
	case *rsa.PublicKey:
		o.SetText("kty", "RSA")
		o.SetText("n", Encode(public.N.Bytes()))
		o.SetText("e", Encode(big.NewInt(int64(public.E)).Bytes()))
	case *ecdsa.PublicKey:
		point, err := public.Bytes() // 4, x, y
		if err != nil {
			panic(err)
		}
		o.SetText("kty", "EC")
		o.SetText("crv", "P-256")
		o.SetText("x", Encode(point[1:33]))
		o.SetText("y", Encode(point[33:]))
	}
	o.SetText("kid", k.ID)
	o.SetText("use", "sig")
	o.SetText("alg", k.Algorithm)
	return o
}

// KeySet returns a JSON Web Key Set of keys.
func KeySet(keys ...Object) string {
	texts := make([]string, 0, len(keys))
	for _, key := range keys {
		texts = append(texts, key.String())
	}
	return `{"keys":[` + strings.Join(texts, ",") + `]}`
}

// SignHMAC signs a text by HS256: what a token must never be signed by.
func SignHMAC(text string, secret []byte) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// Encode is base64url without padding.
func Encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
