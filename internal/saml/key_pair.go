package saml

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"time"
)

const (
	// minRSABits is the least that we sign with and verify with.
	minRSABits = 2048

	newKeyBits      = 3072
	newKeyYears     = 10
	serialNumberLen = 127 // bits: positive, and at most 16 bytes
)

// KeyPair is what a service provider signs with: an RSA key, and the
// certificate by which identity providers know it.
type KeyPair struct {
	Key         *rsa.PrivateKey
	Certificate *x509.Certificate
}

// NewKeyPair makes a key and a certificate for it, signed by itself, valid for
// ten years from notBefore. SAML trusts the certificate that was exchanged, so
// the name in it is for people only.
func NewKeyPair(name string, notBefore time.Time) (KeyPair, error) {
	key, err := rsa.GenerateKey(rand.Reader, newKeyBits)
	if err != nil {
		return KeyPair{}, fmt.Errorf("make SAML key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialNumberLen))
	if err != nil {
		return KeyPair{}, fmt.Errorf("make SAML key: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    notBefore,
		NotAfter:     notBefore.AddDate(newKeyYears, 0, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return KeyPair{}, fmt.Errorf("make SAML certificate: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return KeyPair{}, fmt.Errorf("make SAML certificate: %w", err)
	}
	return KeyPair{Key: key, Certificate: certificate}, nil
}

// validate refuses what would sign in vain.
func (k KeyPair) validate() error {
	switch {
	case k.Key == nil || k.Certificate == nil:
		return errors.New("the signing key or its certificate is missing")
	case k.Key.N.BitLen() < minRSABits:
		return fmt.Errorf("the signing key has fewer than %d bits", minRSABits)
	case !k.Key.PublicKey.Equal(k.Certificate.PublicKey):
		return errors.New("the certificate belongs to another key")
	}
	return nil
}
