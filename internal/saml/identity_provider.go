package saml

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"time"
)

const (
	maxEntityID = 1024 // characters, as SAML core section 8.3.6 says
	maxURL      = 2048 // bytes: longer ones do not reach us whole anyway
)

// IdentityProvider is what is stored of the other side.
type IdentityProvider struct {
	EntityID string

	SignInURL     string
	SignInBinding Binding

	// LogoutURL is empty where the provider has no single logout.
	// LogoutResponseURL is where our answers to its logout requests go; empty
	// means LogoutURL.
	LogoutURL         string
	LogoutBinding     Binding
	LogoutResponseURL string

	// Certificates are those whose keys may sign: one, and two while the
	// provider changes its key.
	Certificates []*x509.Certificate

	// ValidUntil is when its metadata wants to be read again; zero when it does
	// not say.
	ValidUntil time.Time
}

// Current returns the certificates that are valid at an instant.
func (idp *IdentityProvider) Current(now time.Time) []*x509.Certificate {
	var current []*x509.Certificate
	for _, certificate := range idp.Certificates {
		if !now.Before(certificate.NotBefore) && !now.After(certificate.NotAfter) {
			current = append(current, certificate)
		}
	}
	return current
}

// Expired returns the certificates that are past their end at an instant.
func (idp *IdentityProvider) Expired(now time.Time) []*x509.Certificate {
	var expired []*x509.Certificate
	for _, certificate := range idp.Certificates {
		if now.After(certificate.NotAfter) {
			expired = append(expired, certificate)
		}
	}
	return expired
}

// keys returns the certificates that may verify a signature now. It refuses
// where there are none, instead of letting an empty list verify everything.
func (idp *IdentityProvider) keys(now time.Time) ([]*x509.Certificate, *Refusal) {
	if len(idp.Certificates) == 0 {
		return nil, refuse(CheckCertificate, "No certificate of the identity provider is stored, so nothing can be verified. Upload the provider's metadata file.")
	}
	var usable []*x509.Certificate
	for _, certificate := range idp.Current(now) {
		if usableKey(certificate) == nil {
			usable = append(usable, certificate)
		}
	}
	if len(usable) == 0 {
		last := idp.Certificates[len(idp.Certificates)-1]
		return nil, refuse(CheckCertificate, "No stored certificate of the identity provider is valid now; the last one is valid from %s to %s. Upload the provider's current metadata file.",
			last.NotBefore.UTC().Format(time.DateOnly), last.NotAfter.UTC().Format(time.DateOnly))
	}
	return usable, nil
}

// usableKey tells whether a certificate's key can verify what we accept.
func usableKey(certificate *x509.Certificate) error {
	switch key := certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() < minRSABits {
			return fmt.Errorf("its RSA key has fewer than %d bits", minRSABits)
		}
		return nil
	case *ecdsa.PublicKey:
		if key.Curve.Params().BitSize < minCurveBits {
			return fmt.Errorf("its curve has fewer than %d bits", minCurveBits)
		}
		return nil
	default:
		return fmt.Errorf("its key is neither RSA nor ECDSA")
	}
}
