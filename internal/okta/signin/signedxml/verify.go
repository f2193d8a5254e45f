package signedxml

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// ErrUnsigned says that the element holds no signature.
var ErrUnsigned = errors.New("it is not signed")

// Verify holds that the whole of a document, from its root down, is signed by
// one of the keys, with the one signature that is a child of the root.
func Verify(root *Element, keys ...crypto.PublicKey) error {
	signatures := root.Children(NamespaceSignature, "Signature")
	switch len(signatures) {
	case 0:
		return ErrUnsigned
	case 1:
	default:
		return fmt.Errorf("it has %d signatures, not one", len(signatures))
	}
	signature := signatures[0]
	info, err := signature.Child(NamespaceSignature, "SignedInfo")
	if err != nil {
		return err
	}
	if err := verifyReference(root, signature, info); err != nil {
		return err
	}
	method, err := info.Child(NamespaceSignature, "CanonicalizationMethod")
	if err != nil {
		return err
	}
	as, err := formOf(method)
	if err != nil {
		return err
	}
	algorithm, err := info.Child(NamespaceSignature, "SignatureMethod")
	if err != nil {
		return err
	}
	value, err := signature.Child(NamespaceSignature, "SignatureValue")
	if err != nil {
		return err
	}
	raw, err := decodeBase64(value.Text())
	if err != nil {
		return err
	}
	return VerifyBytes(algorithm.Attribute("Algorithm"), canonical(info, nil, as), raw, keys...)
}

// verifyReference holds that the signature is about root, and that root is what
// was signed.
func verifyReference(root, signature, info *Element) error {
	reference, err := info.Child(NamespaceSignature, "Reference")
	if err != nil {
		return err
	}
	id := root.Attribute("ID")
	if id == "" || reference.Attribute("URI") != "#"+id {
		return fmt.Errorf("the signature is about %q, not about the document %q", reference.Attribute("URI"), id)
	}
	transforms, err := reference.Child(NamespaceSignature, "Transforms")
	if err != nil {
		return err
	}
	steps := transforms.elements()
	if len(steps) != 2 || steps[0].Attribute("Algorithm") != Enveloped {
		return errors.New("the signature transforms the document in other ways than by leaving itself out and by a canonical form")
	}
	as, err := formOf(steps[1])
	if err != nil {
		return err
	}
	method, err := reference.Child(NamespaceSignature, "DigestMethod")
	if err != nil {
		return err
	}
	if method.Attribute("Algorithm") != DigestSHA256 {
		return fmt.Errorf("the digest is made by %s, not by SHA-256", method.Attribute("Algorithm"))
	}
	value, err := reference.Child(NamespaceSignature, "DigestValue")
	if err != nil {
		return err
	}
	want, err := decodeBase64(value.Text())
	if err != nil {
		return err
	}
	digest := sha256.Sum256(canonical(root, signature, as))
	if subtle.ConstantTimeCompare(digest[:], want) != 1 {
		return errors.New("the document is not what was signed")
	}
	return nil
}

// formOf reads which canonical form is meant: the exclusive one, which Okta and
// SAML use, or one of the inclusive ones, which some libraries sign requests
// with and Okta accepts.
func formOf(method *Element) (form, error) {
	switch algorithm := method.Attribute("Algorithm"); algorithm {
	case Exclusive:
	case Inclusive10, Inclusive11:
		return form{whole: true}, inheritsNothing(method)
	default:
		return form{}, fmt.Errorf("the canonical form %q is not allowed", algorithm)
	}
	var as form
	for _, list := range method.Children(Exclusive, "InclusiveNamespaces") {
		for prefix := range strings.FieldsSeq(list.Attribute("PrefixList")) {
			if prefix == "#default" {
				prefix = ""
			}
			as.prefixes = append(as.prefixes, prefix)
		}
	}
	return as, nil
}

// inheritsNothing refuses attributes such as xml:lang around a signature, which
// the inclusive forms would hand down to what is written.
func inheritsNothing(e *Element) error {
	for at := e; at != nil; at = at.parent {
		for _, a := range at.attributes {
			if a.space == namespaceXML {
				return fmt.Errorf("the attribute xml:%s around a signature in inclusive form is not allowed", a.local)
			}
		}
	}
	return nil
}

// VerifyBytes holds that a signature over bytes was made by one of the keys,
// with an algorithm that is RSA or ECDSA with SHA-256.
func VerifyBytes(algorithm string, signed, signature []byte, keys ...crypto.PublicKey) error {
	hash := sha256.Sum256(signed)
	for _, key := range keys {
		switch key := key.(type) {
		case *rsa.PublicKey:
			if algorithm == RSASHA256 && rsa.VerifyPKCS1v15(key, crypto.SHA256, hash[:], signature) == nil {
				return nil
			}
		case *ecdsa.PublicKey:
			if algorithm == ECDSASHA256 && verifyECDSA(key, hash[:], signature) {
				return nil
			}
		}
	}
	if algorithm != RSASHA256 && algorithm != ECDSASHA256 {
		return fmt.Errorf("it is signed by %q, which is not allowed", algorithm)
	}
	return errors.New("its signature is not right")
}

// verifyECDSA reads the form of RFC 4050: both numbers, one after the other, as
// long as the curve's.
func verifyECDSA(key *ecdsa.PublicKey, hash, signature []byte) bool {
	size := (key.Curve.Params().BitSize + 7) / 8
	if len(signature) != 2*size {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])
	return ecdsa.Verify(key, hash, r, s)
}

// decodeBase64 reads base64 that may be broken into lines.
func decodeBase64(text string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, fmt.Errorf("read base64: %w", err)
	}
	return raw, nil
}
