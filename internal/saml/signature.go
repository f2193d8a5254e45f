package saml

import (
	"crypto"
	"encoding/base64"
	"strings"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

const (
	maxPrefixList = 512 // bytes
	// signaturesCannotBeRead is said where the fault lies in the provider's
	// software and no setting of it is known to help.
	signaturesCannotBeRead = "The signature is not built as SAML says. Set the identity provider to sign the response or the assertion in the usual way, with exclusive canonicalization."
)

// An enveloped signature stands inside of the element that it signs.
type enveloped struct {
	signedInfo *strictxml.Element
	value      []byte
}

// signedInfo is what a signature signs: how, and the digest of what.
type signedInfo struct {
	algorithm    signatureAlgorithm
	ownPrefixes  string // inclusive for SignedInfo itself
	reference    string // the ID of what is signed
	prefixes     string // inclusive for what is signed
	digestMethod crypto.Hash
	digestValue  []byte
}

// placeSignatures finds the signatures of a message. Each must be a direct child
// of an element that may be signed, at most one in each, and none anywhere else:
// whoever moves a signature away from what it signs is refused here.
func placeSignatures(root *strictxml.Element, signable ...*strictxml.Element) (map[*strictxml.Element]*strictxml.Element, *Refusal) {
	found := map[*strictxml.Element]*strictxml.Element{}
	var refusal *Refusal
	root.Walk(func(element *strictxml.Element) {
		if !strings.EqualFold(element.Name.Local, "Signature") || refusal != nil {
			return
		}
		parent, allowed := element.Parent, false
		for _, candidate := range signable {
			allowed = allowed || parent != nil && parent == candidate
		}
		switch {
		case element.Name != signatureName("Signature") || !allowed:
			refusal = refuse(CheckSignaturePlace, "The message has a signature where SAML allows none. If nobody tampered with it, set the identity provider to sign the response or the assertion only.")
		case found[parent] != nil:
			refusal = refuse(CheckSignaturePlace, "The message has two signatures on one element. Set the identity provider to sign each only once.")
		default:
			found[parent] = element
		}
	})
	if refusal != nil {
		return nil, refusal
	}
	if len(found) == 0 {
		return nil, refuse(CheckSignaturePlace, "The message is not signed. Set the identity provider to sign the response or the assertion.")
	}
	return found, nil
}

// readEnveloped reads the parts of a ds:Signature: SignedInfo, SignatureValue and
// at most a KeyInfo, which is not looked into. An Object, in which wrapping
// attacks hide the original, has no place in SAML.
func readEnveloped(element *strictxml.Element) (enveloped, *Refusal) {
	parts := element.Children
	if len(parts) == 3 && parts[2].Name == signatureName("KeyInfo") {
		parts = parts[:2]
	}
	if len(parts) != 2 || parts[0].Name != signatureName("SignedInfo") || parts[1].Name != signatureName("SignatureValue") || !element.Blank() {
		return enveloped{}, refuse(CheckSignaturePlace, signaturesCannotBeRead)
	}
	value, ok := decodeValue(parts[1])
	if !ok {
		return enveloped{}, refuse(CheckSignaturePlace, "The value of the signature cannot be read. The message was changed on its way; sign in once more.")
	}
	return enveloped{signedInfo: parts[0], value: value}, nil
}

// readSignedInfo reads a ds:SignedInfo, and refuses all but the one form that
// SAML core section 5.4 describes, for the element with the given ID. It is
// called for the document that arrived and again for the verified bytes.
func readSignedInfo(element *strictxml.Element, id string) (signedInfo, *Refusal) {
	parts := element.Children
	wellFormed := element.Name == signatureName("SignedInfo") && element.Blank() && len(parts) == 3 &&
		parts[0].Name == signatureName("CanonicalizationMethod") &&
		parts[1].Name == signatureName("SignatureMethod") &&
		parts[2].Name == signatureName("Reference")
	if !wellFormed {
		return signedInfo{}, refuse(CheckReference, "The signature does not cover exactly one element. "+signaturesCannotBeRead)
	}
	var info signedInfo
	reference := parts[2].Children
	uri, _ := parts[2].Attribute("URI")
	switch {
	case len(reference) != 3 || !parts[2].Blank() ||
		reference[0].Name != signatureName("Transforms") ||
		reference[1].Name != signatureName("DigestMethod") ||
		reference[2].Name != signatureName("DigestValue"):
		return signedInfo{}, refuse(CheckReference, signaturesCannotBeRead)
	case !strictxml.IsName(id) || uri != "#"+id:
		return signedInfo{}, refuse(CheckReference, "The signature covers another element than the one it stands in. If nobody tampered with the message, the identity provider's signatures do not follow SAML.")
	}
	info.reference = id

	var ok bool
	if info.prefixes, ok = readTransforms(reference[0]); !ok {
		return signedInfo{}, refuse(CheckTransforms, "The signature leaves something out, or is canonicalized in another way than SAML says. Set the identity provider to exclusive canonicalization.")
	}
	if info.ownPrefixes, ok = readCanonicalization(parts[0]); !ok {
		return signedInfo{}, refuse(CheckTransforms, "The signature is not canonicalized as SAML says. Set the identity provider to exclusive canonicalization.")
	}

	var refusal *Refusal
	method, bare := readMethod(parts[1])
	digestMethod, digestBare := readMethod(reference[1])
	if !bare || !digestBare {
		return signedInfo{}, refuse(CheckAlgorithms, "The signature sets parameters of its algorithm, which SAML does not use. Set the signature algorithm to RSA-SHA256 in the identity provider.")
	}
	if info.algorithm, refusal = signatureAlgorithmOf(method); refusal != nil {
		return signedInfo{}, refusal
	}
	if info.digestMethod, refusal = digestOf(digestMethod); refusal != nil {
		return signedInfo{}, refusal
	}
	// A text that a comment or an element splits would be read in two ways.
	if info.digestValue, ok = decodeValue(reference[2]); !ok || len(info.digestValue) != info.digestMethod.Size() {
		return signedInfo{}, refuse(CheckReference, "The digest of the signature cannot be read. The message was changed on its way; sign in once more.")
	}
	return info, nil
}

// readTransforms wants the enveloped signature and then exclusive
// canonicalization, and nothing else.
func readTransforms(element *strictxml.Element) (prefixes string, ok bool) {
	parts := element.Children
	if len(parts) != 2 || !element.Blank() || parts[0].Name != signatureName("Transform") || parts[1].Name != signatureName("Transform") {
		return "", false
	}
	if first, bare := readMethod(parts[0]); !bare || first != envelopedTransform {
		return "", false
	}
	return readCanonicalization(parts[1])
}

// readCanonicalization wants exclusive canonicalization without comments, with
// at most a list of inclusive prefixes.
func readCanonicalization(element *strictxml.Element) (prefixes string, ok bool) {
	algorithm, _ := element.Attribute("Algorithm")
	if algorithm != exclusiveC14N || len(element.Attributes) != 1 || !element.Blank() {
		return "", false
	}
	switch len(element.Children) {
	case 0:
		return "", true
	case 1:
	default:
		return "", false
	}
	list := element.Children[0]
	if list.Name != (strictxml.Name{Space: exclusiveC14N, Local: "InclusiveNamespaces"}) || len(list.Children) > 0 || !list.Blank() {
		return "", false
	}
	prefixes, _ = list.Attribute("PrefixList")
	if len(prefixes) > maxPrefixList {
		return "", false
	}
	// "#default" is no name, so it is refused: goxmldsig cannot keep the default
	// namespace, and no identity provider was seen to ask for it.
	for _, name := range strings.Fields(prefixes) {
		if !strictxml.IsName(name) {
			return "", false
		}
	}
	return prefixes, true
}

// readMethod reads the one attribute of an element that has nothing else.
func readMethod(element *strictxml.Element) (algorithm string, bare bool) {
	algorithm, _ = element.Attribute("Algorithm")
	return algorithm, len(element.Attributes) == 1 && len(element.Children) == 0 && element.Blank()
}

// decodeValue reads base64 that may be broken into lines.
func decodeValue(element *strictxml.Element) ([]byte, bool) {
	if len(element.Children) > 0 {
		return nil, false
	}
	text := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			return -1
		}
		return r
	}, element.Text)
	value, err := base64.StdEncoding.Strict().DecodeString(text)
	return value, err == nil && len(value) > 0
}
