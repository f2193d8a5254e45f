package saml

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	_ "crypto/sha256" // the digests of the list below
	_ "crypto/sha512" // the same
	"crypto/x509"
	"math/big"
)

const minCurveBits = 256

// A signatureAlgorithm is one that is accepted. What is not in the list does
// not exist: no SHA-1, and no HMAC, whose secret would be the public key.
type signatureAlgorithm struct {
	uri  string
	hash crypto.Hash
	ec   bool
}

// rsaSHA256 is what we sign with.
const rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"

func signatureAlgorithms() []signatureAlgorithm {
	const more = "http://www.w3.org/2001/04/xmldsig-more#"
	return []signatureAlgorithm{
		{rsaSHA256, crypto.SHA256, false},
		{more + "rsa-sha384", crypto.SHA384, false},
		{more + "rsa-sha512", crypto.SHA512, false},
		{more + "ecdsa-sha256", crypto.SHA256, true},
		{more + "ecdsa-sha384", crypto.SHA384, true},
		{more + "ecdsa-sha512", crypto.SHA512, true},
	}
}

// signatureAlgorithmOf finds an accepted algorithm by its URI.
func signatureAlgorithmOf(uri string) (signatureAlgorithm, *Refusal) {
	for _, algorithm := range signatureAlgorithms() {
		if algorithm.uri == uri {
			return algorithm, nil
		}
	}
	return signatureAlgorithm{}, refuse(CheckAlgorithms, "The message is signed with an algorithm that is too weak or unknown. Set the signature algorithm to RSA-SHA256 in the identity provider.")
}

// digestOf finds an accepted digest by its URI.
func digestOf(uri string) (crypto.Hash, *Refusal) {
	switch uri {
	case "http://www.w3.org/2001/04/xmlenc#sha256":
		return crypto.SHA256, nil
	case "http://www.w3.org/2001/04/xmldsig-more#sha384":
		return crypto.SHA384, nil
	case "http://www.w3.org/2001/04/xmlenc#sha512":
		return crypto.SHA512, nil
	default:
		return 0, refuse(CheckAlgorithms, "The message uses a digest that is too weak or unknown. Set the digest algorithm to SHA256 in the identity provider.")
	}
}

// verifies tells whether the certificate's key made the signature.
func (a signatureAlgorithm) verifies(certificate *x509.Certificate, signed, signature []byte) bool {
	sum := digest(a.hash, signed)
	switch key := certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		return !a.ec && rsa.VerifyPKCS1v15(key, a.hash, sum, signature) == nil
	case *ecdsa.PublicKey:
		// XML Signature writes r and s side by side, each as long as the curve's
		// order (RFC 4050, section 3.3).
		size := (key.Curve.Params().N.BitLen() + 7) / 8
		if !a.ec || len(signature) != 2*size {
			return false
		}
		r, s := new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])
		return ecdsa.Verify(key, sum, r, s)
	default:
		return false
	}
}

func digest(hash crypto.Hash, data []byte) []byte {
	h := hash.New()
	h.Write(data) // a hash never returns an error
	return h.Sum(nil)
}
