package saml

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

const (
	// maxMetadata is the greatest size of a metadata file in bytes. A federation's
	// list of thousands of providers is no file to upload here.
	maxMetadata     = 512 << 10
	maxCertificates = 8

	byteOrderMark = "\ufeff" // Entra ID and AD FS begin their files with it
)

// MetadataError says in a sentence for an administrator why a metadata file
// cannot be used and what to do.
type MetadataError struct{ Message string }

func (e *MetadataError) Error() string { return e.Message }

func badMetadata(format string, values ...any) error {
	return &MetadataError{Message: fmt.Sprintf(format, values...)}
}

// ParseMetadata reads the metadata file of an identity provider. Its error is a
// *MetadataError. Expired certificates are
// kept, since clocks are the caller's matter: IdentityProvider.Expired tells
// them. The file's own signature is not looked at: who may upload it, or the
// address that it was fetched from, is what vouches for it.
func ParseMetadata(file []byte) (*IdentityProvider, error) {
	root, err := strictxml.Parse(bytes.TrimPrefix(file, []byte(byteOrderMark)), strictxml.Limits{
		Bytes: maxMetadata, Depth: 32, Nodes: 10000, Attributes: 64, Comments: true,
	})
	if err != nil {
		return nil, badMetadata("This is no metadata file that can be read: %s. Download it from the identity provider again, as XML.", err)
	}
	entity, role, err := describedProvider(root)
	if err != nil {
		return nil, err
	}
	idp := &IdentityProvider{}
	idp.EntityID, _ = entity.Attribute("entityID")
	if idp.EntityID == "" || len(idp.EntityID) > maxEntityID || strings.TrimSpace(idp.EntityID) != idp.EntityID {
		return nil, badMetadata("The metadata file has no usable entity ID of at most %d characters. Download it from the identity provider again.", maxEntityID)
	}
	if idp.ValidUntil, err = validUntil(root, entity, role); err != nil {
		return nil, err
	}
	idp.SignInURL, idp.SignInBinding = endpoint(role, "SingleSignOnService")
	if idp.SignInURL == "" {
		return nil, badMetadata("The metadata file has no sign-in URL for HTTP-Redirect or HTTP-POST. Allow one of them in the identity provider and download the file again.")
	}
	idp.LogoutURL, idp.LogoutBinding = endpoint(role, "SingleLogoutService")
	idp.LogoutResponseURL = logoutResponseURL(role, idp.LogoutBinding)
	if idp.Certificates, err = signingCertificates(role); err != nil {
		return nil, err
	}
	return idp, nil
}

// describedProvider finds the one identity provider that a file describes,
// alone or in a list of entities.
func describedProvider(root *strictxml.Element) (entity, role *strictxml.Element, err error) {
	var entities []*strictxml.Element
	switch root.Name {
	case metadataName("EntityDescriptor"):
		entities = []*strictxml.Element{root}
	case metadataName("EntitiesDescriptor"):
		entities = root.All(metadataName("EntityDescriptor"))
	default:
		return nil, nil, badMetadata("This is not a SAML 2.0 metadata file. Download the file named metadata from the identity provider, not its sign-in page or a certificate.")
	}
	found := 0
	for _, candidate := range entities {
		for _, described := range candidate.All(metadataName("IDPSSODescriptor")) {
			protocols, _ := described.Attribute("protocolSupportEnumeration")
			if slices.Contains(strings.Fields(protocols), protocolNamespace) {
				entity, role = candidate, described
				found++
			}
		}
	}
	switch found {
	case 0:
		return nil, nil, badMetadata("The metadata file describes no SAML 2.0 identity provider. If it is this service's own file, it belongs into the identity provider; upload the provider's file here.")
	case 1:
		return entity, role, nil
	default:
		return nil, nil, badMetadata("The metadata file describes more than one identity provider. Upload a file with the one that signs your people in.")
	}
}

func validUntil(elements ...*strictxml.Element) (time.Time, error) {
	var end time.Time
	for _, element := range elements {
		text, given := element.Attribute("validUntil")
		if !given {
			continue
		}
		instant, ok := parseInstant(text)
		if !ok {
			return time.Time{}, badMetadata("The metadata file says in no readable way until when it is valid. Download it from the identity provider again.")
		}
		end = earliest(end, instant)
	}
	return end, nil
}

// endpoint finds where a service is reached, by redirect if possible: it needs
// no form that the browser posts by itself.
func endpoint(role *strictxml.Element, service string) (string, Binding) {
	for _, wanted := range []Binding{RedirectBinding, PostBinding} {
		for _, element := range role.All(metadataName(service)) {
			binding, _ := element.Attribute("Binding")
			location, _ := element.Attribute("Location")
			if Binding(binding) == wanted && isEndpoint(location) {
				return location, wanted
			}
		}
	}
	return "", ""
}

func logoutResponseURL(role *strictxml.Element, wanted Binding) string {
	for _, element := range role.All(metadataName("SingleLogoutService")) {
		binding, _ := element.Attribute("Binding")
		location, _ := element.Attribute("ResponseLocation")
		if Binding(binding) == wanted && isEndpoint(location) {
			return location
		}
	}
	return ""
}

// signingCertificates reads the certificates of the keys that sign. A key
// without a use does both, signing and encryption.
func signingCertificates(role *strictxml.Element) ([]*x509.Certificate, error) {
	var certificates []*x509.Certificate
	for _, key := range role.All(metadataName("KeyDescriptor")) {
		if use, given := key.Attribute("use"); given && use != "signing" {
			continue
		}
		for _, info := range key.All(signatureName("KeyInfo")) {
			for _, data := range info.All(signatureName("X509Data")) {
				for _, element := range data.All(signatureName("X509Certificate")) {
					certificate, err := parseCertificate(element)
					if err != nil {
						return nil, err
					}
					if !slices.ContainsFunc(certificates, certificate.Equal) {
						certificates = append(certificates, certificate)
					}
				}
			}
		}
	}
	switch {
	case len(certificates) == 0:
		return nil, badMetadata("The metadata file has no certificate for signing, so no answer could be verified. Turn on signing in the identity provider and download the file again.")
	case len(certificates) > maxCertificates:
		return nil, badMetadata("The metadata file has more than %d certificates for signing. Remove the old ones in the identity provider and download the file again.", maxCertificates)
	}
	return certificates, nil
}

func parseCertificate(element *strictxml.Element) (*x509.Certificate, error) {
	text := strings.Join(strings.Fields(element.Text), "")
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(element.Children) > 0 {
		return nil, badMetadata("A certificate in the metadata file is not encoded in base64. Download the file from the identity provider again.")
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, badMetadata("A certificate in the metadata file cannot be read. Download the file from the identity provider again.")
	}
	if err := usableKey(certificate); err != nil {
		return nil, badMetadata("A certificate in the metadata file is too weak: %s. Make a new one in the identity provider, with RSA of 2048 bits or more.", err)
	}
	return certificate, nil
}
