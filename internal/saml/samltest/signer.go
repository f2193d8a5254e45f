package samltest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha1" //nolint:gosec // a weak signature must be made before it can be refused
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"time"
)

// Signer is a key with its certificate.
type Signer struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
}

// NewSigner makes a certificate, signed by itself, for a key.
func NewSigner(key crypto.Signer, notBefore, notAfter time.Time) (Signer, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "identity provider of a test"},
		NotBefore:    notBefore,
		NotAfter:     notAfter,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return Signer{}, fmt.Errorf("make certificate: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return Signer{}, fmt.Errorf("read certificate: %w", err)
	}
	return Signer{Key: key, Certificate: certificate}, nil
}

// Algorithms of XML Signature by their URIs.
const (
	RSASHA1      = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
	RSASHA256    = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
	RSASHA512    = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
	ECDSASHA256  = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
	HMACSHA256   = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"
	SHA1         = "http://www.w3.org/2000/09/xmldsig#sha1"
	SHA256       = "http://www.w3.org/2001/04/xmlenc#sha256"
	SHA512       = "http://www.w3.org/2001/04/xmlenc#sha512"
	ExclusiveC14 = "http://www.w3.org/2001/10/xml-exc-c14n#"
	InclusiveC14 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
	Enveloped    = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
)

func hashOf(uri string) crypto.Hash {
	switch uri {
	case RSASHA1, SHA1:
		return crypto.SHA1
	case RSASHA512, SHA512:
		return crypto.SHA512
	default:
		return crypto.SHA256
	}
}

func sum(hash crypto.Hash, text string) []byte {
	h := hash.New()
	h.Write([]byte(text))
	return h.Sum(nil)
}

// Signing is how something is signed. Its zero value is SHA-256 and the usual
// form.
type Signing struct {
	Algorithm string // that of the key with SHA-256 when empty
	Digest    string
	Inclusive string // PrefixList of the transform
	// KeyInfo stands for the certificate; empty for the certificate itself.
	KeyInfo string
	// Prepare changes the signature before SignedInfo is signed; nil for nothing.
	Prepare func(signature *Node)
}

// Sign signs an element of a document and puts the signature behind its issuer.
func (s Signer) Sign(root, element *Node, how Signing) (*Node, error) {
	if _, curve := s.Key.(*ecdsa.PrivateKey); how.Algorithm == "" && curve {
		how.Algorithm = ECDSASHA256
	}
	if how.Algorithm == "" {
		how.Algorithm = RSASHA256
	}
	if how.Digest == "" {
		how.Digest = SHA256
	}
	var inclusive []string
	transform := Element("ds:Transform", "Algorithm", ExclusiveC14)
	if how.Inclusive != "" {
		inclusive = []string{how.Inclusive}
		transform.Add(Element("ec:InclusiveNamespaces", "xmlns:ec", ExclusiveC14, "PrefixList", how.Inclusive))
	}
	digest := sum(hashOf(how.Digest), Canonical(root, element, inclusive...))
	info := Element("ds:SignedInfo").Add(
		Element("ds:CanonicalizationMethod", "Algorithm", ExclusiveC14),
		Element("ds:SignatureMethod", "Algorithm", how.Algorithm),
		Element("ds:Reference", "URI", "#"+element.Attr("ID")).Add(
			Element("ds:Transforms").Add(Element("ds:Transform", "Algorithm", Enveloped), transform),
			Element("ds:DigestMethod", "Algorithm", how.Digest),
			Element("ds:DigestValue").Say(base64.StdEncoding.EncodeToString(digest)),
		),
	)
	signature := Element("ds:Signature", "xmlns:ds", "http://www.w3.org/2000/09/xmldsig#").Add(info)
	element.Insert(1, signature)
	if how.Prepare != nil {
		how.Prepare(signature)
	}
	value, err := s.SignText(Canonical(root, info), how.Algorithm)
	if err != nil {
		return nil, err
	}
	if how.KeyInfo == "" {
		how.KeyInfo = base64.StdEncoding.EncodeToString(s.Certificate.Raw)
	}
	signature.Add(
		Element("ds:SignatureValue").Say(base64.StdEncoding.EncodeToString(value)),
		Element("ds:KeyInfo").Add(Element("ds:X509Data").Add(
			Element("ds:X509Certificate").Say(how.KeyInfo))),
	)
	return signature, nil
}

// SignText signs a text by an algorithm. HMAC takes the public key for a secret,
// as those do who hope that a verifier confuses the two.
func (s Signer) SignText(text, algorithm string) ([]byte, error) {
	if algorithm == HMACSHA256 {
		mac := hmac.New(crypto.SHA256.New, s.Certificate.RawSubjectPublicKeyInfo)
		mac.Write([]byte(text))
		return mac.Sum(nil), nil
	}
	hash := hashOf(algorithm)
	digest := sum(hash, text)
	switch key := s.Key.(type) {
	case *rsa.PrivateKey:
		return rsa.SignPKCS1v15(rand.Reader, key, hash, digest)
	case *ecdsa.PrivateKey:
		r, v, err := ecdsa.Sign(rand.Reader, key, digest)
		if err != nil {
			return nil, err
		}
		size := (key.Curve.Params().BitSize + 7) / 8
		return append(r.FillBytes(make([]byte, size)), v.FillBytes(make([]byte, size))...), nil
	default:
		return nil, fmt.Errorf("unknown key %T", key)
	}
}
