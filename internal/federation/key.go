package federation

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/saml"
)

// NewSigningKey makes a key with a certificate of its own. The certificate begins
// an hour ago, for a provider whose clock is behind.
func NewSigningKey(now time.Time) (directory.SigningKey, error) {
	pair, err := saml.NewKeyPair("Muster", now.Add(-time.Hour))
	if err != nil {
		return directory.SigningKey{}, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(pair.Key)
	if err != nil {
		return directory.SigningKey{}, fmt.Errorf("keep a signing key: %w", err)
	}
	return directory.SigningKey{Private: private, Certificate: pair.Certificate.Raw, CreatedAt: now}, nil
}

// keyPair reads a stored key.
func keyPair(key directory.SigningKey) (saml.KeyPair, error) {
	private, err := x509.ParsePKCS8PrivateKey(key.Private)
	if err != nil {
		return saml.KeyPair{}, fmt.Errorf("read a signing key: %w", err)
	}
	ours, ok := private.(*rsa.PrivateKey)
	if !ok {
		return saml.KeyPair{}, errors.New("read a signing key: it is not RSA")
	}
	certificate, err := x509.ParseCertificate(key.Certificate)
	if err != nil {
		return saml.KeyPair{}, fmt.Errorf("read a signing certificate: %w", err)
	}
	return saml.KeyPair{Key: ours, Certificate: certificate}, nil
}

// keyID names a key by its certificate.
func keyID(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}
