package signedxml

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"
)

// Signer signs with RSA and SHA-256.
type Signer struct {
	Key *rsa.PrivateKey
	// Certificate is shown in KeyInfo.
	Certificate *x509.Certificate
}

// Sign returns the signature over an element with this id. The element is given
// in exclusive canonical form and without the signature; where it is inserted is
// the caller's business. Prefixes that occur in values alone, such as xs in
// xsi:type="xs:string", are named in inclusive.
func (s Signer) Sign(id, element string, inclusive ...string) (string, error) {
	digest := sha256.Sum256([]byte(element))
	info := signedInfo(id, base64.StdEncoding.EncodeToString(digest[:]), inclusive)
	// Alone it declares the namespace that the signature around it declares in
	// the document.
	alone := strings.Replace(info, "<ds:SignedInfo>", `<ds:SignedInfo xmlns:ds="`+NamespaceSignature+`">`, 1)
	hash := sha256.Sum256([]byte(alone))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.Key, crypto.SHA256, hash[:])
	if err != nil {
		return "", fmt.Errorf("sign %s: %w", id, err)
	}
	certificate := Write("ds:X509Certificate", nil, Lines(s.Certificate.Raw))
	return Write("ds:Signature", []Attribute{{"xmlns:ds", NamespaceSignature}},
		info,
		Write("ds:SignatureValue", nil, base64.StdEncoding.EncodeToString(signature)),
		Write("ds:KeyInfo", nil, Write("ds:X509Data", nil, certificate)),
	), nil
}

func signedInfo(id, digest string, inclusive []string) string {
	var prefixes string
	if len(inclusive) > 0 {
		prefixes = Write("ec:InclusiveNamespaces", []Attribute{
			{"xmlns:ec", Exclusive},
			{"PrefixList", strings.Join(inclusive, " ")},
		})
	}
	transforms := Write("ds:Transforms", nil,
		Write("ds:Transform", []Attribute{{"Algorithm", Enveloped}}),
		Write("ds:Transform", []Attribute{{"Algorithm", Exclusive}}, prefixes),
	)
	return Write("ds:SignedInfo", nil,
		Write("ds:CanonicalizationMethod", []Attribute{{"Algorithm", Exclusive}}),
		Write("ds:SignatureMethod", []Attribute{{"Algorithm", RSASHA256}}),
		Write("ds:Reference", []Attribute{{"URI", "#" + id}},
			transforms,
			Write("ds:DigestMethod", []Attribute{{"Algorithm", DigestSHA256}}),
			Write("ds:DigestValue", nil, digest),
		),
	)
}

// Lines writes bytes in base64, 64 characters a line, as certificates are
// written.
func Lines(raw []byte) string {
	text := base64.StdEncoding.EncodeToString(raw)
	var lines []string
	for len(text) > 64 {
		lines = append(lines, text[:64])
		text = text[64:]
	}
	return strings.Join(append(lines, text), "\n")
}
