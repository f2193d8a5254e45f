package saml

import (
	"bytes"
	"crypto/x509"
	"slices"
	"sync"
	"time"

	"github.com/beevik/etree"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

// limits bounds every message: far above what an identity provider sends.
func limits() strictxml.Limits {
	return strictxml.Limits{Bytes: maxMessage, Depth: 32, Nodes: 5000, Attributes: 64}
}

// maxMessage is the greatest size of a message in bytes.
const maxMessage = 256 << 10

// A document is what strictxml read in a text, and a way to read the same text
// once by etree, for canonicalization.
type document struct {
	root *strictxml.Element
	tree func() (*etree.Document, error)
}

// readDocument is where every message, and every verified part of one, is read.
func readDocument(text []byte) (document, *Refusal) {
	root, err := strictxml.Parse(text, limits())
	if err != nil {
		return document{}, refuse(CheckMarkup, "The message is not XML as SAML uses it: %s. If the identity provider sent it so, turn to its support.", err)
	}
	tree := func() (*etree.Document, error) {
		tree := etree.NewDocument()
		return tree, tree.ReadFromBytes(text)
	}
	return document{root: root, tree: sync.OnceValues(tree)}, nil
}

// A verifier knows whose signatures count.
type verifier struct {
	idp    *IdentityProvider
	now    time.Time
	passed *passed
}

// verify verifies the signature that stands in one element of a document, and
// returns what was signed: a document of its own, read from the canonical bytes
// whose digest the signature holds. Nothing but this may be believed.
func (v verifier) verify(message document, parent, signature *strictxml.Element) (document, *Refusal) {
	read, refusal := readEnveloped(signature)
	if refusal != nil {
		return document{}, refusal
	}
	v.passed.note(CheckSignaturePlace)
	id, _ := parent.Attribute("ID")
	claimed, refusal := readSignedInfo(read.signedInfo, id)
	for _, check := range []Check{CheckReference, CheckTransforms, CheckAlgorithms} {
		if refusal != nil && refusal.Check == check {
			return document{}, refusal
		}
		v.passed.note(check)
	}
	keys, refusal := v.idp.keys(v.now)
	if refusal != nil {
		return document{}, refusal
	}
	v.passed.note(CheckCertificate)

	info, refusal := verifySignedInfo(message, read, claimed, keys)
	if refusal != nil {
		return document{}, refusal
	}
	signed, err := message.canonical(parent, info.prefixes, signature)
	if err != nil || !bytes.Equal(digest(info.digestMethod, signed), info.digestValue) {
		return document{}, refuse(CheckSignature, "The message was changed after it was signed. Sign in once more; if it happens again, something between the identity provider and this server changes messages.")
	}
	v.passed.note(CheckSignature)

	verified, refusal := readDocument(signed)
	if refusal != nil {
		return document{}, refuse(CheckVerified, "What was signed cannot be read again. %s", refusal.Message)
	}
	verifiedID, _ := verified.root.Attribute("ID")
	if verified.root.Name != parent.Name || verifiedID != info.reference {
		return document{}, refuse(CheckVerified, "What was signed is another message than the one that arrived. Somebody may have tampered with it.")
	}
	v.passed.note(CheckVerified)
	return verified, nil
}

// verifySignedInfo verifies the signature over SignedInfo and reads it from the
// very bytes that the key has signed. claimed is what it seemed to say before,
// which decides how to verify and nothing else.
func verifySignedInfo(message document, read enveloped, claimed signedInfo, keys []*x509.Certificate) (signedInfo, *Refusal) {
	forged := refuse(CheckSignature, "The signature was not made by the key of any stored certificate. If the identity provider has a new certificate, upload its current metadata file.")
	signed, err := message.canonical(read.signedInfo, claimed.ownPrefixes, nil)
	if err != nil {
		return signedInfo{}, forged
	}
	made := slices.ContainsFunc(keys, func(key *x509.Certificate) bool {
		return claimed.algorithm.verifies(key, signed, read.value)
	})
	if !made {
		return signedInfo{}, forged
	}
	verified, refusal := readDocument(signed)
	if refusal != nil {
		return signedInfo{}, refuse(CheckVerified, "What was signed cannot be read again. %s", refusal.Message)
	}
	info, refusal := readSignedInfo(verified.root, claimed.reference)
	if refusal != nil {
		return signedInfo{}, refusal
	}
	if info.algorithm != claimed.algorithm {
		return signedInfo{}, refuse(CheckAlgorithms, "The signature was made with another algorithm than it says. Somebody may have tampered with the message.")
	}
	return info, nil
}
