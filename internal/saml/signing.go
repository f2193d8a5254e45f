package saml

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// idBytes is the randomness of a message's ID: 160 bits, which SAML core section
// 1.3.4 recommends, so that nobody can answer a request that they did not see.
const idBytes = 20

// newID makes an ID. It begins with a letter, as XML wants.
func newID() string {
	random := make([]byte, idBytes)
	rand.Read(random) // never returns an error: it ends the program instead
	return "id" + hex.EncodeToString(random)
}

// newMessage begins a message of ours. The issuer comes first, as the schema
// wants.
func (sp *ServiceProvider) newMessage(name, destination string, now time.Time) (message *etree.Element, id string) {
	id = newID()
	message = etree.NewElement("samlp:" + name)
	message.CreateAttr("xmlns:samlp", protocolNamespace)
	message.CreateAttr("xmlns:saml", assertionNamespace)
	message.CreateAttr("ID", id)
	message.CreateAttr("Version", saml2)
	message.CreateAttr("IssueInstant", formatInstant(now))
	message.CreateAttr("Destination", destination)
	message.CreateElement("saml:Issuer").SetText(sp.EntityID)
	return message, id
}

// sign puts an enveloped RSA-SHA256 signature behind the issuer, and returns the
// document.
func (k KeyPair) sign(message *etree.Element) ([]byte, error) {
	signer, err := dsig.NewSigningContext(k.Key, [][]byte{k.Certificate.Raw})
	if err != nil {
		return nil, fmt.Errorf("sign SAML message: %w", err)
	}
	signer.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	if err := signer.SetSignatureMethod(rsaSHA256); err != nil {
		return nil, fmt.Errorf("sign SAML message: %w", err)
	}
	// The digest is of a copy, since canonicalizing changes what it is given.
	signature, err := signer.ConstructSignature(message.Copy(), true)
	if err != nil {
		return nil, fmt.Errorf("sign SAML message: %w", err)
	}
	const behindIssuer = 1
	message.InsertChildAt(behindIssuer, signature)
	return write(message)
}

func write(message *etree.Element) ([]byte, error) {
	document := etree.NewDocument()
	document.SetRoot(message)
	text, err := document.WriteToBytes()
	if err != nil {
		return nil, fmt.Errorf("write SAML message: %w", err)
	}
	return text, nil
}
