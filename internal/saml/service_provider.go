package saml

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"

	"github.com/beevik/etree"
)

// ServiceProvider is ourselves as one identity provider knows us. Each
// organization has one of its own, so that an answer's address says whose it is.
type ServiceProvider struct {
	EntityID  string
	ACSURL    string // where responses are posted: the assertion consumer service
	LogoutURL string // where logout messages arrive; empty where there is no single logout

	// Signing is what we sign with now. Next, if set, is published beside it, so
	// that the identity provider knows the next certificate before it is used;
	// after the change the one before may stand there for a while.
	Signing KeyPair
	Next    *x509.Certificate
}

// Validate tells whether the service provider can do its work.
func (sp *ServiceProvider) Validate() error {
	if sp.EntityID == "" || len(sp.EntityID) > maxEntityID {
		return fmt.Errorf("SAML service provider: the entity ID is missing or longer than %d characters", maxEntityID)
	}
	if !isEndpoint(sp.ACSURL) || sp.LogoutURL != "" && !isEndpoint(sp.LogoutURL) {
		return errors.New("SAML service provider: a URL of ours is not absolute")
	}
	if err := sp.Signing.validate(); err != nil {
		return fmt.Errorf("SAML service provider: %w", err)
	}
	return nil
}

// Metadata returns the document by which an identity provider is told about us.
func (sp *ServiceProvider) Metadata() ([]byte, error) {
	if err := sp.Validate(); err != nil {
		return nil, err
	}
	root := etree.NewElement("md:EntityDescriptor")
	root.CreateAttr("xmlns:md", metadataNamespace)
	root.CreateAttr("xmlns:ds", signatureNamespace)
	root.CreateAttr("entityID", sp.EntityID)
	role := root.CreateElement("md:SPSSODescriptor")
	role.CreateAttr("AuthnRequestsSigned", "true")
	role.CreateAttr("WantAssertionsSigned", "true")
	role.CreateAttr("protocolSupportEnumeration", protocolNamespace)
	describeKey(role, sp.Signing.Certificate)
	if sp.Next != nil && !sp.Next.Equal(sp.Signing.Certificate) {
		describeKey(role, sp.Next)
	}
	if sp.LogoutURL != "" {
		for _, binding := range []Binding{RedirectBinding, PostBinding} {
			service := role.CreateElement("md:SingleLogoutService")
			service.CreateAttr("Binding", string(binding))
			service.CreateAttr("Location", sp.LogoutURL)
		}
	}
	for _, format := range []NameIDFormat{EmailAddressFormat, PersistentFormat} {
		role.CreateElement("md:NameIDFormat").SetText(string(format))
	}
	consumer := role.CreateElement("md:AssertionConsumerService")
	consumer.CreateAttr("Binding", string(PostBinding))
	consumer.CreateAttr("Location", sp.ACSURL)
	consumer.CreateAttr("index", "0")
	consumer.CreateAttr("isDefault", "true")

	document := etree.NewDocument()
	document.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	document.SetRoot(root)
	document.Indent(2)
	return document.WriteToBytes()
}

func describeKey(role *etree.Element, certificate *x509.Certificate) {
	key := role.CreateElement("md:KeyDescriptor")
	key.CreateAttr("use", "signing")
	data := key.CreateElement("ds:KeyInfo").CreateElement("ds:X509Data")
	data.CreateElement("ds:X509Certificate").SetText(base64.StdEncoding.EncodeToString(certificate.Raw))
}

// isEndpoint tells whether a browser can be sent to the URL: absolute, by HTTP
// or HTTPS, without a name and password in it.
func isEndpoint(text string) bool {
	parsed, err := url.Parse(text)
	return err == nil && (parsed.Scheme == "https" || parsed.Scheme == "http") &&
		parsed.Host != "" && parsed.User == nil && parsed.Fragment == "" && len(text) <= maxURL
}
